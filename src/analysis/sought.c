#include "analysis/sought.h"

#include "analysis/figures.h"
#include "base/i18n.h"

static bool has_impermeable(const amont_dated *dated) {
    const amont_nomenclature *list = dated->landuse->classes[0];
    for (unsigned i = 0; i < list->classes->len; i++)
        if (amont_nomenclature_class(list, i)->impermeable != AMONT_UNKNOWN)
            return true;
    return false;
}

/* The way that both dates have for it; AMONT_WAYS: none. */
static amont_way way_of(amont_sought sought, const amont_dated *from, const amont_dated *to) {
    if (sought == AMONT_SOUGHT_IMPERMEABLE)
        return has_impermeable(from) && has_impermeable(to) ? AMONT_WAY_LIST : AMONT_WAYS;
    if (sought == AMONT_SOUGHT_ARTIFICIAL)
        return amont_common_way(from, to);
    return amont_dated_has_way(from, AMONT_WAY_MATRIX) && amont_dated_has_way(to, AMONT_WAY_MATRIX)
               ? AMONT_WAY_MATRIX
               : AMONT_WAYS;
}

static bool has_way(const GArray *record, amont_sought sought, guint n_dates) {
    if (record->len < n_dates)
        return false;
    const amont_dated *last = &g_array_index(record, amont_dated, record->len - 1);
    return way_of(sought, &g_array_index(record, amont_dated, record->len - n_dates), last) !=
           AMONT_WAYS;
}

const GArray *amont_sought_record(amont_analysis *analysis, amont_sought sought, guint n_dates) {
    const GPtrArray *records = amont_analysis_records(analysis);
    for (guint n = n_dates; n > 0; n--)
        for (guint i = 0; i < records->len; i++)
            if (has_way(records->pdata[i], sought, n))
                return records->pdata[i];
    return records->pdata[0];
}

static bool lacks_way(amont_series *series, amont_sought sought) {
    if (sought == AMONT_SOUGHT_BY_MATRIX)
        amont_series_lacks(series, N_("a land-use layer with cover and use"));
    else if (sought == AMONT_SOUGHT_IMPERMEABLE)
        amont_series_lacks(series, N_("'%s' in the list of classes of a land-use layer"),
                           "impermeable");
    else
        amont_series_lacks(
            series, N_("a land-use layer with '%s', with cover and use, or with '%s' in its list"),
            "artif", "artificialised");
    return false;
}

static void trace_way(amont_series *series, amont_way way) {
    static const char *const names[AMONT_WAYS] = {
        "by the official column", "by cover and use and the thresholds of the decree",
        "by the list of classes"};
    char *method = g_strconcat(series->method, "; ", names[way], NULL);
    g_free(series->method);
    series->method = method;
}

/* A list of classes is somebody's judgement: whoever reads the map must know. */
static void label_way(amont_series *series, const amont_transitions_ask *ask, int language) {
    static const char *const by_list[] = {[AMONT_LANGUAGE_FR] = "selon la liste de postes",
                                          [AMONT_LANGUAGE_EN] = "by the list of classes"};
    if (ask->kind != AMONT_LAND_ARTIFICIAL || ask->way != AMONT_WAY_LIST)
        return;
    char *label = g_strdup_printf("%s, %s", series->label, by_list[language]);
    g_free(series->label);
    series->label = label;
}

bool amont_sought_ask(const amont_request *request, amont_sought sought,
                      const amont_dated period[2], amont_transitions_ask *ask) {
    amont_series *series = request->series;
    *ask = (amont_transitions_ask){sought == AMONT_SOUGHT_IMPERMEABLE ? AMONT_LAND_IMPERMEABLE
                                                                      : AMONT_LAND_ARTIFICIAL,
                                   way_of(sought, &period[0], &period[1]),
                                   {period[0], period[1]}};
    if (ask->way == AMONT_WAYS)
        return lacks_way(series, sought);
    trace_way(series, ask->way);
    label_way(series, ask, amont_analysis_layers(request->analysis)->study->language);
    return true;
}
