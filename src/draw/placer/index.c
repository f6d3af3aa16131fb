/* A box stands in every cell that it meets. Two boxes may share several cells: the pair counts in
 * the one that holds the upper left corner of what they have in common. */
#include "draw/placer/index.h"

#include "geo/cells.h"

static const double cell_mm = 5;
static const double most_cells = 1 << 16;

typedef struct span { /* cells that a box meets, included */
    uint32_t left, top, right, bottom;
} span;

struct amont_box_index {
    amont_cells cells;
    amont_box *boxes;
    span *spans;
    uint32_t *first; /* of cell c: entries[first[c]] .. entries[first[c + 1] - 1] */
    uint32_t *entries;
};

static span span_of(const amont_cells *cells, amont_box box) {
    return (span){
        (uint32_t)amont_cells_column(cells, box.min_x),
        (uint32_t)amont_cells_row(cells, box.min_y),
        (uint32_t)amont_cells_column(cells, box.max_x),
        (uint32_t)amont_cells_row(cells, box.max_y),
    };
}

/* Counts the boxes of each cell; where there are entries, writes them. */
static void enter(const amont_box_index *index, size_t n, uint32_t *next, uint32_t *entries) {
    for (size_t i = 0; i < n; i++) {
        span s = index->spans[i];
        for (size_t row = s.top; row <= s.bottom; row++)
            for (size_t column = s.left; column <= s.right; column++) {
                uint32_t *at = &next[row * index->cells.n_columns + column];
                if (entries)
                    entries[*at] = (uint32_t)i;
                ++*at;
            }
    }
}

amont_box_index *amont_box_index_new(const amont_box *boxes, size_t n, amont_box over) {
    amont_box_index *index = g_new0(amont_box_index, 1);
    index->cells = amont_cells_over(over, cell_mm, most_cells);
    index->boxes = g_memdup2(boxes, n * sizeof *boxes);
    index->spans = g_new(span, n + 1);
    for (size_t i = 0; i < n; i++)
        index->spans[i] = span_of(&index->cells, boxes[i]);
    size_t n_cells = index->cells.n_columns * index->cells.n_rows;
    index->first = g_new0(uint32_t, n_cells + 1);
    enter(index, n, index->first + 1, NULL);
    for (size_t cell = 0; cell < n_cells; cell++)
        index->first[cell + 1] += index->first[cell];
    index->entries = g_new(uint32_t, index->first[n_cells] + 1);
    g_autofree uint32_t *next = g_memdup2(index->first, (n_cells + 1) * sizeof *next);
    enter(index, n, next, index->entries);
    return index;
}

void amont_box_index_free(amont_box_index *index) {
    if (!index)
        return;
    g_free(index->boxes);
    g_free(index->spans);
    g_free(index->first);
    g_free(index->entries);
    g_free(index);
}

static bool meet(amont_box a, amont_box b) {
    return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

void amont_box_index_near(const amont_box_index *index, amont_box box, uint32_t least,
                          amont_box_visit visit, void *data) {
    span s = span_of(&index->cells, box);
    for (uint32_t row = s.top; row <= s.bottom; row++)
        for (uint32_t column = s.left; column <= s.right; column++) {
            size_t cell = row * index->cells.n_columns + column;
            for (uint32_t e = index->first[cell + 1];
                 e > index->first[cell] && index->entries[e - 1] >= least; e--) {
                uint32_t number = index->entries[e - 1];
                const span *t = &index->spans[number];
                if (MAX(s.left, t->left) == column && MAX(s.top, t->top) == row &&
                    meet(box, index->boxes[number]) && !visit(number, data))
                    return;
            }
        }
}
