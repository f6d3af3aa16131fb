#include "io/streams/streams.h"

#include "io/source.h"

amont_stream *amont_stream_open(const amont_source *source, GError **error) {
    if (!amont_source_check(source, error))
        return NULL;
    amont_stream *stream = amont_source_is_csv(source) ? amont_csv_stream(source) : NULL;
    return stream ? stream : amont_layer_stream(source, error);
}
