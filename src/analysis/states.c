#include "analysis/states.h"

#include <string.h>

void amont_states_clear(amont_states *states) {
    g_clear_pointer(&states->of[0], g_free);
    g_clear_pointer(&states->of[1], g_free);
}

/* ---- classes ------------------------------------------------------------------------------- */

static unsigned state_of_code(const GPtrArray *codes, const char *code) {
    guint index = 0;
    return g_ptr_array_find_with_equal_func((GPtrArray *)codes, code, g_str_equal, &index)
               ? index
               : AMONT_NO_CLASS;
}

/* The classes of both layers, those of the first in front: of one list, they have the same codes;
 * the data may have others. */
static void list_codes(amont_transitions *t, size_t dimension, int language) {
    for (size_t side = 0; side < 2; side++) {
        const amont_nomenclature *list = t->period[side].landuse->classes[dimension];
        for (unsigned i = 0; i < list->classes->len; i++) {
            const amont_class *class = amont_nomenclature_class(list, i);
            if (state_of_code(t->codes, class->code) != AMONT_NO_CLASS)
                continue;
            g_ptr_array_add(t->codes, g_strdup(class->code));
            g_ptr_array_add(t->labels, g_strdup(class->label[language]));
        }
    }
    t->n_known = t->codes->len;
}

static unsigned *states_of_classes(const amont_transitions *t, size_t dimension, size_t side) {
    const amont_landuse *landuse = t->period[side].landuse;
    const amont_nomenclature *list = landuse->classes[dimension];
    const unsigned *class_of = amont_dated_date(&t->period[side])->class_of[dimension];
    g_autofree unsigned *state_of = g_new(unsigned, list->classes->len + 1);
    for (unsigned i = 0; i < list->classes->len; i++)
        state_of[i] = state_of_code(t->codes, amont_nomenclature_class(list, i)->code);
    unsigned *states = g_new(unsigned, landuse->layer->n_rows + 1);
    for (size_t row = 0; row < landuse->layer->n_rows; row++)
        states[row] =
            class_of[row] == AMONT_NO_CLASS ? AMONT_STATE_NO_CLASS(t) : state_of[class_of[row]];
    return states;
}

/* ---- yes or no ----------------------------------------------------------------------------- */

static unsigned state_of_truth(const amont_transitions *t, amont_truth truth) {
    return truth == AMONT_YES  ? AMONT_STATE_YES
           : truth == AMONT_NO ? AMONT_STATE_NO
                               : AMONT_STATE_NO_CLASS(t);
}

static unsigned *states_of_truths(const amont_transitions *t, size_t side,
                                  const amont_truth *truths) {
    size_t n = t->period[side].landuse->layer->n_rows;
    unsigned *states = g_new(unsigned, n + 1);
    for (size_t row = 0; row < n; row++)
        states[row] = state_of_truth(t, truths[row]);
    return states;
}

static unsigned *states_of_impermeable(const amont_transitions *t, size_t side) {
    const amont_landuse *landuse = t->period[side].landuse;
    const unsigned *class_of = amont_dated_date(&t->period[side])->class_of[0];
    unsigned *states = g_new(unsigned, landuse->layer->n_rows + 1);
    for (size_t row = 0; row < landuse->layer->n_rows; row++)
        states[row] =
            class_of[row] == AMONT_NO_CLASS
                ? AMONT_STATE_NO_CLASS(t)
                : state_of_truth(
                      t, amont_nomenclature_class(landuse->classes[0], class_of[row])->impermeable);
    return states;
}

static void list_truths(amont_transitions *t, int language) {
    static const char *const codes[] = {[AMONT_STATE_NO] = "no", [AMONT_STATE_YES] = "yes"};
    static const char *const french[] = {[AMONT_STATE_NO] = "non", [AMONT_STATE_YES] = "oui"};
    t->n_known = G_N_ELEMENTS(codes);
    for (unsigned i = 0; i < t->n_known; i++) {
        g_ptr_array_add(t->codes, g_strdup(codes[i]));
        g_ptr_array_add(t->labels, g_strdup(language == AMONT_LANGUAGE_FR ? french[i] : codes[i]));
    }
}

/* ---- both ---------------------------------------------------------------------------------- */

void amont_states_find(amont_analysis *analysis, amont_transitions *transitions,
                       amont_states *states) {
    bool is_list = transitions->kind == AMONT_LAND_COVER || transitions->kind == AMONT_LAND_USE;
    size_t dimension = transitions->kind == AMONT_LAND_USE;
    int language = amont_analysis_layers(analysis)->study->language;
    if (is_list)
        list_codes(transitions, dimension, language);
    else
        list_truths(transitions, language);
    for (size_t side = 0; side < 2; side++)
        if (is_list)
            states->of[side] = states_of_classes(transitions, dimension, side);
        else if (transitions->kind == AMONT_LAND_IMPERMEABLE)
            states->of[side] = states_of_impermeable(transitions, side);
        else
            states->of[side] = states_of_truths(
                transitions, side,
                amont_analysis_artificial(analysis, &transitions->period[side], transitions->way)
                    ->truths);
}

unsigned amont_states_at(const amont_transitions *transitions, const amont_states *states,
                         size_t side, size_t row) {
    return row == AMONT_NO_ROW ? AMONT_STATE_NO_POLYGON(transitions) : states->of[side][row];
}
