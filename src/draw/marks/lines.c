/* Lines as wide as their figure: a width is to the widest as its value is to the greatest. What
 * would be too thin to be seen is dashed, at the floor, and said in the legend (C12). */
#include "draw/marks/leaving.h"
#include "draw/marks/sizes.h"

#include "base/i18n.h"
#include <math.h>
#include <string.h>

static const double floor_mm = 0.2, arrow_mm = 2.8;

typedef enum look { TRUE_WIDTH, SMALL, MISSING, LOOKS } look;

typedef struct lines {
    const amont_layer *layer;
    const amont_layer_spec *spec;
    double *values;             /* of each row; NaN: none */
    bool *is_near;              /* rows that the map may show */
    double largest;             /* value of the widest line */
    int entries[LOOKS], beyond; /* legend entries */
} lines;

/* ---- preparing ----------------------------------------------------------------------------- */

static const amont_layer *find_layer(const amont_layers *layers, const amont_layer_spec *spec) {
    for (guint i = 0; i < layers->lines->len; i++) {
        const amont_lines *known = layers->lines->pdata[i];
        if (known->spec == spec)
            return known->layer;
    }
    for (guint i = 0; i < layers->contexts->len; i++) {
        const amont_context *known = layers->contexts->pdata[i];
        bool is_lines = known->layer->shapes && known->layer->shapes->type == AMONT_SHAPE_LINE;
        if (known->spec == spec && is_lines)
            return known->layer;
    }
    return NULL;
}

static bool find_lines(const amont_plot *p, lines *state, GError **error) {
    const char *lacks = !p->spec->layer ? "layer" : !p->spec->field ? "field" : NULL;
    if (lacks) {
        amont_entry_fail(&p->spec->entry, NULL, error, AMONT_ERROR_CONFIG,
                         "the mark 'lines' needs the key '%s'", lacks);
        amont_hint(error, "name a layer of lines, and in 'field' the column of figures");
        return false;
    }
    state->spec = amont_study_layer(p->c->study, p->spec->layer);
    state->layer = find_layer(p->c->layers, state->spec);
    if (state->layer)
        return amont_layer_has_column(state->layer, p->spec->field, &p->spec->entry, "field",
                                      error);
    amont_entry_fail(&p->spec->entry, "layer", error, AMONT_ERROR_CONFIG,
                     "the layer '%s' holds no lines", p->spec->layer);
    amont_hint(error, "lines are those of layers of kind 'lines' or 'context'");
    return false;
}

static bool fail_row(const amont_plot *p, const lines *state, size_t row, bool is_bad,
                     GError **error) {
    const amont_column *column = amont_layer_column(state->layer, p->spec->field);
    g_autofree char *text = amont_column_text(column, row);
    const char *path = state->layer->path;
    long line = amont_layer_row(state->layer, row);
    if (is_bad)
        amont_entry_fail(&p->spec->entry, "field", error, AMONT_ERROR_DATA,
                         "%s, row %ld: '%s' is no number", path, line, text);
    else
        amont_entry_fail(&p->spec->entry, "field", error, AMONT_ERROR_DATA,
                         "%s, row %ld: %s is below zero", path, line, text);
    amont_hint(error, "widths show counts; an empty cell is a missing figure");
    return false;
}

static bool read_values(const amont_plot *p, lines *state, GError **error) {
    const amont_column *column = amont_layer_column(state->layer, p->spec->field);
    amont_box subject = amont_shapes_box(p->c->territory, 0);
    double reach = fmax(subject.max_x - subject.min_x, subject.max_y - subject.min_y);
    size_t n = state->layer->n_rows;
    state->values = g_new(double, n + 1);
    state->is_near = g_new0(bool, n + 1);
    for (size_t row = 0; row < n; row++) {
        bool is_bad = false;
        amont_box box = amont_box_grow(amont_shapes_box(state->layer->shapes, row), 1e-3);
        state->values[row] = amont_column_number(column, row, &is_bad);
        state->is_near[row] = amont_box_overlaps(box, amont_box_grow(subject, reach));
        if (is_bad || state->values[row] < 0)
            return fail_row(p, state, row, is_bad, error);
        if (state->is_near[row] && state->values[row] > state->largest)
            state->largest = state->values[row];
    }
    if (state->largest > 0)
        return true;
    return amont_entry_fail(&p->spec->entry, "field", error, AMONT_ERROR_DATA,
                            "no line near the territory has a '%s' above zero", p->spec->field);
}

static void note_zeros(amont_plot *p, const lines *state) {
    size_t zeros = 0;
    for (size_t row = 0; row < state->layer->n_rows; row++)
        zeros += state->is_near[row] && state->values[row] == 0;
    g_autofree char *n = amont_composer_number(p->c, (double)zeros, 0);
    g_autofree char *note = amont_phrase(p->c, "note_zero_lines", "n", n, NULL);
    if (zeros > 0)
        amont_composer_note(p->c, note);
}

static bool prepare(amont_plot *p, GError **error) {
    const double most_times = 3;
    lines *state = g_new0(lines, 1);
    p->state = state;
    if (!find_lines(p, state, error) || !read_values(p, state, error))
        return false;
    double greatest = state->largest;
    state->largest = isnan(p->spec->largest) ? greatest : p->spec->largest; /* C08 */
    g_autofree char *value = amont_number_plain(greatest);
    if (greatest > most_times * state->largest) {
        amont_entry_fail(&p->spec->entry, "largest", error, AMONT_ERROR_CONFIG,
                         "the line of %s would be %.0f times as wide as the widest", value,
                         greatest / state->largest);
        amont_hint(error, "%s or more: the value of the widest line", value);
        return false;
    }
    g_autofree char *credit = amont_credit_line(&state->spec->credit);
    amont_composer_credit(p->c, credit, state->spec->credit.licence);
    p->c->fictional = p->c->fictional || state->spec->fictional;
    note_zeros(p, state);
    return true;
}

/* ---- widths -------------------------------------------------------------------------------- */

static double width_of(const amont_plot *p, double value) {
    const lines *state = p->state;
    const double usual_mm = 12; /* small pages, where symbols are small, take thinner lines */
    double widest =
        amont_graphic(p->c, "flow").width_mm * fmin(1, p->c->look->largest_mm / usual_mm);
    return widest * value / state->largest;
}

static look look_of(const amont_plot *p, size_t row) {
    const lines *state = p->state;
    double value = state->values[row];
    return isnan(value) ? MISSING : width_of(p, value) < floor_mm ? SMALL : TRUE_WIDTH;
}

static amont_paint paint_of(const amont_plot *p, look as, double value) {
    static const char *const graphics[] = {"flow", "flow_small", "flow_missing"};
    amont_paint paint = amont_graphic(p->c, graphics[as]);
    paint.width_mm = as == TRUE_WIDTH ? width_of(p, value) : fmax(paint.width_mm, floor_mm);
    return paint;
}

/* ---- legend -------------------------------------------------------------------------------- */

static char *small_label(amont_plot *p) {
    const lines *state = p->state;
    double below = 0, readable = state->largest * floor_mm / width_of(p, state->largest);
    int decimals = 0;
    for (size_t row = 0; row < state->layer->n_rows; row++)
        if (state->is_near[row] && look_of(p, row) == SMALL)
            below = fmax(below, state->values[row]);
    double limit = amont_sizes_limit(below, readable, &decimals);
    g_autofree char *value = amont_composer_number(p->c, limit, decimals);
    return amont_phrase(p->c, "small", "value", value, NULL);
}

static const char *section_of(const amont_plot *p) {
    const amont_credit *credit = &((const lines *)p->state)->spec->credit;
    return p->spec->legend_title ? p->spec->legend_title
           : credit->dataset     ? credit->dataset
                                 : p->spec->layer;
}

static int declare_line(amont_plot *p, amont_legend_kind kind, const char *label,
                        amont_paint paint) {
    amont_legend_entry entry = {
        .kind = kind,
        .label = (char *)label,
        .paint = paint,
        .hatch_gap_mm = NAN,
        .size_mm = paint.width_mm,
    };
    return amont_page_declare(p->c->page, section_of(p), &entry);
}

static void declare_beyond(amont_plot *p) {
    lines *state = p->state;
    amont_legend_entry entry = {
        .kind = AMONT_LEGEND_SYMBOL,
        .label = (char *)amont_word(p->c, "line_beyond"),
        .paint = {.fill = amont_graphic(p->c, "flow").stroke, .stroke = amont_no_colour},
        .hatch_gap_mm = NAN,
        .symbol = AMONT_SYMBOL_TRIANGLE,
        .size_mm = arrow_mm,
    };
    state->beyond = amont_page_declare(p->c->page, section_of(p), &entry);
}

static void declare(amont_plot *p) {
    lines *state = p->state;
    double values[AMONT_SIZES_SHOWN];
    size_t n = amont_sizes_shown(state->largest, INFINITY, false, values);
    for (size_t i = 0; i < n; i++) {
        g_autofree char *label =
            amont_composer_number(p->c, values[i], amont_sizes_decimals(values[i]));
        int added = declare_line(p, AMONT_LEGEND_WIDTH, label, paint_of(p, TRUE_WIDTH, values[i]));
        state->entries[TRUE_WIDTH] = i == 0 ? added : state->entries[TRUE_WIDTH];
    }
    g_autofree char *small = small_label(p);
    state->entries[SMALL] = declare_line(p, AMONT_LEGEND_LINE, small, paint_of(p, SMALL, 0));
    state->entries[MISSING] =
        declare_line(p, AMONT_LEGEND_LINE, amont_word(p->c, "missing"), paint_of(p, MISSING, 0));
    declare_beyond(p);
}

/* ---- beyond the frame ---------------------------------------------------------------------- */

static void trace_arrow(amont_page *page, const amont_leaving *at, double size) {
    double back_x = at->x - at->dx * size, back_y = at->y - at->dy * size;
    amont_page_move(page, at->x, at->y);
    amont_page_line(page, back_x - at->dy * size / 2, back_y + at->dx * size / 2);
    amont_page_line(page, back_x + at->dy * size / 2, back_y - at->dx * size / 2);
    amont_page_close(page);
}

static double arrow_size(double width) {
    return fmax(arrow_mm, 1.9 * width);
}

static void draw_arrow(amont_plot *p, const amont_leaving *at, double width) {
    double size = arrow_size(width);
    amont_paint casing = amont_graphic(p->c, "flow_casing");
    amont_paint paint = {.fill = amont_graphic(p->c, "flow").stroke,
                         .stroke = casing.stroke,
                         .width_mm = casing.width_mm};
    trace_arrow(p->c->page, at, size);
    amont_page_paint(p->c->page, "map.line_beyond", &paint, ((lines *)p->state)->beyond);
    double x = at->x - at->dx * size / 2, y = at->y - at->dy * size / 2;
    amont_occupy(p->c, amont_box_grow((amont_box){x, y, x, y}, size / 2));
}

/* Both ends of each part of a line; returns how many lie beyond the frame. */
static size_t each_leaving(amont_plot *p, size_t row, double width,
                           void (*visit)(amont_plot *p, const amont_leaving *at, double width)) {
    const amont_shapes *s = ((const lines *)p->state)->layer->shapes;
    size_t last = s->ring_of[s->part_of[row + 1]], found = 0;
    for (size_t ring = s->ring_of[s->part_of[row]]; ring < last; ring++) {
        size_t first = s->point_of[ring], n = s->point_of[ring + 1] - first;
        for (int step = 1; n > 0 && step >= -1; step -= 2) {
            amont_leaving at;
            if (!amont_find_leaving(&p->c->frame, s, step > 0 ? first : first + n - 1, n, step,
                                    &at))
                continue;
            found++;
            if (visit)
                visit(p, &at, width);
        }
    }
    return found;
}

static double width_of_row(const amont_plot *p, size_t row) {
    return paint_of(p, look_of(p, row), ((const lines *)p->state)->values[row]).width_mm;
}

/* A line that goes on beyond the frame does not end there without a word. */
static void draw_arrows(amont_plot *p, const GArray *rows) {
    for (guint i = 0; i < rows->len; i++) {
        size_t row = g_array_index(rows, size_t, i);
        each_leaving(p, row, width_of_row(p, row), draw_arrow);
    }
}

/* Lines end under the arrow's back, where it is wider than they are. */
static void clip_line(amont_plot *p, size_t row) {
    double width = width_of_row(p, row);
    bool leaves = each_leaving(p, row, width, NULL) > 0;
    double margin = leaves ? 0.6 * arrow_size(width) : 0;
    amont_page_rectangle(p->c->page, amont_box_grow(p->c->frame.box, -margin));
    amont_page_clip(p->c->page);
}

/* ---- drawing ------------------------------------------------------------------------------- */

static double weight(const lines *state, size_t row) {
    return isnan(state->values[row]) ? 0 : state->values[row];
}

/* The widest first, so that none hides a thinner one. */
static int wider(const void *a, const void *b, void *data) {
    const size_t *one = a, *two = b;
    double first = weight(data, *one), second = weight(data, *two);
    return first != second ? (first < second) - (first > second) : (*one > *two) - (*one < *two);
}

static GArray *rows_drawn(const amont_plot *p) {
    const lines *state = p->state;
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t row = 0; row < state->layer->n_rows; row++)
        if (state->is_near[row] && state->values[row] != 0 &&
            amont_box_overlaps(amont_box_grow(amont_shapes_box(state->layer->shapes, row), 1e-3),
                               p->c->frame.world))
            g_array_append_val(rows, row);
    g_array_sort_with_data(rows, wider, p->state);
    return rows;
}

/* All the casings first, so that lines that meet are one. */
static void draw_lines(amont_plot *p, const GArray *rows, bool is_casing) {
    const lines *state = p->state;
    amont_paint casing = amont_graphic(p->c, "flow_casing");
    for (guint i = 0; i < rows->len; i++) {
        size_t row = g_array_index(rows, size_t, i);
        look as = look_of(p, row);
        amont_paint paint = paint_of(p, as, state->values[row]);
        amont_paint under = casing;
        under.width_mm = paint.width_mm + 2 * casing.width_mm;
        clip_line(p, row);
        amont_trace_feature(p->c, state->layer->shapes, row);
        amont_page_paint(p->c->page, is_casing ? "map.line_casing" : "map.line",
                         is_casing ? &under : &paint, is_casing ? -1 : state->entries[as]);
        amont_page_unclip(p->c->page);
    }
}

/* Names keep clear of wide lines: squares along them. */
static void occupy_segment(amont_plot *p, const amont_shapes *s, size_t from, double width) {
    const amont_frame *frame = &p->c->frame;
    double x1 = amont_frame_x(frame, s->x[from]), y1 = amont_frame_y(frame, s->y[from]);
    double x2 = amont_frame_x(frame, s->x[from + 1]), y2 = amont_frame_y(frame, s->y[from + 1]);
    int n = (int)fmin(ceil(hypot(x2 - x1, y2 - y1) / width), 1000);
    for (int i = 0; i <= n; i++) {
        double x = n ? x1 + (x2 - x1) * i / n : x1, y = n ? y1 + (y2 - y1) * i / n : y1;
        if (amont_box_holds(frame->box, x, y))
            amont_occupy(p->c, amont_box_grow((amont_box){x, y, x, y}, width / 2));
    }
}

static void occupy(amont_plot *p, const GArray *rows) {
    const double least_mm = 0.8; /* a halo is enough over thinner ones */
    const lines *state = p->state;
    const amont_shapes *s = state->layer->shapes;
    for (guint i = 0; i < rows->len; i++) {
        size_t row = g_array_index(rows, size_t, i);
        double width = paint_of(p, look_of(p, row), state->values[row]).width_mm;
        for (size_t ring = s->ring_of[s->part_of[row]];
             width >= least_mm && ring < s->ring_of[s->part_of[row + 1]]; ring++)
            for (size_t from = s->point_of[ring]; from + 1 < s->point_of[ring + 1]; from++)
                occupy_segment(p, s, from, width);
    }
}

static void draw_points(amont_plot *p) {
    g_autoptr(GArray) rows = rows_drawn(p);
    occupy(p, rows);
    amont_page_rectangle(p->c->page, p->c->frame.box);
    amont_page_clip(p->c->page);
    draw_lines(p, rows, true);
    draw_lines(p, rows, false);
    draw_arrows(p, rows);
    amont_page_unclip(p->c->page);
}

static void free_state(void *data) {
    lines *state = data;
    if (!state)
        return;
    g_free(state->values);
    g_free(state->is_near);
    g_free(state);
}

const amont_mark amont_mark_lines = {
    .info = {"lines", N_("lines as wide as a figure, for counts"), 0, 0},
    .prepare = prepare,
    .declare = declare,
    .draw_points = draw_points,
    .free = free_state,
};
