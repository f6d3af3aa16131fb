/* Whether a study's files will ask the reader process for GDAL, as far as its text tells: GDAL is
 * then loaded while the program makes ready. What turns out otherwise costs time, nothing else. */
#include "io/opening.h"
#include "io/source.h"

/* A source of the study, of which `filter` (may be NULL) is asked besides. */
static bool source_wants(const amont_study *study, const amont_entry *entry, const char *name,
                         const char *layer, const char *where, const char *filter) {
    if (!name)
        return false;
    g_autofree char *path = amont_study_resolve(study, name);
    amont_source source = {
        .entry = entry, .key = "source", .path = path, .layer = layer, .where = where};
    if (amont_source_is_plain_csv(&source)) /* its rows are filtered elsewhere */
        return false;
    return amont_source_wants_gdal(&source) ||
           (filter && amont_source_match_wants_gdal(&source, filter));
}

static bool zones_want(const amont_study *study, const amont_zones_spec *zones) {
    return source_wants(study, &zones->entry, zones->source, zones->layer, NULL, zones->reference);
}

static bool layer_wants(const amont_study *study, const amont_layer_spec *layer) {
    const amont_attributes_spec *more = layer->attributes;
    return source_wants(study, &layer->entry, layer->source, layer->layer, layer->where, NULL) ||
           (more && source_wants(study, &more->entry, more->source, more->layer, NULL, NULL));
}

/* The filter of an indicator goes to the rows of its layer. */
static bool indicator_wants(const amont_study *study, const amont_indicator_spec *indicator) {
    for (guint i = 0; indicator->where && i < study->layers->len; i++) {
        const amont_layer_spec *layer = study->layers->pdata[i];
        if (g_strcmp0(layer->entry.name, indicator->layer) == 0 &&
            source_wants(study, &layer->entry, layer->source, layer->layer, layer->where,
                         indicator->where))
            return true;
    }
    return false;
}

bool amont_study_wants_gdal(const amont_study *study) {
    for (guint i = 0; i < study->zones->len; i++)
        if (zones_want(study, study->zones->pdata[i]))
            return true;
    for (guint i = 0; i < study->layers->len; i++)
        if (layer_wants(study, study->layers->pdata[i]))
            return true;
    for (guint i = 0; i < study->indicators->len; i++)
        if (indicator_wants(study, study->indicators->pdata[i]))
            return true;
    return false;
}
