/* What every kind of layer needs: columns found by name with help when the name is wrong, and
 * coordinates brought into the study's CRS. */
#include "io/opening.h"

#include "io/source.h"

#include <math.h>
#include <string.h>

amont_source amont_opening_source(const amont_opening *opening, const amont_layer_spec *spec,
                                  const char *path) {
    return (amont_source){.reader = opening->reader,
                          .entry = &spec->entry,
                          .key = "source",
                          .path = path,
                          .layer = spec->layer,
                          .where = spec->where,
                          .findings = opening->findings};
}

static bool fail_no_column(const amont_layer *layer, const amont_entry *entry, const char *key,
                           const char *name, GError **error) {
    amont_entry_fail(entry, key, error, AMONT_ERROR_DATA, "no column '%s' in '%s'", name,
                     layer->path);
    g_autofree const char **names = amont_layer_column_names(layer);
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    const char *nearest = amont_nearest(name, names, layer->columns->len);
    if (nearest)
        amont_hint(error, "did you mean '%s'? columns: %s", nearest, list);
    else
        amont_hint(error, "columns: %s", list);
    return false;
}

amont_column *amont_column_need(const amont_layer *layer, const amont_entry *entry, const char *key,
                                const char *name, GError **error) {
    amont_column *column = amont_layer_column(layer, name);
    if (!column)
        fail_no_column(layer, entry, key, name, error);
    return column;
}

bool amont_column_choose(const amont_layer *layer, const amont_entry *entry, const char *key,
                         const char *written, const char *fallback, amont_column **column,
                         GError **error) {
    if (!written) {
        *column = fallback ? amont_layer_column(layer, fallback) : NULL;
        return true;
    }
    *column = amont_column_need(layer, entry, key, written, error);
    return *column != NULL;
}

amont_column *amont_column_recognise(const amont_layer *layer, amont_role role) {
    const char *name = amont_known_column(amont_known_find(layer), layer, role);
    return name ? amont_layer_column(layer, name) : NULL;
}

static bool fail_not_known(const amont_layer *layer, const amont_entry *entry, const char *key,
                           GError **error) {
    amont_entry_fail(entry, NULL, error, AMONT_ERROR_DATA,
                     "the columns of '%s' are of no known data set: the key '%s' is needed",
                     layer->path, key);
    g_autofree const char **names = amont_layer_column_names(layer);
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    amont_hint(error, "write '%s:' and one of the columns: %s", key, list);
    return false;
}

amont_column *amont_column_resolve(const amont_layer *layer, const amont_entry *entry,
                                   const char *key, const char *written, amont_role role,
                                   GError **error) {
    if (written)
        return amont_column_need(layer, entry, key, written, error);
    amont_column *column = amont_column_recognise(layer, role);
    if (!column)
        fail_not_known(layer, entry, key, error);
    return column;
}

void amont_opening_find_empty(const amont_opening *opening, const amont_layer *layer,
                              const amont_column *label) {
    const size_t *part_of = layer->shapes->part_of;
    for (size_t row = 0; row < layer->n_rows; row++) {
        if (part_of[row] < part_of[row + 1])
            continue;
        g_autofree char *name = amont_cell_text(label, row);
        amont_find(opening->findings, AMONT_FINDING_GEOMETRY_EMPTY, layer->path,
                   amont_layer_row(layer, row), "%s", name ? name : "");
    }
}

static bool fail_no_crs(const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, "crs", error, AMONT_ERROR_DATA, "'%s' does not say its CRS",
                     amont_source_name(source));
    amont_hint(error,
               "add 'crs:', EPSG:4326 for longitudes and latitudes, EPSG:2154 for Lambert-93");
    return false;
}

bool amont_opening_prefix(const amont_entry *entry, const char *key, GError **error) {
    amont_place place = amont_yaml_place(entry->node, key);
    g_prefix_error(error, "%s:%d:%d: %s: ", place.file, place.line, place.column, key);
    return false;
}

amont_crs *amont_opening_crs(const amont_source *source, const char *written, const char *stated,
                             GError **error) {
    if (!written && !stated) {
        fail_no_crs(source, error);
        return NULL;
    }
    amont_crs *crs = amont_crs_new(written ? written : stated, error);
    if (crs)
        return crs;
    if (!written && error && *error)
        (*error)->code = AMONT_ERROR_DATA; /* the file is wrong, not the study */
    amont_opening_prefix(source->entry, written ? "crs" : source->key, error);
    return NULL;
}

bool amont_opening_project(const amont_opening *opening, const amont_source *source,
                           const char *written, const char *stated, double *x, double *y, size_t n,
                           GError **error) {
    g_autoptr(amont_crs) crs = amont_opening_crs(source, written, stated, error);
    if (!crs)
        return false;
    if (amont_crs_transform(crs, opening->layers->crs, x, y, n, error))
        return true;
    g_prefix_error(error, "'%s': ", amont_source_name(source));
    return amont_opening_prefix(source->entry, source->key, error);
}

void amont_opening_hint_crs(const amont_place_guess *guess, GError **error) {
    if (!guess)
        amont_hint(error, "under no usual CRS it would: check the coordinates");
    else if (guess->kilometres)
        amont_hint(error, "under %s (%s) in kilometres it would: multiply x and y by 1000",
                   guess->definition, guess->name);
    else if (guess->exchanged)
        amont_hint(error, "under %s (%s) with x and y exchanged it would: exchange them",
                   guess->definition, guess->name);
    else
        amont_hint(error, "under %s (%s) it would: write 'crs: %s'", guess->definition, guess->name,
                   guess->definition);
}

/* The kilometres between the middle of the coordinates and the territory's. */
static double distance_km(const double *x, const double *y, size_t n, amont_box territory) {
    double cx = 0, cy = 0, all = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(x[i])) {
            cx += x[i];
            cy += y[i];
            all++;
        }
    return hypot(cx / all - (territory.min_x + territory.max_x) / 2,
                 cy / all - (territory.min_y + territory.max_y) / 2) /
           1000;
}

bool amont_opening_check_place(const amont_opening *opening, const amont_source *source,
                               const amont_place_sample *before, const double *x, const double *y,
                               size_t n, GError **error) {
    double share = amont_place_share(x, y, n, opening->territory);
    if (n == 0 || share >= 0.5 || amont_box_is_empty(opening->territory))
        return true;
    amont_place_guess guess;
    bool elsewhere =
        amont_place_guess_crs(before, opening->layers->crs, opening->territory, &guess);
    if (share > 0 && !(elsewhere && guess.share >= 0.9))
        return true;
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' does not lie on the territory, but some %.0f km away",
                     amont_source_name(source), distance_km(x, y, n, opening->territory));
    amont_opening_hint_crs(elsewhere ? &guess : NULL, error);
    return false;
}

bool amont_opening_place(const amont_opening *opening, const amont_source *source,
                         const char *written, const char *stated, double *x, double *y, size_t n,
                         GError **error) {
    amont_place_sample before;
    amont_place_take(&before, x, y, n);
    GError *cause = NULL;
    if (amont_opening_project(opening, source, written, stated, x, y, n, &cause))
        return amont_opening_check_place(opening, source, &before, x, y, n, error);
    amont_place_guess guess;
    if (cause->code == AMONT_ERROR_DATA && !strchr(cause->message, '\n') &&
        amont_place_guess_crs(&before, opening->layers->crs, opening->territory, &guess))
        amont_opening_hint_crs(&guess, &cause);
    g_propagate_error(error, cause);
    return false;
}
