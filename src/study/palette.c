/* Colours of a ramp are taken in L*a*b*, between neighbouring colours of the ramp, at even steps of
 * L*: as large as the ramp allows, but not beyond what two or three classes need to be told apart,
 * lest they be nearly white and nearly black. */
#include "amont/palette.h"

#include <math.h>

static const double largest_step = 50; /* L* */

/* ---- colours of classes -------------------------------------------------------------------- */

static amont_lab anchor(const GArray *ramp, size_t i) {
    return amont_colour_lab(g_array_index(ramp, amont_colour, i));
}

static amont_colour between(amont_lab light, amont_lab dark, double lightness) {
    double t = (light.l - lightness) / (light.l - dark.l);
    return amont_colour_of_lab(
        (amont_lab){lightness, light.a + t * (dark.a - light.a), light.b + t * (dark.b - light.b)});
}

/* The colour of that lightness on the way from the colour `top` of the ramp down to `end`. */
static amont_colour on_arm(const GArray *ramp, size_t top, size_t end, double lightness) {
    size_t at = top;
    amont_lab light = anchor(ramp, at), dark = light;
    while (at != end && dark.l >= lightness) {
        light = dark;
        at = end > top ? at + 1 : at - 1;
        dark = anchor(ramp, at);
    }
    return between(light, dark, MAX(lightness, dark.l));
}

static size_t lightest(const GArray *ramp) {
    size_t top = 0;
    for (size_t i = 1; i < ramp->len; i++)
        if (anchor(ramp, i).l > anchor(ramp, top).l)
            top = i;
    return top;
}

static void take_sequence(const GArray *ramp, amont_shades *shades) {
    double top = anchor(ramp, 0).l, span = top - anchor(ramp, ramp->len - 1).l;
    if (shades->n == 1) {
        shades->colours[0] = on_arm(ramp, 0, ramp->len - 1, top - span / 2);
        return;
    }
    double step = MIN(largest_step, span / (double)(shades->n - 1));
    for (size_t i = 0; i < shades->n; i++)
        shades->colours[i] = on_arm(ramp, 0, ramp->len - 1, top - step * (double)i);
}

/* Without a class on the centre, the innermost ones are half a step from it. */
static void take_arms(const GArray *ramp, amont_shades *shades) {
    size_t centre = lightest(ramp), last = ramp->len - 1;
    size_t n_above = shades->n - shades->n_below - shades->has_centre;
    double top = anchor(ramp, centre).l, first = shades->has_centre ? 1 : 0.5;
    double span = top - MAX(anchor(ramp, 0).l, anchor(ramp, last).l);
    double outermost = (double)MAX(shades->n_below, n_above) - 1 + first;
    double step = MIN(largest_step, span / outermost);
    amont_colour *to = shades->colours;
    for (size_t i = shades->n_below; i-- > 0;)
        *to++ = on_arm(ramp, centre, 0, top - step * ((double)i + first));
    if (shades->has_centre)
        *to++ = g_array_index(ramp, amont_colour, centre);
    for (size_t i = 0; i < n_above; i++)
        *to++ = on_arm(ramp, centre, last, top - step * ((double)i + first));
}

static const GArray *list_for(const amont_palette *palette, size_t n) {
    return n >= 2 && n <= AMONT_PALETTE_MOST ? palette->by_count[n - 2] : NULL;
}

static bool take(const GArray *list, size_t from, amont_shades *shades) {
    if (!list || from + shades->n > list->len)
        return false;
    for (size_t i = 0; i < shades->n; i++)
        shades->colours[i] = g_array_index(list, amont_colour, from + i);
    return true;
}

/* The lighter middle one of the shortest list. */
static bool take_single(const amont_palette *palette, amont_shades *shades) {
    for (size_t n = 2; n <= AMONT_PALETTE_MOST; n++)
        if (list_for(palette, n))
            return take(list_for(palette, n), (n - 1) / 2, shades);
    return false;
}

bool amont_palette_shades(const amont_palette *palette, size_t n, amont_shades *shades) {
    if (palette->kind == AMONT_PALETTE_DIVERGING)
        return amont_palette_arms(palette, n / 2, n / 2, n % 2 == 1, shades);
    *shades = (amont_shades){.n = n};
    if (n == 0 || n > AMONT_PALETTE_MOST)
        return false;
    if (palette->kind == AMONT_PALETTE_BIVARIATE && n != AMONT_PALETTE_MOST)
        return false;
    if (palette->colours)
        return take(palette->colours, 0, shades);
    if (!palette->ramp)
        return n == 1 ? take_single(palette, shades) : take(list_for(palette, n), 0, shades);
    if ((double)n > palette->most)
        return false;
    take_sequence(palette->ramp, shades);
    return true;
}

bool amont_palette_arms(const amont_palette *palette, size_t n_below, size_t n_above,
                        bool has_centre, amont_shades *shades) {
    size_t n = n_below + n_above + has_centre;
    *shades = (amont_shades){.n = n, .n_below = n_below, .has_centre = has_centre};
    if (palette->kind != AMONT_PALETTE_DIVERGING || n == 0 || n > AMONT_PALETTE_MOST)
        return false;
    size_t arm = MAX(n_below, n_above);
    if (!palette->ramp)
        return take(list_for(palette, 2 * arm + has_centre), arm - n_below, shades);
    if ((double)n > palette->most)
        return false;
    take_arms(palette->ramp, shades);
    return true;
}

/* ---- the gate ------------------------------------------------------------------------------ */

static double needed(int kind, size_t n) {
    return kind == AMONT_PALETTE_BIVARIATE ? 5 : n <= 5 ? 8 : n <= 7 ? 6 : 5;
}

static void measure_differences(const amont_shades *shades, amont_vision vision,
                                amont_palette_figures *figures) {
    amont_lab seen[AMONT_PALETTE_MOST];
    for (size_t i = 0; i < shades->n; i++)
        seen[i] = amont_colour_seen(shades->colours[i], vision);
    figures->difference[vision] = INFINITY;
    for (size_t i = 0; i < shades->n; i++)
        for (size_t j = i + 1; j < shades->n; j++) {
            double difference = amont_lab_difference(seen[i], seen[j]);
            if (difference >= figures->difference[vision])
                continue;
            figures->difference[vision] = difference;
            figures->pair[vision][0] = i;
            figures->pair[vision][1] = j;
        }
}

/* Below the centre classes grow light, above it dark; between two innermost classes without one on
 * the centre there is no step. */
static void measure_steps(const amont_shades *shades, amont_palette_figures *figures) {
    figures->step = INFINITY;
    for (size_t i = 0; i + 1 < shades->n; i++) {
        double fall = amont_colour_lightness(shades->colours[i]) -
                      amont_colour_lightness(shades->colours[i + 1]);
        bool is_below = i + 1 < shades->n_below + shades->has_centre;
        bool is_across = !shades->has_centre && i + 1 == shades->n_below;
        double step = is_below ? -fall : fall;
        if (is_across || step >= figures->step)
            continue;
        figures->step = step;
        figures->step_at = i;
    }
}

amont_palette_figures amont_palette_measure(int kind, const amont_shades *shades) {
    amont_palette_figures figures = {.needed = needed(kind, shades->n), .step = INFINITY};
    for (amont_vision vision = 0; vision < AMONT_VISIONS; vision++)
        measure_differences(shades, vision, &figures);
    if (kind == AMONT_PALETTE_SEQUENTIAL || kind == AMONT_PALETTE_DIVERGING)
        measure_steps(shades, &figures);
    return figures;
}

amont_vision amont_palette_worst(const amont_palette_figures *figures) {
    amont_vision worst = AMONT_VISION_NORMAL;
    for (amont_vision vision = 0; vision < AMONT_VISIONS; vision++)
        if (figures->difference[vision] < figures->difference[worst])
            worst = vision;
    return worst;
}

bool amont_palette_passes(const amont_palette_figures *figures) {
    return figures->difference[amont_palette_worst(figures)] >= figures->needed &&
           figures->step >= AMONT_PALETTE_STEP;
}

/* ---- the nearest --------------------------------------------------------------------------- */

static bool shades_like(const amont_palette *palette, const amont_shades *as,
                        amont_shades *shades) {
    if (palette->kind != AMONT_PALETTE_DIVERGING)
        return amont_palette_shades(palette, as->n, shades);
    return amont_palette_arms(palette, as->n_below, as->n - as->n_below - as->has_centre,
                              as->has_centre, shades);
}

static double mean_difference(const amont_shades *one, const amont_shades *other) {
    double sum = 0;
    for (size_t i = 0; i < one->n; i++)
        sum += amont_colour_difference(one->colours[i], other->colours[i], AMONT_VISION_NORMAL);
    return sum / (double)one->n;
}

const amont_palette *amont_palettes_nearest(const amont_palettes *palettes, int kind,
                                            const amont_shades *shades) {
    const amont_palette *nearest = NULL;
    double least = INFINITY;
    for (guint i = 0; i < palettes->palettes->len; i++) {
        const amont_palette *palette = palettes->palettes->pdata[i];
        amont_shades other;
        if (palette->kind != kind || !shades_like(palette, shades, &other))
            continue;
        amont_palette_figures figures = amont_palette_measure(kind, &other);
        double distance = mean_difference(shades, &other);
        if (!amont_palette_passes(&figures) || distance >= least)
            continue;
        least = distance;
        nearest = palette;
    }
    return nearest;
}
