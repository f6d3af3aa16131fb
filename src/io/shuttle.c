#include "io/shuttle.h"

#include "io/channel.h"

enum { ROOMS = 2 };

/* A gigabyte of outlines comes in a thousand pieces and more; five arrays have equal shares. */
static const size_t bytes_of_room = (size_t)20 << 20;

amont_arena *amont_shuttle_memory(void) {
    return amont_arena_new_shared(ROOMS * bytes_of_room);
}

static amont_arena *room_of(const amont_arena *memory, size_t piece) {
    return memory ? amont_arena_part(memory, piece % ROOMS, ROOMS) : NULL;
}

/* ---- the end that reads -------------------------------------------------------------------- */

static bool wait_until_taken(amont_sender *sender, size_t n_pieces) {
    for (; sender->n_taken < n_pieces; sender->n_taken++) {
        g_autoptr(GByteArray) word = amont_channel_receive(sender->channel, -1);
        if (!word)
            return false;
    }
    return true;
}

static amont_shapes_builder *begin(void *data, amont_shape_type type) {
    amont_sender *sender = data;
    if (sender->n_sent >= ROOMS && !wait_until_taken(sender, sender->n_sent - ROOMS + 1))
        return NULL;
    return amont_shapes_builder_new_in(type, room_of(sender->memory, sender->n_sent));
}

static bool take(void *data, amont_shapes *shapes) {
    amont_sender *sender = data;
    g_autoptr(amont_shapes) piece = shapes;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    amont_wire_put_number(bytes, AMONT_ANSWER_PIECE);
    amont_wire_put_shapes(bytes, piece);
    sender->n_sent++;
    return amont_channel_send(sender->channel, bytes);
}

amont_outlet amont_sender_outlet(amont_sender *sender) {
    return (amont_outlet){begin, take, sender, false};
}

bool amont_sender_finish(amont_sender *sender) {
    return wait_until_taken(sender, sender->n_sent);
}

/* ---- the end that takes -------------------------------------------------------------------- */

static amont_shapes_builder *new_builder(const amont_collector *c, amont_shape_type type) {
    enum { ARRAYS = 5 };
    const size_t least = (size_t)1 << 20;
    guint64 most = MIN(c->file_bytes / 2, c->most->vertices * sizeof(double));
    return amont_shapes_builder_new_in(type, amont_arena_new(ARRAYS * (least + (size_t)most)));
}

bool amont_collector_take(amont_collector *c, amont_wire *wire) {
    g_autoptr(amont_shapes) piece = amont_wire_take_shapes(wire, room_of(c->memory, c->n_pieces++));
    if (!piece)
        return false;
    if (!c->builder)
        c->builder = new_builder(c, piece->type);
    if (!amont_shapes_append(c->builder, piece) ||
        amont_shapes_builder_points(c->builder) > c->most->vertices)
        return false;
    g_autoptr(GByteArray) word = g_byte_array_new();
    return amont_channel_send(c->channel, word);
}

amont_shapes *amont_collector_finish(amont_collector *c) {
    return c->builder ? amont_shapes_finish(g_steal_pointer(&c->builder)) : NULL;
}
