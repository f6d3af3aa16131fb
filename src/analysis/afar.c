#include "analysis/afar.h"

#include "amont/pool.h"
#include "amont/projector.h"
#include "analysis/scans.h"

#include <math.h>

typedef struct worker {
    size_t n_near;
    amont_box box; /* of all rows, as the file has them */
} worker;

typedef struct run {
    amont_projector *projector;
    amont_box territory;
    worker *workers;
    unsigned n_workers;
} run;

static amont_box territory_of(const amont_layers *layers) {
    const double around_m = 20000; /* as for the layers that are read whole */
    amont_box box = AMONT_BOX_EMPTY;
    for (guint i = 0; i < layers->levels->len; i++) {
        const amont_level *level = layers->levels->pdata[i];
        for (size_t zone = 0; zone < level->n; zone++)
            box = amont_box_union(box, amont_shapes_box(level->layer->shapes, zone));
    }
    return amont_box_is_empty(box) ? box : amont_box_grow(box, around_m);
}

static void take(void *data, unsigned index, amont_batch *batch) {
    const run *r = data;
    worker *w = &r->workers[index];
    amont_scan_mark_unplaced(batch);
    for (size_t i = 0; i < batch->n; i++)
        if (isfinite(batch->x[i]) && isfinite(batch->y[i]))
            w->box = amont_box_union(
                w->box, (amont_box){batch->x[i], batch->y[i], batch->x[i], batch->y[i]});
    amont_projector_apply(r->projector, batch->x, batch->y, batch->n);
    for (size_t i = 0; i < batch->n; i++)
        w->n_near += amont_box_holds(r->territory, batch->x[i], batch->y[i]);
}

static void restart(void *data) {
    run *r = data;
    for (unsigned i = 0; i < r->n_workers; i++)
        r->workers[i] = (worker){0, AMONT_BOX_EMPTY};
}

static worker sum_of(const run *r) {
    worker sum = {0, AMONT_BOX_EMPTY};
    for (unsigned i = 0; i < r->n_workers; i++) {
        sum.n_near += r->workers[i].n_near;
        sum.box = amont_box_union(sum.box, r->workers[i].box);
    }
    return sum;
}

static bool fail_afar(const amont_layers *layers, const amont_points *points, amont_box there,
                      amont_box territory, GError **error) {
    double x = (there.min_x + there.max_x) / 2, y = (there.min_y + there.max_y) / 2;
    const amont_entry *entry = &points->spec->entry;
    const char *path = points->stream->head->path;
    if (!amont_crs_transform(points->crs, layers->crs, &x, &y, 1, error)) {
        g_prefix_error(error, "'%s': ", path);
        return false;
    }
    double away_m = hypot(x - (territory.min_x + territory.max_x) / 2,
                          y - (territory.min_y + territory.max_y) / 2);
    amont_entry_fail(entry, "source", error, AMONT_ERROR_DATA,
                     "'%s' does not lie on the territory, but some %.0f km away", path,
                     away_m / 1000);
    amont_hint(error, "is it of another place, or its CRS another than '%s'?",
               amont_crs_name(points->crs));
    return false;
}

bool amont_points_check_place(const amont_layers *layers, const amont_points *points,
                              GError **error) {
    amont_box territory = territory_of(layers);
    if (amont_box_is_empty(territory))
        return true;
    g_autoptr(amont_projector) projector =
        amont_projector_new(points->crs, layers->crs, territory, error);
    if (!projector)
        return false;
    run r = {.projector = projector, .territory = territory, .n_workers = amont_pool_threads()};
    g_autofree worker *workers = g_new(worker, r.n_workers);
    r.workers = workers;
    restart(&r);
    amont_stream_plan plan = {
        .take = take, .restart = restart, .data = &r, .n_workers = r.n_workers};
    if (!amont_stream_run(points->stream, &plan, error))
        return false;
    worker all = sum_of(&r);
    return all.n_near > 0 || amont_box_is_empty(all.box) ||
           fail_afar(layers, points, all.box, territory, error);
}
