#include "amont/stream.h"

amont_batch *amont_batch_new(const amont_stream_plan *plan) {
    amont_batch *batch = g_new0(amont_batch, 1);
    batch->x = g_new(double, AMONT_BATCH_ROWS);
    batch->y = g_new(double, AMONT_BATCH_ROWS);
    batch->numbers = g_new(double *, plan->n_columns + 1);
    for (size_t c = 0; c < plan->n_columns; c++)
        batch->numbers[c] = g_new(double, AMONT_BATCH_ROWS);
    batch->texts = g_new(const char **, plan->n_texts + 1);
    for (size_t c = 0; c < plan->n_texts; c++)
        batch->texts[c] = g_new0(const char *, AMONT_BATCH_ROWS);
    return batch;
}

void amont_batch_free(amont_batch *batch, const amont_stream_plan *plan) {
    for (size_t c = 0; c < plan->n_columns; c++)
        g_free(batch->numbers[c]);
    for (size_t c = 0; c < plan->n_texts; c++)
        g_free(batch->texts[c]);
    g_free(batch->numbers);
    g_free(batch->texts);
    g_free(batch->x);
    g_free(batch->y);
    g_free(batch);
}

bool amont_stream_run(amont_stream *stream, const amont_stream_plan *plan, GError **error) {
    g_assert(plan->n_workers > 0);
    return stream->run(stream, plan, error);
}

void amont_stream_free(amont_stream *stream) {
    if (stream)
        stream->free(stream);
}
