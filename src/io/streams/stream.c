#include "io/streams/streams.h"

#include "io/source.h"

amont_stream *amont_stream_open(const amont_source *source, GError **error) {
    if (!amont_source_is_plain_csv(source))
        return amont_layer_stream(source, error);
    if (!amont_source_check(source, error))
        return NULL;
    amont_stream *stream = amont_csv_stream(source);
    return stream ? stream : amont_layer_stream(source, error);
}
