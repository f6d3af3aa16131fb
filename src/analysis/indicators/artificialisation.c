/* Artificialised and impermeable land, and its changes: L3 to L6 and Z20 of the definitions. What
 * is artificialised is said by the column `artif` of OCS GE where both dates have it, else by cover
 * and use with the thresholds of the decree (analysis/artificial.h), else by the list of classes.
 * Without years in brackets, stocks are of the latest date, changes between the last two. */
#include "analysis/crossed.h"
#include "analysis/figures.h"
#include "base/i18n.h"

#include <math.h>

/* ---- which layers -------------------------------------------------------------------------- */

static bool has_impermeable(const amont_dated *dated) {
    const amont_nomenclature *list = dated->landuse->classes[0];
    for (unsigned i = 0; i < list->classes->len; i++)
        if (amont_nomenclature_class(list, i)->impermeable != AMONT_UNKNOWN)
            return true;
    return false;
}

/* What is sought of a polygon, and how it is known. */
typedef enum sought {
    ARTIFICIAL, /* by the best way there is */
    BY_MATRIX,
    IMPERMEABLE /* by the list */
} sought;

static amont_land_kind kind_of(sought what) {
    return what == IMPERMEABLE ? AMONT_LAND_IMPERMEABLE : AMONT_LAND_ARTIFICIAL;
}

/* The way that both dates have for it; AMONT_WAYS: none. */
static amont_way way_of(sought what, const amont_dated *from, const amont_dated *to) {
    if (what == IMPERMEABLE)
        return has_impermeable(from) && has_impermeable(to) ? AMONT_WAY_LIST : AMONT_WAYS;
    if (what == BY_MATRIX)
        return amont_dated_has_way(from, AMONT_WAY_MATRIX) ? AMONT_WAY_MATRIX : AMONT_WAYS;
    return amont_common_way(from, to);
}

/* The first record that can say it. */
static const GArray *choose_record(amont_analysis *analysis, sought what) {
    const GPtrArray *records = amont_analysis_records(analysis);
    for (guint i = 0; i < records->len; i++) {
        const GArray *record = records->pdata[i];
        const amont_dated *last = &g_array_index(record, amont_dated, record->len - 1);
        if (way_of(what, last, last) != AMONT_WAYS)
            return record;
    }
    return records->pdata[0];
}

static bool lacks_way(amont_series *series, sought what) {
    if (what == BY_MATRIX)
        return amont_series_lacks(series, _("a land-use layer with cover and use"));
    if (what == IMPERMEABLE)
        return amont_series_lacks(series, _("'%s' in the list of classes of a land-use layer"),
                                  "impermeable");
    return amont_series_lacks(
        series, _("a land-use layer with '%s', with cover and use, or with '%s' in its list"),
        "artif", "artificialised");
}

static void trace_way(amont_series *series, amont_way way) {
    static const char *const names[AMONT_WAYS] = {
        "by the official column", "by cover and use and the thresholds of the decree",
        "by the list of classes"};
    char *method = g_strconcat(series->method, "; ", names[way], NULL);
    g_free(series->method);
    series->method = method;
}

/* ---- stocks -------------------------------------------------------------------------------- */

static bool is_yes(const amont_crossed *cell, const void *data) {
    (void)data;
    return cell->to == AMONT_STATE_YES;
}

static void fill_outside(const amont_crossing *c, amont_series *series) {
    for (guint i = 0; i < c->cells->len; i++) {
        const amont_crossed *cell = &g_array_index(c->cells, amont_crossed, i);
        if (cell->zone == AMONT_NO_ZONE && cell->to == AMONT_STATE_YES)
            series->outside = amont_figure_of(cell->area_m2 / 1e4, cell->n);
    }
    series->elsewhere = amont_series_elsewhere(series, c->level);
    series->whole = c->stock_m2[AMONT_STATE_YES] / 1e4;
}

/* The crossing of the date asked for, in *crossing; NULL where the study lacks something. */
static bool cross_date(const amont_request *request, sought what, const amont_crossing **crossing,
                       GError **error) {
    g_auto(amont_land_ask) ask = {0};
    amont_dated dated;
    if (!amont_land_read(request, NULL, &ask, error))
        return false;
    if (request->series->lacks)
        return true;
    ask.record = choose_record(request->analysis, what);
    if (!amont_land_date(&ask, &dated, error))
        return false;
    amont_crossing_ask crossed = {kind_of(what), way_of(what, &dated, &dated), {dated, dated}};
    if (crossed.way == AMONT_WAYS)
        return lacks_way(request->series, what);
    *crossing = amont_analysis_crossing(request->analysis, &crossed, request->level, error);
    if (!*crossing)
        return false;
    trace_way(request->series, crossed.way);
    amont_land_describe(request->series, NULL, &dated, &dated);
    return true;
}

static bool fill_stock(const amont_request *request, sought what, GError **error) {
    const amont_crossing *crossing = NULL;
    if (!cross_date(request, what, &crossing, error))
        return false;
    if (!crossing)
        return true;
    amont_crossed_fill(crossing, is_yes, NULL, request->series->figures);
    fill_outside(crossing, request->series);
    return true;
}

static bool fill_share(const amont_request *request, sought what, GError **error) {
    const amont_crossing *crossing = NULL;
    if (!cross_date(request, what, &crossing, error))
        return false;
    if (!crossing)
        return true;
    g_autofree amont_figure *grounds = g_new(amont_figure, request->level->n + 1);
    amont_crossed_fill(crossing, is_yes, NULL, request->series->figures);
    amont_crossed_grounds(crossing, grounds);
    amont_series_ratio(request->series, request->series->figures, grounds, 100);
    return true;
}

static bool compute_artificialised(const amont_request *ask, GError **error) {
    return fill_stock(ask, ARTIFICIAL, error);
}

static bool compute_artificialised_by_matrix(const amont_request *ask, GError **error) {
    return fill_stock(ask, BY_MATRIX, error);
}

static bool compute_artificialised_share(const amont_request *ask, GError **error) {
    return fill_share(ask, ARTIFICIAL, error);
}

static bool compute_impermeable(const amont_request *ask, GError **error) {
    return fill_stock(ask, IMPERMEABLE, error);
}

static bool compute_impermeable_share(const amont_request *ask, GError **error) {
    return fill_share(ask, IMPERMEABLE, error);
}

/* ---- changes ------------------------------------------------------------------------------- */

/* What became artificialised and what ceased to be, in ha. */
typedef struct balance {
    const amont_crossing *crossing; /* NULL: the study lacks something */
    amont_figure *gains, *losses;
} balance;

static void clear_balance(balance *b) {
    g_free(b->gains);
    g_free(b->losses);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(balance, clear_balance)

static bool is_gain(const amont_crossed *cell, const void *data) {
    (void)data;
    return cell->from == AMONT_STATE_NO && cell->to == AMONT_STATE_YES;
}

static bool is_loss(const amont_crossed *cell, const void *data) {
    (void)data;
    return cell->from == AMONT_STATE_YES && cell->to == AMONT_STATE_NO;
}

static bool find_balance(const amont_request *request, balance *b, GError **error) {
    g_auto(amont_land_ask) ask = {0};
    amont_dated period[2];
    if (!amont_land_read(request, NULL, &ask, error))
        return false;
    if (request->series->lacks)
        return true;
    ask.record = choose_record(request->analysis, ARTIFICIAL);
    if (!amont_land_period(&ask, request->series, period, error))
        return false;
    if (request->series->lacks)
        return true;
    amont_crossing_ask what = {
        AMONT_LAND_ARTIFICIAL, way_of(ARTIFICIAL, &period[0], &period[1]), {period[0], period[1]}};
    if (what.way == AMONT_WAYS)
        return lacks_way(request->series, ARTIFICIAL);
    b->crossing = amont_analysis_crossing(request->analysis, &what, request->level, error);
    if (!b->crossing)
        return false;
    b->gains = g_new(amont_figure, request->level->n + 1);
    b->losses = g_new(amont_figure, request->level->n + 1);
    amont_crossed_fill(b->crossing, is_gain, NULL, b->gains);
    amont_crossed_fill(b->crossing, is_loss, NULL, b->losses);
    trace_way(request->series, what.way);
    amont_land_describe(request->series, NULL, &period[0], &period[1]);
    return true;
}

/* One figure of a balance, before it is divided. */
typedef amont_figure of_balance(const balance *b, size_t zone);

static amont_figure gain_of(const balance *b, size_t zone) {
    return b->gains[zone];
}

static amont_figure loss_of(const balance *b, size_t zone) {
    return b->losses[zone];
}

static amont_figure net_of(const balance *b, size_t zone) {
    return amont_figure_difference(&b->gains[zone], &b->losses[zone]);
}

static void fill(const amont_request *request, const balance *b, of_balance *figure) {
    for (size_t zone = 0; zone < request->level->n; zone++)
        request->series->figures[zone] = figure(b, zone);
}

static bool compute_change(const amont_request *request, of_balance *figure, GError **error) {
    g_auto(balance) b = {0};
    if (!find_balance(request, &b, error))
        return false;
    if (b.crossing)
        fill(request, &b, figure);
    return true;
}

static bool compute_yearly(const amont_request *request, of_balance *figure, GError **error) {
    g_auto(balance) b = {0};
    if (!find_balance(request, &b, error))
        return false;
    if (!b.crossing)
        return true;
    double years = amont_dated_elapsed(&b.crossing->period[0], &b.crossing->period[1]);
    if (!(years > 0))
        return amont_series_lacks(request->series, _("the years of both dates of land use"));
    fill(request, &b, figure);
    amont_figure elapsed = amont_figure_of(years, 1);
    for (size_t zone = 0; zone < request->level->n; zone++)
        request->series->figures[zone] =
            amont_figure_ratio(&request->series->figures[zone], &elapsed, 1);
    return true;
}

static bool compute_gain(const amont_request *ask, GError **error) {
    return compute_change(ask, gain_of, error);
}

static bool compute_gain_yearly(const amont_request *ask, GError **error) {
    return compute_yearly(ask, gain_of, error);
}

static bool compute_loss(const amont_request *ask, GError **error) {
    return compute_change(ask, loss_of, error);
}

static bool compute_loss_yearly(const amont_request *ask, GError **error) {
    return compute_yearly(ask, loss_of, error);
}

static bool compute_net(const amont_request *ask, GError **error) {
    return compute_change(ask, net_of, error);
}

static bool compute_net_yearly(const amont_request *ask, GError **error) {
    return compute_yearly(ask, net_of, error);
}

static bool compute_net_share(const amont_request *ask, GError **error) {
    g_auto(balance) b = {0};
    if (!find_balance(ask, &b, error))
        return false;
    if (!b.crossing)
        return true;
    g_autofree amont_figure *grounds = g_new(amont_figure, ask->level->n + 1);
    fill(ask, &b, net_of);
    amont_crossed_grounds(b.crossing, grounds);
    amont_series_ratio(ask->series, ask->series->figures, grounds, 100);
    return true;
}

static bool compute_renaturation(const amont_request *ask, GError **error) {
    g_auto(balance) b = {0};
    if (!find_balance(ask, &b, error))
        return false;
    if (b.crossing)
        amont_series_ratio(ask->series, b.losses, b.gains, 100);
    return true;
}

/* ---- the table ----------------------------------------------------------------------------- */

#define DECREE "code de l’urbanisme, annexe à l’article R. 101-1"
#define ONE_DATE                                                                  \
    .inputs = N_("landuse: a column 'artif', cover and use, or 'artificialised' " \
                 "in the list; in brackets a year where it is not the last")
#define TWO_DATES                                                                      \
    .inputs = N_("landuse of two dates: a column 'artif', cover and use, or "          \
                 "'artificialised' in the list; in brackets two years where they are " \
                 "not the last")
#define HECTARES .unit = {"ha", "ha"}, .measure = AMONT_MEASURE_STOCK, .decimals = 2
#define HECTARES_A_YEAR .unit = {"ha/an", "ha/year"}, .measure = AMONT_MEASURE_STOCK, .decimals = 2
#define PER_CENT .unit = {"%", "%"}, .measure = AMONT_MEASURE_RATIO, .decimals = 1

const amont_indicator amont_indicators_artificialisation[] = {
    {.info = {.id = "landuse.artificialised", /* L3 */
              .label = {"Superficie artificialisée", "Artificialised area"},
              HECTARES,
              ONE_DATE,
              .method = "planar area of what is artificialised within the zone",
              .source = DECREE},
     .compute = compute_artificialised,
     .may_have_argument = true},
    {.info = {.id = "landuse.artificialised_share", /* L3 */
              .label = {"Part artificialisée", "Artificialised share"},
              PER_CENT,
              ONE_DATE,
              .method = "what is artificialised, over the planar area of the zone",
              .source = DECREE},
     .compute = compute_artificialised_share,
     .may_have_argument = true},
    {.info = {.id = "landuse.artificialised_by_matrix", /* L3, the other way */
              .label = {"Superficie artificialisée selon la couverture et l’usage",
                        "Artificialised area by cover and use"},
              HECTARES,
              .inputs =
                  N_("landuse with cover and use; in brackets a year where it is not the last"),
              .method = "pairs of cover and use that are artificialised, built ground from 50 m² "
                        "and the rest from 2,500 m² of contiguous land, enclaves under 2,500 m² "
                        "as what surrounds them",
              .source = DECREE},
     .compute = compute_artificialised_by_matrix,
     .may_have_argument = true},
    {.info =
         {.id = "landuse.impermeable", /* L4 */
          .label = {"Superficie imperméabilisée", "Impermeable area"},
          HECTARES,
          .inputs = N_(
              "landuse whose list says 'impermeable'; in brackets a year where it is not the last"),
          .method = "planar area of the impermeable classes within the zone",
          .source = DECREE ", 1° et 2°"},
     .compute = compute_impermeable,
     .may_have_argument = true},
    {.info =
         {.id = "landuse.impermeable_share", /* L4 */
          .label = {"Part imperméabilisée", "Impermeable share"},
          PER_CENT,
          .inputs = N_(
              "landuse whose list says 'impermeable'; in brackets a year where it is not the last"),
          .method = "area of the impermeable classes, over the planar area of the zone",
          .source = DECREE ", 1° et 2°"},
     .compute = compute_impermeable_share,
     .may_have_argument = true},
    {.info = {.id = "landuse.artificialisation", /* L5 */
              .label = {"Artificialisation brute", "Gross artificialisation"},
              HECTARES,
              TWO_DATES,
              .method =
                  "land not artificialised at the first date and artificialised at the second"},
     .compute = compute_gain,
     .may_have_argument = true},
    {.info = {.id = "landuse.artificialisation_yearly", /* L5 */
              .label = {"Artificialisation brute par an", "Gross artificialisation a year"},
              HECTARES_A_YEAR,
              TWO_DATES,
              .method = "gross artificialisation over the years between the two dates"},
     .compute = compute_gain_yearly,
     .may_have_argument = true},
    {.info = {.id = "landuse.desartificialisation", /* L5 */
              .label = {"Désartificialisation", "Reversed artificialisation"},
              HECTARES,
              TWO_DATES,
              .method = "land artificialised at the first date and no more at the second"},
     .compute = compute_loss,
     .may_have_argument = true},
    {.info = {.id = "landuse.desartificialisation_yearly", /* L5 */
              .label = {"Désartificialisation par an", "Reversed artificialisation a year"},
              HECTARES_A_YEAR,
              TWO_DATES,
              .method = "reversed artificialisation over the years between the two dates"},
     .compute = compute_loss_yearly,
     .may_have_argument = true},
    {.info = {.id = "landuse.net_artificialisation", /* L6 */
              .label = {"Artificialisation nette", "Net artificialisation"},
              HECTARES,
              TWO_DATES,
              .method = "gross artificialisation less what was reversed",
              .source = "code de l’urbanisme, article L. 101-2-1"},
     .compute = compute_net,
     .may_have_argument = true},
    {.info = {.id = "landuse.net_artificialisation_yearly", /* L6 */
              .label = {"Artificialisation nette par an", "Net artificialisation a year"},
              HECTARES_A_YEAR,
              TWO_DATES,
              .method = "net artificialisation over the years between the two dates",
              .source = "code de l’urbanisme, article L. 101-2-1"},
     .compute = compute_net_yearly,
     .may_have_argument = true},
    {.info = {.id = "landuse.net_artificialisation_share", /* L6 */
              .label = {"Artificialisation nette rapportée à la superficie",
                        "Net artificialisation over the area"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 2,
              TWO_DATES,
              .method = "net artificialisation over the planar area of the zone",
              .source = "code de l’urbanisme, article L. 101-2-1"},
     .compute = compute_net_share,
     .may_have_argument = true},
    {.info = {.id = "landuse.renaturation", /* Z20 (k) */
              .label = {"Désartificialisation rapportée à l’artificialisation brute",
                        "Reversed over gross artificialisation"},
              PER_CENT,
              TWO_DATES,
              .method = "land no more artificialised over land newly artificialised",
              .source = "general knowledge"},
     .compute = compute_renaturation,
     .may_have_argument = true},
    {.info = {.id = NULL}},
};
