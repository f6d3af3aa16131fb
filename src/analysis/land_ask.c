/* What the brackets of an indicator of land use say: a class, a year, two years. */
#include "analysis/figures.h"
#include "analysis/landuse.h"

#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

void amont_land_ask_clear(amont_land_ask *ask) {
    g_clear_pointer(&ask->words, g_free);
}

/* ---- reading ------------------------------------------------------------------------------- */

static bool is_year(const char *text) {
    return strlen(text) == 4 && strspn(text, "0123456789") == 4;
}

/* Takes one year off the end of the words: what stands after the last comma, or all of them where
 * no class is asked for. */
static bool take_year(amont_land_ask *ask, bool with_class) {
    char *comma = strrchr(ask->words, ',');
    const char *last = comma ? comma + 1 : ask->words;
    g_autofree char *text = g_strstrip(g_strdup(last));
    if (!is_year(text) || (!comma && with_class) || ask->n_years == G_N_ELEMENTS(ask->years))
        return false;
    ask->years[1] = ask->years[0];
    ask->years[0] = (int)strtol(text, NULL, 10);
    ask->n_years++;
    if (comma)
        *comma = '\0';
    else
        *ask->words = '\0';
    g_strchomp(ask->words);
    return true;
}

static bool check_order(const amont_land_ask *ask, GError **error) {
    if (ask->n_years < 2 || ask->years[0] < ask->years[1])
        return true;
    amont_fail(error, AMONT_ERROR_CONFIG, "the period from %d to %d is none", ask->years[0],
               ask->years[1]);
    amont_hint(error, "write the earlier year first, as in (2017, 2021)");
    return false;
}

static bool check_rest(const amont_request *request, const amont_land_ask *ask, bool with_class,
                       GError **error) {
    if (with_class || *ask->words == '\0')
        return check_order(ask, error);
    amont_fail(error, AMONT_ERROR_CONFIG, "'%s' is no year", ask->words);
    amont_hint(error, "'%s' takes years only, as in %s(2021)", request->indicator->info.id,
               request->indicator->info.id);
    return false;
}

/* ---- the record ---------------------------------------------------------------------------- */

static bool fail_unknown_class(const amont_landuse *landuse, const char *written, GError **error) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (size_t d = 0; d < landuse->n_dimensions; d++)
        for (guint i = 0; i < landuse->classes[d]->classes->len; i++)
            g_ptr_array_add(names, ((amont_class *)landuse->classes[d]->classes->pdata[i])->code);
    amont_fail(error, AMONT_ERROR_DATA, "the layer '%s' has neither class nor group '%s'",
               landuse->spec->entry.name, written);
    g_ptr_array_add(names, NULL);
    g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);
    amont_hint(error, "classes: %s", list);
    return false;
}

bool amont_land_choose(const amont_land_ask *ask, const amont_dated *dated, amont_chosen *chosen) {
    return ask->theme ? amont_landuse_choose_theme(dated->landuse, ask->theme, chosen)
                      : amont_landuse_choose(dated->landuse, ask->words, chosen);
}

/* In any layer of the record: one that has no land of a class may not list it. */
static bool knows(const GArray *record, const amont_land_ask *ask) {
    for (guint i = 0; i < record->len; i++) {
        g_auto(amont_chosen) chosen = {0};
        if (amont_land_choose(ask, &g_array_index(record, amont_dated, i), &chosen))
            return true;
    }
    return false;
}

static bool find_record(const amont_request *request, amont_land_ask *ask, bool with_class,
                        GError **error) {
    const GPtrArray *records = amont_analysis_records(request->analysis);
    if (records->len == 0)
        return amont_series_lacks(request->series, N_("a layer of kind '%s'"), "landuse");
    for (guint i = 0; i < records->len; i++) {
        if ((with_class || ask->theme) && !knows(records->pdata[i], ask))
            continue;
        ask->record = records->pdata[i];
        return true;
    }
    if (ask->theme)
        return amont_series_lacks(request->series,
                                  N_("classes of the theme '%s' in the list of a land-use layer"),
                                  ask->theme);
    const GArray *first = records->pdata[0];
    return fail_unknown_class(g_array_index(first, amont_dated, 0).landuse, ask->words, error);
}

bool amont_land_read(const amont_request *request, const char *theme, amont_land_ask *ask,
                     GError **error) {
    bool with_class = g_str_has_suffix(request->indicator->info.id, "()");
    ask->theme = theme;
    ask->words = g_strdup(request->argument ? request->argument : "");
    while (take_year(ask, with_class))
        ;
    return check_rest(request, ask, with_class, error) &&
           find_record(request, ask, with_class, error);
}

/* ---- dates --------------------------------------------------------------------------------- */

static bool fail_no_year(const GArray *record, int year, GError **error) {
    g_autoptr(GString) years = g_string_new(NULL);
    for (guint i = 0; i < record->len; i++)
        g_string_append_printf(years, "%s%d", i ? ", " : "",
                               amont_dated_date(&g_array_index(record, amont_dated, i))->year);
    amont_fail(error, AMONT_ERROR_DATA, "there is no land use of %d", year);
    amont_hint(error, "years of the layers: %s", years->str);
    return false;
}

static bool find_year(const GArray *record, int year, amont_dated *dated, GError **error) {
    for (guint i = 0; i < record->len; i++) {
        *dated = g_array_index(record, amont_dated, i);
        if (amont_dated_date(dated)->year == year)
            return true;
    }
    return fail_no_year(record, year, error);
}

bool amont_land_date(const amont_land_ask *ask, amont_dated *dated, GError **error) {
    if (ask->n_years == 2) {
        amont_fail(error, AMONT_ERROR_CONFIG, "one year is expected here, not two");
        amont_hint(error, "an area is of one date, as in (2021)");
        return false;
    }
    if (ask->n_years == 1)
        return find_year(ask->record, ask->years[0], dated, error);
    *dated = g_array_index(ask->record, amont_dated, ask->record->len - 1);
    return true;
}

/* Dates of two layers can be put in order by their years alone. */
static bool are_in_order(const amont_dated period[2]) {
    if (!period[0].landuse)
        return false;
    int first = amont_dated_date(&period[0])->year, last = amont_dated_date(&period[1])->year;
    return period[0].landuse == period[1].landuse || (first > 0 && last > first);
}

bool amont_land_period(const amont_land_ask *ask, amont_series *series, amont_dated period[2],
                       GError **error) {
    const GArray *record = ask->record;
    if (ask->n_years == 2)
        return find_year(record, ask->years[0], &period[0], error) &&
               find_year(record, ask->years[1], &period[1], error);
    if (ask->n_years == 1) {
        amont_fail(error, AMONT_ERROR_CONFIG, "two years are expected here, not one");
        amont_hint(error, "a change is between two dates, as in (2017, 2021)");
        return false;
    }
    if (record->len < 2)
        return amont_series_lacks(series, N_("land use of a second date, in the same classes"));
    period[0] = (amont_dated){NULL, 0};
    period[1] = g_array_index(record, amont_dated, record->len - 1);
    for (guint i = record->len - 1; i > 0 && !are_in_order(period); i--)
        period[0] = g_array_index(record, amont_dated, i - 1);
    return are_in_order(period) ||
           amont_series_lacks(series, N_("the key '%s' of the land-use layers"), "year");
}

/* ---- describing ---------------------------------------------------------------------------- */

static void add_layer(amont_series *series, const amont_dated *dated) {
    g_autoptr(amont_series) of_layer = amont_series_new("", "", 0);
    of_layer->source = amont_credit_line(&dated->landuse->spec->credit);
    g_ptr_array_add(of_layer->layers, g_strdup(dated->landuse->spec->entry.name));
    amont_series_behind(series, of_layer);
}

void amont_land_describe(amont_series *series, const char *of, const amont_dated *from,
                         const amont_dated *to) {
    int first = amont_dated_date(from)->year, last = amont_dated_date(to)->year;
    g_autoptr(GString) label = g_string_new(series->label);
    if (of)
        g_string_append_printf(label, ", %s", of);
    if (first && first != last)
        g_string_append_printf(label, ", %d–%d", first, last);
    else if (last)
        g_string_append_printf(label, ", %d", last);
    g_free(series->label);
    series->label = g_string_free(g_steal_pointer(&label), FALSE);
    add_layer(series, from);
    add_layer(series, to);
}
