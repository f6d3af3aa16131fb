/* Density: how many places there are per km², by a kernel (amont/kde.h), in bands of colour. A band
 * is drawn over the wider one below it, so that no gap shows between them. */
#include "draw/marks/located.h"
#include "draw/ramp.h"

#include "amont/kde.h"
#include "base/i18n.h"
#include <math.h>

enum {
    STEPS_PER_RADIUS = 16,
    NODES_MOST = 4000000,
    SAMPLES_MOST = 2000 /* nodes of the territory whose densities make the classes */
};

typedef struct density {
    amont_located located;
    amont_classes classes;
    amont_colour colours[AMONT_CLASSES_MOST];
    amont_shapes *bands[AMONT_CLASSES_MOST]; /* where the density is at least a class's limit */
    int entries[AMONT_CLASSES_MOST];
} density;

/* ---- surface ------------------------------------------------------------------------------- */

static amont_surface *make_surface(const amont_plot *p, GError **error) {
    const density *state = p->state;
    amont_box box = amont_shapes_box(p->c->territory, 0);
    double radius = p->spec->radius_m, step = radius / STEPS_PER_RADIUS;
    if (amont_surface_nodes(box, step) > NODES_MOST) {
        double area = (box.max_x - box.min_x) * (box.max_y - box.min_y);
        amont_entry_fail(&p->spec->entry, "radius_m", error, AMONT_ERROR_CONFIG,
                         "a radius of %g m is too small for a territory of this size", radius);
        amont_hint(error, "at least %.0f m",
                   ceil(1.1 * STEPS_PER_RADIUS * sqrt(area / NODES_MOST)));
        return NULL;
    }
    amont_surface *surface = amont_surface_new(box, step);
    amont_kde_places places = {(const double *)(void *)state->located.x->data,
                               (const double *)(void *)state->located.y->data,
                               state->located.x->len};
    amont_kde(surface, p->c->territory, &places, radius);
    return surface;
}

/* Densities at nodes of the territory, evenly taken, and the greatest of all. */
static GArray *sample(const amont_plot *p, const amont_surface *s) {
    static const size_t only = 0;
    g_autoptr(amont_locator) territory = amont_locator_new(p->c->territory, &only, 1);
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(double));
    double greatest = 0;
    for (size_t row = 0; row < s->rows; row++)
        for (size_t column = 0; column < s->columns; column++) {
            double x = s->x + s->step * (double)column, y = s->y + s->step * (double)row;
            double value = s->values[row * s->columns + column];
            if (amont_locator_find(territory, x, y, NULL) == AMONT_NO_ZONE)
                continue;
            greatest = fmax(greatest, value);
            g_array_append_val(all, value);
        }
    GArray *values = g_array_new(FALSE, FALSE, sizeof(double));
    guint stride = all->len / SAMPLES_MOST + 1;
    for (guint i = 0; i < all->len; i += stride)
        g_array_append_val(values, g_array_index(all, double, i));
    g_array_append_val(values, greatest);
    return values;
}

/* ---- classes ------------------------------------------------------------------------------- */

/* A surface has no values that a round limit would move: two digits say enough. */
static void round_limits(amont_classes *classes) {
    size_t n = 0;
    double greatest = classes->limits[classes->n];
    classes->decimals = 0;
    for (size_t i = 1; i < classes->n; i++) {
        double limit = classes->limits[i];
        int digits = limit > 0 ? 1 - (int)floor(log10(limit)) : 0;
        double rounded = amont_number_round(limit, digits);
        if (rounded <= classes->limits[n] || rounded >= greatest)
            continue;
        classes->limits[++n] = rounded;
        classes->decimals = MAX(classes->decimals, amont_decimals_of(rounded));
    }
    classes->limits[n + 1] = greatest;
    classes->n = n + 1;
}

static bool classify(amont_plot *p, const amont_surface *surface, GError **error) {
    density *state = p->state;
    g_autoptr(GArray) values = sample(p, surface);
    amont_class_values all = {(const double *)(void *)values->data, values->len, NULL, 0};
    if (!amont_values_classify(p, &all, amont_map_class_count(p->spec), p->spec->breaks,
                               &state->classes, error))
        return false;
    if (p->spec->method != AMONT_METHOD_MANUAL)
        round_limits(&state->classes);
    return amont_ramp(p->c->styles, &p->spec->entry, p->spec->palette, AMONT_PALETTE_SEQUENTIAL,
                      state->classes.n, state->colours, error);
}

/* The lowest class is the ground of all others. */
static bool make_bands(amont_plot *p, const amont_surface *surface, GError **error) {
    density *state = p->state;
    static const size_t first = 0;
    for (size_t i = 1; i < state->classes.n; i++) {
        g_autoptr(amont_shapes) above = amont_contour(surface, state->classes.limits[i]);
        state->bands[i] = amont_shapes_common(above, p->c->territory, &first, &first, 1, error);
        if (!state->bands[i])
            return false;
    }
    return true;
}

static void note_kernel(amont_plot *p) {
    g_autofree char *radius = amont_composer_number(p->c, p->spec->radius_m, 0);
    g_autofree char *note = amont_phrase(p->c, "note_kernel", "radius", radius, NULL);
    amont_composer_note(p->c, note);
}

static bool prepare(amont_plot *p, GError **error) {
    density *state = g_new0(density, 1);
    p->state = state;
    if (!amont_located_find(p, &state->located, error))
        return false;
    g_autoptr(amont_surface) surface = make_surface(p, error);
    if (!surface || !classify(p, surface, error) || !make_bands(p, surface, error))
        return false;
    note_kernel(p);
    amont_classes_note(p, &state->classes);
    return true;
}

/* ---- legend and drawing -------------------------------------------------------------------- */

static void declare(amont_plot *p) {
    density *state = p->state;
    amont_located_declare(p, &state->located, &state->classes, state->colours, state->entries);
}

static void draw_areas(amont_plot *p) {
    const density *state = p->state;
    for (size_t i = 0; i < state->classes.n; i++) {
        amont_paint paint = {.fill = state->colours[i], .stroke = amont_no_colour};
        amont_trace_feature(p->c, i ? state->bands[i] : p->c->territory, 0);
        amont_page_paint(p->c->page, "map.band", &paint, state->entries[i]);
    }
}

static void free_state(void *data) {
    density *state = data;
    if (!state)
        return;
    amont_located_clear(&state->located);
    for (size_t i = 0; i < G_N_ELEMENTS(state->bands); i++)
        amont_shapes_free(state->bands[i]);
    g_free(state);
}

const amont_mark amont_mark_density = {
    .info = {"density", N_("how dense places are, smoothly, in bands of colour"), 0, 0},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = draw_areas,
    .free = free_state,
};
