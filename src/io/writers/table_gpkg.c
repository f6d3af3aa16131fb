/* The indicator table on its zones. */
#include "io/writers/gpkg.h"
#include "io/writers/writers.h"

#include <math.h>

enum { FIRST_INDICATOR = 2, COLUMNS_EACH = 2 }; /* code, name; value, flag */

static bool add_layer(amont_gpkg *gpkg, const amont_level *level, const GPtrArray *series,
                      const char *title, GError **error) {
    size_t n = FIRST_INDICATOR + COLUMNS_EACH * series->len;
    g_autofree amont_gpkg_column *columns = g_new0(amont_gpkg_column, n);
    g_autoptr(GPtrArray) flags = g_ptr_array_new_with_free_func(g_free);
    columns[0] = (amont_gpkg_column){"code", true};
    columns[1] = (amont_gpkg_column){"name", true};
    for (guint s = 0; s < series->len; s++) {
        const amont_series *one = series->pdata[s];
        char *flag = g_strconcat(one->indicator, "_flag", NULL);
        g_ptr_array_add(flags, flag);
        columns[FIRST_INDICATOR + COLUMNS_EACH * s] =
            (amont_gpkg_column){one->indicator, one->words != NULL};
        columns[FIRST_INDICATOR + COLUMNS_EACH * s + 1] = (amont_gpkg_column){flag, true};
    }
    return amont_gpkg_add_layer(gpkg, level->name, title, columns, n, error);
}

static bool add_zone(amont_gpkg *gpkg, const amont_level *level, size_t zone,
                     const GPtrArray *series, amont_gpkg_value *values, GError **error) {
    values[0].text = level->codes[zone];
    values[1].text = level->names[zone];
    for (guint s = 0; s < series->len; s++) {
        const amont_series *one = series->pdata[s];
        const amont_figure *figure = &one->figures[zone];
        amont_gpkg_value *at = &values[FIRST_INDICATOR + COLUMNS_EACH * s];
        at[0].text = amont_series_word(one, figure);
        at[0].number = amont_flag_has_value(figure->flag) ? figure->value : NAN;
        at[1].text = amont_flag_name(figure->flag);
    }
    return amont_gpkg_add_feature(gpkg, level->layer->shapes, zone, values, error);
}

static bool add_level(amont_gpkg *gpkg, const amont_level *level, const amont_table *table,
                      const char *title, bool all, GError **error) {
    g_autoptr(GPtrArray) series = amont_table_series(table, level);
    g_autofree amont_gpkg_value *values =
        g_new0(amont_gpkg_value, FIRST_INDICATOR + COLUMNS_EACH * series->len);
    if (series->len == 0)
        return true;
    if (!add_layer(gpkg, level, series, title, error))
        return false;
    for (size_t i = 0; i < level->n; i++) {
        size_t zone = level->by_code[i];
        if ((all || level->selected[zone]) && !add_zone(gpkg, level, zone, series, values, error))
            return false;
    }
    return true;
}

/* ---- the rows of the CSV -------------------------------------------------------------------- */

static const amont_gpkg_column columns_of_rows[] = {
    {"zone_level", true}, {"zone_code", true}, {"zone_name", true}, {"indicator", true},
    {"value", false},     {"category", true},  {"unit", true},      {"n", false},
    {"flag", true},       {"source", true}};

static bool add_row(amont_gpkg *gpkg, const amont_table_row *row, GError **error) {
    const amont_figure *figure = row->figure;
    const amont_series *series = row->series;
    const char *word = amont_series_word(series, figure);
    bool has_number = !word && amont_flag_has_value(figure->flag);
    const amont_gpkg_value values[] = {
        {.text = row->level},
        {.text = row->code},
        {.text = row->name},
        {.text = series->indicator},
        {.number = has_number ? figure->value : NAN},
        {.text = word},
        {.text = series->unit},
        {.number = figure->n},
        {.text = amont_flag_name(figure->flag)},
        {.text = series->source},
    };
    return amont_gpkg_add_row(gpkg, values, error);
}

static bool add_rows(amont_gpkg *gpkg, const amont_table *table, const amont_layers *layers,
                     const amont_table_options *options, GError **error) {
    g_autoptr(GArray) rows = amont_table_rows(table, layers, options);
    if (!amont_gpkg_add_table(gpkg, "figures", layers->study->title, columns_of_rows,
                              G_N_ELEMENTS(columns_of_rows), error))
        return false;
    for (guint i = 0; i < rows->len; i++)
        if (!add_row(gpkg, &g_array_index(rows, amont_table_row, i), error))
            return false;
    return true;
}

bool amont_table_gpkg(const char *path, const amont_table *table, const amont_layers *layers,
                      const amont_table_options *options, GError **error) {
    g_autofree char *date = amont_study_date(layers->study);
    g_autoptr(amont_gpkg) gpkg = amont_gpkg_new(path, layers->crs, date, error);
    if (!gpkg)
        return false;
    for (guint i = 0; i < layers->levels->len; i++)
        if (!add_level(gpkg, layers->levels->pdata[i], table, layers->study->title,
                       options->all_zones, error))
            return false;
    return add_rows(gpkg, table, layers, options, error) && amont_gpkg_finish(gpkg, error);
}
