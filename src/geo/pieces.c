/* Pieces go in chunks to the threads, chunks in waves, as in the overlay: the memory for polygons
 * does not grow with the layer, and their order does not depend on threads. */
#include "amont/pieces.h"

#include "amont/pool.h"
#include "geo/geos.h"

enum { CHUNK = 128, WAVE = 64 }; /* pieces in a chunk, chunks in a wave */

typedef struct wave {
    const amont_shapes *zones, *shapes;
    const amont_overlay_piece *pieces;
    size_t n, first; /* pieces in all, and the first of the wave */
    amont_shapes *cut[WAVE];
    GError *errors[WAVE];
} wave;

static void add_rings(const amont_shapes *shapes, size_t part, amont_shapes_builder *builder) {
    amont_shapes_add_part(builder);
    for (size_t r = shapes->ring_of[part]; r < shapes->ring_of[part + 1]; r++) {
        amont_shapes_add_ring(builder);
        for (size_t i = shapes->point_of[r]; i < shapes->point_of[r + 1]; i++)
            amont_shapes_add_point(builder, shapes->x[i], shapes->y[i]);
    }
}

static bool add_common(amont_geos *geos, const wave *w, const amont_overlay_piece *piece,
                       amont_shapes_builder *builder, GError **error) {
    const GEOSGeometry *zone = amont_geos_feature(geos, w->zones, piece->zone);
    const GEOSGeometry *feature = amont_geos_feature(geos, w->shapes, piece->feature);
    const GEOSGeometry *common =
        amont_geos_keep(geos, GEOSIntersection_r(geos->handle, feature, zone));
    bool ok = common ? amont_geos_append(geos, common, AMONT_SHAPE_POLYGON, builder, error)
                     : amont_fail(error, AMONT_ERROR_DATA,
                                  "a polygon cannot be cut along the zones: %s", geos->message);
    amont_geos_forget(geos);
    return ok;
}

/* A piece as large as its feature is the feature. */
static bool add_piece(amont_geos *geos, const wave *w, const amont_overlay_piece *piece,
                      amont_shapes_builder *builder, GError **error) {
    amont_shapes_add_feature(builder);
    if (piece->zone == AMONT_NO_ZONE)
        return true;
    if (piece->measure != amont_shapes_area(w->shapes, piece->feature))
        return add_common(geos, w, piece, builder, error);
    for (size_t p = w->shapes->part_of[piece->feature]; p < w->shapes->part_of[piece->feature + 1];
         p++)
        add_rings(w->shapes, p, builder);
    return true;
}

static void work(size_t index, void *data) {
    wave *w = data;
    size_t first = w->first + index * CHUNK, end = MIN(first + CHUNK, w->n);
    g_autoptr(amont_geos) geos = amont_geos_open();
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t i = first; i < end; i++)
        if (!add_piece(geos, w, &w->pieces[i], builder, &w->errors[index]))
            return;
    w->cut[index] = amont_shapes_finish(g_steal_pointer(&builder));
}

/* Hands over a chunk and frees it. */
static bool give(wave *w, size_t index, amont_piece_take take, void *data, GError **error) {
    g_autoptr(amont_shapes) shapes = g_steal_pointer(&w->cut[index]);
    if (w->errors[index]) {
        g_propagate_error(error, g_steal_pointer(&w->errors[index]));
        return false;
    }
    for (size_t i = 0; i < shapes->n_features; i++) {
        amont_piece piece = {&w->pieces[w->first + index * CHUNK + i], shapes, i};
        if (piece.measured->zone != AMONT_NO_ZONE && !take(&piece, data, error))
            return false;
    }
    return true;
}

bool amont_pieces_cut(const amont_shapes *zones, const amont_shapes *shapes,
                      const amont_overlay_piece *pieces, size_t n, amont_piece_take take,
                      void *data, GError **error) {
    wave w = {.zones = zones, .shapes = shapes, .pieces = pieces, .n = n};
    bool ok = true;
    for (; ok && w.first < n; w.first += (size_t)CHUNK * WAVE) {
        size_t n_chunks = MIN(WAVE, (n - w.first + CHUNK - 1) / CHUNK);
        amont_pool_run(amont_pool_threads(), n_chunks, work, &w);
        for (size_t c = 0; c < n_chunks; c++) {
            ok = ok && give(&w, c, take, data, error);
            amont_shapes_free(g_steal_pointer(&w.cut[c]));
            g_clear_error(&w.errors[c]);
        }
    }
    return ok;
}
