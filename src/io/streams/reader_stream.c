/* Points of a GeoPackage or FlatGeobuf file: batches come from the reader process, one at a time,
 * and the workers take them in turn. */
#include "io/reader.h"
#include "io/source.h"
#include "io/streams/streams.h"

#include "amont/pool.h"
#include "amont/wire.h"

#include <pthread.h>
#include <string.h>

enum { HEAD_ROWS = 1000 };

/* What the workers share; `lock` guards the reader and what it says last. */
typedef struct shared {
    const amont_stream_plan *plan;
    const amont_source *source;
    pthread_mutex_t lock;
    amont_points_answer last; /* BATCH until there are no more */
    bool is_broken;           /* a batch is not as long as it says; the others are still taken in */
    GError *error;
} shared;

static GByteArray *next(shared *all) {
    GByteArray *batch = NULL;
    pthread_mutex_lock(&all->lock);
    if (all->last == AMONT_POINTS_BATCH)
        all->last = amont_reader_next_points(all->source->reader, all->source, &batch, &all->error);
    pthread_mutex_unlock(&all->lock);
    return batch;
}

static void fail(shared *all) {
    pthread_mutex_lock(&all->lock);
    all->is_broken = true;
    pthread_mutex_unlock(&all->lock);
}

/* Rows `first` and on of a message of n rows. */
static void take_slice(const shared *all, unsigned worker, const guint8 *columns, size_t n,
                       size_t first, amont_batch *batch) {
    size_t column = n * sizeof(double), offset = first * sizeof(double);
    size_t length = batch->n * sizeof(double);
    memcpy(batch->x, columns + offset, length);
    memcpy(batch->y, columns + column + offset, length);
    columns += 2 * column;
    for (size_t c = 0; c < all->plan->n_columns; c++)
        memcpy(batch->numbers[c], columns + c * column + offset, length);
    all->plan->take(all->plan->data, worker, batch);
}

static bool take_batch(const shared *all, unsigned worker, const GByteArray *bytes,
                       amont_batch *batch) {
    amont_wire wire = {bytes->data, bytes->len, false};
    guint64 n = amont_wire_take_number(&wire);
    size_t n_columns = all->plan->n_columns + 2;
    if (wire.failed || n > wire.left || wire.left != n * n_columns * sizeof(double))
        return false;
    for (size_t first = 0; first < n; first += batch->n) {
        batch->n = MIN(AMONT_BATCH_ROWS, n - first);
        take_slice(all, worker, wire.next, n, first, batch);
    }
    return true;
}

static void work(size_t index, void *data) {
    shared *all = data;
    amont_batch *batch = amont_batch_new(all->plan);
    for (GByteArray *bytes; (bytes = next(all));) {
        if (!take_batch(all, (unsigned)index, bytes, batch))
            fail(all);
        g_byte_array_unref(bytes);
    }
    amont_batch_free(batch, all->plan);
}

static bool run_whole(const source_stream *s, const amont_stream_plan *plan, GError **error) {
    amont_source source = s->source;
    source.findings = plan->findings;
    g_autoptr(amont_layer) layer = amont_source_read(&source, NULL, error);
    return layer && amont_layer_take(&s->stream, &source, layer, plan, error);
}

static bool run(amont_stream *stream, const amont_stream_plan *plan, GError **error) {
    const source_stream *s = (const source_stream *)stream;
    if (stream->x || plan->n_texts > 0) /* in columns: rare in these files */
        return run_whole(s, plan, error);
    g_autofree char *where = source_stream_filter(s, plan);
    amont_source source = source_stream_for(s, plan);
    source.where = where;
    if (!amont_reader_ask_points(source.reader, &source, plan->columns, plan->n_columns, error))
        return false;
    shared all = {.plan = plan, .source = &source, .last = AMONT_POINTS_BATCH};
    pthread_mutex_init(&all.lock, NULL);
    amont_pool_run(plan->n_workers, plan->n_workers, work, &all);
    pthread_mutex_destroy(&all.lock);
    if (all.last == AMONT_POINTS_FAILED) {
        g_propagate_error(error, all.error);
        return false;
    }
    if (all.last == AMONT_POINTS_DONE && !all.is_broken)
        return true;
    plan->restart(plan->data);
    return run_whole(s, plan, error);
}

static void free_stream(amont_stream *stream) {
    source_stream_clear((source_stream *)stream);
}

amont_stream *amont_reader_stream(const amont_source *source, GError **error) {
    amont_source first = *source;
    first.first_rows = HEAD_ROWS;
    first.findings = NULL;
    g_autofree char *crs = NULL;
    amont_layer *head = amont_source_read(&first, &crs, error);
    if (!head)
        return NULL;
    source_stream *s = g_new0(source_stream, 1);
    source_stream_init(s, source);
    s->stream =
        (amont_stream){.head = head, .crs = g_steal_pointer(&crs), .run = run, .free = free_stream};
    return &s->stream;
}
