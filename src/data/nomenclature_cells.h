/* What the readers of nomenclatures and of pairs share: titles, cells, places of mistakes. */
#ifndef AMONT_DATA_NOMENCLATURE_CELLS_H
#define AMONT_DATA_NOMENCLATURE_CELLS_H

#include "amont/nomenclature.h"

/* The first of the titles, NULL-terminated, that the table has; or NULL. */
const amont_column *amont_table_title(const amont_layer *table, const char *const *titles);

/* What follows `start` in a title, whatever the case; NULL when it does not begin so. */
const char *amont_title_after(const char *title, const char *start);

/* Yes or no; unknown where the cell is empty or the column NULL. */
bool amont_truth_read(const amont_layer *table, const amont_column *column, size_t row,
                      amont_truth *truth, GError **error);

/* Puts `file:row: ` in front of the error. Always returns false. */
bool amont_table_fail_at(const amont_layer *table, size_t row, GError **error);

#endif
