/* Cells and titles of the tables that nomenclatures are read from. */
#include "data/nomenclature_cells.h"

#include <string.h>

const amont_column *amont_table_title(const amont_layer *table, const char *const *titles) {
    for (size_t i = 0; titles[i]; i++) {
        const amont_column *column = amont_layer_column_like(table, titles[i]);
        if (column)
            return column;
    }
    return NULL;
}

const char *amont_title_after(const char *title, const char *start) {
    size_t length = strlen(start);
    return g_ascii_strncasecmp(title, start, length) == 0 ? title + length : NULL;
}

bool amont_table_fail_at(const amont_layer *table, size_t row, GError **error) {
    g_prefix_error(error, "%s:%ld: ", table->path, amont_layer_row(table, row));
    return false;
}

bool amont_truth_read(const amont_layer *table, const amont_column *column, size_t row,
                      amont_truth *truth, GError **error) {
    static const char *const words[] = {"no",   "yes",  "non",  "oui", "false",
                                        "true", "faux", "vrai", "0",   "1"};
    g_autofree char *text = amont_cell_text(column, row);
    *truth = AMONT_UNKNOWN;
    if (!text)
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strcasecmp(text, words[i]) == 0) {
            *truth = i % 2 ? AMONT_YES : AMONT_NO;
            return true;
        }
    amont_fail(error, AMONT_ERROR_DATA, "'%s' in the column '%s' is neither yes nor no", text,
               column->name);
    amont_hint(error, "write yes or no, or leave the cell empty where it is not known");
    return amont_table_fail_at(table, row, error);
}
