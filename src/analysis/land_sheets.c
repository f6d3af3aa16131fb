/* The transition matrix, and the polygons on whose artificialisation the ways differ, as sheets. */
#include "amont/analyse.h"

#include "analysis/transitions.h"

#include <string.h>

/* ---- transitions --------------------------------------------------------------------------- */

static const amont_level *need_level(amont_analysis *analysis, const char *name, GError **error) {
    const amont_layers *layers = amont_analysis_layers(analysis);
    const amont_level *level = amont_layers_level(layers, name);
    if (level)
        return level;
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < layers->levels->len; i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "",
                               ((const amont_level *)layers->levels->pdata[i])->name);
    amont_fail(error, AMONT_ERROR_USAGE, "there is no zone level '%s'", name);
    amont_hint(error, "one of: %s", names->str);
    return NULL;
}

static bool fail_one_date(GError **error) {
    amont_fail(error, AMONT_ERROR_DATA, "no land use of two dates in the same classes");
    amont_hint(error, "add a layer of kind 'landuse' of another year, with the same nomenclature");
    return false;
}

/* The first record that has two dates. */
static bool find_period(amont_analysis *analysis, const int *years, amont_dated period[2],
                        GError **error) {
    const GPtrArray *records = amont_analysis_records(analysis);
    g_autoptr(amont_series) lacking = amont_series_new("", "", 0);
    amont_land_ask ask = {.n_years = years ? 2 : 0};
    for (guint i = 0; !ask.record && i < records->len; i++)
        if (((const GArray *)records->pdata[i])->len > 1)
            ask.record = records->pdata[i];
    if (!ask.record)
        return fail_one_date(error);
    if (years)
        memcpy(ask.years, years, sizeof ask.years);
    if (!amont_land_period(&ask, lacking, period, error))
        return false;
    if (!lacking->lacks)
        return true;
    amont_fail(error, AMONT_ERROR_DATA, "the study lacks %s", lacking->lacks);
    amont_hint(error, "write 'year: 2021' in each of them");
    return false;
}

/* A code and a label of a state; what is no known state has no code. */
static void add_state(amont_sheet *sheet, const amont_transitions *t, unsigned state,
                      int language) {
    static const char *const unknown[2][2] = {[AMONT_LANGUAGE_FR] = {"sans classe", "non couvert"},
                                              [AMONT_LANGUAGE_EN] = {"no class", "not covered"}};
    bool known = state < t->n_known;
    amont_sheet_add_text(sheet, known ? t->codes->pdata[state] : NULL);
    amont_sheet_add_text(sheet,
                         known ? t->labels->pdata[state] : unknown[language][state - t->n_known]);
}

static void add_year(amont_sheet *sheet, const amont_dated *dated) {
    int year = amont_dated_date(dated)->year;
    g_autofree char *text = year ? g_strdup_printf("%d", year) : NULL;
    amont_sheet_add_text(sheet, text);
}

typedef struct listing {
    amont_sheet *sheet;
    const amont_level *level;
    int language;
} listing;

static void add_cell(const listing *l, const char *classes, const amont_transitions *t,
                     const amont_transition *cell) {
    amont_sheet_add_text(l->sheet, l->level->name);
    amont_sheet_add_text(l->sheet, l->level->codes[cell->zone]);
    amont_sheet_add_text(l->sheet, l->level->names[cell->zone]);
    amont_sheet_add_text(l->sheet, classes);
    add_year(l->sheet, &t->period[0]);
    add_year(l->sheet, &t->period[1]);
    add_state(l->sheet, t, cell->from, l->language);
    add_state(l->sheet, t, cell->to, l->language);
    amont_sheet_add_number(l->sheet, cell->area_m2 / 1e4);
    amont_sheet_add_number(l->sheet, cell->noise_m2 / 1e4);
}

/* What one layer does not cover of the other is told from a thousandth of a millionth of a zone. */
static bool is_told(const amont_transitions *t, const amont_transition *cell) {
    const double least = 1e-9;
    bool covered = cell->from <= AMONT_STATE_NO_CLASS(t) && cell->to <= AMONT_STATE_NO_CLASS(t);
    if (!(cell->n > 0))
        return false;
    return covered || cell->area_m2 > least * t->level->area_m2[cell->zone];
}

/* The cells of a zone stand together: a zone's first is found once for all. */
static void list_zone(const listing *l, const char *classes, const amont_transitions *t,
                      size_t zone, const guint *first_of_zone) {
    for (guint i = first_of_zone[zone]; i < t->cells->len; i++) {
        const amont_transition *cell = &g_array_index(t->cells, amont_transition, i);
        if (cell->zone != zone)
            return;
        if (is_told(t, cell))
            add_cell(l, classes, t, cell);
    }
}

static void list_transitions(const listing *l, const char *classes, const amont_transitions *t) {
    g_autofree guint *first_of_zone = g_new(guint, l->level->n + 1);
    for (size_t zone = 0; zone < l->level->n; zone++)
        first_of_zone[zone] = t->cells->len;
    for (guint i = t->cells->len; i-- > 0;) {
        size_t zone = g_array_index(t->cells, amont_transition, i).zone;
        if (zone != AMONT_NO_ZONE)
            first_of_zone[zone] = i;
    }
    for (size_t i = 0; i < l->level->n; i++)
        if (l->level->selected[l->level->by_code[i]])
            list_zone(l, classes, t, l->level->by_code[i], first_of_zone);
}

static bool list_kind(amont_analysis *analysis, const listing *l, amont_transitions_ask ask,
                      const char *classes, GError **error) {
    const amont_transitions *t = amont_analysis_transitions(analysis, &ask, l->level, error);
    if (t)
        list_transitions(l, classes, t);
    return t != NULL;
}

amont_sheet *amont_analyse_transitions(amont_analysis *analysis, const char *level,
                                       const int *years, GError **error) {
    amont_dated period[2];
    listing l = {.level = need_level(analysis, level, error),
                 .language = amont_analysis_layers(analysis)->study->language};
    if (!l.level || !find_period(analysis, years, period, error))
        return NULL;
    g_autoptr(amont_sheet) sheet = amont_sheet_new(
        "zone_level;zone_code;zone_name;classes;year_from;year_to;from;from_label;to;to_label;"
        "area_ha;noise_ha");
    l.sheet = sheet;
    bool has_use = period[0].landuse->n_dimensions > 1;
    amont_way way = amont_common_way(&period[0], &period[1]);
    amont_transitions_ask ask = {AMONT_LAND_COVER, AMONT_WAYS, {period[0], period[1]}};
    if (!list_kind(analysis, &l, ask, has_use ? "cover" : "class", error))
        return NULL;
    ask.kind = AMONT_LAND_USE;
    if (has_use && !list_kind(analysis, &l, ask, "use", error))
        return NULL;
    ask.kind = AMONT_LAND_ARTIFICIAL;
    ask.way = way;
    if (way != AMONT_WAYS && !list_kind(analysis, &l, ask, "artificialised", error))
        return NULL;
    return g_steal_pointer(&sheet);
}

/* ---- artificialised, two ways -------------------------------------------------------------- */

static void add_truth(amont_sheet *sheet, amont_truth truth) {
    amont_sheet_add_text(sheet, truth == AMONT_YES  ? "artif"
                                : truth == AMONT_NO ? "non artif"
                                                    : NULL);
}

static void add_column(amont_sheet *sheet, const amont_column *column, size_t row) {
    g_autofree char *text = amont_cell_text(column, row);
    amont_sheet_add_text(sheet, text);
}

static void add_polygon(amont_sheet *sheet, const amont_artificial *official,
                        const amont_artificial *matrix, size_t row) {
    const amont_landuse *landuse = official->dated.landuse;
    const amont_landuse_date *date = amont_dated_date(&official->dated);
    amont_box all = amont_box_grow(amont_shapes_box(landuse->layer->shapes, row), 1);
    double x = NAN, y = NAN, radius = 0;
    g_autofree char *number = g_strdup_printf("%ld", amont_layer_row(landuse->layer, row));
    amont_shapes_anchor(landuse->layer->shapes, row, all, &x, &y, &radius);
    amont_sheet_add_text(sheet, landuse->spec->entry.name);
    amont_sheet_add_text(sheet, number);
    amont_sheet_add_number(sheet, amont_number_round(x, 2));
    amont_sheet_add_number(sheet, amont_number_round(y, 2));
    add_column(sheet, date->columns[0], row);
    add_column(sheet, date->columns[1], row);
    amont_sheet_add_number(sheet, landuse->area_m2[row]);
    amont_sheet_add_number(sheet, matrix->land_m2[row]);
    add_truth(sheet, official->truths[row]);
    add_column(sheet, landuse->threshold, row);
    add_truth(sheet, matrix->raw[row]);
    add_truth(sheet, matrix->truths[row]);
}

static void list_differences(amont_analysis *analysis, const amont_dated *dated,
                             amont_sheet *sheet) {
    const amont_artificial *official =
        amont_analysis_artificial(analysis, dated, AMONT_WAY_OFFICIAL);
    const amont_artificial *matrix = amont_analysis_artificial(analysis, dated, AMONT_WAY_MATRIX);
    for (size_t row = 0; row < dated->landuse->layer->n_rows; row++)
        if (official->truths[row] != matrix->truths[row])
            add_polygon(sheet, official, matrix, row);
}

amont_sheet *amont_analyse_artif(amont_analysis *analysis, GError **error) {
    const GPtrArray *landuses = amont_analysis_layers(analysis)->landuses;
    g_autoptr(amont_sheet) sheet = amont_sheet_new(
        "layer;row;x;y;cover;use;area_m2;land_m2;official;crit_seuil;pair;pair_and_thresholds");
    bool any = false;
    for (guint i = 0; i < landuses->len; i++) {
        amont_dated dated = {landuses->pdata[i], 0};
        if (!amont_dated_has_way(&dated, AMONT_WAY_OFFICIAL) ||
            !amont_dated_has_way(&dated, AMONT_WAY_MATRIX))
            continue;
        list_differences(analysis, &dated, sheet);
        any = true;
    }
    if (any)
        return g_steal_pointer(&sheet);
    amont_fail(error, AMONT_ERROR_DATA, "no land-use layer has both '%s' and cover and use",
               "artif");
    amont_hint(error, "OCS GE's layer of artificialisation has code_cs, code_us and artif");
    return NULL;
}
