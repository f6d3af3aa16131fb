/* Polygons were repaired in the study's CRS. Their corners are those of the file, found again by
 * their coordinates, so that neighbours still share them; only new corners, where lines cross, are
 * brought back into the file's CRS. */
#include "io/mend/mending.h"

#include "amont/text.h"

#include "io/source.h"

#include <string.h>

typedef struct corner {
    double x, y;   /* in the study's CRS */
    double fx, fy; /* in the file's */
} corner;

static guint hash_corner(const void *key) {
    const corner *c = key;
    return g_double_hash(&c->x) * 31 + g_double_hash(&c->y);
}

static gboolean same_corner(const void *a, const void *b) {
    const corner *left = a, *right = b;
    return left->x == right->x && left->y == right->y;
}

typedef struct zones_file {
    const amont_level *level;
    amont_layer *layer;  /* as the file has it */
    amont_crs *crs;      /* of the file */
    GHashTable *corners; /* of those that are not valid */
    bool *is_new;        /* those */
} zones_file;

static void clear_zones(zones_file *z) {
    amont_layer_free(z->layer);
    amont_crs_free(z->crs);
    g_clear_pointer(&z->corners, g_hash_table_unref);
    g_free(z->is_new);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(zones_file, clear_zones)

/* ---- as the file has it -------------------------------------------------------------------- */

static bool read_file(zones_file *z, const amont_mended *file, GError **error) {
    const amont_zones_spec *spec = z->level->spec;
    g_autoptr(amont_reader) reader = amont_reader_start(error);
    amont_source source = {.entry = &spec->entry,
                           .key = "source",
                           .path = file->path,
                           .layer = spec->layer,
                           .reader = reader};
    g_autofree char *stated = NULL;
    z->layer = reader ? amont_source_read(&source, &stated, error) : NULL;
    const char *definition = spec->crs ? spec->crs : stated;
    z->crs = z->layer && definition ? amont_crs_new(definition, error) : NULL;
    return z->crs != NULL;
}

static void add_corners(zones_file *z, size_t zone, const double *x, const double *y) {
    const amont_shapes *shapes = z->layer->shapes;
    size_t from = shapes->point_of[shapes->ring_of[shapes->part_of[zone]]];
    size_t to = shapes->point_of[shapes->ring_of[shapes->part_of[zone + 1]]];
    for (size_t i = from; i < to; i++) {
        corner c = {.x = x[i], .y = y[i], .fx = shapes->x[i], .fy = shapes->y[i]};
        g_hash_table_add(z->corners, g_memdup2(&c, sizeof c));
    }
}

/* Which zones are not valid, and their corners. */
static bool find_invalid(zones_file *z, const amont_crs *study_crs, bool *any, GError **error) {
    amont_shapes *shapes = z->layer->shapes;
    g_autofree double *x = g_memdup2(shapes->x, shapes->n_points * sizeof *x);
    g_autofree double *y = g_memdup2(shapes->y, shapes->n_points * sizeof *y);
    if (!amont_crs_transform(z->crs, study_crs, x, y, shapes->n_points, error))
        return false;
    amont_shapes projected = *shapes;
    projected.x = x;
    projected.y = y;
    z->is_new = g_new0(bool, shapes->n_features);
    z->corners = g_hash_table_new_full(hash_corner, same_corner, g_free, NULL);
    for (size_t zone = 0; zone < shapes->n_features; zone++) {
        double at_x = 0, at_y = 0;
        g_autofree char *reason = amont_shapes_invalid(&projected, zone, &at_x, &at_y);
        if (!reason)
            continue;
        z->is_new[zone] = *any = true;
        add_corners(z, zone, x, y);
    }
    return true;
}

/* ---- as it will be ------------------------------------------------------------------------- */

static bool take_back(const zones_file *z, const amont_crs *study_crs, double *x, double *y,
                      size_t n, GError **error) {
    g_autofree double *old_x = g_memdup2(x, n * sizeof *x), *old_y = g_memdup2(y, n * sizeof *y);
    if (!amont_crs_transform(study_crs, z->crs, x, y, n, error))
        return false;
    for (size_t i = 0; i < n; i++) {
        corner wanted = {.x = old_x[i], .y = old_y[i]};
        const corner *found = g_hash_table_lookup(z->corners, &wanted);
        if (!found)
            continue;
        x[i] = found->fx;
        y[i] = found->fy;
    }
    return true;
}

static bool replace(const amont_mending *mending, const char *target,
                    const amont_new_geometries *geometries) {
    const char *driver = amont_format_find(target)->driver;
    if (strcmp(driver, "GeoJSON") == 0)
        return amont_replace_in_geojson(target, geometries);
    if (strcmp(driver, "GPKG") != 0 && strcmp(driver, "ESRI Shapefile") != 0)
        return false;
    g_autofree char *date = amont_study_date(mending->layers->study);
    return amont_replace_by_driver(target, date, geometries);
}

static void note_all(amont_mending *mending, const amont_mended *file, const zones_file *z) {
    const char *kind = amont_finding_name(AMONT_FINDING_GEOMETRY_INVALID);
    const amont_shapes *shapes = z->level->layer->shapes;
    for (size_t zone = 0; zone < z->level->n; zone++) {
        if (!z->is_new[zone])
            continue;
        g_autofree char *area =
            amont_number_plain(amont_number_round(amont_shapes_area(shapes, zone), 2));
        g_autofree char *after = g_strdup_printf("%s m²", area);
        amont_mending_note(mending, file, amont_layer_row(z->layer, zone), "geometry", kind,
                           z->level->codes[zone], after);
    }
}

static bool write_back(amont_mending *mending, const amont_mended *file, const zones_file *z,
                       GError **error) {
    const amont_shapes *repaired = z->level->layer->shapes;
    g_autofree double *x = g_memdup2(repaired->x, repaired->n_points * sizeof *x);
    g_autofree double *y = g_memdup2(repaired->y, repaired->n_points * sizeof *y);
    if (!take_back(z, mending->layers->crs, x, y, repaired->n_points, error))
        return false;
    amont_shapes shapes = *repaired;
    shapes.x = x;
    shapes.y = y;
    amont_new_geometries geometries = {.layer = z->level->spec->layer,
                                       .before = z->layer->shapes,
                                       .after = &shapes,
                                       .is_new = z->is_new};
    g_autofree char *target = g_build_filename(mending->folder, file->target, NULL);
    if (!replace(mending, target, &geometries))
        return amont_mending_write(mending, file, error);
    note_all(mending, file, z);
    return true;
}

bool amont_mend_zones(amont_mending *mending, const amont_level *level, GError **error) {
    const amont_entry *entry = &level->spec->entry;
    if (amont_findings_count(mending->findings, AMONT_FINDING_GEOMETRY_INVALID) == 0)
        return true;
    const amont_mended *file = amont_mending_file(mending, entry, "source", error);
    g_auto(zones_file) z = {.level = level};
    bool any = false;
    return file && read_file(&z, file, error) &&
           find_invalid(&z, mending->layers->crs, &any, error) &&
           (!any || write_back(mending, file, &z, error));
}
