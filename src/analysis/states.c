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
static void list_codes(amont_crossing *c, size_t dimension, int language) {
    for (size_t side = 0; side < 2; side++) {
        const amont_nomenclature *list = c->period[side].landuse->classes[dimension];
        for (unsigned i = 0; i < list->classes->len; i++) {
            const amont_class *class = amont_nomenclature_class(list, i);
            if (state_of_code(c->codes, class->code) != AMONT_NO_CLASS)
                continue;
            g_ptr_array_add(c->codes, g_strdup(class->code));
            g_ptr_array_add(c->labels, g_strdup(class->label[language]));
        }
    }
    c->n_known = c->codes->len;
}

static unsigned *states_of_classes(const amont_crossing *c, size_t dimension, size_t side) {
    const amont_landuse *landuse = c->period[side].landuse;
    const amont_nomenclature *list = landuse->classes[dimension];
    const unsigned *class_of = amont_dated_date(&c->period[side])->class_of[dimension];
    g_autofree unsigned *state_of = g_new(unsigned, list->classes->len + 1);
    for (unsigned i = 0; i < list->classes->len; i++)
        state_of[i] = state_of_code(c->codes, amont_nomenclature_class(list, i)->code);
    unsigned *states = g_new(unsigned, landuse->layer->n_rows + 1);
    for (size_t row = 0; row < landuse->layer->n_rows; row++)
        states[row] =
            class_of[row] == AMONT_NO_CLASS ? AMONT_STATE_NO_CLASS(c) : state_of[class_of[row]];
    return states;
}

/* ---- yes or no ----------------------------------------------------------------------------- */

static unsigned state_of_truth(const amont_crossing *c, amont_truth truth) {
    return truth == AMONT_YES  ? AMONT_STATE_YES
           : truth == AMONT_NO ? AMONT_STATE_NO
                               : AMONT_STATE_NO_CLASS(c);
}

static unsigned *states_of_truths(const amont_crossing *c, size_t side, const amont_truth *truths) {
    size_t n = c->period[side].landuse->layer->n_rows;
    unsigned *states = g_new(unsigned, n + 1);
    for (size_t row = 0; row < n; row++)
        states[row] = state_of_truth(c, truths[row]);
    return states;
}

static unsigned *states_of_impermeable(const amont_crossing *c, size_t side) {
    const amont_landuse *landuse = c->period[side].landuse;
    const unsigned *class_of = amont_dated_date(&c->period[side])->class_of[0];
    unsigned *states = g_new(unsigned, landuse->layer->n_rows + 1);
    for (size_t row = 0; row < landuse->layer->n_rows; row++)
        states[row] =
            class_of[row] == AMONT_NO_CLASS
                ? AMONT_STATE_NO_CLASS(c)
                : state_of_truth(
                      c, amont_nomenclature_class(landuse->classes[0], class_of[row])->impermeable);
    return states;
}

static void list_truths(amont_crossing *c, int language) {
    static const char *const codes[] = {[AMONT_STATE_NO] = "no", [AMONT_STATE_YES] = "yes"};
    static const char *const french[] = {[AMONT_STATE_NO] = "non", [AMONT_STATE_YES] = "oui"};
    c->n_known = G_N_ELEMENTS(codes);
    for (unsigned i = 0; i < c->n_known; i++) {
        g_ptr_array_add(c->codes, g_strdup(codes[i]));
        g_ptr_array_add(c->labels, g_strdup(language == AMONT_LANGUAGE_FR ? french[i] : codes[i]));
    }
}

/* ---- both ---------------------------------------------------------------------------------- */

void amont_states_find(amont_analysis *analysis, amont_crossing *crossing, amont_states *states) {
    bool is_list = crossing->kind == AMONT_LAND_COVER || crossing->kind == AMONT_LAND_USE;
    size_t dimension = crossing->kind == AMONT_LAND_USE;
    int language = amont_analysis_layers(analysis)->study->language;
    if (is_list)
        list_codes(crossing, dimension, language);
    else
        list_truths(crossing, language);
    for (size_t side = 0; side < 2; side++)
        if (is_list)
            states->of[side] = states_of_classes(crossing, dimension, side);
        else if (crossing->kind == AMONT_LAND_IMPERMEABLE)
            states->of[side] = states_of_impermeable(crossing, side);
        else
            states->of[side] = states_of_truths(
                crossing, side,
                amont_analysis_artificial(analysis, &crossing->period[side], crossing->way)
                    ->truths);
}

unsigned amont_states_at(const amont_crossing *crossing, const amont_states *states, size_t side,
                         size_t row) {
    return row == AMONT_NO_ROW ? AMONT_STATE_NO_POLYGON(crossing) : states->of[side][row];
}
