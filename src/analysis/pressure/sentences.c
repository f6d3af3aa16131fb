/* One sentence a zone: what moves its score, how sure its rank is, what stands beside the pressure.
 * Templates say what figures say and no more: the index compares, exposure is no damage. */
#include "analysis/pressure/sentences.h"

#include <math.h>
#include <string.h>

enum { DRIVERS_SAID = 2 };

const char *amont_class_word(amont_phrases *phrases, unsigned class) {
    static const char *const names[AMONT_PRESSURE_CLASSES] = {"low", "middle", "high"};
    return amont_phrases_word_of(phrases, "pressure_class_", names[class]);
}

char *amont_share_phrase(amont_phrases *phrases, double share) {
    const double least = 0.005;
    if (share > 0 && share < least)
        return g_strdup(amont_phrases_word(phrases, "pressure_share_least"));
    if (share < 1 && share >= 1 - least)
        return g_strdup(amont_phrases_word(phrases, "pressure_share_most"));
    g_autofree char *number = amont_phrases_number(phrases, 100 * share, 0);
    return amont_phrases_fill(phrases, "pressure_share", "share", number, NULL);
}

const char *amont_set_word(amont_phrases *phrases, const char *key,
                           const amont_exposure *exposure) {
    return exposure->spec->label ? exposure->spec->label
                                 : amont_phrases_word_of(phrases, key, exposure->spec->entry.name);
}

/* ---- what moves the score ------------------------------------------------------------------ */

static char *say_driver(amont_phrases *phrases, const amont_pressure *pressure, size_t unit,
                        size_t index) {
    const amont_pressure_input *input = pressure->reference->inputs->pdata[index];
    const amont_figure *figure = &input->series->figures[pressure->reference->zones[unit]];
    g_autofree char *label = amont_phrases_label(input->series->label);
    double neutral = amont_pressure_neutral(pressure, index);
    int more = 0; /* decimals until the two differ */
    while (more < 3 && amont_number_round(figure->value, input->series->decimals + more) ==
                           amont_number_round(neutral, input->series->decimals + more))
        more++;
    g_autofree char *value = amont_phrases_value(phrases, input->series, figure->value, more);
    g_autofree char *other = amont_phrases_value(phrases, input->series, neutral, more);
    const char *key = amont_pressure_mean_is_neutral(pressure) ? "pressure_driver_mean"
                                                               : "pressure_driver_neutral";
    return amont_phrases_fill(phrases, key, "label", label, "value", value, "other", other, NULL);
}

const char *amont_baseline_word(amont_phrases *phrases, const amont_pressure *pressure) {
    return amont_phrases_word(phrases, amont_pressure_mean_is_neutral(pressure)
                                           ? "pressure_baseline_mean"
                                           : "pressure_baseline_neutral");
}

/* NULL: none. */
static char *list_drivers(amont_phrases *phrases, const amont_pressure *pressure, size_t unit,
                          int sign) {
    size_t inputs[DRIVERS_SAID];
    size_t n = amont_pressure_drivers(pressure, unit, sign, DRIVERS_SAID, inputs);
    if (n == 0)
        return NULL;
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < n; i++)
        g_ptr_array_add(texts, say_driver(phrases, pressure, unit, inputs[i]));
    return amont_phrases_list(phrases, texts);
}

/* Against what is said once, with what comes first. */
static char *say_drivers(amont_phrases *phrases, const amont_pressure *pressure, size_t unit) {
    const char *baseline = amont_baseline_word(phrases, pressure);
    g_autofree char *up = list_drivers(phrases, pressure, unit, 1);
    g_autofree char *down = list_drivers(phrases, pressure, unit, -1);
    g_autofree char *raised =
        up ? amont_phrases_fill(phrases, "pressure_raised", "baseline", baseline, "list", up, NULL)
           : g_strdup("");
    g_autofree char *lowered =
        down ? amont_phrases_fill(phrases, up ? "pressure_lowered" : "pressure_lowered_alone",
                                  "baseline", baseline, "list", down, NULL)
             : g_strdup("");
    return g_strconcat(raised, lowered, NULL);
}

/* ---- how sure ------------------------------------------------------------------------------ */

/* The median may tell of another class than the score does. */
static char *say_median(amont_phrases *phrases, const amont_pressure *pressure, size_t unit) {
    unsigned class = pressure->classes[unit];
    unsigned of_median = amont_pressure_class_of_rank(pressure, pressure->spreads[unit].median);
    g_autofree char *median = amont_phrases_number(phrases, pressure->spreads[unit].median, 0);
    if (of_median == class)
        return g_steal_pointer(&median);
    return amont_phrases_fill(phrases, "pressure_median_elsewhere", "median", median, "class",
                              amont_class_word(phrases, of_median), "other",
                              amont_class_word(phrases, class), NULL);
}

static char *say_rank(amont_phrases *phrases, const amont_pressure *pressure, size_t unit) {
    const amont_rank_spread *spread = &pressure->spreads[unit];
    g_autofree char *low = amont_phrases_number(phrases, spread->low, 0);
    g_autofree char *high = amont_phrases_number(phrases, spread->high, 0);
    g_autofree char *median = say_median(phrases, pressure, unit);
    g_autofree char *draws = amont_phrases_number(phrases, (double)pressure->draws.n, 0);
    g_autofree char *top = amont_phrases_number(phrases, pressure->draws.top, 0);
    g_autofree char *share = amont_share_phrase(phrases, spread->top_share);
    const char *robust = amont_phrases_word(
        phrases, amont_pressure_is_robust(pressure, unit) ? "pressure_robust" : "pressure_fragile");
    const char *key = spread->low == spread->high ? "pressure_rank_same" : "pressure_rank_between";
    return amont_phrases_fill(phrases, key, "robust", robust, "low", low, "high", high, "median",
                              median, "draws", draws, "top", top, "share", share, NULL);
}

/* ---- what stands beside -------------------------------------------------------------------- */

static char *say_exposure(amont_phrases *phrases, const amont_exposure *exposure, size_t zone) {
    const amont_reference *reference = exposure->reference;
    const char *set = amont_set_word(phrases, "pressure_set_", exposure);
    size_t unit = reference->unit_of[zone];
    if (unit == AMONT_NO_ZONE)
        return amont_phrases_fill(phrases, "pressure_exposure_missing", "set", set, NULL);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < reference->inputs->len; i++) {
        const amont_pressure_input *input = reference->inputs->pdata[i];
        g_autofree char *label = amont_phrases_label(input->series->label);
        g_autofree char *value =
            amont_phrases_value(phrases, input->series, input->series->figures[zone].value, 0);
        g_ptr_array_add(texts, amont_phrases_fill(phrases, "pressure_exposed_by", "label", label,
                                                  "value", value, NULL));
    }
    g_autofree char *list = amont_phrases_series(phrases, texts);
    g_autofree char *score = amont_phrases_number(phrases, exposure->scores[unit], 1);
    g_autofree char *rank = amont_phrases_number(phrases, exposure->ranks[unit], 0);
    g_autofree char *n = amont_phrases_number(phrases, (double)reference->n_units, 0);
    return amont_phrases_fill(phrases, "pressure_exposure", "set", set, "class",
                              amont_class_word(phrases, exposure->classes[unit]), "score", score,
                              "rank", rank, "n", n, "list", list, NULL);
}

/* Each set of exposure, one behind the other. */
static char *say_exposures(amont_phrases *phrases, const amont_pressure *pressure, size_t zone) {
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(texts, g_strdup(""));
    for (guint i = 0; i < pressure->exposures->len; i++)
        g_ptr_array_add(texts, say_exposure(phrases, pressure->exposures->pdata[i], zone));
    return amont_phrases_series(phrases, texts);
}

/* ---- the sentence -------------------------------------------------------------------------- */

static char *labels_of(amont_phrases *phrases, const amont_reference *reference,
                       const GPtrArray *ids) {
    g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < reference->inputs->len; i++) {
        const amont_pressure_input *input = reference->inputs->pdata[i];
        if (g_ptr_array_find((GPtrArray *)ids, input->spec->id, NULL))
            g_ptr_array_add(labels, amont_phrases_label(input->series->label));
    }
    return amont_phrases_series(phrases, labels);
}

/* A sentence may be cut out of its page: what is invented is said in it. */
static char *say_zone(amont_phrases *phrases, const amont_pressure *pressure, size_t zone) {
    const char *name = pressure->reference->level->names[zone];
    return amont_pressure_is_fictional(pressure)
               ? amont_phrases_fill(phrases, "pressure_zone_fictional", "zone", name, NULL)
               : g_strdup(name);
}

static char *say_unscored(amont_phrases *phrases, const amont_pressure *pressure, size_t zone,
                          const char *name) {
    const amont_reference *reference = pressure->reference;
    for (guint i = 0; i < reference->unscored->len; i++) {
        const amont_unscored *unscored = reference->unscored->pdata[i];
        if (unscored->zone != zone)
            continue;
        g_autofree char *list = labels_of(phrases, reference, unscored->lacks);
        bool several = unscored->lacks->len > 2; /* NULL after the last */
        return amont_phrases_fill(
            phrases, several ? "pressure_sentence_missing_several" : "pressure_sentence_missing",
            "zone", name, "list", list, NULL);
    }
    return amont_phrases_fill(phrases, "pressure_sentence_outside", "zone", name, NULL);
}

char *amont_zone_sentence(amont_phrases *phrases, const amont_pressure *pressure, size_t zone) {
    const amont_reference *reference = pressure->reference;
    size_t unit = reference->unit_of[zone];
    g_autofree char *name = say_zone(phrases, pressure, zone);
    if (unit == AMONT_NO_ZONE)
        return say_unscored(phrases, pressure, zone, name);
    const char *class = amont_class_word(phrases, pressure->classes[unit]);
    const char *unsure = amont_pressure_is_one_class(pressure, unit)
                             ? ""
                             : amont_phrases_word(phrases, "pressure_class_unsure");
    g_autofree char *score = amont_phrases_number(phrases, pressure->scores[unit], 1);
    g_autofree char *rank = amont_phrases_number(phrases, pressure->spreads[unit].rank, 0);
    g_autofree char *n = amont_phrases_number(phrases, (double)reference->n_units, 0);
    g_autofree char *drivers = say_drivers(phrases, pressure, unit);
    g_autofree char *sure = say_rank(phrases, pressure, unit);
    g_autofree char *exposures = say_exposures(phrases, pressure, zone);
    return amont_phrases_fill(phrases, "pressure_sentence", "zone", name, "class", class, "unsure",
                              unsure, "score", score, "rank", rank, "n", n, "units",
                              amont_phrases_units(phrases, reference->level), "drivers", drivers,
                              "sure", sure, "exposures", exposures, NULL);
}

static bool take_error(amont_phrases *phrases, GError **error) {
    if (!phrases->error)
        return false;
    g_propagate_error(error, phrases->error);
    return true;
}

char *amont_pressure_sentence(const amont_pressure *pressure, size_t zone,
                              const amont_styles *styles, GError **error) {
    amont_phrases phrases = {styles, NULL};
    g_autofree char *sentence = amont_zone_sentence(&phrases, pressure, zone);
    return take_error(&phrases, error) ? NULL : g_steal_pointer(&sentence);
}

amont_sheet *amont_pressure_sentences(const amont_pressure *pressure, const amont_styles *styles,
                                      GError **error) {
    const amont_level *level = pressure->reference->level;
    amont_phrases phrases = {styles, NULL};
    g_autoptr(amont_sheet) sheet = amont_sheet_new("zone_code;zone_name;sentence");
    for (size_t i = 0; i < level->n; i++) {
        size_t zone = level->by_code[i];
        if (!level->selected[zone])
            continue;
        g_autofree char *sentence = amont_zone_sentence(&phrases, pressure, zone);
        amont_sheet_add_text(sheet, level->codes[zone]);
        amont_sheet_add_text(sheet, level->names[zone]);
        amont_sheet_add_text(sheet, sentence);
    }
    return take_error(&phrases, error) ? NULL : g_steal_pointer(&sheet);
}
