/* The kinds of streams; who opens one chooses in stream.c. */
#ifndef AMONT_IO_STREAMS_H
#define AMONT_IO_STREAMS_H

#include "amont/open.h"
#include "amont/stream.h"

/* A stream knows how its source is to be asked for again. */
typedef struct source_stream {
    amont_stream stream;
    amont_source source; /* texts borrowed from the study, but for the path */
    char *path;
} source_stream;

void source_stream_init(source_stream *s, const amont_source *source);
void source_stream_clear(source_stream *s);

/* A CSV file that is plain enough to be read in pieces; NULL, without error, when it is not. */
amont_stream *amont_csv_stream(const amont_source *source);

/* The filter of the layer and that of the plan, or NULL; free it. */
char *source_stream_filter(const source_stream *s, const amont_stream_plan *plan);

/* A file whose driver gives points in batches, read by the reader process. */
amont_stream *amont_reader_stream(const amont_source *source, GError **error);

/* Any source, read whole. */
amont_stream *amont_layer_stream(const amont_source *source, GError **error);

/* Goes through the rows of a layer as a stream does: for sources that must be read whole. */
bool amont_layer_take(const amont_stream *stream, const amont_source *source,
                      const amont_layer *layer, const amont_stream_plan *plan, GError **error);

#endif
