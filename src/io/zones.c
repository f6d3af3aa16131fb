/* Zone levels: polygons with unique codes, which of them are counted, which of them classes are
 * normalised on. Parents are found in zone_parents.c. */
#include "io/opening.h"
#include "io/source.h"

#include <string.h>

static bool fail_twice(const amont_level *level, const char *code, size_t first, size_t second,
                       GError **error) {
    const amont_layer *layer = level->layer;
    amont_entry_fail(&level->spec->entry, "code", error, AMONT_ERROR_DATA,
                     "two zones of '%s' have the code '%s': rows %ld and %ld", layer->path, code,
                     amont_layer_row(layer, first), amont_layer_row(layer, second));
    amont_hint(error, "name a column whose values are unique");
    return false;
}

static bool check_unique(const amont_level *level, GError **error) {
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t z = 0; z < level->n; z++) {
        size_t other = GPOINTER_TO_SIZE(g_hash_table_lookup(seen, level->codes[z]));
        if (other)
            return fail_twice(level, level->codes[z], other - 1, z, error);
        g_hash_table_insert(seen, level->codes[z], GSIZE_TO_POINTER(z + 1));
    }
    return true;
}

static bool read_codes(amont_level *level, GError **error) {
    const amont_zones_spec *spec = level->spec;
    const amont_layer *layer = level->layer;
    bool is_grid = amont_zones_are_grid(spec);
    const amont_column *codes = is_grid ? amont_layer_column(layer, "code")
                                        : amont_column_resolve(layer, &spec->entry, "code",
                                                               spec->code, AMONT_ROLE_CODE, error);
    if (!codes)
        return false;
    const amont_column *names =
        is_grid      ? amont_layer_column(layer, "name")
        : spec->name ? amont_column_need(layer, &spec->entry, "name", spec->name, error)
                     : amont_column_recognise(layer, AMONT_ROLE_NAME);
    if (spec->name && !names)
        return false;
    level->code_column = codes->name;
    level->n = layer->n_rows;
    level->codes = g_new0(char *, level->n);
    level->names = g_new0(char *, level->n);
    for (size_t z = 0; z < level->n; z++) {
        level->codes[z] = amont_cell_text(codes, z);
        if (!level->codes[z])
            return amont_entry_fail(&spec->entry, "code", error, AMONT_ERROR_DATA,
                                    "row %ld of '%s' has no code", amont_layer_row(layer, z),
                                    layer->path);
        level->names[z] = amont_cell_text(names, z);
        if (!level->names[z])
            level->names[z] = g_strdup(level->codes[z]);
    }
    return check_unique(level, error);
}

static int compare_zones(const void *a, const void *b, void *codes) {
    const size_t *left = a, *right = b;
    char **texts = codes;
    return amont_code_compare(texts[*left], texts[*right]);
}

static void sort_codes(amont_level *level) {
    level->by_code = g_new(size_t, level->n);
    for (size_t z = 0; z < level->n; z++)
        level->by_code[z] = z;
    g_qsort_with_data(level->by_code, (int)level->n, sizeof *level->by_code, compare_zones,
                      level->codes);
}

/* The place of the i-th code of `select`, which may be a list or one text. */
static amont_place selected_place(const amont_zones_spec *spec, guint i) {
    const amont_yaml *list = amont_yaml_find(spec->entry.node, "select");
    bool is_list = list && list->kind == AMONT_YAML_SEQUENCE && i < list->n;
    return is_list ? list->items[i]->place : amont_yaml_place(spec->entry.node, "select");
}

static bool fail_not_selected(const amont_level *level, guint i, const char *code, GError **error) {
    amont_fail_at(error, AMONT_ERROR_DATA, selected_place(level->spec, i), "select",
                  "no zone has the code '%s'", code);
    g_autoptr(amont_join) join = amont_join_new(level);
    bool sure = false;
    const char *meant = amont_join_meant(join, code, &sure);
    if (meant)
        amont_hint(error, "did you mean '%s'? codes are in the column '%s' of '%s'", meant,
                   level->code_column, level->layer->path);
    else
        amont_hint(error, "codes are in the column '%s' of '%s'", level->code_column,
                   level->layer->path);
    return false;
}

static bool select_listed(amont_level *level, GError **error) {
    const GPtrArray *codes = level->spec->select;
    for (guint i = 0; i < codes->len; i++) {
        size_t zone = amont_level_find(level, codes->pdata[i]);
        if (zone == AMONT_NO_ZONE)
            return fail_not_selected(level, i, codes->pdata[i], error);
        level->selected[zone] = true;
    }
    return true;
}

/* Without a list of its own, a level follows its parent; without parent, all zones count. */
static bool select_zones(amont_level *level, GError **error) {
    level->selected = g_new0(bool, level->n);
    if (level->spec->select)
        return select_listed(level, error);
    for (size_t z = 0; z < level->n; z++)
        level->selected[z] = !level->parent || (level->parent[z] != AMONT_NO_ZONE &&
                                                level->parent_level->selected[level->parent[z]]);
    return true;
}

static bool find_reference(const amont_source *source, amont_level *level, GError **error) {
    level->reference = g_memdup2(level->selected, level->n * sizeof *level->selected);
    if (!level->spec->reference)
        return true;
    return amont_source_match(source, level->spec->reference, "reference", level->reference,
                              level->n, error);
}

static void find_not_numbers(const amont_opening *opening, const amont_level *level,
                             const amont_column *values) {
    for (size_t z = 0; z < level->n; z++) {
        bool bad = false;
        amont_column_number(values, z, &bad);
        if (!bad)
            continue;
        g_autofree char *text = amont_cell_text(values, z);
        amont_find_in(opening->findings, AMONT_FINDING_VALUE_NOT_NUMBER, level->layer->path,
                      amont_layer_row(level->layer, z), values->name, "'%s' (%s)", text,
                      level->codes[z]);
    }
}

static bool check_field(const amont_opening *opening, const amont_level *level,
                        const amont_field_spec *field, GError **error) {
    const amont_entry *entry = &field->entry;
    const char *name = field->column ? field->column : entry->name;
    const char *key = field->column ? "column" : NULL;
    const amont_column *values = amont_column_need(level->layer, entry, key, name, error);
    if (!values)
        return false;
    if (field->flag && !amont_column_need(level->layer, entry, "flag", field->flag, error))
        return false;
    find_not_numbers(opening, level, values);
    return true;
}

static bool check_fields(const amont_opening *opening, const amont_level *level, GError **error) {
    const GPtrArray *fields = level->spec->fields;
    for (guint i = 0; fields && i < fields->len; i++)
        if (!check_field(opening, level, fields->pdata[i], error))
            return false;
    return true;
}

/* ---- where the codes say they are ---------------------------------------------------------- */

/* The first level has no territory to land on, but its codes may say where that is: the communes of
 * Val-de-Marne and their parts begin with 94. The box is that of the bundled communes. */
static amont_box val_de_marne(const amont_crs *crs, GError **error) {
    const double west = 2.308, east = 2.616, south = 48.687, north = 48.862, around_m = 20000;
    double x[] = {west, east, east, west}, y[] = {south, south, north, north};
    g_autoptr(amont_crs) degrees = amont_crs_new("EPSG:4326", error);
    amont_box box = AMONT_BOX_EMPTY;
    if (!degrees || !amont_crs_transform(degrees, crs, x, y, G_N_ELEMENTS(x), error))
        return box;
    for (size_t i = 0; i < G_N_ELEMENTS(x); i++)
        box = amont_box_union(box, (amont_box){x[i], y[i], x[i], y[i]});
    return amont_box_grow(box, around_m);
}

/* Of the zones whose codes are of Val-de-Marne: how many there are, and how many lie there. */
static size_t count_codes(const amont_level *level, amont_box box, size_t *there) {
    size_t n = 0;
    for (size_t zone = 0; zone < level->n; zone++) {
        const char *code = level->codes[zone];
        bool is_of_94 = strncmp(code, "94", 2) == 0 && strspn(code, "0123456789") >= 5;
        amont_box own = amont_shapes_box(level->layer->shapes, zone);
        if (!is_of_94 || amont_box_is_empty(own))
            continue;
        n++;
        *there += amont_box_overlaps(own, box);
    }
    return n;
}

static bool fail_elsewhere(const amont_opening *opening, const amont_source *source, amont_box box,
                           GError **error) {
    amont_source again = *source;
    again.findings = NULL; /* told when it was read */
    g_autoptr(amont_layer) raw = amont_source_read(&again, NULL, error);
    if (!raw)
        return false;
    amont_place_sample sample;
    amont_place_guess guess;
    amont_place_take(&sample, raw->shapes->x, raw->shapes->y, raw->shapes->n_points);
    bool known = amont_place_guess_crs(&sample, opening->layers->crs, box, &guess);
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "the zones of '%s' whose codes begin with 94 do not lie in Val-de-Marne",
                     amont_source_name(source));
    amont_opening_hint_crs(known ? &guess : NULL, error);
    return false;
}

static bool check_department(const amont_opening *opening, const amont_source *source,
                             const amont_level *level, GError **error) {
    if (opening->layers->levels->len > 1) /* later levels land on the first */
        return true;
    GError *cause = NULL;
    amont_box box = val_de_marne(opening->layers->crs, &cause);
    g_clear_error(&cause); /* the CRS does not reach there: nothing is known */
    size_t there = 0, n = count_codes(level, box, &there);
    if (n == 0 || amont_box_is_empty(box) || 2 * there >= n)
        return true;
    return fail_elsewhere(opening, source, box, error);
}

bool amont_open_zones(const amont_opening *opening, const amont_zones_spec *spec, GError **error) {
    amont_level *level = g_new0(amont_level, 1);
    level->spec = spec;
    level->name = spec->entry.name;
    bool is_grid = amont_zones_are_grid(spec);
    g_autofree char *path = is_grid ? NULL : amont_study_resolve(opening->study, spec->source);
    amont_source source = {.reader = opening->reader,
                           .entry = &spec->entry,
                           .key = "source",
                           .path = path,
                           .layer = spec->layer,
                           .findings = opening->findings};
    if (spec->within && !is_grid) /* cells lie astride limits */
        level->parent_level = amont_layers_level(opening->layers, spec->within);
    g_ptr_array_add(opening->layers->levels, level);
    level->layer = is_grid ? amont_grid_layer(opening, spec, error)
                           : amont_polygons_read(opening, &source, spec->crs, error);
    if (!level->layer || !read_codes(level, error) ||
        !check_department(opening, &source, level, error))
        return false;
    sort_codes(level);
    level->area_m2 = amont_polygons_measure(opening, &spec->entry, level->layer, level->codes,
                                            spec->accept_repairs, error);
    return level->area_m2 && amont_zones_find_parents(opening, level, error) &&
           select_zones(level, error) && find_reference(&source, level, error) &&
           check_fields(opening, level, error);
}
