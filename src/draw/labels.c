/* Finding room for names: candidates are tried from the best place outwards, and the first that
 * is clear is kept. What is placed becomes an obstacle for what follows, so that nothing ever
 * overlaps; the order of the calls is the order of importance. */
#include "draw/composer.h"

#include <math.h>

void amont_occupy(amont_composer *c, amont_box box) {
    g_array_append_val(c->obstacles, box);
}

bool amont_is_free(const amont_composer *c, amont_box box, double clearance_mm) {
    amont_box wide = amont_box_grow(box, clearance_mm);
    amont_box room = amont_box_grow(c->frame.box, -1.2);
    if (box.min_x < room.min_x || box.max_x > room.max_x || box.min_y < room.min_y ||
        box.max_y > room.max_y)
        return false;
    for (guint i = 0; i < c->obstacles->len; i++)
        if (amont_box_overlaps(wide, g_array_index(c->obstacles, amont_box, i)))
            return false;
    return true;
}

/* ---- inside an area ------------------------------------------------------------------------ */

/* Whether a segment meets a box (Liang & Barsky 1984, ACM TOG 3(1)). */
static bool segment_meets(amont_box box, double x1, double y1, double x2, double y2) {
    double from = 0, to = 1, dx = x2 - x1, dy = y2 - y1;
    const double p[] = {-dx, dx, -dy, dy};
    const double q[] = {x1 - box.min_x, box.max_x - x1, y1 - box.min_y, box.max_y - y1};
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0) {
            if (q[i] < 0)
                return false;
            continue;
        }
        double t = q[i] / p[i];
        if (p[i] < 0)
            from = fmax(from, t);
        else
            to = fmin(to, t);
    }
    return from <= to;
}

typedef enum relation { APART, CROSSING, INSIDE } relation;

/* A box that no edge meets lies inside a polygon or apart from it, as its centre does. */
static relation relate(const amont_frame *frame, const amont_shapes *s, size_t feature,
                       amont_box box) {
    double cx = (box.min_x + box.max_x) / 2, cy = (box.min_y + box.max_y) / 2;
    bool inside = false;
    size_t last = s->ring_of[s->part_of[feature + 1]];
    for (size_t ring = s->ring_of[s->part_of[feature]]; ring < last; ring++)
        for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++) {
            double x1 = amont_frame_x(frame, s->x[i]), y1 = amont_frame_y(frame, s->y[i]);
            double x2 = amont_frame_x(frame, s->x[i + 1]), y2 = amont_frame_y(frame, s->y[i + 1]);
            if (segment_meets(box, x1, y1, x2, y2))
                return CROSSING;
            if ((y1 > cy) != (y2 > cy) && cx < x1 + (cy - y1) / (y2 - y1) * (x2 - x1))
                inside = !inside;
        }
    return inside ? INSIDE : APART;
}

bool amont_area_meets(const amont_frame *frame, const amont_shapes *shapes, size_t feature,
                      amont_box box) {
    return relate(frame, shapes, feature, box) != APART;
}

static amont_box box_around(double x, double y, double width, double height) {
    return (amont_box){x - width / 2, y - height / 2, x + width / 2, y + height / 2};
}

bool amont_crosses_limit(const amont_composer *c, amont_box box) {
    const amont_level *level = c->ground;
    for (size_t zone = 0; zone < level->n; zone++)
        if (level->selected[zone] && relate(&c->frame, level->layer->shapes, zone, box) == CROSSING)
            return true;
    return false;
}

/* Where a name may stand, from the best to the last resort. */
typedef enum strictness { IN_THE_ZONE, OFF_THE_TERRITORY, ANYWHERE_FREE } strictness;

static bool suits(const amont_composer *c, const amont_shapes *shapes, size_t feature,
                  amont_box box, strictness how) {
    amont_box wide = amont_box_grow(box, 0.3);
    if (how == IN_THE_ZONE)
        return relate(&c->frame, shapes, feature, wide) == INSIDE;
    return how == ANYWHERE_FREE || relate(&c->frame, c->subject, 0, wide) == APART;
}

/* Offsets on rings about the centre. */
static bool try_around(amont_composer *c, const amont_shapes *shapes, size_t feature, double x,
                       double y, double width, double height, strictness how, amont_box *placed) {
    enum { DIRECTIONS = 24 };
    const double step = 0.8, reach = 45;
    for (double radius = 0; radius <= reach; radius += step)
        for (int i = 0; i < (radius > 0 ? DIRECTIONS : 1); i++) {
            double angle = 2 * G_PI * i / DIRECTIONS;
            amont_box box =
                box_around(x + radius * cos(angle), y + radius * sin(angle), width, height);
            if (amont_is_free(c, box, 0.5) && suits(c, shapes, feature, box, how)) {
                *placed = box;
                return true;
            }
        }
    return false;
}

bool amont_place_in_area(amont_composer *c, const amont_shapes *shapes, size_t feature,
                         double width, double height, bool forced, amont_box *placed) {
    double x = 0, y = 0, radius = 0;
    if (!amont_shapes_anchor(shapes, feature, c->frame.world, &x, &y, &radius))
        return false;
    x = amont_frame_x(&c->frame, x);
    y = amont_frame_y(&c->frame, y);
    strictness last = forced ? ANYWHERE_FREE : IN_THE_ZONE;
    for (int how = IN_THE_ZONE; how <= (int)last; how++)
        if (try_around(c, shapes, feature, x, y, width, height, (strictness)how, placed))
            return true;
    *placed = box_around(x, y, width, height);
    return forced;
}

/* ---- beside a point ------------------------------------------------------------------------ */

bool amont_place_at_point(amont_composer *c, double x, double y, double radius, double width,
                          double height, amont_box *placed) {
    /* centre of the box, in half sizes, for each direction in order of preference */
    static const struct {
        double dx, dy;
    } places[] = {{1, -1}, {1, 0}, {1, 1}, {0, -1}, {0, 1}, {-1, -1}, {-1, 0}, {-1, 1}};
    for (int pass = 0; pass < 2; pass++) /* off the limits first, then over them */
        for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
            const double gap = 0.5;
            bool diagonal = places[i].dx != 0 && places[i].dy != 0;
            double away = (radius + gap) * (diagonal ? 0.7 : 1);
            amont_box box = box_around(x + places[i].dx * (away + width / 2),
                                       y + places[i].dy * (away + height / 2), width, height);
            if (amont_is_free(c, box, 0.2) && (pass > 0 || !amont_crosses_limit(c, box))) {
                *placed = box;
                return true;
            }
        }
    return false;
}

/* ---- along a line -------------------------------------------------------------------------- */

typedef struct polyline {
    GArray *x, *y, *at; /* at: length from the start, in mm */
} polyline;

static polyline polyline_of(const amont_frame *frame, const amont_shapes *s, size_t feature) {
    polyline line = {g_array_new(FALSE, FALSE, sizeof(double)),
                     g_array_new(FALSE, FALSE, sizeof(double)),
                     g_array_new(FALSE, FALSE, sizeof(double))};
    size_t ring = s->ring_of[s->part_of[feature]];
    double length = 0, px = 0, py = 0;
    for (size_t i = s->point_of[ring]; i < s->point_of[ring + 1]; i++) {
        double x = amont_frame_x(frame, s->x[i]), y = amont_frame_y(frame, s->y[i]);
        if (i > s->point_of[ring])
            length += hypot(x - px, y - py);
        g_array_append_val(line.x, x);
        g_array_append_val(line.y, y);
        g_array_append_val(line.at, length);
        px = x;
        py = y;
    }
    return line;
}

static void free_polyline(polyline *line) {
    g_array_unref(line->x);
    g_array_unref(line->y);
    g_array_unref(line->at);
}

static void point_at(const polyline *line, double at, double *x, double *y) {
    guint i = 1;
    while (i + 1 < line->at->len && g_array_index(line->at, double, i) < at)
        i++;
    double from = g_array_index(line->at, double, i - 1), to = g_array_index(line->at, double, i);
    double t = to > from ? (at - from) / (to - from) : 0;
    double x1 = g_array_index(line->x, double, i - 1), y1 = g_array_index(line->y, double, i - 1);
    *x = x1 + t * (g_array_index(line->x, double, i) - x1);
    *y = y1 + t * (g_array_index(line->y, double, i) - y1);
}

/* Largest distance of the line from the chord between two places on it. */
static double bend(const polyline *line, double from, double to) {
    double x1, y1, x2, y2, worst = 0;
    point_at(line, from, &x1, &y1);
    point_at(line, to, &x2, &y2);
    double length = hypot(x2 - x1, y2 - y1);
    for (int i = 1; i < 8 && length > 0; i++) {
        double x, y;
        point_at(line, from + (to - from) * i / 8, &x, &y);
        worst = fmax(worst, fabs((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / length);
    }
    return worst;
}

/* A turned text covers a row of small squares. */
static bool row_is_free(const amont_composer *c, double x, double y, double angle, double width,
                        double height) {
    int n = (int)ceil(width / height) + 1;
    for (int i = 0; i < n; i++) {
        double along = -width / 2 + width * i / (n - 1);
        double px = x + along * cos(angle), py = y + along * sin(angle);
        amont_box square = box_around(px, py, height, height);
        if (!amont_is_free(c, square, 0.3) || amont_crosses_limit(c, square))
            return false;
    }
    return true;
}

bool amont_place_along(amont_composer *c, const amont_shapes *shapes, size_t feature, double width,
                       double height, double *x, double *y, double *angle_rad) {
    polyline line = polyline_of(&c->frame, shapes, feature);
    double length = line.at->len ? g_array_index(line.at, double, line.at->len - 1) : 0;
    double best = 0.35 * height; /* a stronger bend would leave the line visibly */
    bool found = false;
    for (double from = 0; from + width <= length; from += 1) {
        double x1, y1, x2, y2;
        point_at(&line, from, &x1, &y1);
        point_at(&line, from + width, &x2, &y2);
        double angle = x2 >= x1 ? atan2(y2 - y1, x2 - x1) : atan2(y1 - y2, x1 - x2);
        double worst = bend(&line, from, from + width);
        if (worst < best && row_is_free(c, (x1 + x2) / 2, (y1 + y2) / 2, angle, width, height)) {
            best = worst;
            *x = (x1 + x2) / 2;
            *y = (y1 + y2) / 2;
            *angle_rad = angle;
            found = true;
        }
    }
    free_polyline(&line);
    return found;
}
