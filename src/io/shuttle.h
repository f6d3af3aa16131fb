/* Shapes on their way from the reader process: in pieces, through memory that both processes see.
 * It has room for two, so that one is read from the file while the other is taken. A piece that
 * finds no room goes by the channel.
 *
 * The process that reads strangers' files is not believed: a piece is copied, and the copy checked
 * (amont_shapes_append). */
#ifndef AMONT_IO_SHUTTLE_H
#define AMONT_IO_SHUTTLE_H

#include "amont/open.h"
#include "amont/wire.h"

#include "io/loaders/arrow.h"

/* What messages of the reader process begin with. */
enum { AMONT_ANSWER_ERROR, AMONT_ANSWER_DONE, AMONT_ANSWER_PIECE };

/* For both processes, from before they part; NULL where there is none. */
amont_arena *amont_shuttle_memory(void);

/* The end that reads. */
typedef struct amont_sender {
    int channel;
    const amont_arena *memory; /* or NULL */
    size_t n_sent, n_taken;    /* pieces; the other end confirms each */
} amont_sender;
amont_outlet amont_sender_outlet(amont_sender *sender);

/* Waits until all were taken; false when the other end is gone. */
bool amont_sender_finish(amont_sender *sender);

/* The end that takes. */
typedef struct amont_collector {
    int channel;
    const amont_arena *memory; /* or NULL */
    const amont_limits *most;
    guint64 file_bytes; /* a point takes 16 of them at least: so much room is made */
    size_t n_pieces;
    amont_shapes_builder *builder; /* NULL before the first piece */
} amont_collector;

/* Takes the piece of a message; false when it is none. */
bool amont_collector_take(amont_collector *collector, amont_wire *wire);

/* All pieces, or NULL; clears the collector. */
amont_shapes *amont_collector_finish(amont_collector *collector);

#endif
