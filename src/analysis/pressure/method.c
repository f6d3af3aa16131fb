/* What was done, in words: how figures became scores, and what the draws vary. */
#include "analysis/pressure/pressure.h"
#include "analysis/pressure/sentences.h"

#include <math.h>

/* How far the heaviest weight goes in the draws, a standard deviation either way: that of a share
 * of a Dirichlet vector is √(w (1 - w) / (alpha + 1)). */
static char *say_weights(amont_phrases *phrases, const amont_pressure *p) {
    double weight = 0;
    for (guint i = 0; i < p->reference->inputs->len; i++)
        weight = fmax(weight, ((amont_pressure_input *)p->reference->inputs->pdata[i])->weight);
    double away = sqrt(weight * (1 - weight) / (p->draws.alpha + 1));
    g_autofree char *alpha = amont_phrases_number(phrases, p->draws.alpha, 0);
    g_autofree char *of = amont_phrases_number(phrases, 100 * weight, 1);
    g_autofree char *low = amont_phrases_number(phrases, 100 * fmax(weight - away, 0), 0);
    g_autofree char *high = amont_phrases_number(phrases, 100 * fmin(weight + away, 1), 0);
    return amont_phrases_fill(phrases, "pressure_weights", "weight", of, "low", low, "high", high,
                              "alpha", alpha, NULL);
}

char *amont_say_method(amont_phrases *phrases, const amont_pressure *p) {
    g_autofree char *draws = amont_phrases_number(phrases, (double)p->draws.n, 0);
    g_autofree char *weights = say_weights(phrases, p);
    g_autofree char *seed = amont_number_plain((double)p->draws.seed);
    return amont_phrases_fill(
        phrases, "pressure_method", "normalisation",
        amont_phrases_word_of(phrases, "pressure_normalisation_",
                              amont_normalisation_names[p->spec->normalisation]),
        "aggregation",
        amont_phrases_word_of(phrases, "pressure_aggregation_",
                              amont_aggregation_names[p->spec->aggregation]),
        "draws", draws, "weights", weights, "seed", seed, NULL);
}

bool amont_brings_in(const amont_reference *reference) {
    for (guint i = 0; i < reference->inputs->len; i++)
        if (((amont_pressure_input *)reference->inputs->pdata[i])->spec->treat ==
            AMONT_TREAT_WINSORISE)
            return true;
    return false;
}

char *amont_say_far_rule(amont_phrases *phrases, const amont_pressure *p) {
    bool is_used = amont_brings_in(p->reference);
    for (guint i = 0; i < p->exposures->len; i++)
        is_used =
            is_used || amont_brings_in(((const amont_exposure *)p->exposures->pdata[i])->reference);
    if (!is_used)
        return NULL;
    g_autofree char *skewness = amont_phrases_number(phrases, AMONT_MOST_SKEWED, 0);
    g_autofree char *kurtosis = amont_phrases_number(phrases, AMONT_MOST_PEAKED, 1);
    g_autofree char *most = amont_phrases_number(phrases, AMONT_WINSORISE_MOST, 0);
    return amont_phrases_fill(phrases, "pressure_far_rule", "skewness", skewness, "kurtosis",
                              kurtosis, "most", most, "units",
                              amont_phrases_units(phrases, p->reference->level), NULL);
}
