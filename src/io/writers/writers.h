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

/* How a CSV is written. */
typedef struct amont_csv_dialect {
    char separator, decimal_mark;
    const char *start; /* of the file */
} amont_csv_dialect;
const amont_csv_dialect *amont_csv_dialect_of(amont_table_style style);
void amont_csv_append_titles(GString *out, const amont_csv_dialect *d, const char *const *titles,
                             size_t n);
void amont_csv_append_text(GString *out, const amont_csv_dialect *d, const char *text);
void amont_csv_append_number(GString *out, const amont_csv_dialect *d, double value); /* NaN: "" */
/* The series of a level by their name; borrowed, free the array. */
GPtrArray *amont_table_series(const amont_table *table, const amont_level *level);

char *amont_table_csv(const amont_table *table, const amont_layers *layers,
                      const amont_table_options *options);
char *amont_table_json(const amont_table *table, const amont_layers *layers,
                       const amont_table_options *options);

char *amont_cross_csv(const amont_cross_text *cross, const amont_study *study,
                      const amont_table_options *options);
char *amont_cross_json(const amont_cross_text *cross, const amont_study *study,
                       const amont_table_options *options);

#endif
