#include "amont/stream.h"

bool amont_stream_run(amont_stream *stream, const amont_stream_plan *plan, GError **error) {
    g_assert(plan->n_workers > 0);
    return stream->run(stream, plan, error);
}

void amont_stream_free(amont_stream *stream) {
    if (stream)
        stream->free(stream);
}
