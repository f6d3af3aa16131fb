/* One pass over the pieces of a CSV file. */
#ifndef AMONT_IO_CSV_PIECES_H
#define AMONT_IO_CSV_PIECES_H

#include "amont/open.h"
#include "amont/stream.h"

#include "io/loaders/match.h"
#include "io/streams/csv_scan.h"

typedef struct csv_pass {
    int file;
    goffset start, size; /* of the rows, of the file */
    csv_shape *shape;    /* numbers: x, y, the columns of the plan, what the filter asks */
    const amont_stream_plan *plan;
    const amont_matching *filter; /* checked; NULL: all rows */
    const amont_source *source;
    const amont_layer *head; /* the titles */
} csv_pass;

typedef enum csv_verdict {
    CSV_DONE,  /* every row was taken once; findings were told */
    CSV_AGAIN, /* the dialects of the shape have changed: all rows must be taken anew */
    CSV_WHOLE, /* the file must be read whole */
} csv_verdict;

csv_verdict csv_pass_run(csv_pass *pass);

#endif
