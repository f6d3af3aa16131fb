/* Geometry on paper: what a text covers, what is in a path, what lies under a point. */
#include "draw/rules/probe.h"

#include "draw/fonts.h"
#include <math.h>

#define MM_PER_PT (25.4 / 72)

/* ---- quads --------------------------------------------------------------------------------- */

amont_quad amont_quad_of_box(amont_box box) {
    return (amont_quad){{box.min_x, box.max_x, box.max_x, box.min_x},
                        {box.min_y, box.min_y, box.max_y, box.max_y}};
}

/* The box of a turned text is that of its corners: its length follows from it, as its height is
 * known. */
static double length_of(const amont_item *text, double height) {
    double c = fabs(cos(text->angle_rad)), s = fabs(sin(text->angle_rad));
    double width = text->box.max_x - text->box.min_x, tall = text->box.max_y - text->box.min_y;
    return c > s ? (width - height * s) / c : (tall - height * c) / s;
}

amont_quad amont_item_quad(const amont_probe *p, const amont_item *text, double margin) {
    if (text->angle_rad == 0)
        return amont_quad_of_box(amont_box_grow(text->box, -margin));
    double capital = amont_fonts_capital(p->page->fonts) * text->style.size_pt * MM_PER_PT;
    double length = length_of(text, 1.25 * capital);
    double c = cos(text->angle_rad), s = sin(text->angle_rad);
    amont_quad flat = amont_quad_of_box(
        (amont_box){margin, margin - capital, length - margin, 0.25 * capital - margin});
    amont_quad turned;
    for (int i = 0; i < 4; i++) {
        turned.x[i] = text->x + c * flat.x[i] - s * flat.y[i];
        turned.y[i] = text->y + s * flat.x[i] + c * flat.y[i];
    }
    return turned;
}

/* Whether a line along a side of `a` parts the two (separating axes of convex shapes). */
static bool is_parted_by(const amont_quad *a, const amont_quad *b) {
    for (int i = 0; i < 4; i++) {
        double nx = a->y[(i + 1) % 4] - a->y[i], ny = a->x[i] - a->x[(i + 1) % 4];
        double least[2] = {INFINITY, INFINITY}, most[2] = {-INFINITY, -INFINITY};
        if (nx == 0 && ny == 0)
            continue; /* a triangle, or a line */
        for (int k = 0; k < 4; k++) {
            double along[2] = {nx * a->x[k] + ny * a->y[k], nx * b->x[k] + ny * b->y[k]};
            for (int q = 0; q < 2; q++) {
                least[q] = fmin(least[q], along[q]);
                most[q] = fmax(most[q], along[q]);
            }
        }
        if (most[0] <= least[1] || most[1] <= least[0])
            return true;
    }
    return false;
}

bool amont_quads_meet(const amont_quad *a, const amont_quad *b) {
    return !is_parted_by(a, b) && !is_parted_by(b, a);
}

/* ---- paths --------------------------------------------------------------------------------- */

/* The straight pieces of a path, one after the other; circles have none. */
typedef struct walker {
    const amont_page *page;
    size_t at, end;
    double start_x, start_y, x, y;
} walker;

static walker walk(const amont_probe *p, const amont_item *path) {
    return (walker){p->page, path->first_step, path->first_step + path->n_steps, 0, 0, 0, 0};
}

static bool next_piece(walker *w, double from[2], double to[2]) {
    while (w->at < w->end) {
        const amont_step *step = &g_array_index(w->page->steps, amont_step, w->at++);
        bool is_move = step->kind == AMONT_MOVE, closes = step->kind == AMONT_CLOSE;
        if (step->kind == AMONT_CIRCLE)
            continue;
        from[0] = w->x;
        from[1] = w->y;
        to[0] = w->x = closes ? w->start_x : step->x;
        to[1] = w->y = closes ? w->start_y : step->y;
        if (!is_move)
            return true;
        w->start_x = w->x;
        w->start_y = w->y;
    }
    return false;
}

static size_t circles_around(const amont_probe *p, const amont_item *path, double x, double y) {
    size_t n = 0;
    for (size_t i = path->first_step; i < path->first_step + path->n_steps; i++) {
        const amont_step *step = &g_array_index(p->page->steps, amont_step, i);
        n += step->kind == AMONT_CIRCLE && hypot(x - step->x, y - step->y) < step->radius;
    }
    return n;
}

bool amont_item_holds(const amont_probe *p, const amont_item *path, double x, double y) {
    if (!amont_box_is_empty(path->box) && !amont_box_holds(path->box, x, y))
        return false;
    bool inside = circles_around(p, path, x, y) % 2;
    walker w = walk(p, path);
    double a[2], b[2];
    while (next_piece(&w, a, b))
        if ((a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
            inside = !inside;
    return inside;
}

double amont_item_area(const amont_probe *p, const amont_item *path) {
    double twice = 0, discs = 0;
    walker w = walk(p, path);
    double a[2], b[2];
    while (next_piece(&w, a, b))
        twice += a[0] * b[1] - b[0] * a[1];
    for (size_t i = path->first_step; i < path->first_step + path->n_steps; i++) {
        const amont_step *step = &g_array_index(p->page->steps, amont_step, i);
        if (step->kind == AMONT_CIRCLE)
            discs += G_PI * step->radius * step->radius;
    }
    return fabs(twice) / 2 + discs;
}

/* A piece as a quad without width: it crosses where it is not parted. */
bool amont_item_crosses(const amont_probe *p, const amont_item *path, const amont_quad *quad) {
    walker w = walk(p, path);
    double a[2], b[2];
    while (next_piece(&w, a, b)) {
        amont_quad piece = {{a[0], b[0], b[0], a[0]}, {a[1], b[1], b[1], a[1]}};
        if (amont_quads_meet(&piece, quad))
            return true;
    }
    return false;
}

/* ---- what lies under ----------------------------------------------------------------------- */

/* Lines as wide as rivers are grounds too. */
static bool is_wide_line(const amont_item *item) {
    return amont_item_strokes(item) && item->paint.width_mm >= 1 && item->paint.n_dashes == 0;
}

static bool lies_on_line(const amont_probe *p, const amont_item *path, double x, double y) {
    if (!amont_box_holds(path->box, x, y))
        return false;
    walker w = walk(p, path);
    double a[2], b[2];
    while (next_piece(&w, a, b)) {
        double dx = b[0] - a[0], dy = b[1] - a[1], length = dx * dx + dy * dy;
        double t = length > 0 ? ((x - a[0]) * dx + (y - a[1]) * dy) / length : 0;
        t = fmax(0, fmin(1, t));
        if (hypot(x - a[0] - t * dx, y - a[1] - t * dy) < path->paint.width_mm / 2)
            return true;
    }
    return false;
}

static amont_colour mix(amont_colour below, amont_colour above, double transparency) {
    double t = transparency;
    return (amont_colour){t * below.red + (1 - t) * above.red,
                          t * below.green + (1 - t) * above.green,
                          t * below.blue + (1 - t) * above.blue};
}

amont_colour amont_probe_under(const amont_probe *p, size_t index, double x, double y) {
    amont_colour colour = {1, 1, 1};
    int depth = 0, hidden = 0; /* clips in force, and the outermost that cuts the point off */
    for (size_t i = 0; i < index; i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (item->kind == AMONT_ITEM_CLIP) {
            depth++;
            if (!hidden && !amont_item_holds(p, item, x, y))
                hidden = depth;
        } else if (item->kind == AMONT_ITEM_UNCLIP) {
            hidden = hidden == depth ? 0 : hidden;
            depth--;
        } else if (!hidden) {
            if (amont_item_fills(item) && amont_item_holds(p, item, x, y))
                colour = mix(colour, item->paint.fill, item->paint.transparency);
            if (is_wide_line(item) && lies_on_line(p, item, x, y))
                colour = mix(colour, item->paint.stroke, item->paint.transparency);
        }
    }
    return colour;
}

void amont_probe_grounds(const amont_probe *p, size_t index, amont_colour colours[AMONT_SAMPLES]) {
    const amont_item *text = amont_probe_item(p, index);
    double fifth = text->angle_rad == 0 ? (text->box.max_y - text->box.min_y) / 5 : 0;
    amont_quad q = amont_item_quad(p, text, 0.25); /* a touch at a corner hides no letter */
    q.y[2] -= fifth;                               /* to the base line: few letters go deeper */
    q.y[3] -= fifth;
    double cx = (q.x[0] + q.x[2]) / 2, cy = (q.y[0] + q.y[2]) / 2;
    colours[0] = amont_probe_under(p, index, cx, cy);
    for (int i = 0; i < 4; i++) {
        double mx = (q.x[i] + q.x[(i + 1) % 4]) / 2, my = (q.y[i] + q.y[(i + 1) % 4]) / 2;
        colours[1 + i] = amont_probe_under(p, index, q.x[i], q.y[i]);
        colours[5 + i] = amont_probe_under(p, index, mx, my);
    }
}
