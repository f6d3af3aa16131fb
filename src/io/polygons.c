/* Layers of polygons: invalid ones are repaired once, in the study's CRS, so that the change of
 * area reported is in square metres. */
#include "io/opening.h"
#include "io/source.h"

#include <math.h>

/* ---- reading ------------------------------------------------------------------------------- */

static bool fail_not_polygons(const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA, "'%s' holds no polygons",
                     amont_source_name(source));
    amont_hint(error, "zones are polygons with a code, land use polygons with a class");
    return false;
}

static bool has_polygons(const amont_source *source, amont_layer *layer, GError **error) {
    if (!layer->shapes && layer->n_rows == 0 && source->where)
        layer->shapes = amont_shapes_finish(amont_shapes_builder_new(AMONT_SHAPE_POLYGON));
    return (layer->shapes && layer->shapes->type == AMONT_SHAPE_POLYGON) ||
           fail_not_polygons(source, error);
}

amont_layer *amont_polygons_read(const amont_opening *opening, const amont_source *source,
                                 const char *written_crs, GError **error) {
    g_autofree char *stated_crs = NULL;
    g_autoptr(amont_layer) layer = amont_source_read(source, &stated_crs, error);
    if (!layer || !has_polygons(source, layer, error))
        return NULL;
    const amont_shapes *shapes = layer->shapes;
    bool placed =
        shapes->n_points == 0 || amont_opening_place(opening, source, written_crs, stated_crs,
                                                     shapes->x, shapes->y, shapes->n_points, error);
    return placed ? g_steal_pointer(&layer) : NULL;
}

/* ---- repair -------------------------------------------------------------------------------- */

/* Polygons under repair. */
typedef struct mending {
    const amont_opening *opening;
    const amont_entry *entry;
    amont_layer *layer;
    char *const *names; /* NULL: the rows have none */
    bool accepted;
} mending;

static void find_invalid(const mending *m, size_t row, const char *reason, double x, double y,
                         double change_m2) {
    g_autofree char *x_text = amont_number_plain(amont_number_round(x, 2));
    g_autofree char *y_text = amont_number_plain(amont_number_round(y, 2));
    g_autofree char *change = amont_number_plain(amont_number_round(change_m2, 2));
    amont_find(m->opening->findings, AMONT_FINDING_GEOMETRY_INVALID, m->layer->path,
               amont_layer_row(m->layer, row), "%s%s%s (%s %s), %s%s m²",
               m->names ? m->names[row] : "", m->names ? ": " : "", reason, x_text, y_text,
               change_m2 > 0 ? "+" : "", change);
}

typedef struct defect {
    size_t row;
    char *reason;
    double x, y;
} defect;

static void clear_defect(void *item) {
    defect *d = item;
    g_free(d->reason);
}

static GArray *list_defects(const mending *m) {
    const amont_shapes *shapes = m->layer->shapes;
    GArray *defects = g_array_new(FALSE, FALSE, sizeof(defect));
    g_array_set_clear_func(defects, clear_defect);
    g_autofree bool *doubtful = g_new0(bool, shapes->n_features + 1);
    amont_shapes_find_doubtful(shapes, doubtful);
    for (size_t row = 0; row < shapes->n_features; row++) {
        if (shapes->part_of[row] == shapes->part_of[row + 1]) {
            amont_find(m->opening->findings, AMONT_FINDING_GEOMETRY_EMPTY, m->layer->path,
                       amont_layer_row(m->layer, row), "%s", m->names ? m->names[row] : "");
            continue;
        }
        defect found = {.row = row};
        if (!doubtful[row])
            continue;
        found.reason = amont_shapes_invalid(shapes, row, &found.x, &found.y);
        if (found.reason)
            g_array_append_val(defects, found);
    }
    return defects;
}

/* Repair is a guess at what was meant: beyond 0.01 % of the whole a person must look. */
static bool check_change(const mending *m, const double *area_m2, const double *changed_m2,
                         GError **error) {
    const double most = 1e-4;
    double changed = 0, whole = 0;
    for (size_t row = 0; row < m->layer->n_rows; row++) {
        changed += fabs(changed_m2[row]);
        whole += area_m2[row];
    }
    if (changed <= most * whole || m->accepted)
        return true;
    amont_entry_fail(m->entry, "source", error, AMONT_ERROR_DATA,
                     "repairing the polygons of '%s' would change %.0f m², %.3f %% of their area",
                     m->layer->path, changed, 100 * changed / whole);
    amont_hint(error, "repair the file, or write 'accept_repairs: true' after 'amont check'");
    return false;
}

static double *repair(const mending *m, const GArray *defects, GError **error) {
    g_autofree double *changed_m2 = g_new0(double, m->layer->n_rows);
    amont_shapes *repaired = amont_shapes_repair(m->layer->shapes, changed_m2, error);
    if (!repaired) {
        g_prefix_error(error, "'%s': ", m->layer->path);
        return NULL;
    }
    amont_shapes_free(m->layer->shapes);
    m->layer->shapes = repaired;
    for (guint i = 0; i < defects->len; i++) {
        const defect *d = &g_array_index(defects, defect, i);
        find_invalid(m, d->row, d->reason, d->x, d->y, changed_m2[d->row]);
    }
    g_autofree double *area_m2 = amont_shapes_areas(repaired);
    return check_change(m, area_m2, changed_m2, error) ? g_steal_pointer(&area_m2) : NULL;
}

double *amont_polygons_measure(const amont_opening *opening, const amont_entry *entry,
                               amont_layer *layer, char *const *names, bool accept_repairs,
                               GError **error) {
    mending m = {opening, entry, layer, names, accept_repairs};
    g_autoptr(GArray) defects = list_defects(&m);
    return defects->len > 0 ? repair(&m, defects, error) : amont_shapes_areas(layer->shapes);
}
