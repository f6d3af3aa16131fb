/* Bytes as an answer of the reader process: a layer that can be measured and sent again as the same
 * bytes, or nothing; as a piece of shapes; then as its findings. */
#include "fuzz.h"

#include "amont/wire.h"

#include <math.h>

static void use_shapes(const amont_shapes *shapes) {
    double x = 0, y = 0;
    for (size_t i = 0; i < shapes->n_features; i++) {
        amont_box box = amont_shapes_box(shapes, i);
        amont_shapes_area(shapes, i);
        amont_shapes_length(shapes, i);
        if (shapes->type == AMONT_SHAPE_POLYGON) {
            amont_shapes_touches_box(shapes, i, (amont_box){-1, -1, 1, 1});
            g_free(amont_shapes_invalid(shapes, i, &x, &y));
        }
        g_assert(amont_box_is_empty(box) == (shapes->part_of[i] == shapes->part_of[i + 1]));
    }
}

static void use_columns(amont_layer *layer) {
    amont_layer_learn_dialects(layer);
    for (guint i = 0; i < layer->columns->len; i++)
        for (size_t row = 0; row < layer->n_rows; row++) {
            g_autofree char *text = amont_column_text(layer->columns->pdata[i], row);
            g_assert(!text || g_utf8_validate(text, -1, NULL));
        }
}

static void check_sent_again(const amont_layer *layer) {
    g_autoptr(GByteArray) once = g_byte_array_new();
    amont_wire_put_layer(once, layer);
    amont_wire wire = {once->data, once->len, false};
    g_autoptr(amont_layer) taken = amont_wire_take_layer(&wire);
    g_assert(taken && !wire.failed && wire.left == 0);
    g_autoptr(GByteArray) twice = g_byte_array_new();
    amont_wire_put_layer(twice, taken);
    g_assert(once->len == twice->len && memcmp(once->data, twice->data, once->len) == 0);
}

static void take_layer(const uint8_t *data, size_t size) {
    amont_wire wire = {data, size, false};
    g_autoptr(amont_layer) layer = amont_wire_take_layer(&wire);
    g_assert((layer == NULL) == wire.failed);
    if (!layer)
        return;
    check_sent_again(layer);
    use_columns(layer);
    if (!layer->shapes)
        return;
    g_assert(layer->shapes->n_features == layer->n_rows);
    use_shapes(layer->shapes);
}

/* The bytes as a message about shapes in an arena, and as what lies there. */
static void take_piece(const uint8_t *data, size_t size) {
    const size_t share = 4096;
    size_t room = 0;
    amont_arena *arena = amont_arena_new(5 * share);
    for (size_t k = 0; k < 5 && k * share < size; k++) {
        void *to = amont_arena_share(arena, k, 5, &room);
        memcpy(to, data + k * share, MIN(room, size - k * share));
    }
    amont_wire wire = {data, size, false};
    g_autoptr(amont_shapes) piece = amont_wire_take_shapes(&wire, arena);
    g_assert((piece == NULL) == wire.failed);
    amont_shapes_builder *builder =
        amont_shapes_builder_new(piece ? piece->type : AMONT_SHAPE_POINT);
    if (!piece || !amont_shapes_append(builder, piece)) {
        amont_shapes_builder_free(builder);
        return;
    }
    g_autoptr(amont_shapes) shapes = amont_shapes_finish(builder);
    g_assert(amont_shapes_are_whole(shapes));
    use_shapes(shapes);
}

static void take_findings(const uint8_t *data, size_t size) {
    g_autoptr(amont_findings) findings = amont_findings_new();
    amont_wire wire = {data, size, false};
    amont_wire_take_findings(&wire, findings);
    amont_findings_total(findings, AMONT_SEVERITY_NOTE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    take_layer(data, size);
    take_piece(data, size);
    take_findings(data, size);
    return 0;
}
