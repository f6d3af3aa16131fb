/* What the writers of tables share. */
#ifndef AMONT_IO_WRITERS_WRITERS_H
#define AMONT_IO_WRITERS_WRITERS_H

#include "amont/write.h"

/* One figure and what it is about; everything borrowed. */
typedef struct amont_table_row {
    const char *level;
    const char *code, *name; /* code "": what the level could not place, or what lies outside it */
    const amont_series *series;
    const amont_figure *figure;
} amont_table_row;

/* The rows of the indicator table in their one order: levels as in the study; in a level the zones
 * by code, then what is not located, then what lies outside; in each of them indicators by name. */
GArray *amont_table_rows(const amont_table *table, const amont_layers *layers,
                         const amont_table_options *options);

/* How a style writes CSV. */
typedef struct amont_csv_style {
    char separator, decimal_mark;
    const char *start; /* of the file */
} amont_csv_style;
const amont_csv_style *amont_csv_style_of(amont_table_style style);

char *amont_table_csv(const amont_table *table, const amont_layers *layers,
                      const amont_table_options *options);
char *amont_table_json(const amont_table *table, const amont_layers *layers,
                       const amont_table_options *options);

#endif
