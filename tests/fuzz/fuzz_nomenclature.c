/* Bytes as the CSV text of a nomenclature, and as pairs of its classes: a list in which everything
 * can be found, or a mistake of the data with its row and a hint. */
#include "amont/csv.h"
#include "amont/nomenclature.h"

#include "fuzz.h"

#include <string.h>

/* The table as the loader of CSV files makes it, without its findings; NULL for what it refuses. */
static amont_layer *read_table(amont_csv *csv) {
    amont_csv_row row;
    size_t n = 0;
    while (amont_csv_next(csv, &row))
        n++;
    amont_csv_rewind(csv);
    if (n == 0 || !amont_csv_next(csv, &row))
        return NULL;
    amont_layer *table = amont_layer_new("fuzz.csv", n - 1);
    table->first_row = 2;
    for (size_t i = 0; i < row.n; i++)
        amont_layer_add_column(table, row.cells[i], AMONT_COLUMN_TEXT);
    for (size_t r = 0; r < n - 1 && amont_csv_next(csv, &row); r++)
        for (size_t i = 0; i < row.n && i < table->columns->len; i++)
            if (*row.cells[i])
                amont_column_set_text(table->columns->pdata[i], r, row.cells[i]);
    return table;
}

static void check_outcome(const void *result, const GError *error) {
    g_assert(!result == (error != NULL));
    if (!error)
        return;
    g_assert(error->code == AMONT_ERROR_DATA);
    g_assert(g_utf8_validate(error->message, -1, NULL));
    g_assert(strchr(error->message, '\n'));
}

static void check_class(const amont_nomenclature *list, unsigned index) {
    const amont_class *class = amont_nomenclature_class(list, index);
    bool mended = true;
    g_assert(class->is_listed && class->row >= 2 && *class->code);
    g_assert(amont_nomenclature_find(list, class->code) == index);
    g_assert(amont_nomenclature_match(list, class->code, &mended) == index && !mended);
    g_assert(*class->label[AMONT_LANGUAGE_FR] && *class->label[AMONT_LANGUAGE_EN]);
    g_assert(class->parent == AMONT_NO_CLASS || class->parent < list->classes->len);
    for (guint g = 0; g < list->groupings->len; g++) {
        const amont_grouping *grouping = list->groupings->pdata[g];
        unsigned group = amont_nomenclature_group(list, grouping, index);
        g_assert(group == AMONT_NO_CLASS || group < grouping->groups->len);
    }
}

/* Up from any class, the top is reached in fewer steps than there are classes. */
static void check_top(const amont_nomenclature *list) {
    for (unsigned start = 0; start < MIN(list->classes->len, 64); start++) {
        size_t steps = 0;
        for (unsigned at = start; at != AMONT_NO_CLASS;
             at = amont_nomenclature_class(list, at)->parent)
            g_assert(steps++ < list->classes->len);
    }
}

static void check_unlisted(amont_nomenclature *list) {
    static const char *const codes[] = {"1", "01", "1.0", "CS1.1.1.1", "no such class"};
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        bool mended = false;
        unsigned found = amont_nomenclature_match(list, codes[i], &mended);
        g_assert(found == AMONT_NO_CLASS || found < list->classes->len);
        if (found == AMONT_NO_CLASS)
            found = amont_nomenclature_add(list, codes[i]);
        g_assert(mended || amont_nomenclature_find(list, codes[i]) == found);
    }
}

static void check_pairs(const amont_layer *table, const amont_nomenclature *list) {
    g_autoptr(GError) error = NULL;
    if (list->classes->len > 1000)
        return;
    g_autoptr(amont_pairs) pairs = amont_pairs_new(table, list, list, &error);
    check_outcome(pairs, error);
    for (unsigned i = 0; pairs && i < list->classes->len; i++)
        g_assert(amont_pairs_find(pairs, i, 0) <= AMONT_YES);
    if (pairs)
        g_assert(amont_pairs_find(pairs, list->classes->len, 0) == AMONT_UNKNOWN);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0 || memchr(data, '\0', size) ||
        !g_utf8_validate_len((const char *)data, size, NULL))
        return 0;
    g_autoptr(amont_csv) csv = amont_csv_new((const char *)data, size);
    g_autoptr(amont_layer) table = read_table(csv);
    if (!table)
        return 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_nomenclature) list = amont_nomenclature_new(table, &error);
    check_outcome(list, error);
    if (!list)
        return 0;
    g_assert(list->classes->len == table->n_rows);
    for (unsigned i = 0; i < list->classes->len; i++)
        check_class(list, i);
    check_top(list);
    check_pairs(table, list);
    check_unlisted(list);
    return 0;
}
