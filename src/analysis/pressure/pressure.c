/* From what a study asks for to scores, ranks and what drives them. */
#include "analysis/pressure/pressure.h"

#include "amont/classify.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TOP_USUAL = 5 };

void amont_pressure_free(amont_pressure *pressure) {
    if (!pressure)
        return;
    amont_reference_free(pressure->reference);
    g_free(pressure->scores);
    g_free(pressure->pillars);
    g_free(pressure->contributions);
    g_free(pressure->spreads);
    g_free(pressure->classes);
    g_ptr_array_unref(pressure->exposures);
    g_free(pressure);
}

/* ---- scores -------------------------------------------------------------------------------- */

static const double *terms_of(const amont_pressure *pressure) {
    const amont_composite *composite = pressure->reference->composite;
    return composite->terms[pressure->spec->normalisation][pressure->spec->aggregation];
}

/* Of one pillar, with the weights of its indicators beside each other. */
static void score_pillar(const amont_pressure *pressure, size_t pillar, double *scores) {
    const amont_reference *reference = pressure->reference;
    const amont_composite *composite = reference->composite;
    g_autofree double *weights = g_new0(double, composite->n_indicators);
    double whole = 0;
    for (size_t i = 0; i < composite->n_indicators; i++) {
        const amont_pressure_input *input = reference->inputs->pdata[i];
        weights[i] = input->pillar == pillar ? input->spec->weight : 0;
        whole += weights[i];
    }
    for (size_t i = 0; i < composite->n_indicators; i++)
        weights[i] /= whole;
    amont_composite_sum(composite, terms_of(pressure), weights, scores);
    for (size_t u = 0; u < reference->n_units; u++)
        if (pressure->spec->aggregation == AMONT_AGGREGATE_GEOMETRIC)
            scores[u] = exp(scores[u]);
}

static void find_contributions(const amont_pressure *pressure) {
    const amont_composite *composite = pressure->reference->composite;
    size_t n = composite->n_units;
    for (size_t i = 0; i < composite->n_indicators; i++) {
        const double *terms = &terms_of(pressure)[i * n];
        amont_sum sum = {0};
        for (size_t u = 0; u < n; u++)
            amont_sum_add(&sum, terms[u]);
        double mean = amont_sum_value(&sum) / (double)n;
        for (size_t u = 0; u < n; u++)
            pressure->contributions[i * n + u] = composite->weights[i] * (terms[u] - mean);
    }
}

static int compare(const void *one, const void *other) {
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

void amont_pressure_classify(const double *scores, size_t n, unsigned *classes) {
    g_autofree double *sorted = g_memdup2(scores, n * sizeof *scores);
    qsort(sorted, n, sizeof *sorted, compare);
    double limits[AMONT_PRESSURE_CLASSES - 1];
    for (int i = 1; i < AMONT_PRESSURE_CLASSES; i++)
        limits[i - 1] = amont_quantile(sorted, n, (double)i / AMONT_PRESSURE_CLASSES);
    for (size_t u = 0; u < n; u++) {
        classes[u] = 0;
        for (int i = 0; i < AMONT_PRESSURE_CLASSES - 1; i++)
            classes[u] += scores[u] >= limits[i] - AMONT_RANK_TIE;
    }
}

static void score_units(amont_pressure *pressure) {
    const amont_reference *reference = pressure->reference;
    size_t n = reference->n_units;
    pressure->scores = g_new(double, n);
    pressure->pillars = g_new(double, n * reference->n_pillars);
    pressure->contributions = g_new(double, n * reference->inputs->len);
    pressure->spreads = g_new(amont_rank_spread, n);
    pressure->classes = g_new(unsigned, n);
    amont_composite_score(reference->composite, (amont_normalisation)pressure->spec->normalisation,
                          (amont_aggregation)pressure->spec->aggregation, pressure->scores);
    for (size_t p = 0; p < reference->n_pillars; p++)
        score_pillar(pressure, p, &pressure->pillars[p * n]);
    find_contributions(pressure);
    amont_pressure_classify(pressure->scores, n, pressure->classes);
    pressure->mean_shift =
        amont_composite_spread(reference->composite, &pressure->draws, pressure->spreads);
}

/* ---- what the study asks for --------------------------------------------------------------- */

static bool choose_draws(amont_pressure *pressure, GError **error) {
    const amont_pressure_spec *spec = pressure->spec;
    size_t n = pressure->reference->n_units;
    if (spec->top > (double)n) {
        amont_entry_fail(&spec->entry, "top", error, AMONT_ERROR_CONFIG,
                         "%g first ranks of %zu units", spec->top, n);
        amont_hint(error, "from 1 to %zu, the units that have every figure", n);
        return false;
    }
    pressure->draws = (amont_draws){
        .n = (size_t)spec->draws,
        .alpha = spec->alpha,
        .seed = (uint64_t)spec->seed,
        .top = isnan(spec->top) ? (unsigned)MIN((size_t)TOP_USUAL, n) : (unsigned)spec->top,
        .normalisation = (amont_normalisation)spec->normalisation,
        .aggregation = (amont_aggregation)spec->aggregation,
    };
    return true;
}

/* Whatever way it is written: with the years that are usual, or without any. */
static bool is_same(const amont_series *one, const amont_series *other) {
    return strcmp(one->label, other->label) == 0 && g_strcmp0(one->unit, other->unit) == 0 &&
           g_strcmp0(one->method, other->method) == 0 && g_strcmp0(one->source, other->source) == 0;
}

/* What pressure meets would be crossed with itself. */
static bool check_apart(const amont_pressure *pressure, const amont_reference *set,
                        GError **error) {
    const GPtrArray *inputs = pressure->reference->inputs;
    for (guint i = 0; i < set->inputs->len; i++) {
        const amont_pressure_input *met = set->inputs->pdata[i];
        for (guint j = 0; j < inputs->len; j++) {
            const amont_pressure_input *input = inputs->pdata[j];
            if (!is_same(met->series, input->series))
                continue;
            const amont_entry *pillar = pressure->spec->pillars->pdata[input->pillar];
            amont_entry_fail(&met->spec->entry, "id", error, AMONT_ERROR_CONFIG,
                             "'%s' is in the pillar '%s' and cannot be exposure too", met->spec->id,
                             pillar->name);
            amont_hint(error, "exposure stands beside the index, never in it: leave it out of one");
            return false;
        }
    }
    return true;
}

static bool add_exposures(amont_pressure *pressure, amont_analysis *analysis, GError **error) {
    for (guint i = 0; i < pressure->spec->exposure->len; i++) {
        amont_exposure *exposure = amont_exposure_new(analysis, pressure->spec->exposure->pdata[i],
                                                      pressure->reference->level, error);
        if (!exposure)
            return false;
        g_ptr_array_add(pressure->exposures, exposure);
        if (!check_apart(pressure, exposure->reference, error))
            return false;
    }
    return true;
}

const amont_pressure *amont_pressure_of(amont_analysis *analysis, GError **error) {
    amont_pressure **kept = amont_analysis_pressure(analysis);
    if (*kept)
        return *kept;
    const amont_layers *layers = amont_analysis_layers(analysis);
    const amont_pressure_spec *spec = layers->study->pressure;
    if (!spec) {
        amont_entry_fail(&layers->study->entry, NULL, error, AMONT_ERROR_CONFIG,
                         "the key 'pressure' of the study is absent or empty");
        amont_hint(error, "name there what the index is made of: see 'amont help study'");
        return NULL;
    }
    g_autoptr(amont_pressure) pressure = g_new0(amont_pressure, 1);
    pressure->spec = spec;
    pressure->layers = layers;
    pressure->exposures = g_ptr_array_new_with_free_func((GDestroyNotify)amont_exposure_free);
    pressure->reference = amont_reference_new(analysis, spec->pillars,
                                              amont_layers_level(layers, spec->zones), error);
    if (!pressure->reference || !choose_draws(pressure, error) ||
        !add_exposures(pressure, analysis, error))
        return NULL;
    score_units(pressure);
    return *kept = g_steal_pointer(&pressure);
}

/* ---- reading them -------------------------------------------------------------------------- */

unsigned amont_pressure_class_of_rank(const amont_pressure *pressure, unsigned rank) {
    size_t above = 0;
    for (unsigned class = AMONT_PRESSURE_CLASSES - 1; class > 0; class --) {
        for (size_t u = 0; u < pressure->reference->n_units; u++)
            above += pressure->classes[u] == class;
        if (rank <= above)
            return class;
    }
    return 0;
}

bool amont_pressure_is_one_class(const amont_pressure *pressure, size_t unit) {
    const amont_rank_spread *spread = &pressure->spreads[unit];
    return amont_pressure_class_of_rank(pressure, spread->low) ==
           amont_pressure_class_of_rank(pressure, spread->high);
}

bool amont_pressure_is_robust(const amont_pressure *pressure, size_t unit) {
    const amont_rank_spread *spread = &pressure->spreads[unit];
    return 4 * (size_t)(spread->high - spread->low) <= pressure->reference->n_units;
}

static bool is_invented(const amont_study *study, const amont_reference *reference) {
    if (reference->level->spec->fictional)
        return true;
    for (guint i = 0; i < reference->inputs->len; i++) {
        const amont_pressure_input *input = reference->inputs->pdata[i];
        for (guint j = 0; j < input->series->layers->len; j++) {
            const char *id = input->series->layers->pdata[j];
            const amont_layer_spec *layer = amont_study_layer(study, id);
            const amont_zones_spec *zones = amont_study_zones(study, id);
            if ((layer && layer->fictional) || (zones && zones->fictional))
                return true;
        }
    }
    return false;
}

bool amont_pressure_is_fictional(const amont_pressure *pressure) {
    const amont_study *study = pressure->layers->study;
    bool invented = is_invented(study, pressure->reference);
    for (guint i = 0; !invented && i < pressure->exposures->len; i++)
        invented =
            is_invented(study, ((const amont_exposure *)pressure->exposures->pdata[i])->reference);
    return invented;
}

size_t amont_pressure_drivers(const amont_pressure *pressure, size_t unit, int sign, size_t most,
                              size_t *inputs) {
    const double least = 0.05;
    size_t n = pressure->reference->n_units, k = pressure->reference->inputs->len, found = 0;
    double all = 0;
    for (size_t i = 0; i < k; i++)
        all += fabs(pressure->contributions[i * n + unit]);
    while (found < most) {
        size_t strongest = k;
        double best = least * all;
        for (size_t i = 0; i < k; i++) {
            double pull = sign * pressure->contributions[i * n + unit];
            bool taken = false;
            for (size_t j = 0; j < found; j++)
                taken |= inputs[j] == i;
            if (!taken && pull > best) {
                best = pull;
                strongest = i;
            }
        }
        if (strongest == k)
            break;
        inputs[found++] = strongest;
    }
    return found;
}

typedef struct ranked {
    unsigned rank;
    size_t unit;
} ranked;

static int compare_ranked(const void *one, const void *other) {
    const ranked *a = one, *b = other;
    if (a->rank != b->rank)
        return (a->rank > b->rank) - (a->rank < b->rank);
    return (a->unit > b->unit) - (a->unit < b->unit);
}

size_t *amont_pressure_by_rank(const amont_pressure *pressure) {
    size_t n = pressure->reference->n_units;
    g_autofree ranked *order = g_new(ranked, n);
    for (size_t u = 0; u < n; u++)
        order[u] = (ranked){pressure->spreads[u].rank, u};
    qsort(order, n, sizeof *order, compare_ranked);
    size_t *units = g_new(size_t, n);
    for (size_t i = 0; i < n; i++)
        units[i] = order[i].unit;
    return units;
}
