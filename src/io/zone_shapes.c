/* The geometry of zones: invalid polygons are repaired once, in the study's CRS, so that the change
 * of area reported is in square metres; a zone's parent is the one its column names, else the one
 * that holds its pole of inaccessibility, which unlike the centroid lies inside the zone. */
#include "io/opening.h"

#include "amont/locator.h"

#include <math.h>

static void find_invalid(const amont_opening *opening, const amont_level *level, size_t zone,
                         const char *reason, double x, double y, double change_m2) {
    g_autofree char *x_text = amont_number_plain(amont_number_round(x, 2));
    g_autofree char *y_text = amont_number_plain(amont_number_round(y, 2));
    g_autofree char *change = amont_number_plain(amont_number_round(change_m2, 2));
    amont_find(opening->findings, AMONT_FINDING_GEOMETRY_INVALID, level->layer->path,
               amont_layer_row(level->layer, zone), "%s: %s (%s %s), %s%s m²", level->codes[zone],
               reason, x_text, y_text, change_m2 > 0 ? "+" : "", change);
}

typedef struct defect {
    size_t zone;
    char *reason;
    double x, y;
} defect;

static void clear_defect(void *item) {
    defect *d = item;
    g_free(d->reason);
}

static GArray *list_defects(const amont_opening *opening, const amont_level *level) {
    const amont_layer *layer = level->layer;
    GArray *defects = g_array_new(FALSE, FALSE, sizeof(defect));
    g_array_set_clear_func(defects, clear_defect);
    for (size_t z = 0; z < level->n; z++) {
        if (layer->shapes->part_of[z] == layer->shapes->part_of[z + 1]) {
            amont_find(opening->findings, AMONT_FINDING_GEOMETRY_EMPTY, layer->path,
                       amont_layer_row(layer, z), "%s", level->codes[z]);
            continue;
        }
        defect found = {.zone = z};
        found.reason = amont_shapes_invalid(layer->shapes, z, &found.x, &found.y);
        if (found.reason)
            g_array_append_val(defects, found);
    }
    return defects;
}

/* Repair is a guess at what was meant: beyond 0.01 % of the whole a person must look. */
static bool check_change(const amont_level *level, const double *changed_m2, GError **error) {
    const double most = 1e-4;
    double changed = 0, whole = 0;
    for (size_t z = 0; z < level->n; z++) {
        changed += fabs(changed_m2[z]);
        whole += amont_shapes_area(level->layer->shapes, z);
    }
    if (changed <= most * whole || level->spec->accept_repairs)
        return true;
    amont_entry_fail(&level->spec->entry, "source", error, AMONT_ERROR_DATA,
                     "repairing the polygons of '%s' would change %.0f m², %.3f %% of their area",
                     level->layer->path, changed, 100 * changed / whole);
    amont_hint(error, "repair the file, or write 'accept_repairs: true' after 'amont check'");
    return false;
}

static bool repair(const amont_opening *opening, amont_level *level, const GArray *defects,
                   GError **error) {
    g_autofree double *changed_m2 = g_new0(double, level->n);
    amont_shapes *repaired = amont_shapes_repair(level->layer->shapes, changed_m2, error);
    if (!repaired) {
        g_prefix_error(error, "'%s': ", level->layer->path);
        return false;
    }
    amont_shapes_free(level->layer->shapes);
    level->layer->shapes = repaired;
    for (guint i = 0; i < defects->len; i++) {
        const defect *d = &g_array_index(defects, defect, i);
        find_invalid(opening, level, d->zone, d->reason, d->x, d->y, changed_m2[d->zone]);
    }
    return check_change(level, changed_m2, error);
}

bool amont_zones_measure(const amont_opening *opening, amont_level *level, GError **error) {
    g_autoptr(GArray) defects = list_defects(opening, level);
    if (defects->len > 0 && !repair(opening, level, defects, error))
        return false;
    level->area_m2 = g_new0(double, level->n);
    for (size_t z = 0; z < level->n; z++)
        level->area_m2[z] = amont_shapes_area(level->layer->shapes, z);
    return true;
}

static bool parents_by_column(const amont_opening *opening, amont_level *level, GError **error) {
    const amont_zones_spec *spec = level->spec;
    const amont_column *column =
        amont_column_need(level->layer, &spec->entry, "parent", spec->parent, error);
    if (!column)
        return false;
    g_autoptr(amont_join) join = amont_join_new(level->parent_level);
    for (size_t z = 0; z < level->n; z++) {
        g_autofree char *code = amont_cell_text(column, z);
        amont_finding_kind how = AMONT_FINDING_TABLE_UNMATCHED;
        level->parent[z] = code ? amont_join_find(join, code, &how) : AMONT_NO_ZONE;
        if (level->parent[z] != AMONT_NO_ZONE) /* else it is an orphan, told with its name */
            amont_join_note(join, opening->findings, level->layer->path,
                            amont_layer_row(level->layer, z), column->name, level->codes[z], code,
                            level->parent[z], how);
    }
    return true;
}

static void parents_by_position(amont_level *level) {
    const amont_level *parents = level->parent_level;
    const amont_shapes *shapes = level->layer->shapes;
    g_autoptr(amont_locator) locator =
        amont_locator_new(parents->layer->shapes, parents->by_code, parents->n);
    for (size_t z = 0; z < level->n; z++) {
        double x = 0, y = 0, radius = 0;
        bool found = amont_shapes_anchor(shapes, z, amont_shapes_box(shapes, z), &x, &y, &radius);
        level->parent[z] = found ? amont_locator_find(locator, x, y, NULL) : AMONT_NO_ZONE;
    }
}

bool amont_zones_find_parents(const amont_opening *opening, amont_level *level, GError **error) {
    if (!level->parent_level)
        return true;
    level->parent = g_new0(size_t, level->n);
    if (!level->spec->parent)
        parents_by_position(level);
    else if (!parents_by_column(opening, level, error))
        return false;
    for (size_t z = 0; z < level->n; z++)
        if (level->parent[z] == AMONT_NO_ZONE)
            amont_find(opening->findings, AMONT_FINDING_ZONE_ORPHAN, level->layer->path,
                       amont_layer_row(level->layer, z), "%s %s", level->codes[z], level->names[z]);
    return true;
}
