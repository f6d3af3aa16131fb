/* The index of land pressure and what it meets, as series of the level that the study's `pressure`
 * names (I6, I7, I10 and 3.6b of the definitions): what maps draw. */
#include "analysis/figures.h"
#include "analysis/pressure/pressure.h"
#include "base/i18n.h"

#include <string.h>

/* NULL with an error, or without where the series lacks something. */
static const amont_pressure *find_pressure(const amont_request *ask, GError **error) {
    const amont_layers *layers = amont_analysis_layers(ask->analysis);
    const amont_pressure_spec *spec = layers->study->pressure;
    if (!spec) {
        amont_series_lacks(ask->series, N_("the key 'pressure'"));
        return NULL;
    }
    if (amont_layers_level(layers, spec->zones) != ask->level) {
        amont_series_lacks(ask->series, N_("'pressure' on the level '%s'"), ask->level->name);
        return NULL;
    }
    return amont_pressure_of(ask->analysis, error);
}

/* The worst flag of a zone's inputs. */
static amont_flag flag_of(const amont_reference *reference, size_t zone) {
    amont_flag flag = AMONT_FLAG_OK;
    for (guint i = 0; i < reference->inputs->len; i++) {
        const amont_pressure_input *input = reference->inputs->pdata[i];
        flag = amont_flag_worse(flag, input->series->figures[zone].flag);
    }
    return flag;
}

static void behind_all(amont_series *series, const amont_reference *reference) {
    for (guint i = 0; i < reference->inputs->len; i++)
        amont_series_behind(series, ((amont_pressure_input *)reference->inputs->pdata[i])->series);
}

static double score(const amont_pressure *p, size_t u) {
    return p->scores[u];
}
static double rank(const amont_pressure *p, size_t u) {
    return p->spreads[u].rank;
}
static double median(const amont_pressure *p, size_t u) {
    return p->spreads[u].median;
}
static double low(const amont_pressure *p, size_t u) {
    return p->spreads[u].low;
}
static double high(const amont_pressure *p, size_t u) {
    return p->spreads[u].high;
}
static double top(const amont_pressure *p, size_t u) {
    return 100 * p->spreads[u].top_share;
}
static double class(const amont_pressure *p, size_t u) {
    return 1 + p->classes[u];
}
static double robust(const amont_pressure *p, size_t u) {
    return amont_pressure_is_robust(p, u);
}
static double one_class(const amont_pressure *p, size_t u) {
    return amont_pressure_is_one_class(p, u);
}

/* What is not sure of a zone, as one word; NOTHING_UNSURE where class and rank are. */
enum { CLASS_AND_RANK_UNSURE, CLASS_UNSURE, RANK_UNSURE, NOTHING_UNSURE };
static const char *const certainty_words[2][NOTHING_UNSURE + 2] = {
    {"Classe incertaine, rang non robuste", "Classe incertaine", "Rang non robuste",
     "Classe sûre, rang robuste", NULL},
    {"Class uncertain, rank not robust", "Class uncertain", "Rank not robust",
     "Class sure, rank robust", NULL}};

static double certainty(const amont_pressure *p, size_t u) {
    bool class_is_sure = amont_pressure_is_one_class(p, u);
    bool rank_is_robust = amont_pressure_is_robust(p, u);
    if (class_is_sure)
        return rank_is_robust ? NOTHING_UNSURE : RANK_UNSURE;
    return rank_is_robust ? CLASS_UNSURE : CLASS_AND_RANK_UNSURE;
}

static const struct {
    const char *id;
    double (*read)(const amont_pressure *, size_t unit);
} readers[] = {
    {"pressure.score", score},         {"pressure.rank", rank},
    {"pressure.rank_median", median},  {"pressure.rank_low", low},
    {"pressure.rank_high", high},      {"pressure.top", top},
    {"pressure.class", class},         {"pressure.robust", robust},
    {"pressure.one_class", one_class}, {"pressure.certainty", certainty},
};

static bool compute_index(const amont_request *ask, GError **error) {
    const amont_pressure *pressure = find_pressure(ask, error);
    if (!pressure)
        return ask->series->lacks != NULL;
    const amont_reference *reference = pressure->reference;
    size_t reader = 0;
    while (strcmp(readers[reader].id, ask->indicator->info.id) != 0)
        reader++;
    for (size_t u = 0; u < reference->n_units; u++) {
        amont_figure *figure = &ask->series->figures[reference->zones[u]];
        *figure = amont_figure_of(readers[reader].read(pressure, u), (double)reference->n_units);
        figure->flag = flag_of(reference, reference->zones[u]);
    }
    behind_all(ask->series, reference);
    return true;
}

/* A set that the study gives no label is called so. */
static const char *usual_label(const amont_request *ask) {
    static const char *const labels[2][2] = {{"activité productive", "ménages modestes"},
                                             {"productive activity", "modest households"}};
    bool is_activity = strcmp(ask->argument, "activity") == 0;
    return labels[amont_analysis_layers(ask->analysis)->study->language][is_activity ? 0 : 1];
}

static bool compute_certainty(const amont_request *ask, GError **error) {
    ask->series->words = certainty_words[amont_analysis_layers(ask->analysis)->study->language];
    ask->series->neutral = ask->series->words[NOTHING_UNSURE];
    return compute_index(ask, error);
}

static bool compute_exposure(const amont_request *ask, GError **error) {
    const amont_pressure *pressure = find_pressure(ask, error);
    if (!pressure)
        return ask->series->lacks != NULL;
    const amont_exposure *exposure = NULL;
    for (guint i = 0; !exposure && i < pressure->exposures->len; i++) {
        const amont_exposure *known = pressure->exposures->pdata[i];
        if (strcmp(known->spec->entry.name, ask->argument) == 0)
            exposure = known;
    }
    if (!exposure)
        return amont_series_lacks(ask->series, N_("the set '%s' of 'pressure: exposure'"),
                                  ask->argument);
    const amont_reference *reference = exposure->reference;
    for (size_t u = 0; u < reference->n_units; u++) {
        amont_figure *figure = &ask->series->figures[reference->zones[u]];
        *figure = amont_figure_of(exposure->scores[u], (double)reference->n_units);
        figure->flag = flag_of(reference, reference->zones[u]);
    }
    behind_all(ask->series, reference);
    amont_series_dated(ask->series, "%s",
                       exposure->spec->label ? exposure->spec->label : usual_label(ask));
    return true;
}

/* ---- the table ----------------------------------------------------------------------------- */

#define HANDBOOK "OECD & JRC, Handbook on Constructing Composite Indicators, 2008"
#define INDEX(id_, french_, english_, unit_, decimals_, method_)                             \
    {                                                                                        \
        .info = {.id = (id_),                                                                \
                 .label = {(french_), (english_)},                                           \
                 .unit = {(unit_), (unit_)},                                                 \
                 .measure = AMONT_MEASURE_INDEX,                                             \
                 .decimals = (decimals_),                                                    \
                 .inputs = N_("the key 'pressure' of the study, and what its pillars name"), \
                 .method = (method_),                                                        \
                 .source = HANDBOOK},                                                        \
        .compute = compute_index                                                             \
    }

static const char *const sets[] = {"activity", "households", NULL};

const amont_indicator amont_indicators_pressure_index[] = {
    INDEX("pressure.score", "Indice de pression foncière", "Index of land pressure", "", 1,
          N_("figures of the reference units made comparable and put together, as 'pressure' says; "
             "relative to these units")),
    INDEX("pressure.rank", "Rang de pression foncière", "Rank of land pressure", "", 0,
          N_("1: the highest score of the reference units; tied ones share the best rank")),
    INDEX("pressure.rank_median", "Rang médian de pression foncière",
          "Median rank of land pressure", "", 0,
          N_("over draws of weights, normalisation, aggregation and one indicator left out")),
    INDEX("pressure.rank_low", "Rang de pression foncière, 5 % des variantes",
          "Rank of land pressure, 5% of variants", "", 0,
          N_("the best rank that 5 draws in 100, or more, reach")),
    INDEX("pressure.rank_high", "Rang de pression foncière, 95 % des variantes",
          "Rank of land pressure, 95% of variants", "", 0,
          N_("the best rank that 95 draws in 100, or more, reach")),
    INDEX("pressure.top", "Part des variantes aux premiers rangs de pression foncière",
          "Share of variants among the first ranks of land pressure", "%", 0,
          N_("draws in which the zone is among the first 'top' ranks")),
    INDEX("pressure.class", "Tiers de pression foncière (3 : le plus élevé)",
          "Third by land pressure (3: the highest)", "", 0,
          N_("thirds of the reference units by score")),
    INDEX("pressure.robust", "Rang de pression foncière robuste (1 : oui)",
          "Rank of land pressure is robust (1: yes)", "", 0,
          N_("1 where the interval of ranks is a quarter of the ranks or less")),
    INDEX("pressure.one_class", "Intervalle de rangs dans un seul tiers (1 : oui)",
          "Interval of ranks within one third (1: yes)", "", 0,
          N_("1 where the interval of ranks lies in one third")),
    {.info = {.id = "pressure.certainty",
              .label = {"Certitude de la pression foncière", "How sure land pressure is"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_CATEGORY,
              .inputs = N_("the key 'pressure' of the study, and what its pillars name"),
              .method = N_("whether the interval of ranks leaves one third (class uncertain), and "
                           "whether it is more than a quarter of the ranks (rank not robust)"),
              .source = HANDBOOK},
     .compute = compute_certainty},
    {.info = {.id = "exposure.score()",
              .label = {"Exposition", "Exposure"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_INDEX,
              .decimals = 1,
              .inputs = N_("the key 'pressure' of the study; in brackets 'activity' or "
                           "'households'"),
              .method = N_("mean of the set's figures between 0 and 100; relative to the "
                           "reference units")},
     .compute = compute_exposure,
     .usual = sets},
    {.info = {.id = NULL}},
};
