/* Numbers are 64-bit in the machine's order: both ends are the same program on the same machine. */
#include "amont/wire.h"

#include "amont/pool.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const guint64 no_text = G_MAXUINT64;

/* Where the arrays of shapes are. */
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

static void put_arrays(GByteArray *bytes, const amont_shapes *shapes) {
    put_offsets(bytes, shapes->part_of, shapes->n_features);
    put_offsets(bytes, shapes->ring_of, shapes->n_parts);
    put_offsets(bytes, shapes->point_of, shapes->n_rings);
    amont_wire_put_number(bytes, shapes->n_points);
    amont_wire_put_block(bytes, shapes->x, shapes->n_points * sizeof *shapes->x);
    amont_wire_put_block(bytes, shapes->y, shapes->n_points * sizeof *shapes->y);
}

static void put_counts(GByteArray *bytes, const amont_shapes *shapes) {
    amont_wire_put_number(bytes, shapes->n_features);
    amont_wire_put_number(bytes, shapes->n_parts);
    amont_wire_put_number(bytes, shapes->n_rings);
    amont_wire_put_number(bytes, shapes->n_points);
}

static void put_shapes(GByteArray *bytes, const amont_shapes *shapes, bool may_be_beside) {
    whereabouts where = !shapes ? NOWHERE : shapes->arena && may_be_beside ? BESIDE : HERE;
    amont_wire_put_number(bytes, where);
    if (where != NOWHERE)
        amont_wire_put_number(bytes, shapes->type);
    if (where == BESIDE)
        put_counts(bytes, shapes);
    else if (where == HERE)
        put_arrays(bytes, shapes);
}

static void put_layer(GByteArray *bytes, const amont_layer *layer, bool may_be_beside) {
    amont_wire_put_text(bytes, layer->path);
    amont_wire_put_number(bytes, layer->n_rows);
    amont_wire_put_number(bytes, (guint64)layer->first_row);
    amont_wire_put_number(bytes, layer->lines != NULL);
    if (layer->lines)
        amont_wire_put_block(bytes, layer->lines, layer->n_rows * sizeof *layer->lines);
    amont_wire_put_number(bytes, layer->columns->len);
    for (guint i = 0; i < layer->columns->len; i++)
        put_column(bytes, layer->columns->pdata[i], layer->n_rows);
    put_shapes(bytes, layer->shapes, may_be_beside);
}

void amont_wire_put_layer(GByteArray *bytes, const amont_layer *layer) {
    put_layer(bytes, layer, false);
}

void amont_wire_put_layer_beside(GByteArray *bytes, const amont_layer *layer) {
    put_layer(bytes, layer, true);
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

static void take_arrays(amont_wire *wire, amont_shapes *shapes) {
    shapes->part_of = take_offsets(wire, &shapes->n_features);
    shapes->ring_of = take_offsets(wire, &shapes->n_parts);
    shapes->point_of = take_offsets(wire, &shapes->n_rings);
    shapes->n_points = take_count(wire, 2 * sizeof(double));
    shapes->x = take_coordinates(wire, shapes->n_points);
    shapes->y = take_coordinates(wire, shapes->n_points);
}

/* The counts of arrays that lie in the arena. */
static void lay_arrays(amont_wire *wire, amont_shapes *shapes, amont_arena *arena) {
    size_t room = amont_shapes_lay(shapes, arena);
    size_t *const counts[] = {&shapes->n_features, &shapes->n_parts, &shapes->n_rings,
                              &shapes->n_points};
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        guint64 n = amont_wire_take_number(wire);
        if (n >= room) /* offsets are one more */
            wire->failed = true;
        else
            *counts[i] = (size_t)n;
    }
}

/* Offsets that never fall back, from 0 to n_items: nothing that reads them can leave its array. */
static bool are_offsets(const size_t *offsets, size_t n, size_t n_items) {
    bool fall_back = offsets[0] != 0;
    for (size_t i = 0; i < n; i++)
        fall_back |= offsets[i] > offsets[i + 1];
    return !fall_back && offsets[n] == n_items;
}

/* What the builder of shapes promises (shapes.h): whoever measures them counts on it. */
static bool ring_is_whole(const amont_shapes *shapes, size_t ring) {
    size_t first = shapes->point_of[ring], end = shapes->point_of[ring + 1], n = end - first;
    size_t wild = 0;
    for (size_t i = first; i < end; i++)
        wild += !(fabs(shapes->x[i]) <= DBL_MAX) | !(fabs(shapes->y[i]) <= DBL_MAX);
    if (wild > 0)
        return false;
    if (shapes->type == AMONT_SHAPE_POINT)
        return n == 1;
    if (shapes->type == AMONT_SHAPE_LINE)
        return n >= 2;
    return n >= 4 && shapes->x[first] == shapes->x[end - 1] &&
           shapes->y[first] == shapes->y[end - 1];
}

enum { RINGS_AT_ONCE = 4096 };

typedef struct inspection {
    const amont_shapes *shapes;
    bool *found_wrong; /* of each lot of rings */
} inspection;

static void look_at_rings(size_t index, void *data) {
    const inspection *i = data;
    size_t end = MIN((index + 1) * RINGS_AT_ONCE, i->shapes->n_rings);
    for (size_t ring = index * RINGS_AT_ONCE; ring < end; ring++)
        if (!ring_is_whole(i->shapes, ring))
            i->found_wrong[index] = true;
}

static bool rings_are_whole(const amont_shapes *shapes) {
    size_t n = (shapes->n_rings + RINGS_AT_ONCE - 1) / RINGS_AT_ONCE;
    g_autofree bool *found_wrong = g_new0(bool, n + 1);
    inspection i = {shapes, found_wrong};
    amont_pool_run(amont_pool_threads(), n, look_at_rings, &i);
    return !memchr(found_wrong, true, n + 1);
}

static bool shapes_are_whole(const amont_shapes *shapes) {
    if (!are_offsets(shapes->part_of, shapes->n_features, shapes->n_parts) ||
        !are_offsets(shapes->ring_of, shapes->n_parts, shapes->n_rings) ||
        !are_offsets(shapes->point_of, shapes->n_rings, shapes->n_points))
        return false;
    for (size_t part = 0; part < shapes->n_parts; part++) {
        size_t n = shapes->ring_of[part + 1] - shapes->ring_of[part];
        if (n == 0 || (n > 1 && shapes->type != AMONT_SHAPE_POLYGON))
            return false;
    }
    return rings_are_whole(shapes);
}

/* Takes the arena when arrays are there. */
static amont_shapes *take_shapes(amont_wire *wire, amont_arena **arena) {
    guint64 where = amont_wire_take_number(wire);
    if (where == NOWHERE || wire->failed)
        return NULL;
    amont_shapes *shapes = g_new0(amont_shapes, 1);
    guint64 type = amont_wire_take_number(wire);
    shapes->type = type <= AMONT_SHAPE_POLYGON ? (amont_shape_type)type : AMONT_SHAPE_POINT;
    if (where == HERE)
        take_arrays(wire, shapes);
    else if (where == BESIDE && *arena)
        lay_arrays(wire, shapes, g_steal_pointer(arena));
    else
        wire->failed = true;
    if (type > AMONT_SHAPE_POLYGON || wire->failed || !shapes_are_whole(shapes))
        wire->failed = true;
    return shapes;
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

static amont_layer *take_layer(amont_wire *wire, amont_arena **arena) {
    g_autofree char *path = amont_wire_take_text(wire);
    size_t n_rows = (size_t)amont_wire_take_number(wire);
    long first_row = (long)amont_wire_take_number(wire);
    /* rows are counted in 32 bits where they are read; without columns nothing else bounds them */
    if (wire->failed || !path || n_rows > G_MAXUINT) {
        wire->failed = true;
        return NULL;
    }
    g_autoptr(amont_layer) layer = amont_layer_new(path, n_rows);
    layer->first_row = first_row;
    take_lines(wire, layer);
    size_t n_columns = take_count(wire, 2 * sizeof(guint64));
    for (size_t i = 0; i < n_columns && !wire->failed; i++)
        take_column(wire, layer);
    layer->shapes = take_shapes(wire, arena);
    if (layer->shapes && layer->shapes->n_features != n_rows)
        wire->failed = true;
    return wire->failed ? NULL : g_steal_pointer(&layer);
}

amont_layer *amont_wire_take_layer_beside(amont_wire *wire, amont_arena *arena) {
    g_autoptr(amont_arena) left = arena;
    return take_layer(wire, &left);
}

amont_layer *amont_wire_take_layer(amont_wire *wire) {
    return amont_wire_take_layer_beside(wire, NULL);
}
