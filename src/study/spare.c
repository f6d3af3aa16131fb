/* An output must not stand in the place of what the study reads. */
#include "amont/study.h"

#include "amont/files.h"

static bool is_source(const amont_study *study, const char *source, const char *path) {
    g_autofree char *resolved = source ? amont_study_resolve(study, source) : NULL;
    return resolved && amont_files_are_same(resolved, path);
}

static bool is_of_layer(const amont_study *study, const amont_layer_spec *layer, const char *path) {
    if (is_source(study, layer->source, path) || is_source(study, layer->dictionary, path) ||
        (layer->attributes && is_source(study, layer->attributes->source, path)))
        return true;
    for (guint i = 0; layer->nomenclature && i < layer->nomenclature->len; i++)
        if (is_source(study, layer->nomenclature->pdata[i], path))
            return true;
    return false;
}

static bool find_reader(const amont_study *study, const char *path, GError **error) {
    if (amont_files_are_same(study->path, path))
        return amont_fail(error, AMONT_ERROR_USAGE, "'%s' is the study itself", path);
    for (guint i = 0; i < study->zones->len; i++) {
        const amont_zones_spec *zones = study->zones->pdata[i];
        if (is_source(study, zones->source, path))
            return amont_fail(error, AMONT_ERROR_USAGE,
                              "'%s' is a file that the zones '%s' are read from", path,
                              zones->entry.name);
    }
    for (guint i = 0; i < study->layers->len; i++) {
        const amont_layer_spec *layer = study->layers->pdata[i];
        if (is_of_layer(study, layer, path))
            return amont_fail(error, AMONT_ERROR_USAGE,
                              "'%s' is a file that the layer '%s' is read from", path,
                              layer->entry.name);
    }
    return true;
}

bool amont_study_spare(const amont_study *study, const char *path, GError **error) {
    if (find_reader(study, path, error))
        return true;
    amont_hint(error, "it would be overwritten: give the output another name");
    return false;
}
