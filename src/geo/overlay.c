/* Features go in chunks of a fixed number to the threads, chunks in waves whose pieces are handed
 * over in order: what is summed, and in which order, is the same on any number of threads, and the
 * memory for pieces does not grow with the layer. */
#include "geo/overlay.h"
#include "amont/pool.h"
#include "geo/sum.h"

enum { CHUNK = 512, WAVE = 128 }; /* features in a chunk, chunks in a wave */

amont_overlay *amont_overlay_new(const amont_shapes *zones, const size_t *order, size_t n_order) {
    g_assert(zones->type == AMONT_SHAPE_POLYGON);
    amont_overlay *overlay = g_new0(amont_overlay, 1);
    overlay->zones = zones;
    overlay->n_zones = n_order;
    overlay->order = g_memdup2(order, n_order * sizeof *order);
    overlay->boxes = g_new(amont_box, n_order);
    for (size_t rank = 0; rank < n_order; rank++)
        overlay->boxes[rank] = amont_shapes_box(zones, order[rank]);
    overlay->grid = amont_zone_grid_new(zones, order, n_order);
    amont_blocks_build(&overlay->blocks, zones, 0, zones->n_rings);
    return overlay;
}

void amont_overlay_free(amont_overlay *overlay) {
    if (!overlay)
        return;
    g_free(overlay->order);
    g_free(overlay->boxes);
    amont_zone_grid_free(overlay->grid);
    amont_blocks_clear(&overlay->blocks);
    g_free(overlay);
}

/* --- the grid, asked --- */

static bool are_apart(amont_box a, amont_box b) {
    return a.max_x < b.min_x || a.min_x > b.max_x || a.max_y < b.min_y || a.min_y > b.max_y;
}

bool amont_overlay_is_within(const amont_overlay *overlay, amont_box box) {
    return amont_box_holds(overlay->grid->extent, box.min_x, box.min_y) &&
           amont_box_holds(overlay->grid->extent, box.max_x, box.max_y);
}

gint32 amont_overlay_sole(const amont_overlay *overlay, amont_box box, amont_span *span) {
    const amont_zone_grid *grid = overlay->grid;
    *span = (amont_span){0};
    if (amont_box_is_empty(grid->extent) || are_apart(box, grid->extent))
        return AMONT_CELL_EMPTY;
    *span = amont_zone_grid_span(grid, box);
    gint32 sole = grid->sole[span->bottom * grid->columns + span->left];
    if (sole == AMONT_CELL_MIXED || !amont_overlay_is_within(overlay, box))
        return AMONT_CELL_MIXED;
    for (size_t row = span->bottom; row <= span->top; row++)
        for (size_t column = span->left; column <= span->right; column++)
            if (grid->sole[row * grid->columns + column] != sole)
                return AMONT_CELL_MIXED;
    return sole;
}

static void meet(amont_overlay_chunk *chunk, guint32 code) {
    size_t rank = code / 2;
    if (chunk->seen[rank] != chunk->ticket) {
        chunk->seen[rank] = chunk->ticket;
        chunk->n_filled[rank] = 0;
        g_array_append_val(chunk->near, rank);
    }
    chunk->n_filled[rank] += code & 1;
}

bool amont_overlay_gather(amont_overlay_chunk *chunk, amont_span span) {
    const amont_zone_grid *grid = chunk->overlay->grid;
    bool is_open = false;
    chunk->ticket++;
    g_array_set_size(chunk->near, 0);
    for (size_t row = span.bottom; row <= span.top; row++)
        for (size_t column = span.left; column <= span.right; column++) {
            size_t cell = row * grid->columns + column;
            is_open = is_open || grid->open[cell];
            for (size_t e = grid->entry_of[cell]; e < grid->entry_of[cell + 1]; e++)
                meet(chunk, grid->entries[e]);
        }
    return is_open;
}

void amont_overlay_add_piece(amont_overlay_chunk *chunk, size_t feature, size_t zone,
                             double measure) {
    amont_overlay_piece piece = {feature, zone, measure};
    if (measure > 0)
        g_array_append_val(chunk->pieces, piece);
}

/* --- chunks and waves --- */

typedef struct wave {
    const amont_overlay *overlay;
    const amont_locator *locator;
    const amont_shapes *shapes;
    size_t first_chunk;
    GArray *pieces[WAVE];
    double *wholes; /* of each feature */
} wave;

static void work_on_chunk(size_t index, void *data) {
    wave *w = data;
    size_t first = (w->first_chunk + index) * CHUNK, n = w->overlay->n_zones;
    g_autofree guint64 *seen = g_new0(guint64, n);
    g_autofree size_t *n_filled = g_new(size_t, n);
    g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(size_t));
    amont_overlay_chunk chunk = {.overlay = w->overlay,
                                 .locator = w->locator,
                                 .shapes = w->shapes,
                                 .first = first,
                                 .end = MIN(first + CHUNK, w->shapes->n_features),
                                 .pieces = g_array_new(FALSE, FALSE, sizeof(amont_overlay_piece)),
                                 .wholes = w->wholes,
                                 .seen = seen,
                                 .n_filled = n_filled,
                                 .near = near};
    if (w->shapes->type == AMONT_SHAPE_POLYGON)
        amont_overlay_polygons(&chunk);
    else
        amont_overlay_lines(&chunk);
    w->pieces[index] = chunk.pieces;
}

static void hand_over(GArray *pieces, amont_overlay_take take, void *data) {
    for (guint p = 0; p < pieces->len; p++)
        take(&g_array_index(pieces, amont_overlay_piece, p), data);
    g_array_unref(pieces);
}

static void run(wave *w, amont_overlay_take take, void *data) {
    const amont_overlay *overlay = w->overlay;
    g_assert(w->shapes->type != AMONT_SHAPE_POINT);
    g_autoptr(amont_locator) locator =
        w->shapes->type == AMONT_SHAPE_LINE
            ? amont_locator_new(overlay->zones, overlay->order, overlay->n_zones)
            : NULL;
    w->locator = locator;
    size_t n_chunks = (w->shapes->n_features + CHUNK - 1) / CHUNK;
    for (; w->first_chunk < n_chunks; w->first_chunk += WAVE) {
        size_t n = MIN(WAVE, n_chunks - w->first_chunk);
        amont_pool_run(amont_pool_threads(), n, work_on_chunk, w);
        for (size_t c = 0; c < n; c++)
            hand_over(w->pieces[c], take, data);
    }
}

void amont_overlay_pieces(const amont_overlay *overlay, const amont_shapes *shapes,
                          amont_overlay_take take, void *data) {
    g_autofree double *wholes = g_new0(double, shapes->n_features);
    wave w = {.overlay = overlay, .shapes = shapes, .wholes = wholes};
    run(&w, take, data);
}

/* --- the table --- */

typedef struct totals {
    const size_t *class_of;
    size_t n_classes;
    sum *in, *outside, *whole;
} totals;

static size_t class_of(const totals *t, size_t feature) {
    size_t class = t->class_of ? t->class_of[feature] : feature;
    g_assert(class < t->n_classes);
    return class;
}

static void add_to_totals(const amont_overlay_piece *piece, void *data) {
    totals *t = data;
    size_t class = class_of(t, piece->feature);
    sum_add(piece->zone == AMONT_NO_ZONE ? &t->outside[class]
                                         : &t->in[piece->zone * t->n_classes + class],
            piece->measure);
}

static double *values(const sum *sums, size_t n) {
    double *v = g_new(double, n);
    for (size_t i = 0; i < n; i++)
        v[i] = sum_value(&sums[i]);
    return v;
}

amont_overlay_table *amont_overlay_sum(const amont_overlay *overlay, const amont_shapes *shapes,
                                       const size_t *class_of_feature, size_t n_classes) {
    size_t n_in = overlay->zones->n_features * n_classes;
    g_autofree sum *in = g_new0(sum, n_in), *outside = g_new0(sum, n_classes);
    g_autofree sum *whole = g_new0(sum, n_classes);
    g_autofree double *wholes = g_new0(double, shapes->n_features);
    totals t = {class_of_feature, n_classes, in, outside, whole};
    wave w = {.overlay = overlay, .shapes = shapes, .wholes = wholes};
    run(&w, add_to_totals, &t);
    for (size_t f = 0; f < shapes->n_features; f++)
        sum_add(&whole[class_of(&t, f)], wholes[f]);
    amont_overlay_table *table = g_new(amont_overlay_table, 1);
    *table = (amont_overlay_table){overlay->zones->n_features, n_classes, values(in, n_in),
                                   values(outside, n_classes), values(whole, n_classes)};
    return table;
}

void amont_overlay_table_free(amont_overlay_table *table) {
    if (!table)
        return;
    g_free(table->in);
    g_free(table->outside);
    g_free(table->whole);
    g_free(table);
}
