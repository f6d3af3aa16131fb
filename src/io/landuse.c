/* Land use: polygons, the columns that hold their classes, and for each date the class of each
 * polygon. Nothing is left out: what cannot be classified keeps its row and its area. */
#include "io/landuse.h"

#include <math.h>
#include <string.h>

/* ---- columns ------------------------------------------------------------------------------- */

static bool named_columns(const amont_layer *layer, const amont_layer_spec *spec, GArray *dates,
                          GError **error) {
    amont_class_columns named = {.n = spec->classes->len};
    for (guint d = 0; d < spec->classes->len; d++) {
        named.columns[d] =
            amont_column_need(layer, &spec->entry, "class", spec->classes->pdata[d], error);
        if (!named.columns[d])
            return false;
    }
    amont_landuse_describe(&named);
    if (!isnan(spec->year))
        named.year = (int)spec->year;
    g_array_append_val(dates, named);
    return true;
}

static bool fail_unrecognised(const amont_layer *layer, const amont_layer_spec *spec,
                              GError **error) {
    amont_entry_fail(&spec->entry, "source", error, AMONT_ERROR_DATA,
                     "no column of classes is recognised in '%s'", layer->path);
    g_autofree const char **names = amont_layer_column_names(layer);
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    amont_hint(error, "name it: 'class: code', or 'class: [cover, use]'; columns: %s", list);
    return false;
}

static bool fail_no_year(const amont_layer *layer, const amont_layer_spec *spec,
                         const GArray *dates, GError **error) {
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < dates->len; i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "",
                               g_array_index(dates, amont_class_columns, i).columns[0]->name);
    amont_entry_fail(&spec->entry, "year", error, AMONT_ERROR_DATA,
                     "no column of classes of '%s' is of %.0f", layer->path, spec->year);
    amont_hint(error, "columns of classes: %s; name those of one date with 'class:'", list->str);
    return false;
}

/* `year` dates a layer that does not say its year, and chooses from one that says several. */
static bool choose_year(const amont_layer *layer, const amont_layer_spec *spec, GArray *dates,
                        GError **error) {
    if (isnan(spec->year))
        return true;
    int wanted = (int)spec->year;
    amont_class_columns *only = &g_array_index(dates, amont_class_columns, 0);
    if (dates->len == 1 && only->year == 0)
        only->year = wanted;
    for (guint i = 0; i < dates->len; i++) {
        amont_class_columns date = g_array_index(dates, amont_class_columns, i);
        if (date.year != wanted)
            continue;
        g_array_set_size(dates, 0);
        g_array_append_val(dates, date);
        return true;
    }
    return fail_no_year(layer, spec, dates, error);
}

static bool recognised_columns(const amont_layer *layer, const amont_layer_spec *spec,
                               GArray *dates, GError **error) {
    const char *list =
        spec->nomenclature && spec->nomenclature->len == 1 ? spec->nomenclature->pdata[0] : NULL;
    g_autoptr(GArray) found = amont_landuse_recognise(layer, list);
    if (found->len == 0)
        return fail_unrecognised(layer, spec, error);
    g_array_append_vals(dates, found->data, found->len);
    return choose_year(layer, spec, dates, error);
}

/* ---- dates --------------------------------------------------------------------------------- */

/* The year of a cell such as 2021, 2021-01-01 or 01/01/2021; 0: none. */
static int year_of_cell(const amont_column *column, size_t row) {
    g_autofree char *text = amont_cell_text(column, row);
    amont_date date = {0, 0, 0};
    if (text && strlen(text) == 4 && strspn(text, "0123456789") == 4)
        return (int)g_ascii_strtoull(text, NULL, 10);
    return text && amont_date_read(text, &date) ? date.year : 0;
}

/* The year that all rows of the column have; 0: they differ, or it does not say. */
static int year_of_column(const amont_layer *layer, const amont_column *column) {
    int year = 0;
    for (size_t row = 0; column && row < layer->n_rows; row++) {
        int own = year_of_cell(column, row);
        if (own == 0 || (year && own != year))
            return 0;
        year = own;
    }
    return year;
}

/* The list of all dates, NULL when they are of several. */
static const char *common_list(const GArray *dates) {
    const char *list = g_array_index(dates, amont_class_columns, 0).list;
    for (guint i = 1; i < dates->len; i++)
        if (g_strcmp0(g_array_index(dates, amont_class_columns, i).list, list) != 0)
            return NULL;
    return list;
}

static void keep_dates(amont_landuse *landuse, const GArray *dates) {
    landuse->n_dates = dates->len;
    landuse->n_dimensions = g_array_index(dates, amont_class_columns, 0).n;
    landuse->dates = g_new0(amont_landuse_date, dates->len);
    for (guint i = 0; i < dates->len; i++) {
        const amont_class_columns *columns = &g_array_index(dates, amont_class_columns, i);
        landuse->dates[i].year = columns->year;
        for (size_t d = 0; d < columns->n; d++)
            landuse->dates[i].columns[d] = columns->columns[d];
    }
    if (dates->len == 1 && landuse->dates[0].year == 0)
        landuse->dates[0].year = year_of_column(landuse->layer, landuse->vintage);
}

static bool find_dates(amont_landuse *landuse, const char **list, GError **error) {
    const amont_layer *layer = landuse->layer;
    const amont_layer_spec *spec = landuse->spec;
    g_autoptr(GArray) dates = g_array_new(FALSE, FALSE, sizeof(amont_class_columns));
    bool found = spec->classes ? named_columns(layer, spec, dates, error)
                               : recognised_columns(layer, spec, dates, error);
    if (!found)
        return false;
    landuse->artif = amont_layer_column_like(layer, "artif");
    landuse->threshold = amont_layer_column_like(layer, "crit_seuil");
    landuse->vintage = amont_layer_column_like(layer, "millesime");
    keep_dates(landuse, dates);
    *list = common_list(dates);
    return true;
}

/* ---- classes ------------------------------------------------------------------------------- */

static void tell_class(const amont_opening *opening, const amont_landuse *landuse, size_t row,
                       amont_finding_kind kind, const amont_column *column, const char *code) {
    amont_find(opening->findings, kind, landuse->layer->path, amont_layer_row(landuse->layer, row),
               "%s '%s'", column->name, code);
}

static unsigned class_of_cell(const amont_opening *opening, const amont_landuse *landuse,
                              amont_nomenclature *list, const amont_column *column, size_t row) {
    g_autofree char *code = amont_cell_text(column, row);
    if (!code) {
        tell_class(opening, landuse, row, AMONT_FINDING_CLASS_MISSING, column, "");
        return AMONT_NO_CLASS;
    }
    bool mended = false;
    unsigned class = amont_nomenclature_match(list, code, &mended);
    if (mended)
        tell_class(opening, landuse, row, AMONT_FINDING_CLASS_ZERO_LOST, column, code);
    if (class == AMONT_NO_CLASS)
        class = amont_nomenclature_add(list, code);
    if (!amont_nomenclature_class(list, class)->is_listed)
        tell_class(opening, landuse, row, AMONT_FINDING_CLASS_UNKNOWN, column, code);
    return class;
}

static void read_classes(const amont_opening *opening, amont_landuse *landuse) {
    size_t n = landuse->layer->n_rows;
    for (size_t i = 0; i < landuse->n_dates; i++)
        for (size_t d = 0; d < landuse->n_dimensions; d++) {
            amont_landuse_date *date = &landuse->dates[i];
            date->class_of[d] = g_new(unsigned, n);
            for (size_t row = 0; row < n; row++)
                date->class_of[d][row] =
                    class_of_cell(opening, landuse, landuse->classes[d], date->columns[d], row);
        }
}

bool amont_open_landuse(const amont_opening *opening, const amont_layer_spec *spec,
                        GError **error) {
    amont_landuse *landuse = g_new0(amont_landuse, 1);
    landuse->spec = spec;
    g_ptr_array_add(opening->layers->landuses, landuse);
    g_autofree char *path = amont_study_resolve(opening->study, spec->source);
    amont_source source = amont_opening_source(opening, spec, path);
    const char *list = NULL;
    landuse->layer = amont_polygons_read(opening, &source, spec->crs, error);
    if (!landuse->layer || !find_dates(landuse, &list, error) ||
        !amont_landuse_open_lists(opening, landuse, list, error))
        return false;
    read_classes(opening, landuse);
    landuse->area_m2 = amont_polygons_measure(opening, &spec->entry, landuse->layer, NULL,
                                              spec->accept_repairs, error);
    return landuse->area_m2 != NULL;
}
