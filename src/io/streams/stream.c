#include "io/streams/streams.h"

#include "io/loaders/arrow.h"
#include "io/source.h"

/* Not of an archive, which would be unpacked for each question. */
static bool is_in_batches(const amont_source *source) {
    const amont_format *format = amont_format_find(source->path);
    return source->reader && !amont_source_connection(source) && format &&
           amont_arrow_is_for_driver(format->driver);
}

amont_stream *amont_stream_open(const amont_source *source, GError **error) {
    if (!amont_source_is_plain_csv(source))
        return is_in_batches(source) ? amont_reader_stream(source, error)
                                     : amont_layer_stream(source, error);
    if (!amont_source_check(source, error))
        return NULL;
    amont_stream *stream = amont_csv_stream(source);
    return stream ? stream : amont_layer_stream(source, error);
}
