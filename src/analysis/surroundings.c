/* The places of a layer and what lies within a distance of them. Sites that are known only to their
 * IRIS or commune are in no distance; places outside the zones are, where they are near enough. */
#include "analysis/afar.h"
#include "analysis/measures.h"
#include "analysis/scans.h"

#include "amont/discs.h"
#include "amont/pool.h"
#include "amont/projector.h"

#include <math.h>
#include <string.h>

typedef struct place {
    double x, y;
} place;

/* ---- sites --------------------------------------------------------------------------------- */

static void take_sites(const amont_projects *projects, amont_surrounding *s, GArray *places) {
    for (size_t i = 0; i < projects->n_sites; i++) {
        const amont_site *site = &projects->sites[i];
        place p = {site->x, site->y};
        if (site->precision <= AMONT_PRECISION_IRIS)
            s->n_coarse++;
        else
            g_array_append_val(places, p);
    }
    for (size_t i = 0; i < projects->n_projects; i++)
        s->n_unplaced += projects->projects[i].n_sites == 0;
    s->n_rows = places->len;
}

/* ---- points -------------------------------------------------------------------------------- */

typedef struct worker {
    GArray *places;
    size_t n_rows, n_unplaced;
} worker;

typedef struct run {
    amont_projector *projector;
    worker *workers;
    unsigned n_workers;
} run;

static void take(void *data, unsigned index, amont_batch *batch) {
    const run *r = data;
    worker *w = &r->workers[index];
    amont_scan_mark_unplaced(batch);
    amont_projector_apply(r->projector, batch->x, batch->y, batch->n);
    for (size_t i = 0; i < batch->n; i++) {
        place p = {batch->x[i], batch->y[i]};
        if (isnan(p.x))
            w->n_unplaced++;
        else
            w->n_rows++;
        if (isfinite(p.x) && isfinite(p.y))
            g_array_append_val(w->places, p);
    }
}

static void restart(void *data) {
    run *r = data;
    for (unsigned i = 0; i < r->n_workers; i++) {
        g_array_set_size(r->workers[i].places, 0);
        r->workers[i].n_rows = r->workers[i].n_unplaced = 0;
    }
}

/* All that is near enough to any zone of any level. */
static amont_box reach_of(const amont_layers *layers, double distance_m) {
    amont_box box = AMONT_BOX_EMPTY;
    for (guint i = 0; i < layers->levels->len; i++) {
        const amont_level *level = layers->levels->pdata[i];
        for (size_t zone = 0; zone < level->n; zone++)
            box = amont_box_union(box, amont_shapes_box(level->layer->shapes, zone));
    }
    return amont_box_grow(box, distance_m);
}

static bool asks_same_rows(const amont_surrounding *s, const amont_indicator_spec *spec) {
    return strcmp(s->layer, spec->layer) == 0 && g_strcmp0(s->where, spec->where) == 0;
}

/* Whether what the rows lack is told elsewhere: where they are counted, or at another distance. */
static bool is_told(amont_analysis *analysis, const amont_indicator_spec *spec) {
    const amont_study *study = amont_analysis_layers(analysis)->study;
    const GPtrArray *known = amont_analysis_measures(analysis)->surroundings;
    for (guint i = 0; i < known->len; i++)
        if (asks_same_rows(known->pdata[i], spec))
            return true;
    for (guint i = 0; i < study->indicators->len; i++) {
        const amont_indicator_spec *other = study->indicators->pdata[i];
        if (amont_stat_is_of_rows(other->stat) && strcmp(other->layer, spec->layer) == 0 &&
            g_strcmp0(other->where, spec->where) == 0)
            return true;
    }
    return false;
}

static void tell_unplaced(amont_analysis *analysis, const amont_indicator_spec *spec,
                          const amont_surrounding *s) {
    const amont_study *study = amont_analysis_layers(analysis)->study;
    if (!is_told(analysis, spec))
        amont_findings_add_rows(amont_analysis_findings(analysis), AMONT_FINDING_POINT_UNPLACED,
                                s->n_unplaced, amont_study_layer(study, spec->layer)->source, NULL);
}

static void gather(run *r, amont_surrounding *s, GArray *places) {
    for (unsigned i = 0; i < r->n_workers; i++) {
        worker *w = &r->workers[i];
        g_array_append_vals(places, w->places->data, w->places->len);
        s->n_rows += w->n_rows;
        s->n_unplaced += w->n_unplaced;
        g_array_unref(w->places);
    }
    g_free(r->workers);
    amont_projector_free(r->projector);
}

static bool are_all_beyond(const GArray *places, amont_box reach) {
    for (guint i = 0; i < places->len; i++) {
        place p = g_array_index(places, place, i);
        if (amont_box_holds(reach, p.x, p.y))
            return false;
    }
    return true;
}

static bool take_points(amont_analysis *analysis, const amont_indicator_spec *spec,
                        amont_surrounding *s, GArray *places, GError **error) {
    const amont_layers *layers = amont_analysis_layers(analysis);
    const amont_points *points = amont_scan_points(layers, spec->layer);
    amont_box reach = reach_of(layers, spec->distance_m);
    run r = {.n_workers = amont_pool_threads()};
    r.projector = amont_projector_new(points->crs, layers->crs, reach, error);
    if (!r.projector)
        return false;
    r.workers = g_new0(worker, r.n_workers);
    for (unsigned i = 0; i < r.n_workers; i++)
        r.workers[i].places = g_array_new(FALSE, FALSE, sizeof(place));
    amont_stream_plan plan = {
        .where = spec->where,
        .entry = &spec->entry,
        .take = take,
        .restart = restart,
        .data = &r,
        .n_workers = r.n_workers,
        .findings = is_told(analysis, spec) ? NULL : amont_analysis_findings(analysis)};
    bool ok = amont_stream_run(points->stream, &plan, error);
    gather(&r, s, places);
    tell_unplaced(analysis, spec, s);
    if (ok && spec->where && s->n_rows + s->n_unplaced == 0)
        amont_analysis_tell_empty(analysis, points->spec, spec->where);
    bool none_near = s->n_rows > 0 && are_all_beyond(places, reach);
    return ok && (!none_near || amont_points_check_place(layers, points, error));
}

/* ---- both ---------------------------------------------------------------------------------- */

static int compare_places(const void *a, const void *b) {
    const place *p = a, *q = b;
    return p->x != q->x ? (p->x > q->x) - (p->x < q->x) : (p->y > q->y) - (p->y < q->y);
}

/* In one order, however they came, and each once. */
static void sort_places(GArray *places) {
    guint n = 0;
    g_array_sort(places, compare_places);
    for (guint i = 0; i < places->len; i++) {
        place p = g_array_index(places, place, i);
        if (n == 0 || compare_places(&p, &g_array_index(places, place, n - 1)) != 0)
            g_array_index(places, place, n++) = p;
    }
    g_array_set_size(places, n);
}

static void keep_places(amont_surrounding *s, const GArray *places) {
    s->n_places = places->len;
    s->x = g_new(double, places->len + 1);
    s->y = g_new(double, places->len + 1);
    for (guint i = 0; i < places->len; i++) {
        s->x[i] = g_array_index(places, place, i).x;
        s->y[i] = g_array_index(places, place, i).y;
    }
}

const amont_surrounding *amont_analysis_surrounding(amont_analysis *analysis,
                                                    const amont_indicator_spec *spec,
                                                    GError **error) {
    GPtrArray *known = amont_analysis_measures(analysis)->surroundings;
    for (guint i = 0; i < known->len; i++) {
        const amont_surrounding *s = known->pdata[i];
        if (asks_same_rows(s, spec) && s->distance_m == spec->distance_m)
            return s;
    }
    const amont_projects *projects =
        amont_layers_projects(amont_analysis_layers(analysis), spec->layer);
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(place));
    g_autofree amont_surrounding *s = g_new0(amont_surrounding, 1);
    *s = (amont_surrounding){
        .layer = spec->layer, .where = spec->where, .distance_m = spec->distance_m};
    if (projects)
        take_sites(projects, s, places);
    else if (!take_points(analysis, spec, s, places, error))
        return NULL;
    sort_places(places);
    keep_places(s, places);
    g_ptr_array_add(known, s);
    return g_steal_pointer(&s);
}

void amont_surrounding_say_left_out(const amont_surrounding *surrounding, GString *method) {
    if (surrounding->n_coarse > 0)
        g_string_append_printf(method, "; left out: %zu sites known only to their IRIS or commune",
                               surrounding->n_coarse);
    if (surrounding->n_unplaced > 0)
        g_string_append_printf(method, "; left out: %zu without a position",
                               surrounding->n_unplaced);
}

/* The places are sorted by x: farther away along it than the best there is, none is nearer. */
double amont_surrounding_nearest(const amont_surrounding *surrounding, double x, double y) {
    const double *xs = surrounding->x;
    size_t first = 0, n = surrounding->n_places, after = n;
    while (first < after) {
        size_t middle = first + (after - first) / 2;
        if (xs[middle] < x)
            first = middle + 1;
        else
            after = middle;
    }
    double best = INFINITY;
    for (size_t i = first; i < n && xs[i] - x < best; i++)
        best = fmin(best, hypot(xs[i] - x, surrounding->y[i] - y));
    for (size_t i = first; i-- > 0 && x - xs[i] < best;)
        best = fmin(best, hypot(xs[i] - x, surrounding->y[i] - y));
    return best;
}

/* ---- areas near ---------------------------------------------------------------------------- */

typedef struct tally {
    amont_analysis *analysis;
    const amont_overlay *overlay;
    amont_sum *area_m2; /* of each zone; the last is outside */
    double *n;
    size_t n_zones;
    amont_sum whole_m2;
    GError **error;
} tally;

static void add_piece(const amont_overlay_piece *piece, void *data) {
    tally *t = data;
    size_t zone = piece->zone == AMONT_NO_ZONE ? t->n_zones : piece->zone;
    amont_sum_add(&t->area_m2[zone], piece->measure);
    t->n[zone]++;
}

static bool add_discs(const amont_shapes *discs, void *data) {
    tally *t = data;
    g_autoptr(amont_shapes) flat = NULL;
    if (!amont_analysis_flatten(t->analysis, discs, &flat, t->error))
        return false;
    const amont_shapes *shapes = flat ? flat : discs;
    amont_overlay_pieces(t->overlay, shapes, add_piece, t);
    for (size_t f = 0; f < shapes->n_features; f++)
        amont_sum_add(&t->whole_m2, amont_shapes_area(shapes, f));
    return true;
}

bool amont_near_measure(amont_analysis *analysis, const amont_surrounding *surrounding,
                        const amont_shapes *zones, const size_t *order, size_t n_order,
                        amont_near *near, GError **error) {
    size_t n = zones->n_features;
    g_autofree amont_sum *area_m2 = g_new0(amont_sum, n + 1);
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, order, n_order);
    near->n = g_new0(double, n + 1);
    near->area_m2 = g_new(double, n + 1);
    tally t = {.analysis = analysis,
               .overlay = overlay,
               .area_m2 = area_m2,
               .n = near->n,
               .n_zones = n,
               .error = error};
    bool measured = surrounding->n_places == 0 ||
                    amont_discs_each(surrounding->x, surrounding->y, surrounding->n_places,
                                     surrounding->distance_m, add_discs, &t);
    for (size_t zone = 0; zone <= n; zone++)
        near->area_m2[zone] = amont_sum_value(&area_m2[zone]);
    near->whole_m2 = amont_sum_value(&t.whole_m2);
    return measured;
}

bool amont_near_open(amont_analysis *analysis, const amont_surrounding *surrounding,
                     const amont_level *level, amont_near *near, GError **error) {
    const amont_shapes *zones = amont_analysis_plane(analysis, level->layer->shapes, error);
    return zones &&
           amont_near_measure(analysis, surrounding, zones, level->by_code, level->n, near, error);
}

void amont_near_close(amont_near *near) {
    g_clear_pointer(&near->area_m2, g_free);
    g_clear_pointer(&near->n, g_free);
}
