/* Dots: each stands for so many units, somewhere in its zone. Values are rounded to whole dots. A
 * dot is the best of a few places drawn at random in the zone, the one farthest from the dots that
 * are there (Mitchell 1991, SIGGRAPH '91, best candidate): dots stand apart without a pattern. The
 * random numbers are a function of the zone's code and a counter (SplitMix64: Steele, Lea & Flood
 * 2014, OOPSLA), so that a zone looks the same in every run and whatever its neighbours are. */
#include "draw/marks/sizes.h"
#include "draw/marks/zone_symbols.h"

#include "base/i18n.h"
#include <math.h>
#include <stdint.h>

enum { MOST_DOTS = 3000, CANDIDATES = 10, TRIES = 400 };
static const double most_filled = 0.35; /* of a zone, by its dots */

typedef struct dots {
    double value; /* of one dot */
    int entry, missing;
} dots;

/* ---- preparing ----------------------------------------------------------------------------- */

static bool has_value(const amont_plot *p, const amont_series *series, size_t zone) {
    return p->level->selected[zone] && amont_flag_has_value(series->figures[zone].flag);
}

static bool check_values(const amont_plot *p, GError **error) {
    for (size_t zone = 0; zone < p->level->n; zone++) {
        double value = p->series->figures[zone].value;
        if (!has_value(p, p->series, zone))
            continue;
        if (value < 0) {
            g_autofree char *number = amont_number_plain(value);
            amont_entry_fail(&p->spec->entry, "value", error, AMONT_ERROR_CONFIG,
                             "'%s' is %s in '%s': dots cannot show it", p->spec->value, number,
                             p->level->names[zone]);
            amont_hint(error, "use 'style: circles', which has a colour for values below zero");
            return false;
        }
    }
    return true;
}

/* In all frames of the page. */
static double total_of(const amont_plot *p) {
    double total = 0;
    const amont_series *series = NULL;
    for (guint i = 0; (series = amont_plot_pooled(p, i)); i++)
        for (size_t zone = 0; zone < p->level->n; zone++)
            total += has_value(p, series, zone) ? series->figures[zone].value : 0;
    return total;
}

static bool check_total(const amont_plot *p, GError **error) {
    return total_of(p) > 0 ||
           amont_entry_fail(&p->spec->entry, "value", error, AMONT_ERROR_DATA,
                            "no selected zone has a value of '%s' above zero", p->spec->value);
}

static bool check_dot_value(const amont_plot *p, GError **error) {
    double total = total_of(p);
    if (isnan(p->spec->dot_value) || total / p->spec->dot_value <= 2 * MOST_DOTS)
        return true;
    amont_entry_fail(&p->spec->entry, "dot_value", error, AMONT_ERROR_CONFIG,
                     "%.0f dots cannot be told apart", total / p->spec->dot_value);
    g_autofree char *least = amont_number_plain(amont_sizes_round_up(total / MOST_DOTS));
    amont_hint(error, "%s or more", least);
    return false;
}

static bool prepare(amont_plot *p, GError **error) {
    p->state = g_new0(dots, 1);
    if (!amont_plot_takes_stock(p, p->series, error) || !check_values(p, error) ||
        !check_total(p, error) || !check_dot_value(p, error))
        return false;
    g_autofree char *zones = amont_credit_line(&p->level->spec->credit);
    amont_composer_credit(p->c, p->series->source, NULL);
    amont_composer_credit(p->c, zones, p->level->spec->credit.licence);
    amont_composer_note(p->c, amont_word(p->c, "note_dots"));
    return true;
}

/* ---- what a dot stands for ------------------------------------------------------------------- */

static double size_of(amont_plot *p) {
    return amont_graphic_style_of(p->c, "dot")->size_mm * p->c->look->symbol_scale;
}

/* The least round value that leaves dots readable in each zone and on the page. */
static double find_value(amont_plot *p) {
    double metres_per_mm = p->c->frame.metres_per_mm, size = size_of(p);
    double dot_m2 = G_PI / 4 * pow(size * metres_per_mm, 2);
    double least = total_of(p) / MOST_DOTS;
    const amont_series *series = NULL;
    for (guint i = 0; (series = amont_plot_pooled(p, i)); i++)
        for (size_t zone = 0; zone < p->level->n; zone++)
            if (has_value(p, series, zone) && p->level->area_m2[zone] > 0)
                least = fmax(least, series->figures[zone].value * dot_m2 /
                                        (most_filled * p->level->area_m2[zone]));
    double value = amont_sizes_round_up(least);
    return p->series->decimals == 0 ? fmax(value, 1) : value;
}

static void declare(amont_plot *p) {
    dots *state = p->state;
    state->value = isnan(p->spec->dot_value) ? find_value(p) : p->spec->dot_value;
    g_autofree char *value =
        amont_composer_number(p->c, state->value, amont_sizes_decimals(state->value));
    g_autofree char *label =
        amont_phrase(p->c, "dot", "value", value, "unit", p->series->unit, NULL);
    amont_legend_entry entry = {
        .kind = AMONT_LEGEND_SYMBOL,
        .label = label,
        .paint = {.fill = amont_graphic(p->c, "dot").fill, .stroke = amont_no_colour},
        .hatch_gap_mm = NAN,
        .symbol = AMONT_SYMBOL_CIRCLE,
        .size_mm = size_of(p),
    };
    const char *section = amont_plot_section(p);
    state->entry = amont_page_declare(p->c->page, section, &entry);
    state->missing = amont_zone_symbols_declare_missing(p, section, p->series);
}

/* ---- places -------------------------------------------------------------------------------- */

typedef struct dice {
    uint64_t seed, counter;
} dice;

/* FNV-1a of the zone's code (Fowler, Noll & Vo, offset and prime of 64 bits). */
static dice dice_of(const char *code) {
    uint64_t hash = 0xcbf29ce484222325U;
    for (const char *c = code; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3U;
    return (dice){hash, 0};
}

/* In [0, 1[. */
static double roll(dice *d) {
    uint64_t z = d->seed + ++d->counter * 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    z ^= z >> 31;
    return (double)(z >> 11) * 0x1p-53;
}

typedef struct crowd {
    const amont_locator *locator;
    amont_box box; /* of the zone, study CRS */
    dice dice;
    GArray *x, *y; /* placed so far */
    double margin; /* kept free along the limit, where there is room: the farthest place
                      from other dots is else at the limit, time and again */
} crowd;

/* Eight places around a dot say whether it keeps clear of the limit. */
static bool keeps_clear(const crowd *c, double x, double y) {
    for (int i = 0; i < 8; i++) {
        double angle = i * G_PI / 4;
        if (amont_locator_find(c->locator, x + c->margin * cos(angle), y + c->margin * sin(angle),
                               NULL) == AMONT_NO_ZONE)
            return false;
    }
    return true;
}

/* A place in the zone: clear of its limit, or anywhere in it where that is not found. */
static bool throw_dot(crowd *c, double *x, double *y) {
    bool found = false;
    for (int i = 0; i < TRIES; i++) {
        double px = c->box.min_x + roll(&c->dice) * (c->box.max_x - c->box.min_x);
        double py = c->box.min_y + roll(&c->dice) * (c->box.max_y - c->box.min_y);
        if (amont_locator_find(c->locator, px, py, NULL) == AMONT_NO_ZONE)
            continue;
        bool clear = keeps_clear(c, px, py);
        if (clear || !found) {
            *x = px;
            *y = py;
            found = true;
        }
        if (clear)
            return true;
    }
    return found;
}

static double nearest(const crowd *c, double x, double y) {
    double best = INFINITY;
    for (guint i = 0; i < c->x->len; i++) {
        double dx = g_array_index(c->x, double, i) - x, dy = g_array_index(c->y, double, i) - y;
        best = fmin(best, dx * dx + dy * dy);
    }
    return best;
}

static void add_dot(crowd *c) {
    double best = -1, x = 0, y = 0, px = 0, py = 0;
    for (int i = 0; i < (c->x->len ? CANDIDATES : 1) && throw_dot(c, &px, &py); i++) {
        double distance = nearest(c, px, py);
        if (distance > best) {
            best = distance;
            x = px;
            y = py;
        }
    }
    if (best < 0)
        return;
    g_array_append_val(c->x, x);
    g_array_append_val(c->y, y);
}

/* ---- drawing ------------------------------------------------------------------------------- */

static void draw_dots(amont_plot *p, const crowd *c, double size) {
    const dots *state = p->state;
    amont_paint paint = {.fill = amont_graphic(p->c, "dot").fill, .stroke = amont_no_colour};
    for (guint i = 0; i < c->x->len; i++) {
        amont_page_circle(p->c->page, amont_frame_x(&p->c->frame, g_array_index(c->x, double, i)),
                          amont_frame_y(&p->c->frame, g_array_index(c->y, double, i)), size / 2);
        amont_page_paint(p->c->page, "map.dot", &paint, state->entry);
    }
}

static void fill_zone(amont_plot *p, size_t zone, double size) {
    const dots *state = p->state;
    const amont_shapes *shapes = p->level->layer->shapes;
    size_t n = (size_t)round(p->series->figures[zone].value / state->value);
    g_autoptr(amont_locator) locator = amont_locator_new(shapes, &zone, 1);
    crowd c = {
        .locator = locator,
        .box = amont_shapes_box(shapes, zone),
        .dice = dice_of(p->level->codes[zone]),
        .x = g_array_new(FALSE, FALSE, sizeof(double)),
        .y = g_array_new(FALSE, FALSE, sizeof(double)),
        .margin = fmax(size / 2 * p->c->frame.metres_per_mm,
                       0.3 * sqrt(amont_shapes_area(shapes, zone) / fmax((double)n, 1))),
    };
    for (size_t i = 0; i < n; i++)
        add_dot(&c);
    draw_dots(p, &c, size);
    g_array_unref(c.x);
    g_array_unref(c.y);
}

static void draw_areas(amont_plot *p) {
    const dots *state = p->state;
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (p->level->selected[zone] && !has_value(p, p->series, zone))
            amont_paint_hatched(p->c, "map.missing", p->level->layer->shapes, zone,
                                amont_graphic_style_of(p->c, "missing"), state->missing);
    amont_zone_symbols_edges(p);
}

static void draw_points(amont_plot *p) {
    double size = size_of(p);
    for (size_t i = 0; i < p->level->n; i++)
        if (has_value(p, p->series, p->level->by_code[i]))
            fill_zone(p, p->level->by_code[i], size);
}

const amont_mark amont_mark_dots = {
    .info = {"dots", N_("dots that each stand for so many units, for counts"), 1, 1},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = draw_areas,
    .draw_points = draw_points,
    .free = g_free,
};
