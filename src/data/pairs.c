/* Pairs of classes, as one truth for each cover and each use. */
#include "amont/nomenclature.h"

#include "data/nomenclature_cells.h"

#include <string.h>

struct amont_pairs {
    unsigned n_first, n_second;
    amont_truth *truths; /* n_first rows of n_second */
};

static bool fail_columns(const amont_layer *table, GError **error) {
    amont_fail(error, AMONT_ERROR_DATA, "'%s' has %u columns", table->path, table->columns->len);
    amont_hint(error, "three are needed: a code of the first list, one of the second, yes or no");
    return false;
}

static bool find_class(const amont_layer *table, size_t row, guint column,
                       const amont_nomenclature *nomenclature, unsigned *index, GError **error) {
    g_autofree char *code = amont_cell_text(amont_layer_column_at(table, column), row);
    *index = code ? amont_nomenclature_find(nomenclature, code) : AMONT_NO_CLASS;
    if (*index != AMONT_NO_CLASS)
        return true;
    amont_fail(error, AMONT_ERROR_DATA, "'%s' is no class of '%s'", code ? code : "",
               nomenclature->name);
    amont_hint(error, "correct the code, or add the class to the list");
    return amont_table_fail_at(table, row, error);
}

static bool read_pair(const amont_layer *table, size_t row, const amont_nomenclature *first,
                      const amont_nomenclature *second, amont_pairs *pairs, GError **error) {
    unsigned one = AMONT_NO_CLASS, two = AMONT_NO_CLASS;
    if (!find_class(table, row, 0, first, &one, error) ||
        !find_class(table, row, 1, second, &two, error))
        return false;
    amont_truth *truth = &pairs->truths[(size_t)one * pairs->n_second + two];
    if (*truth != AMONT_UNKNOWN) {
        amont_fail(error, AMONT_ERROR_DATA, "the pair '%s' and '%s' stands twice",
                   amont_nomenclature_class(first, one)->code,
                   amont_nomenclature_class(second, two)->code);
        amont_hint(error, "keep one row per pair");
        return amont_table_fail_at(table, row, error);
    }
    return amont_truth_read(table, amont_layer_column_at(table, 2), row, truth, error);
}

amont_pairs *amont_pairs_new(const amont_layer *table, const amont_nomenclature *first,
                             const amont_nomenclature *second, GError **error) {
    if (table->columns->len < 3) {
        fail_columns(table, error);
        return NULL;
    }
    g_autoptr(amont_pairs) pairs = g_new0(amont_pairs, 1);
    pairs->n_first = first->classes->len;
    pairs->n_second = second->classes->len;
    pairs->truths = g_new0(amont_truth, (size_t)pairs->n_first * pairs->n_second);
    for (size_t row = 0; row < table->n_rows; row++)
        if (!read_pair(table, row, first, second, pairs, error))
            return NULL;
    return g_steal_pointer(&pairs);
}

void amont_pairs_free(amont_pairs *pairs) {
    if (!pairs)
        return;
    g_free(pairs->truths);
    g_free(pairs);
}

amont_truth amont_pairs_find(const amont_pairs *pairs, unsigned first, unsigned second) {
    if (first >= pairs->n_first || second >= pairs->n_second)
        return AMONT_UNKNOWN;
    return pairs->truths[(size_t)first * pairs->n_second + second];
}
