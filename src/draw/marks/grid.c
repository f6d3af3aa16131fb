/* Grid: places counted in square cells, per km². Cells begin at multiples of their side in the
 * study's CRS, and are cut at the limits of the territory; one that has little ground there counts
 * as a quarter, so that one place in a corner is no peak. */
#include "draw/marks/located.h"
#include "draw/ramp.h"

#include "base/i18n.h"
#include <math.h>

#define LEAST_PART 0.25 /* of a cell, for its density */

enum { CELLS_MOST = 1000000 };

typedef struct grid {
    amont_located located;
    amont_box box; /* of the cells */
    size_t columns, rows;
    amont_shapes *cells; /* those with places, cut to the territory */
    double *per_km2;     /* of each */
    amont_classes classes;
    amont_colour colours[AMONT_CLASSES_MOST];
    int entries[AMONT_CLASSES_MOST];
} grid;

/* ---- cells --------------------------------------------------------------------------------- */

static bool lay_cells(amont_plot *p, GError **error) {
    grid *state = p->state;
    double side = p->spec->cell_m;
    amont_box box = amont_shapes_box(p->c->territory, 0);
    state->box =
        (amont_box){floor(box.min_x / side) * side, floor(box.min_y / side) * side,
                    (floor(box.max_x / side) + 1) * side, (floor(box.max_y / side) + 1) * side};
    double columns = round((state->box.max_x - state->box.min_x) / side);
    double rows = round((state->box.max_y - state->box.min_y) / side);
    if (columns * rows > CELLS_MOST) {
        amont_entry_fail(&p->spec->entry, "cell_m", error, AMONT_ERROR_CONFIG,
                         "%.0f cells of %g m are too many", columns * rows, side);
        amont_hint(error, "at least %.0f m", ceil(side * sqrt(columns * rows / CELLS_MOST)));
        return false;
    }
    state->columns = (size_t)columns;
    state->rows = (size_t)rows;
    return true;
}

static size_t *count_places(const amont_plot *p) {
    const grid *state = p->state;
    size_t *counts = g_new0(size_t, state->columns * state->rows);
    for (guint i = 0; i < state->located.x->len; i++) {
        double x = g_array_index(state->located.x, double, i);
        double y = g_array_index(state->located.y, double, i);
        size_t column = (size_t)((x - state->box.min_x) / p->spec->cell_m);
        size_t row = (size_t)((y - state->box.min_y) / p->spec->cell_m);
        counts[row * state->columns + column]++;
    }
    return counts;
}

static void add_cell(amont_shapes_builder *builder, double x, double y, double side) {
    amont_shapes_add_feature(builder);
    amont_shapes_add_part(builder);
    amont_shapes_add_ring(builder);
    amont_shapes_add_point(builder, x, y);
    amont_shapes_add_point(builder, x + side, y);
    amont_shapes_add_point(builder, x + side, y + side);
    amont_shapes_add_point(builder, x, y + side);
}

/* The counts of cells with places, in the order of the cells. */
static amont_shapes *squares(const amont_plot *p, const size_t *counts, GArray *kept) {
    const grid *state = p->state;
    double side = p->spec->cell_m;
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t row = 0; row < state->rows; row++)
        for (size_t column = 0; column < state->columns; column++) {
            size_t count = counts[row * state->columns + column];
            if (count == 0)
                continue;
            add_cell(builder, state->box.min_x + side * (double)column,
                     state->box.min_y + side * (double)row, side);
            g_array_append_val(kept, count);
        }
    return amont_shapes_finish(builder);
}

static bool cut_cells(amont_plot *p, GError **error) {
    grid *state = p->state;
    g_autofree size_t *counts = count_places(p);
    g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_autoptr(amont_shapes) whole = squares(p, counts, kept);
    g_autofree size_t *each = g_new0(size_t, kept->len), *subject = g_new0(size_t, kept->len);
    for (guint i = 0; i < kept->len; i++)
        each[i] = i;
    state->cells = amont_shapes_common(whole, p->c->territory, each, subject, kept->len, error);
    state->per_km2 = g_new0(double, kept->len);
    double least = LEAST_PART * p->spec->cell_m * p->spec->cell_m;
    for (guint i = 0; state->cells && i < kept->len; i++)
        state->per_km2[i] = 1e6 * (double)g_array_index(kept, size_t, i) /
                            fmax(amont_shapes_area(state->cells, i), least);
    return state->cells != NULL;
}

/* ---- preparing ----------------------------------------------------------------------------- */

static void note_cells(amont_plot *p) {
    g_autofree char *side = amont_composer_number(p->c, p->spec->cell_m, 0);
    g_autofree char *note = amont_phrase(p->c, "note_cells", "side", side, NULL);
    amont_composer_note(p->c, note);
}

static bool classify(amont_plot *p, GError **error) {
    grid *state = p->state;
    amont_class_values all = {state->per_km2, state->cells->n_features, NULL, 0};
    return amont_values_classify(p, &all, amont_map_class_count(p->spec), p->spec->breaks,
                                 &state->classes, error) &&
           amont_ramp(p->c->styles, &p->spec->entry, p->spec->palette, AMONT_PALETTE_SEQUENTIAL,
                      state->classes.n, state->colours, error);
}

static bool prepare(amont_plot *p, GError **error) {
    grid *state = g_new0(grid, 1);
    p->state = state;
    if (!amont_located_find(p, &state->located, error) || !lay_cells(p, error) ||
        !cut_cells(p, error) || !classify(p, error))
        return false;
    note_cells(p);
    amont_classes_note(p, &state->classes);
    return true;
}

/* ---- legend and drawing -------------------------------------------------------------------- */

static void declare(amont_plot *p) {
    grid *state = p->state;
    amont_located_declare(p, &state->located, &state->classes, state->colours, state->entries);
}

/* What is left of a cell at the limit may be too small to be seen: it is told. */
static void note_slivers(amont_plot *p, size_t n) {
    g_autofree char *number = amont_composer_number(p->c, (double)n, 0);
    g_autofree char *note = amont_phrase(p->c, "note_slivers", "n", number, NULL);
    if (n > 0)
        amont_composer_note(p->c, note);
}

static void draw_areas(amont_plot *p) {
    const grid *state = p->state;
    amont_paint paint = amont_graphic(p->c, "cell");
    double least_mm2 = p->c->look->compact ? 0.6 : 0.4; /* C15 */
    double least_m2 = least_mm2 * pow(p->c->frame.metres_per_mm, 2);
    size_t n_slivers = 0;
    for (size_t i = 0; i < state->cells->n_features; i++) {
        size_t class = amont_class_of(&state->classes, state->per_km2[i]);
        bool is_sliver = amont_shapes_area(state->cells, i) < least_m2;
        n_slivers += is_sliver;
        paint.fill = state->colours[class];
        amont_trace_feature(p->c, state->cells, i);
        amont_page_paint(p->c->page, "map.cell", &paint, is_sliver ? -1 : state->entries[class]);
    }
    note_slivers(p, n_slivers);
}

static void free_state(void *data) {
    grid *state = data;
    if (!state)
        return;
    amont_located_clear(&state->located);
    amont_shapes_free(state->cells);
    g_free(state->per_km2);
    g_free(state);
}

const amont_mark amont_mark_grid = {
    .info = {"grid", N_("how dense places are, in square cells"), 0, 0},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = draw_areas,
    .free = free_state,
};
