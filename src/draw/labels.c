/* Finding room for what stands before the names are placed (names.c): symbols with their captions.
 * Places are tried from the best outwards, and the first that is clear is kept. What is placed
 * becomes an obstacle for what follows; the order of the calls is the order of importance. */
#include "draw/composer.h"

#include <math.h>
#include <string.h>

void amont_occupy(amont_composer *c, amont_box box) {
    g_array_append_val(c->obstacles, box);
}

bool amont_is_free(const amont_composer *c, amont_box box, double clearance_mm) {
    amont_box wide = amont_box_grow(box, clearance_mm);
    amont_box room = amont_box_grow(c->frame.box, -c->look->inset_mm);
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
bool amont_segment_meets(amont_box box, double x1, double y1, double x2, double y2) {
    if ((x1 < box.min_x && x2 < box.min_x) || (x1 > box.max_x && x2 > box.max_x) ||
        (y1 < box.min_y && y2 < box.min_y) || (y1 > box.max_y && y2 > box.max_y))
        return false; /* most segments, without a division */
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

/* What a box on paper covers, and a little more than rounding can move. */
static amont_box world_of(const amont_frame *f, amont_box box) {
    const double more_mm = 1e-6;
    double scale = f->metres_per_mm;
    return (amont_box){f->world.min_x + (box.min_x - f->box.min_x - more_mm) * scale,
                       f->world.min_y + (f->box.max_y - box.max_y - more_mm) * scale,
                       f->world.min_x + (box.max_x - f->box.min_x + more_mm) * scale,
                       f->world.min_y + (f->box.max_y - box.min_y + more_mm) * scale};
}

/* Edges that neither meet a box nor lie to the right of its centre: most, without a division. */
static bool is_beyond(const amont_shapes *s, size_t i, amont_box near) {
    const double *x = s->x + i, *y = s->y + i;
    return (y[0] > near.max_y && y[1] > near.max_y) || (y[0] < near.min_y && y[1] < near.min_y) ||
           (x[0] < near.min_x && x[1] < near.min_x);
}

/* A box that no edge meets lies inside a polygon or apart from it, as its centre does. */
static relation relate(const amont_frame *frame, const amont_shapes *s, size_t feature,
                       amont_box box) {
    double cx = (box.min_x + box.max_x) / 2, cy = (box.min_y + box.max_y) / 2;
    amont_box near = world_of(frame, box);
    bool inside = false;
    size_t last = s->ring_of[s->part_of[feature + 1]];
    for (size_t ring = s->ring_of[s->part_of[feature]]; ring < last; ring++)
        for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++) {
            if (is_beyond(s, i, near))
                continue;
            double x1 = amont_frame_x(frame, s->x[i]), y1 = amont_frame_y(frame, s->y[i]);
            double x2 = amont_frame_x(frame, s->x[i + 1]), y2 = amont_frame_y(frame, s->y[i + 1]);
            if (amont_segment_meets(box, x1, y1, x2, y2))
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

bool amont_area_shows(amont_composer *c, const amont_shapes *shapes, size_t feature) {
    amont_box box = amont_shapes_box(shapes, feature), world = c->frame.world;
    if (!amont_box_overlaps(box, world))
        return false;
    bool is_whole = amont_box_holds(world, box.min_x, box.min_y) &&
                    amont_box_holds(world, box.max_x, box.max_y);
    return is_whole ||
           amont_area_meets(&c->frame, amont_outlines_at_scale(c, shapes), feature, c->frame.box);
}

static amont_box box_around(double x, double y, double width, double height) {
    return (amont_box){x - width / 2, y - height / 2, x + width / 2, y + height / 2};
}

/* Where a name may stand, from the best to the last resort. */
typedef enum strictness { OFF_WATER, IN_THE_ZONE, OFF_THE_TERRITORY, ANYWHERE_FREE } strictness;

bool amont_is_over_water(const amont_composer *c, amont_slab slab) {
    const double apart_mm = 1; /* nearer ones need a halo, as if they stood over it */
    slab = amont_slab_grow(slab, apart_mm);
    for (guint i = 0; i < c->waters->len; i++)
        if (amont_slabs_overlap(slab, g_array_index(c->waters, amont_slab, i)))
            return true;
    return false;
}

static bool suits(const amont_composer *c, const amont_shapes *shapes, size_t feature,
                  amont_box box, strictness how) {
    amont_box wide = amont_box_grow(box, 0.2);
    if (how <= IN_THE_ZONE)
        return relate(&c->frame, shapes, feature, wide) == INSIDE;
    return how == ANYWHERE_FREE ||
           relate(&c->frame, c->subject, 0, amont_box_grow(box, 0.6)) == APART; /* and its halo */
}

typedef struct spot {
    double x, y, distance;
} spot;

static int nearer(const void *a, const void *b) {
    const spot *s = a, *t = b;
    return (s->distance > t->distance) - (s->distance < t->distance);
}

/* Centres to try: a grid over the zone's part of the frame, about its visual centre. */
typedef struct grid {
    double x, y, step;
    int first_row, last_row, first_column, last_column;
} grid;

static grid grid_over(const amont_frame *frame, amont_box world, double x, double y,
                      double margin) {
    double left = fmax(amont_frame_x(frame, world.min_x) - margin, frame->box.min_x);
    double right = fmin(amont_frame_x(frame, world.max_x) + margin, frame->box.max_x);
    double top = fmax(amont_frame_y(frame, world.max_y) - margin, frame->box.min_y);
    double bottom = fmin(amont_frame_y(frame, world.min_y) + margin, frame->box.max_y);
    double area = fmax(right - left, 0) * fmax(bottom - top, 0);
    double step = fmin(fmax(sqrt(area / 8000), 0.3), 2); /* some 8,000 spots at most */
    return (grid){
        .x = x,
        .y = y,
        .step = step,
        .first_row = -(int)floor((y - top) / step),
        .last_row = (int)floor((bottom - y) / step),
        .first_column = -(int)floor((x - left) / step),
        .last_column = (int)floor((right - x) / step),
    };
}

static int farthest_ring(const grid *g) {
    double rows = MAX(-g->first_row, g->last_row), columns = MAX(-g->first_column, g->last_column);
    return (int)ceil(hypot(rows, columns));
}

/* The spots that are `ring` steps or more from the centre and less than one more, nearest first: a
 * place is mostly found before all of them are wanted. */
static void spots_of_ring(const grid *g, int ring, GArray *spots) {
    g_array_set_size(spots, 0);
    int outer = ring + 1;
    for (int row = MAX(g->first_row, -outer); row <= MIN(g->last_row, outer); row++) {
        int inside = ring * ring - row * row, skipped = inside > 0 ? (int)sqrt(inside) : 0;
        for (int column = MAX(g->first_column, -outer); column <= MIN(g->last_column, outer);
             column = column > -skipped && column < skipped ? skipped : column + 1) {
            int square = row * row + column * column;
            if (square < ring * ring || square >= outer * outer)
                continue;
            double dx = g->step * column, dy = g->step * row;
            spot s = {g->x + dx, g->y + dy, hypot(dx, dy)};
            g_array_append_val(spots, s);
        }
    }
    g_array_sort(spots, nearer);
}

/* A disc may come nearer to a limit than the box around it. */
static bool disc_inside(const amont_frame *frame, const amont_shapes *s, size_t feature,
                        amont_box box) {
    double cx = (box.min_x + box.max_x) / 2, cy = (box.min_y + box.max_y) / 2;
    double radius = (box.max_x - box.min_x) / 2;
    if (relate(frame, s, feature, (amont_box){cx, cy, cx, cy}) != INSIDE)
        return false;
    size_t last = s->ring_of[s->part_of[feature + 1]];
    for (size_t ring = s->ring_of[s->part_of[feature]]; ring < last; ring++)
        for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++) {
            double x = amont_frame_x(frame, s->x[i]) - cx, y = amont_frame_y(frame, s->y[i]) - cy;
            double dx = amont_frame_x(frame, s->x[i + 1]) - cx - x;
            double dy = amont_frame_y(frame, s->y[i + 1]) - cy - y;
            double length = dx * dx + dy * dy;
            double t = length > 0 ? fmin(fmax(-(x * dx + y * dy) / length, 0), 1) : 0;
            if (hypot(x + t * dx, y + t * dy) < radius)
                return false;
        }
    return true;
}

static bool fits(amont_composer *c, const amont_shapes *shapes, size_t feature, amont_box box,
                 bool round, strictness how) {
    if (!amont_is_free(c, box, 0.5) ||
        (how == OFF_WATER && amont_is_over_water(c, amont_slab_of(box))))
        return false;
    return round && how <= IN_THE_ZONE ? disc_inside(&c->frame, shapes, feature, box)
                                       : suits(c, shapes, feature, box, how);
}

/* One block, or two of which the second stands under the first. */
typedef struct stack {
    amont_block first, second; /* second.height 0: one block */
    double gap;
} stack;

static void put(const stack *size, double x, double top, amont_box *placed) {
    double under = top + size->first.height + size->gap;
    placed[0] = box_around(x, top + size->first.height / 2, size->first.width, size->first.height);
    placed[1] =
        box_around(x, under + size->second.height / 2, size->second.width, size->second.height);
}

/* About a centre, but not beyond the frame. */
static void put_in_frame(const amont_frame *frame, const stack *size, double x, double y,
                         amont_box *placed) {
    double width = fmax(size->first.width, size->second.width);
    double height = size->first.height + size->gap + size->second.height;
    x = fmax(fmin(x, frame->box.max_x - width / 2), frame->box.min_x + width / 2);
    y = fmax(fmin(y, frame->box.max_y - height / 2), frame->box.min_y + height / 2);
    put(size, x, y - height / 2, placed);
}

static bool try_ring(amont_composer *c, const amont_shapes *shapes, size_t feature,
                     const GArray *spots, const stack *size, strictness how, amont_box *placed) {
    double whole = size->first.height + size->gap + size->second.height;
    for (guint i = 0; i < spots->len; i++) {
        const spot *s = &g_array_index(spots, spot, i);
        put(size, s->x, s->y - whole / 2, placed);
        if (fits(c, shapes, feature, placed[0], size->first.round, how) &&
            (size->second.height <= 0 ||
             fits(c, shapes, feature, placed[1], size->second.round, how)))
            return true;
    }
    return false;
}

/* What is larger than the box around the zone does not fit in the zone. */
static bool is_too_large(const amont_frame *frame, amont_box world, const stack *size) {
    double width = (world.max_x - world.min_x) / frame->metres_per_mm;
    double height = (world.max_y - world.min_y) / frame->metres_per_mm;
    return fmax(size->first.width, size->second.width) > width ||
           size->first.height + size->gap + size->second.height > height;
}

static bool try_around(amont_composer *c, const amont_shapes *shapes, size_t feature, double x,
                       double y, const stack *size, strictness how, amont_box *placed) {
    amont_box world = amont_shapes_box(shapes, feature);
    if (how <= IN_THE_ZONE && is_too_large(&c->frame, world, size))
        return false;
    grid g = grid_over(&c->frame, world, x, y, how <= IN_THE_ZONE ? 0 : 12);
    g_autoptr(GArray) spots = g_array_new(FALSE, FALSE, sizeof(spot));
    double width = fmax(size->first.width, size->second.width);
    double reach = how == OFF_WATER ? width / g.step : INFINITY;
    for (int ring = 0; ring <= fmin(farthest_ring(&g), reach); ring++) {
        spots_of_ring(&g, ring, spots);
        if (try_ring(c, shapes, feature, spots, size, how, placed))
            return true;
    }
    return false;
}

static bool place(amont_composer *c, const amont_shapes *shapes, size_t feature, const stack *size,
                  bool forced, amont_box *placed) {
    double x = 0, y = 0, radius = 0;
    if (!amont_anchor(c, shapes, feature, &x, &y, &radius))
        return false;
    x = amont_frame_x(&c->frame, x);
    y = amont_frame_y(&c->frame, y);
    strictness last = forced ? ANYWHERE_FREE : IN_THE_ZONE;
    strictness first = c->waters->len > 0 ? OFF_WATER : IN_THE_ZONE;
    for (int how = (int)first; how <= (int)last; how++)
        if (try_around(c, shapes, feature, x, y, size, (strictness)how, placed))
            return true;
    put_in_frame(&c->frame, size, x, y, placed);
    return forced;
}

bool amont_place_in_area(amont_composer *c, const amont_shapes *shapes, size_t feature,
                         double width, double height, bool forced, amont_box *placed) {
    amont_box boxes[2];
    stack size = {.first = {width, height, false}};
    bool found = place(c, shapes, feature, &size, forced, boxes);
    *placed = boxes[0];
    return found;
}

bool amont_place_stack(amont_composer *c, const amont_shapes *shapes, size_t feature,
                       amont_block upper, amont_block lower, double gap, bool forced,
                       amont_box placed[2]) {
    stack size = {upper, lower, gap};
    return place(c, shapes, feature, &size, forced, placed);
}

/* ---- names on one or two lines --------------------------------------------------------------- */

/* A name may break at a space or after a hyphen, never between two letters: each line must be a run
 * of whole words and hyphenated parts of the text. */
static bool breaks_well(const char *text, char *const *lines) {
    for (size_t i = 0; lines[i]; i++) {
        size_t length = strlen(lines[i]);
        if (strlen(text) < length)
            return false;
        text += length;
        bool ends_part = *text == '\0' || *text == ' ' || text[-1] == '-';
        if (!ends_part)
            return false;
        text += *text == ' ';
    }
    return true;
}

bool amont_name_wrap(amont_composer *c, const char *text, const char *style, int n_lines,
                     amont_name *name) {
    *name = (amont_name){.style = amont_text_of(c, style)};
    amont_extent extent = amont_page_measure(c->page, text, &name->style);
    double wrap = n_lines == 1 ? extent.width + 1 : extent.width * 0.68;
    g_auto(GStrv) whole = amont_page_wrap(c->page, text, &name->style, INFINITY);
    name->lines = amont_page_wrap(c->page, text, &name->style, wrap);
    if ((int)g_strv_length(name->lines) != n_lines || !breaks_well(whole[0], name->lines)) {
        amont_name_clear(name);
        return false;
    }
    name->capital = extent.capital;
    name->step = 1.1 * name->style.size_pt * 25.4 / 72;
    name->height = extent.capital * 1.3 + name->step * (n_lines - 1);
    for (int i = 0; i < n_lines; i++)
        name->width =
            fmax(name->width, amont_page_measure(c->page, name->lines[i], &name->style).width);
    return true;
}

void amont_name_draw(amont_composer *c, const amont_name *name, double x, double top,
                     amont_align align, const char *role) {
    static const double shift[] = {[AMONT_LEFT] = 0, [AMONT_CENTRE] = 0.5, [AMONT_RIGHT] = 1};
    double left = x - shift[align] * name->width;
    amont_text_style style = name->style;
    amont_halo_where_needed(c, &style,
                            (amont_box){left, top, left + name->width, top + name->height});
    for (size_t i = 0; name->lines[i]; i++)
        amont_page_text(c->page, role, name->lines[i], &style, x,
                        top + name->capital * 1.1 + name->step * (double)i, align);
}

void amont_name_clear(amont_name *name) {
    g_clear_pointer(&name->lines, g_strfreev);
}
