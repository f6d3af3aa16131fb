/* Changes: classes on either side of a centre, in the two arms of a diverging palette. The method
 * is used on each side by itself, so that no class holds both growth and loss; where the study
 * gives the limits, a class that holds the centre has its light colour (C04). */
#include "draw/marks/areas.h"
#include "draw/ramp.h"

#include "base/i18n.h"
#include <math.h>
#include <string.h>

static double centre_of(const amont_plot *p) {
    return isnan(p->spec->centre) ? 0 : p->spec->centre;
}

/* ---- classes ------------------------------------------------------------------------------- */

typedef struct side {
    amont_classes classes;   /* n 0: no value is there */
    double spread;           /* from the centre to the furthest value */
    GArray *values, *others; /* double: of reference zones, of those that are drawn */
} side;

static void start(side sides[2]) {
    for (size_t i = 0; i < 2; i++)
        sides[i] = (side){.values = g_array_new(FALSE, FALSE, sizeof(double)),
                          .others = g_array_new(FALSE, FALSE, sizeof(double))};
}

static void finish(side sides[2]) {
    for (size_t i = 0; i < 2; i++) {
        g_array_unref(sides[i].values);
        g_array_unref(sides[i].others);
    }
}

static void share_out(const amont_plot *p, const amont_scale *scale, side sides[2]) {
    double centre = centre_of(p);
    g_autoptr(GArray) values = amont_scale_values(p, scale, p->level->reference);
    g_autoptr(GArray) others = amont_scale_values(p, scale, p->level->selected);
    for (guint i = 0; i < values->len; i++) {
        double value = g_array_index(values, double, i);
        side *s = &sides[value >= centre];
        s->spread = fmax(s->spread, fabs(value - centre));
        g_array_append_val(s->values, value);
    }
    for (guint i = 0; i < others->len; i++) {
        double value = g_array_index(others, double, i);
        g_array_append_val(sides[value >= centre].others, value);
    }
}

/* Half of the classes each; of an odd number the wider side has one more. */
static size_t classes_of(const amont_plot *p, const side sides[2], size_t which) {
    size_t all = amont_map_class_count(p->spec);
    bool is_wider = sides[which].spread > sides[1 - which].spread ||
                    (sides[0].spread == sides[1].spread && which == 1);
    return sides[1 - which].values->len == 0 ? all : MAX((all + is_wider) / 2, 1);
}

static bool classify_side(const amont_plot *p, side sides[2], size_t which, GError **error) {
    side *s = &sides[which];
    amont_class_values all = {(const double *)(void *)s->values->data, s->values->len,
                              (const double *)(void *)s->others->data, s->others->len};
    return s->values->len == 0 ||
           amont_values_classify(p, &all, classes_of(p, sides, which), NULL, &s->classes, error);
}

/* Some methods make as many classes as they like. */
static bool check_count(const amont_plot *p, const side sides[2], GError **error) {
    size_t n = sides[0].classes.n + sides[1].classes.n;
    if (n <= AMONT_CLASSES_MOST)
        return true;
    amont_entry_fail(&p->spec->entry, "method", error, AMONT_ERROR_CONFIG,
                     "it makes %zu classes on both sides of the centre together", n);
    amont_hint(error, "at most %d: choose 'quantile', 'equal' or 'fisher'", AMONT_CLASSES_MOST);
    return false;
}

/* The limits of both sides with the centre between them. */
static void join(const side sides[2], double centre, amont_classes *classes) {
    const amont_classes *below = &sides[0].classes, *above = &sides[1].classes;
    *classes = below->n ? *below : *above;
    if (below->n == 0 || above->n == 0)
        return;
    classes->limits[below->n] = centre;
    memcpy(classes->limits + below->n + 1, above->limits + 1, above->n * sizeof(double));
    classes->n = below->n + above->n;
    classes->asked = below->asked + above->asked;
    classes->few_values = below->few_values || above->few_values;
    classes->decimals = MAX(MAX(below->decimals, above->decimals), amont_decimals_of(centre));
}

static bool classify(const amont_plot *p, amont_scale *scale, GError **error) {
    side sides[2];
    start(sides);
    share_out(p, scale, sides);
    bool done = classify_side(p, sides, 0, error) && classify_side(p, sides, 1, error) &&
                check_count(p, sides, error);
    if (done)
        join(sides, centre_of(p), &scale->classes);
    finish(sides);
    return done;
}

/* ---- colours and notes --------------------------------------------------------------------- */

static bool choose_colours(amont_plot *p, amont_classed *state, GError **error) {
    const amont_classes *classes = &state->scale.classes;
    size_t below = 0, above = 0;
    for (size_t i = 0; i < classes->n; i++) {
        bool is_above = classes->limits[i] >= centre_of(p);
        above += is_above;
        below += !is_above && classes->limits[i + 1] <= centre_of(p);
    }
    return amont_ramp_diverging(p->c->styles, &p->spec->entry, p->spec->palette, below, above,
                                below + above < classes->n, state->colours, error);
}

static void note_centre(amont_plot *p, const amont_scale *scale) {
    double centre = centre_of(p);
    bool is_above = scale->classes.limits[0] >= centre;
    bool is_below = scale->classes.limits[scale->classes.n] < centre;
    g_autofree char *value = amont_composer_number(p->c, centre, amont_decimals_of(centre));
    g_autofree char *note = amont_phrase(p->c,
                                         is_above   ? "note_all_above"
                                         : is_below ? "note_all_below"
                                                    : "note_centre",
                                         "centre", value, NULL);
    amont_composer_note(p->c, note);
}

static bool prepare(amont_plot *p, GError **error) {
    amont_classed *state = g_new0(amont_classed, 1);
    p->state = state;
    bool has_limits = p->spec->breaks || p->spec->breaks_of;
    if (!amont_plot_takes_ratio(p, p->series, error) ||
        !amont_scale_of_map(p, &state->scale, error) ||
        (!has_limits && !classify(p, &state->scale, error)) || !choose_colours(p, state, error))
        return false;
    amont_zones_credit(p);
    amont_scale_notes(p, &state->scale);
    note_centre(p, &state->scale);
    return true;
}

const amont_mark amont_mark_change = {
    .info = {"change", N_("zones in two ranges of colour on either side of a centre"), 1, 1},
    .prepare = prepare,
    .declare = amont_classed_declare,
    .draw_areas = amont_classed_draw_areas,
    .draw_names = amont_classed_draw_names,
    .free = g_free,
};
