/* Every FAN consecutive edges have a box, every FAN boxes a box, up to one for the ring. A block
 * that lies wholly beside a window adds nothing to its list of edges, one wholly above adds a run
 * along its top from the first point to the last: chains are not walked where nothing happens. */
#include "geo/blocks.h"

enum { FAN = 8, MOST_LEVELS = 22 }; /* FAN^22 > 2^64 */

/* The levels of one ring: counts[0] boxes over edges, counts[1] over those ... */
typedef struct tree {
    const amont_shapes *shapes;
    size_t first, n_edges;
    amont_box *boxes[MOST_LEVELS];
    size_t counts[MOST_LEVELS];
    size_t top;
} tree;

static size_t edges_of(const amont_shapes *shapes, size_t ring) {
    return shapes->point_of[ring + 1] - shapes->point_of[ring] - 1;
}

static size_t boxes_for(size_t n_edges) {
    size_t n = 0, level = n_edges;
    do {
        level = (level + FAN - 1) / FAN;
        n += level;
    } while (level > 1);
    return n;
}

static tree tree_of(const amont_shapes *shapes, size_t ring, amont_box *boxes) {
    tree t = {.shapes = shapes, .first = shapes->point_of[ring], .n_edges = edges_of(shapes, ring)};
    size_t count = t.n_edges;
    for (;; t.top++) {
        count = (count + FAN - 1) / FAN;
        t.counts[t.top] = count;
        t.boxes[t.top] = boxes;
        boxes += count;
        if (count == 1)
            return t;
    }
}

static amont_box box_of_points(const amont_shapes *shapes, size_t first, size_t end) {
    amont_box b = {shapes->x[first], shapes->y[first], shapes->x[first], shapes->y[first]};
    for (size_t i = first + 1; i < end; i++) {
        double x = shapes->x[i], y = shapes->y[i];
        b.min_x = x < b.min_x ? x : b.min_x;
        b.max_x = x > b.max_x ? x : b.max_x;
        b.min_y = y < b.min_y ? y : b.min_y;
        b.max_y = y > b.max_y ? y : b.max_y;
    }
    return b;
}

static void fill_tree(tree *t) {
    for (size_t k = 0; k < t->counts[0]; k++)
        t->boxes[0][k] = box_of_points(t->shapes, t->first + k * FAN,
                                       t->first + MIN((k + 1) * FAN, t->n_edges) + 1);
    for (size_t level = 1; level <= t->top; level++)
        for (size_t k = 0; k < t->counts[level]; k++) {
            amont_box box = AMONT_BOX_EMPTY;
            for (size_t c = k * FAN; c < MIN((k + 1) * FAN, t->counts[level - 1]); c++)
                box = amont_box_union(box, t->boxes[level - 1][c]);
            t->boxes[level][k] = box;
        }
}

void amont_blocks_build(amont_blocks *blocks, const amont_shapes *shapes, size_t first_ring,
                        size_t end_ring) {
    size_t n_rings = end_ring - first_ring, n_boxes = 0;
    blocks->shapes = shapes;
    blocks->first_ring = first_ring;
    blocks->end_ring = end_ring;
    if (n_rings > blocks->rings_room) {
        blocks->rings_room = n_rings;
        blocks->box_of = g_renew(size_t, blocks->box_of, n_rings);
    }
    for (size_t r = 0; r < n_rings; r++) {
        blocks->box_of[r] = n_boxes;
        n_boxes += boxes_for(edges_of(shapes, first_ring + r));
    }
    if (n_boxes > blocks->boxes_room) {
        blocks->boxes_room = n_boxes;
        blocks->boxes = g_renew(amont_box, blocks->boxes, n_boxes);
    }
    for (size_t r = 0; r < n_rings; r++) {
        tree t = tree_of(shapes, first_ring + r, blocks->boxes + blocks->box_of[r]);
        fill_tree(&t);
    }
}

void amont_blocks_clear(amont_blocks *blocks) {
    g_free(blocks->box_of);
    g_free(blocks->boxes);
    *blocks = (amont_blocks){0};
}

static size_t end_of_block(const tree *t, size_t level, size_t k) {
    size_t end = k + 1;
    for (size_t l = 0; l <= level; l++)
        end *= FAN;
    return MIN(end, t->n_edges);
}

static size_t start_of_block(size_t level, size_t k) {
    for (size_t l = 0; l <= level; l++)
        k *= FAN;
    return k;
}

static void cut_block(const tree *t, size_t level, size_t k, amont_window *window) {
    const amont_box *box = &t->boxes[level][k], *view = &window->box;
    const double *x = t->shapes->x + t->first, *y = t->shapes->y + t->first;
    if (box->max_x <= view->min_x || box->min_x >= view->max_x || box->max_y <= view->min_y)
        return;
    if (box->min_y >= view->max_y)
        amont_window_add_roof(window, x[start_of_block(level, k)], x[end_of_block(t, level, k)]);
    else if (level == 0)
        for (size_t i = k * FAN; i < end_of_block(t, 0, k); i++)
            amont_window_add(window, x[i], y[i], x[i + 1], y[i + 1]);
    else
        for (size_t c = k * FAN; c < MIN((k + 1) * FAN, t->counts[level - 1]); c++)
            cut_block(t, level - 1, c, window);
}

void amont_blocks_cut(const amont_blocks *blocks, size_t ring, amont_window *window) {
    tree t =
        tree_of(blocks->shapes, ring, blocks->boxes + blocks->box_of[ring - blocks->first_ring]);
    cut_block(&t, t.top, 0, window);
}

static void visit_block(const tree *t, size_t level, size_t k, amont_box near,
                        amont_blocks_visit visit, void *data) {
    const amont_box *box = &t->boxes[level][k];
    if (box->max_x < near.min_x || box->min_x > near.max_x || box->max_y < near.min_y ||
        box->min_y > near.max_y)
        return;
    if (level == 0)
        for (size_t i = k * FAN; i < end_of_block(t, 0, k); i++)
            visit(t->first + i, data);
    else
        for (size_t c = k * FAN; c < MIN((k + 1) * FAN, t->counts[level - 1]); c++)
            visit_block(t, level - 1, c, near, visit, data);
}

void amont_blocks_near(const amont_blocks *blocks, size_t ring, amont_box box,
                       amont_blocks_visit visit, void *data) {
    tree t =
        tree_of(blocks->shapes, ring, blocks->boxes + blocks->box_of[ring - blocks->first_ring]);
    visit_block(&t, t.top, 0, box, visit, data);
}
