/* What the files that read CSV text share. */
#ifndef AMONT_BASE_CSV_TEXT_H
#define AMONT_BASE_CSV_TEXT_H

#include "amont/csv.h"

struct amont_csv {
    const char *text, *end, *at;
    const char *first;             /* behind « sep=; » */
    const char *quote, *line_feed; /* the first behind `at`, unless before it; `end`: no more */
    char separator;                /* 0: none */
    long line;
    GArray *found;   /* amont_csv_cell: of the row */
    GString *buffer; /* the cells of the row, a zero behind each */
    GPtrArray *cells;
    bool strays;
    amont_csv_fault fault;
    long fault_line;
};

void csv_skip_line_end(amont_csv *csv);

#endif
