/* Building the zone locator. The edges are entered in the cells they touch; then each row of cells
 * is walked from left to right along the height of its marks. The polygons that hold the mark are
 * known at every step: an edge that crosses the way from the last mark to this one lies in this
 * cell, and turns its polygon on or off. A cell that no edge touches lies in what holds its mark.
 *
 * Polygons (the parts of zones) are numbered from the best zone to the worst, so that the least of
 * those that hold a mark is the one that counts. */
#include "geo/locator.h"

#include <sys/mman.h>
#include <unistd.h>

#define LARGE_TABLE ((size_t)4 << 20)
#define CELLS_PER_EDGE 4.0
#define MOST_CELLS 0x1p24
#define CELLS_ALONG_EDGE 8.0 /* at most, on the average */
#define NO_POLYGON UINT32_MAX

typedef struct builder {
    amont_locator *locator;
    const amont_shapes *shapes;
    uint32_t *edges; /* of all polygons, in their order */
    size_t n_edges;
    uint32_t *polygon_of; /* the edge */
    GArray *zone_of;      /* the polygon */
    GArray *holding;      /* polygons that hold the mark, ascending */
    GArray *candidates;   /* so far */
    uint32_t n_kept;      /* edges of candidates so far */
} builder;

/* Points fall anywhere: with pages of 4 KiB, most look-ups in a large table would wait for the
 * place of its page as well. A wish, which systems may leave unheard. */
static void prefer_large_pages(void *start, size_t bytes) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t before = (page - (uintptr_t)start % page) % page;
    if (bytes >= LARGE_TABLE)
        madvise((char *)start + before, (bytes - before) / page * page, MADV_HUGEPAGE);
}

/* --- the edges of polygons --- */

static void number_part(builder *b, uint32_t zone, size_t part) {
    const amont_shapes *s = b->shapes;
    for (size_t r = s->ring_of[part]; r < s->ring_of[part + 1]; r++)
        for (size_t i = s->point_of[r]; i + 1 < s->point_of[r + 1]; i++) {
            b->edges[b->n_edges++] = (uint32_t)i;
            b->polygon_of[i] = b->zone_of->len;
        }
    g_array_append_val(b->zone_of, zone);
}

static amont_box number_polygons(builder *b, const size_t *order, size_t n_order) {
    const amont_shapes *s = b->shapes;
    amont_box box = AMONT_BOX_EMPTY;
    b->edges = g_new(uint32_t, s->n_points);
    b->polygon_of = g_new(uint32_t, s->n_points);
    b->zone_of = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (size_t rank = 0; rank < n_order; rank++) {
        for (size_t p = s->part_of[order[rank]]; p < s->part_of[order[rank] + 1]; p++)
            number_part(b, (uint32_t)order[rank], p);
        box = amont_box_union(box, amont_shapes_box(s, order[rank]));
    }
    return box;
}

/* --- the edges of cells --- */

/* So that few edges share a cell, and cells are not much more numerous than edges; and so that long
 * edges are not noted in many cells. */
static amont_cells choose_cells(const builder *b, amont_box box) {
    double length = 0;
    for (size_t e = 0; e < b->n_edges; e++) {
        amont_edge edge = edge_at(b->locator, b->edges[e]);
        length += fabs(edge.bx - edge.ax) + fabs(edge.by - edge.ay);
    }
    double n = fmax((double)b->n_edges, 1);
    return amont_cells_over(box, length / (CELLS_ALONG_EDGE * n),
                            fmin(CELLS_PER_EDGE * n, MOST_CELLS));
}

static void enter_edges(const builder *b, uint32_t *next, uint32_t *entries) {
    for (size_t e = 0; e < b->n_edges; e++)
        amont_cells_enter(&b->locator->cells, edge_at(b->locator, b->edges[e]), b->edges[e], next,
                          entries);
}

/* Lists the edges of each cell: those of cell c stand in the locator's edges from content[c] to
 * content[c + 1]. */
static void fill_cells(builder *b) {
    amont_locator *locator = b->locator;
    size_t n_cells = locator->cells.n_columns * locator->cells.n_rows;
    locator->content = g_new0(uint32_t, n_cells + 1);
    prefer_large_pages(locator->content, (n_cells + 1) * sizeof *locator->content);
    uint32_t *next = locator->content + 1; /* begins of cells; once filled, their ends */
    enter_edges(b, next, NULL);
    size_t n_entries = 0;
    for (size_t c = 0; c < n_cells; c++) {
        uint32_t count = next[c];
        next[c] = (uint32_t)n_entries;
        n_entries += count;
    }
    g_assert(n_entries < HAS_CANDIDATES);
    locator->edges = g_new(uint32_t, n_entries);
    enter_edges(b, next, locator->edges);
}

/* --- the polygons that hold a mark --- */

static guint position_in(const GArray *sorted, uint32_t polygon) {
    guint low = 0, high = sorted->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(sorted, uint32_t, middle) < polygon)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has(const GArray *sorted, uint32_t polygon) {
    guint at = position_in(sorted, polygon);
    return at < sorted->len && g_array_index(sorted, uint32_t, at) == polygon;
}

static void turn_on_or_off(GArray *sorted, uint32_t polygon) {
    guint at = position_in(sorted, polygon);
    if (at < sorted->len && g_array_index(sorted, uint32_t, at) == polygon)
        g_array_remove_index(sorted, at);
    else
        g_array_insert_val(sorted, at, polygon);
}

/* --- the walk --- */

typedef struct step {
    double from, to, y;  /* from the last mark to this one, at their height */
    uint32_t first, end; /* entries of the cell */
} step;

static void move_to_mark(builder *b, const step *s) {
    for (uint32_t e = s->first; e < s->end; e++) {
        amont_edge edge = edge_at(b->locator, b->locator->edges[e]);
        if (amont_edge_is_right_of(edge, s->from, s->y) !=
            amont_edge_is_right_of(edge, s->to, s->y))
            turn_on_or_off(b->holding, b->polygon_of[b->locator->edges[e]]);
    }
}

static uint32_t end_of_polygon(const builder *b, uint32_t first, uint32_t end) {
    uint32_t polygon = b->polygon_of[b->locator->edges[first]];
    while (first < end && b->polygon_of[b->locator->edges[first]] == polygon)
        first++;
    return first;
}

/* The best polygon that holds the mark and of which no edge is in the cell. Both lists ascend. */
static uint32_t covering_polygon(const builder *b, const step *s) {
    uint32_t e = s->first;
    for (guint h = 0; h < b->holding->len; h++) {
        uint32_t polygon = g_array_index(b->holding, uint32_t, h);
        while (e < s->end && b->polygon_of[b->locator->edges[e]] < polygon)
            e++;
        if (e == s->end || b->polygon_of[b->locator->edges[e]] != polygon)
            return polygon;
    }
    return NO_POLYGON;
}

static uint32_t zone_of(const builder *b, uint32_t polygon) {
    return g_array_index(b->zone_of, uint32_t, polygon);
}

static void add_candidate(builder *b, uint32_t zone, bool holds_mark) {
    candidate c = {
        .zone = zone & NO_ZONE, .first_edge = b->n_kept & NO_ZONE, .holds_mark = holds_mark};
    g_array_append_val(b->candidates, c);
}

/* Kept edges never overtake the entries they are read from. */
static uint32_t make_candidates(builder *b, const step *s) {
    uint32_t *edges = b->locator->edges;
    uint32_t covering = covering_polygon(b, s);
    guint first_candidate = b->candidates->len;
    for (uint32_t e = s->first; e < s->end && b->polygon_of[edges[e]] < covering;) {
        uint32_t polygon = b->polygon_of[edges[e]];
        add_candidate(b, zone_of(b, polygon), has(b->holding, polygon));
        for (uint32_t end = end_of_polygon(b, e, s->end); e < end; e++)
            edges[b->n_kept++] = edges[e];
    }
    if (b->candidates->len == first_candidate)
        return covering == NO_POLYGON ? NO_ZONE : zone_of(b, covering);
    if (covering != NO_POLYGON)
        add_candidate(b, zone_of(b, covering), true);
    g_array_index(b->candidates, candidate, b->candidates->len - 1).is_last = 1;
    return HAS_CANDIDATES + first_candidate;
}

static uint32_t content_of(builder *b, const step *s) {
    if (s->first < s->end)
        return make_candidates(b, s);
    return b->holding->len > 0 ? zone_of(b, g_array_index(b->holding, uint32_t, 0)) : NO_ZONE;
}

/* What a cell contains takes the place of where its entries begin. */
static void walk_row(builder *b, size_t row) {
    const amont_cells *cells = &b->locator->cells;
    uint32_t *content = &b->locator->content[row * cells->n_columns];
    step s = {.to = -INFINITY, .y = mark_y(cells, row), .end = content[0]};
    g_array_set_size(b->holding, 0);
    for (size_t column = 0; column < cells->n_columns; column++) {
        s = (step){s.to, mark_x(cells, column), s.y, s.end, content[column + 1]};
        move_to_mark(b, &s);
        content[column] = content_of(b, &s);
    }
}

static void walk(builder *b) {
    amont_locator *locator = b->locator;
    b->holding = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    b->candidates = g_array_new(FALSE, FALSE, sizeof(candidate));
    for (size_t row = 0; row < locator->cells.n_rows; row++)
        walk_row(b, row);
    locator->content[locator->cells.n_rows * locator->cells.n_columns] = NO_ZONE;
    add_candidate(b, 0, false);
    locator->edges = g_renew(uint32_t, locator->edges, b->n_kept);
    locator->candidates = (candidate *)(void *)g_array_free(b->candidates, FALSE);
    g_array_unref(b->holding);
}

static void copy_vertices(amont_locator *locator) {
    const amont_shapes *s = locator->shapes;
    locator->vertices = g_new(vertex, s->n_points + 1);
    prefer_large_pages(locator->vertices, (s->n_points + 1) * sizeof(vertex));
    for (size_t i = 0; i < s->n_points; i++)
        locator->vertices[i] = (vertex){s->x[i], s->y[i]};
}

void amont_locator_build(amont_locator *locator, const size_t *order, size_t n_order) {
    copy_vertices(locator);
    builder b = {.locator = locator, .shapes = locator->shapes};
    amont_box box = number_polygons(&b, order, n_order);
    locator->cells = choose_cells(&b, box);
    fill_cells(&b);
    walk(&b);
    g_free(b.edges);
    g_free(b.polygon_of);
    g_array_unref(b.zone_of);
}
