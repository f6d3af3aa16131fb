/* Numbers are 64-bit in the machine's order: both ends are the same program on the same machine. */
#include "amont/wire.h"

#include <string.h>

static const guint64 no_text = G_MAXUINT64;

/* Where shapes are. */
typedef enum whereabouts { NOWHERE, HERE, BESIDE } whereabouts;

/* ---- putting ------------------------------------------------------------------------------- */

void amont_wire_put_block(GByteArray *bytes, const void *block, size_t length) {
    const guint8 *from = block;
    while (length > 0) { /* GByteArray counts in 32 bits at a time */
        guint step = (guint)MIN(length, 1U << 28);
        g_byte_array_append(bytes, from, step);
        from += step;
        length -= step;
    }
}

void amont_wire_put_number(GByteArray *bytes, guint64 number) {
    amont_wire_put_block(bytes, &number, sizeof number);
}

void amont_wire_put_text(GByteArray *bytes, const char *text) {
    amont_wire_put_number(bytes, text ? strlen(text) : no_text);
    if (text)
        amont_wire_put_block(bytes, text, strlen(text));
}

static void put_column(GByteArray *bytes, const amont_column *column, size_t n_rows) {
    amont_wire_put_text(bytes, column->name);
    amont_wire_put_number(bytes, column->type);
    if (column->type == AMONT_COLUMN_NUMBER) {
        amont_wire_put_block(bytes, column->numbers, n_rows * sizeof *column->numbers);
        return;
    }
    for (size_t row = 0; row < n_rows; row++)
        amont_wire_put_text(bytes, column->texts[row]);
}

static void put_offsets(GByteArray *bytes, const size_t *offsets, size_t n) {
    amont_wire_put_number(bytes, n);
    amont_wire_put_block(bytes, offsets, (n + 1) * sizeof *offsets);
}

static void put_shapes(GByteArray *bytes, const amont_shapes *shapes) {
    amont_wire_put_number(bytes, shapes->type);
    put_offsets(bytes, shapes->part_of, shapes->n_features);
    put_offsets(bytes, shapes->ring_of, shapes->n_parts);
    put_offsets(bytes, shapes->point_of, shapes->n_rings);
    amont_wire_put_number(bytes, shapes->n_points);
    amont_wire_put_block(bytes, shapes->x, shapes->n_points * sizeof *shapes->x);
    amont_wire_put_block(bytes, shapes->y, shapes->n_points * sizeof *shapes->y);
}

static void put_counts(GByteArray *bytes, const amont_shapes *shapes) {
    amont_wire_put_number(bytes, shapes->type);
    amont_wire_put_number(bytes, shapes->n_features);
    amont_wire_put_number(bytes, shapes->n_parts);
    amont_wire_put_number(bytes, shapes->n_rings);
    amont_wire_put_number(bytes, shapes->n_points);
}

void amont_wire_put_shapes(GByteArray *bytes, const amont_shapes *shapes) {
    amont_wire_put_number(bytes, shapes->arena ? BESIDE : HERE);
    if (shapes->arena)
        put_counts(bytes, shapes);
    else
        put_shapes(bytes, shapes);
}

static void put_table(GByteArray *bytes, const amont_layer *layer) {
    amont_wire_put_text(bytes, layer->path);
    amont_wire_put_number(bytes, layer->n_rows);
    amont_wire_put_number(bytes, (guint64)layer->first_row);
    amont_wire_put_number(bytes, layer->lines != NULL);
    if (layer->lines)
        amont_wire_put_block(bytes, layer->lines, layer->n_rows * sizeof *layer->lines);
    amont_wire_put_number(bytes, layer->columns->len);
    for (guint i = 0; i < layer->columns->len; i++)
        put_column(bytes, layer->columns->pdata[i], layer->n_rows);
}

void amont_wire_put_layer(GByteArray *bytes, const amont_layer *layer) {
    put_table(bytes, layer);
    amont_wire_put_number(bytes, layer->shapes ? HERE : NOWHERE);
    if (layer->shapes)
        put_shapes(bytes, layer->shapes);
}

void amont_wire_put_layer_beside(GByteArray *bytes, const amont_layer *layer) {
    put_table(bytes, layer);
    amont_wire_put_number(bytes, BESIDE);
}

static void put_example(GByteArray *bytes, const amont_example *example) {
    amont_wire_put_text(bytes, example->file);
    amont_wire_put_number(bytes, (guint64)example->row);
    amont_wire_put_text(bytes, example->column);
    amont_wire_put_text(bytes, example->detail);
}

void amont_wire_put_findings(GByteArray *bytes, const amont_findings *findings) {
    for (int kind = 0; kind < AMONT_FINDING_KINDS; kind++) {
        amont_wire_put_number(bytes, amont_findings_count(findings, (amont_finding_kind)kind));
        size_t n = 0;
        while (amont_findings_example(findings, (amont_finding_kind)kind, n))
            n++;
        amont_wire_put_number(bytes, n);
        for (size_t i = 0; i < n; i++)
            put_example(bytes, amont_findings_example(findings, (amont_finding_kind)kind, i));
    }
}

/* ---- taking -------------------------------------------------------------------------------- */

bool amont_wire_take_block(amont_wire *wire, void *block, size_t length) {
    if (wire->failed || length > wire->left) {
        wire->failed = true;
        return false;
    }
    if (length > 0) /* an empty array may be NULL, which memcpy does not take */
        memcpy(block, wire->next, length);
    wire->next += length;
    wire->left -= length;
    return true;
}

guint64 amont_wire_take_number(amont_wire *wire) {
    guint64 number = 0;
    amont_wire_take_block(wire, &number, sizeof number);
    return number;
}

/* A count of things that take at least `size` bytes each: more cannot be there. */
static size_t take_count(amont_wire *wire, size_t size) {
    guint64 n = amont_wire_take_number(wire);
    if (n > wire->left / size)
        wire->failed = true;
    return wire->failed ? 0 : (size_t)n;
}

char *amont_wire_take_text(amont_wire *wire) {
    guint64 length = amont_wire_take_number(wire);
    if (wire->failed || length == no_text)
        return NULL;
    if (length > wire->left ||
        !g_utf8_validate_len((const char *)wire->next, (gsize)length, NULL)) {
        wire->failed = true;
        return NULL;
    }
    char *text = g_strndup((const char *)wire->next, (gsize)length);
    wire->next += length;
    wire->left -= (size_t)length;
    return text;
}

/* The texts of examples, to be freed with them. */
static const char *take_kept(amont_wire *wire, GPtrArray *texts) {
    char *text = amont_wire_take_text(wire);
    g_ptr_array_add(texts, text);
    return text;
}

static amont_example take_example(amont_wire *wire, GPtrArray *texts) {
    amont_example example = {.file = take_kept(wire, texts)};
    guint64 row = amont_wire_take_number(wire);
    example.row = row <= G_MAXLONG ? (long)row : 0;
    example.column = take_kept(wire, texts);
    example.detail = take_kept(wire, texts);
    if (!example.file || !example.detail)
        wire->failed = true;
    return example;
}

static void take_kind(amont_wire *wire, amont_finding_kind kind, amont_findings *findings) {
    guint64 count = amont_wire_take_number(wire), n = amont_wire_take_number(wire);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    amont_example examples[AMONT_FINDING_EXAMPLES];
    if (n > AMONT_FINDING_EXAMPLES)
        wire->failed = true;
    for (guint64 i = 0; i < n && !wire->failed; i++)
        examples[i] = take_example(wire, texts);
    if (!wire->failed && count > 0)
        amont_findings_add(findings, kind, (size_t)count, examples, (size_t)n);
}

void amont_wire_take_findings(amont_wire *wire, amont_findings *findings) {
    for (int kind = 0; kind < AMONT_FINDING_KINDS && !wire->failed; kind++)
        take_kind(wire, (amont_finding_kind)kind, findings);
}

static void take_column(amont_wire *wire, amont_layer *layer) {
    g_autofree char *name = amont_wire_take_text(wire);
    guint64 type = amont_wire_take_number(wire);
    /* a cell takes eight bytes at least: no room is made for more than there can be */
    if (wire->failed || !name || type > AMONT_COLUMN_NUMBER || layer->n_rows > wire->left / 8) {
        wire->failed = true;
        return;
    }
    amont_column *column = amont_layer_add_column(layer, name, (amont_column_type)type);
    if (column->type == AMONT_COLUMN_NUMBER) {
        amont_wire_take_block(wire, column->numbers, layer->n_rows * sizeof *column->numbers);
        return;
    }
    for (size_t row = 0; row < layer->n_rows && !wire->failed; row++) {
        g_autofree char *text = amont_wire_take_text(wire);
        amont_column_set_text(column, row, text);
    }
}

static size_t *take_offsets(amont_wire *wire, size_t *n) {
    *n = take_count(wire, sizeof(size_t));
    size_t *offsets = g_new0(size_t, *n + 1);
    amont_wire_take_block(wire, offsets, (*n + 1) * sizeof *offsets);
    return offsets;
}

static double *take_coordinates(amont_wire *wire, size_t n) {
    double *values = g_new0(double, n + 1);
    amont_wire_take_block(wire, values, n * sizeof *values);
    return values;
}

static void take_type(amont_wire *wire, amont_shapes *shapes) {
    guint64 type = amont_wire_take_number(wire);
    if (type > AMONT_SHAPE_POLYGON)
        wire->failed = true;
    else
        shapes->type = (amont_shape_type)type;
}

static void take_arrays(amont_wire *wire, amont_shapes *shapes) {
    take_type(wire, shapes);
    shapes->part_of = take_offsets(wire, &shapes->n_features);
    shapes->ring_of = take_offsets(wire, &shapes->n_parts);
    shapes->point_of = take_offsets(wire, &shapes->n_rings);
    shapes->n_points = take_count(wire, 2 * sizeof(double));
    shapes->x = take_coordinates(wire, shapes->n_points);
    shapes->y = take_coordinates(wire, shapes->n_points);
}

static amont_shapes *take_shapes(amont_wire *wire) {
    amont_shapes *shapes = g_new0(amont_shapes, 1);
    take_arrays(wire, shapes);
    if (!wire->failed && !amont_shapes_are_whole(shapes))
        wire->failed = true;
    return shapes;
}

static void lay_arrays(amont_wire *wire, amont_shapes *shapes, amont_arena *arena) {
    size_t room = amont_shapes_lay(shapes, arena);
    size_t *const counts[] = {&shapes->n_features, &shapes->n_parts, &shapes->n_rings,
                              &shapes->n_points};
    take_type(wire, shapes);
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        guint64 n = amont_wire_take_number(wire);
        if (n >= room) /* offsets are one more */
            wire->failed = true;
        else
            *counts[i] = (size_t)n;
    }
}

amont_shapes *amont_wire_take_shapes(amont_wire *wire, amont_arena *arena) {
    g_autoptr(amont_arena) left = arena;
    g_autoptr(amont_shapes) shapes = g_new0(amont_shapes, 1);
    guint64 where = amont_wire_take_number(wire);
    if (where == BESIDE && arena)
        lay_arrays(wire, shapes, g_steal_pointer(&left));
    else if (where == HERE)
        take_arrays(wire, shapes);
    else
        wire->failed = true;
    return wire->failed ? NULL : g_steal_pointer(&shapes);
}

static void take_lines(amont_wire *wire, amont_layer *layer) {
    if (amont_wire_take_number(wire) != 1)
        return;
    if (layer->n_rows > wire->left / sizeof *layer->lines) {
        wire->failed = true;
        return;
    }
    layer->lines = g_new(long, layer->n_rows);
    amont_wire_take_block(wire, layer->lines, layer->n_rows * sizeof *layer->lines);
}

static amont_layer *take_table(amont_wire *wire) {
    g_autofree char *path = amont_wire_take_text(wire);
    size_t n_rows = (size_t)amont_wire_take_number(wire);
    long first_row = (long)amont_wire_take_number(wire);
    /* rows are counted in 32 bits where they are read; without columns nothing else bounds them */
    if (wire->failed || !path || n_rows > G_MAXUINT) {
        wire->failed = true;
        return NULL;
    }
    amont_layer *layer = amont_layer_new(path, n_rows);
    layer->first_row = first_row;
    take_lines(wire, layer);
    size_t n_columns = take_count(wire, 2 * sizeof(guint64));
    for (size_t i = 0; i < n_columns && !wire->failed; i++)
        take_column(wire, layer);
    return layer;
}

amont_layer *amont_wire_take_layer_beside(amont_wire *wire, amont_shapes *beside) {
    g_autoptr(amont_shapes) left = beside;
    g_autoptr(amont_layer) layer = take_table(wire);
    guint64 where = amont_wire_take_number(wire);
    if (wire->failed)
        return NULL;
    if (where == HERE)
        layer->shapes = take_shapes(wire);
    else if (where == BESIDE && beside)
        layer->shapes = g_steal_pointer(&left);
    else if (where == BESIDE)
        wire->failed = true;
    if (layer->shapes && layer->shapes->n_features != layer->n_rows)
        wire->failed = true;
    return wire->failed ? NULL : g_steal_pointer(&layer);
}

amont_layer *amont_wire_take_layer(amont_wire *wire) {
    return amont_wire_take_layer_beside(wire, NULL);
}
