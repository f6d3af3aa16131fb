/* folder: data */
/* Streams: layers of very many points, read in batches and never held.
 *
 * A stream knows its columns and first rows (`head`). A run goes through all rows once: batches
 * of coordinates and figures are given to a function, by several threads at once and in no order,
 * so what is made of them must not depend on it (reducer.h).
 *
 *     amont_stream_plan plan = {.columns = names, .n_columns = 1, .take = add, .restart = forget,
 *                               .data = state, .n_workers = 2};
 *     if (!amont_stream_run(stream, &plan, &error)) ...
 */
#ifndef AMONT_STREAM_H
#define AMONT_STREAM_H

#include "amont/finding.h"
#include "amont/layer.h"
#include "amont/schema.h"

#define AMONT_BATCH_ROWS ((size_t)8192)

/* Rows that pass the filter. NaN where missing; the arrays may be overwritten by who takes them. */
typedef struct amont_batch {
    size_t n;
    double *x, *y;       /* as the file has them */
    double **numbers;    /* of each wanted column */
    const char ***texts; /* of each wanted column of texts; NULL where missing; borrowed */
} amont_batch;

typedef struct amont_stream_plan {
    const char *const *columns; /* figures that are wanted; they exist */
    size_t n_columns;
    const char *const *texts; /* columns of texts that are wanted; the source is then read whole */
    size_t n_texts;
    const char *where;        /* attribute filter, or NULL */
    const amont_entry *entry; /* where the filter is written, for messages; or NULL */
    /* Called with worker < n_workers; calls of one worker follow one another. */
    void (*take)(void *data, unsigned worker, amont_batch *batch);
    /* Forget all that was taken: the rows come anew, read in another way. */
    void (*restart)(void *data);
    void *data;
    unsigned n_workers;       /* at least 1 */
    amont_findings *findings; /* what the rows tell: not numbers, ragged; or NULL */
} amont_stream_plan;

/* Room for AMONT_BATCH_ROWS rows of what the plan wants. */
amont_batch *amont_batch_new(const amont_stream_plan *plan);
void amont_batch_free(amont_batch *batch, const amont_stream_plan *plan);

typedef struct amont_stream amont_stream;
struct amont_stream {
    amont_layer *head; /* the first rows, all columns; the whole layer where that is small */
    char *x, *y;       /* columns of coordinates; NULL: the points of the geometry */
    char *crs;         /* what the file states; or NULL */
    bool (*run)(amont_stream *stream, const amont_stream_plan *plan, GError **error);
    void (*free)(amont_stream *stream); /* frees the whole */
};

bool amont_stream_run(amont_stream *stream, const amont_stream_plan *plan, GError **error);
void amont_stream_free(amont_stream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_stream, amont_stream_free)

#endif
