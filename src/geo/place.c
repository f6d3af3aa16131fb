/* Each candidate is tried on a sample, by PROJ, and the shares that land are compared. This happens
 * only when a layer lies off the territory, so that its cost does not matter. */
#include "amont/place.h"

#include "geo/crs.h"

#include <math.h>

static const struct {
    const char *definition, *name;
} candidates[] = {
    {"EPSG:4326", "WGS 84"},
    {"EPSG:2154", "Lambert-93"},
    {"EPSG:3949", "CC49"},
    {"EPSG:3942", "CC42"},
    {"EPSG:3943", "CC43"},
    {"EPSG:3944", "CC44"},
    {"EPSG:3945", "CC45"},
    {"EPSG:3946", "CC46"},
    {"EPSG:3947", "CC47"},
    {"EPSG:3948", "CC48"},
    {"EPSG:3950", "CC50"},
    {"EPSG:27572", "Lambert II étendu"},
    {"EPSG:27571", "Lambert I carto"},
    {"EPSG:27561", "Lambert Nord"},
    {"EPSG:3857", "Web Mercator"},
    {"EPSG:32631", "UTM 31N"},
    {"EPSG:3035", "ETRS89-LAEA"},
};

void amont_place_take(amont_place_sample *sample, const double *x, const double *y, size_t n) {
    size_t step = MAX(1, (n + AMONT_PLACE_SAMPLE - 1) / AMONT_PLACE_SAMPLE);
    sample->n = 0;
    for (size_t i = 0; i < n; i += step) {
        sample->x[sample->n] = x[i];
        sample->y[sample->n++] = y[i];
    }
}

double amont_place_share(const double *x, const double *y, size_t n, amont_box territory) {
    size_t inside = 0, all = 0;
    for (size_t i = 0; i < n; i++) { /* no branches: there may be millions */
        all += x[i] == x[i];
        inside += (x[i] >= territory.min_x) & (x[i] <= territory.max_x) &
                  (y[i] >= territory.min_y) & (y[i] <= territory.max_y);
    }
    return all > 0 ? (double)inside / (double)all : 0;
}

/* Coordinates without an image land nowhere; they do not spoil the others. */
static double share_under(PJ_CONTEXT *context, const PJ *from, const PJ *to,
                          const amont_place_sample *sample, bool exchanged, amont_box territory) {
    g_autoptr(PJ) raw = proj_create_crs_to_crs_from_pj(context, from, to, NULL, NULL);
    g_autoptr(PJ) operation = raw ? proj_normalize_for_visualization(context, raw) : NULL;
    if (!operation)
        return 0;
    amont_place_sample copy = *sample;
    double *x = exchanged ? copy.y : copy.x, *y = exchanged ? copy.x : copy.y;
    proj_trans_generic(operation, PJ_FWD, x, sizeof *x, copy.n, y, sizeof *y, copy.n, NULL, 0, 0,
                       NULL, 0, 0);
    return amont_place_share(x, y, copy.n, territory);
}

/* Within what degrees can be: a plane's metres would be a place of no size. */
static bool are_degrees(const amont_place_sample *sample) {
    for (size_t i = 0; i < sample->n; i++)
        if (fabs(sample->x[i]) > 180 || fabs(sample->y[i]) > 180)
            return false;
    return true;
}

/* A better guess than the one there is, if there is one. The first candidate is in degrees. */
static void try_candidates(PJ_CONTEXT *context, const PJ *to, const amont_place_sample *sample,
                           amont_box territory, amont_place_guess try, amont_place_guess *guess) {
    size_t n = are_degrees(sample) ? 1 : G_N_ELEMENTS(candidates);
    for (size_t i = 0; i < n; i++) {
        g_autoptr(PJ) from = amont_crs_open(context, candidates[i].definition);
        double share = from ? share_under(context, from, to, sample, try.exchanged, territory) : 0;
        if (share <= guess->share + 1e-9)
            continue;
        *guess = try;
        guess->definition = candidates[i].definition;
        guess->name = candidates[i].name;
        guess->share = share;
    }
}

bool amont_place_guess_crs(const amont_place_sample *sample, const amont_crs *target,
                           amont_box territory, amont_place_guess *guess) {
    PJ_CONTEXT *context = amont_crs_context();
    g_autoptr(PJ) to = amont_crs_open(context, target->definition);
    *guess = (amont_place_guess){.share = 0.5};
    if (!to)
        return false;
    try_candidates(context, to, sample, territory, (amont_place_guess){0}, guess);
    try_candidates(context, to, sample, territory, (amont_place_guess){.exchanged = true}, guess);
    if (guess->definition)
        return true;
    amont_place_sample metres = *sample;
    for (size_t i = 0; i < sample->n; i++) {
        metres.x[i] *= 1000;
        metres.y[i] *= 1000;
    }
    try_candidates(context, to, &metres, territory, (amont_place_guess){.kilometres = true}, guess);
    return guess->definition != NULL;
}

/* The edges of the area are curves in a plane: points along them bound it well enough. */
bool amont_place_area_of_use(const amont_crs *crs, amont_box *box) {
    enum { STEPS = 20 };
    PJ_CONTEXT *context = amont_crs_context();
    g_autoptr(PJ) to = amont_crs_open(context, crs->definition);
    double west = 0, south = 0, east = 0, north = 0;
    if (!to || !proj_get_area_of_use(context, to, &west, &south, &east, &north, NULL) ||
        west >= east)
        return false;
    PJ *operation = amont_crs_operation("EPSG:4326", crs->definition);
    *box = AMONT_BOX_EMPTY;
    for (int i = 0; operation && i <= STEPS; i++)
        for (int j = 0; j <= STEPS; j++) {
            PJ_COORD place = proj_coord(west + (east - west) * i / STEPS,
                                        south + (north - south) * j / STEPS, 0, 0);
            PJ_COORD at = proj_trans(operation, PJ_FWD, place);
            if (isfinite(at.xy.x) && isfinite(at.xy.y))
                *box = amont_box_union(*box, (amont_box){at.xy.x, at.xy.y, at.xy.x, at.xy.y});
        }
    return !amont_box_is_empty(*box);
}
