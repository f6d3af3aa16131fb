/* folder: io */
/* Plain bytes between the program and its reader process: numbers, texts, layers. The process that
 * reads strangers' files is not believed: taking checks every length against what is there. */
#ifndef AMONT_WIRE_H
#define AMONT_WIRE_H

#include "amont/finding.h"
#include "amont/layer.h"

void amont_wire_put_number(GByteArray *bytes, guint64 number);
void amont_wire_put_text(GByteArray *bytes, const char *text); /* NULL stays NULL */
void amont_wire_put_block(GByteArray *bytes, const void *block, size_t length);
void amont_wire_put_findings(GByteArray *bytes, const amont_findings *findings);
void amont_wire_put_layer(GByteArray *bytes, const amont_layer *layer);

/* Shapes that go before their layer, in pieces: of those in an arena (amont/arena.h), which the
 * taker sees, only the counts are put. */
void amont_wire_put_shapes(GByteArray *bytes, const amont_shapes *shapes);
void amont_wire_put_layer_beside(GByteArray *bytes, const amont_layer *layer); /* the rest of it */

/* Taking stops at the first thing that is not as it should be: `failed` is set, zeros follow. */
typedef struct amont_wire {
    const guint8 *next;
    size_t left;
    bool failed;
} amont_wire;
guint64 amont_wire_take_number(amont_wire *wire);
char *amont_wire_take_text(amont_wire *wire);
bool amont_wire_take_block(amont_wire *wire, void *block, size_t length);
void amont_wire_take_findings(amont_wire *wire, amont_findings *findings); /* adds them */
amont_layer *amont_wire_take_layer(amont_wire *wire);                      /* NULL when it failed */

/* Shapes on their way, for amont_shapes_append alone: their arrays have not been checked, and those
 * in the arena may change at any moment. Takes the arena, which may be NULL. */
amont_shapes *amont_wire_take_shapes(amont_wire *wire, amont_arena *arena);

/* Takes `beside`, the shapes that came before, or NULL: they are the layer's if it says so. */
amont_layer *amont_wire_take_layer_beside(amont_wire *wire, amont_shapes *beside);

#endif
