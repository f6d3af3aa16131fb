/* Polygons were repaired in the study's CRS. Their corners are those of the file, found again by
 * their coordinates, so that neighbours still share them; only new corners, where lines cross, are
 * brought back into the file's CRS. */
#include "io/mend/mending.h"

#include "amont/text.h"

#include "io/opening.h"
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

/* The polygons of an entry as they were repaired on opening, and where they come from. */
typedef struct origin {
    const amont_entry *entry;
    const char *source_layer, *crs, *where; /* as the study has them; or NULL */
    const amont_layer *layer;               /* in the study's CRS */
    const amont_column *names;              /* of its rows, in the report */
} origin;

typedef struct polygons {
    const origin *from;
    amont_layer *layer;  /* as the file has it */
    amont_crs *crs;      /* of the file */
    GHashTable *corners; /* of those that are not valid */
    bool *is_new;        /* those */
} polygons;

static void clear_polygons(polygons *p) {
    amont_layer_free(p->layer);
    amont_crs_free(p->crs);
    g_clear_pointer(&p->corners, g_hash_table_unref);
    g_free(p->is_new);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(polygons, clear_polygons)

/* ---- as the file has it -------------------------------------------------------------------- */

static bool is_unchanged(const polygons *p, const amont_mended *file, GError **error) {
    const amont_shapes *read = p->layer->shapes, *known = p->from->layer->shapes;
    if (read && read->type == known->type && read->n_features == known->n_features)
        return true;
    return amont_entry_fail(p->from->entry, "source", error, AMONT_ERROR_DATA,
                            "'%s' changed while it was read", file->name);
}

static bool read_file(polygons *p, const amont_mended *file, GError **error) {
    const origin *from = p->from;
    g_autoptr(amont_reader) reader = amont_reader_start(error);
    amont_source source = {.entry = from->entry,
                           .key = "source",
                           .path = file->path,
                           .layer = from->source_layer,
                           .where = from->where,
                           .reader = reader};
    g_autofree char *stated = NULL;
    p->layer = reader ? amont_source_read(&source, &stated, error) : NULL;
    if (!p->layer || !is_unchanged(p, file, error))
        return false;
    p->crs = amont_opening_crs(&source, from->crs, stated, error);
    return p->crs != NULL;
}

static void add_corners(polygons *p, size_t row, const double *x, const double *y) {
    const amont_shapes *shapes = p->layer->shapes;
    size_t from = shapes->point_of[shapes->ring_of[shapes->part_of[row]]];
    size_t to = shapes->point_of[shapes->ring_of[shapes->part_of[row + 1]]];
    for (size_t i = from; i < to; i++) {
        corner c = {.x = x[i], .y = y[i], .fx = shapes->x[i], .fy = shapes->y[i]};
        g_hash_table_add(p->corners, g_memdup2(&c, sizeof c));
    }
}

/* Which are not valid, and their corners. */
static bool find_invalid(polygons *p, const amont_crs *study_crs, bool *any, GError **error) {
    amont_shapes *shapes = p->layer->shapes;
    g_autofree double *x = g_memdup2(shapes->x, shapes->n_points * sizeof *x);
    g_autofree double *y = g_memdup2(shapes->y, shapes->n_points * sizeof *y);
    if (!amont_crs_transform(p->crs, study_crs, x, y, shapes->n_points, error))
        return false;
    amont_shapes projected = *shapes;
    projected.x = x;
    projected.y = y;
    p->is_new = g_new0(bool, shapes->n_features);
    p->corners = g_hash_table_new_full(hash_corner, same_corner, g_free, NULL);
    for (size_t row = 0; row < shapes->n_features; row++) {
        double at_x = 0, at_y = 0;
        bool is_empty = shapes->part_of[row] == shapes->part_of[row + 1];
        g_autofree char *reason =
            is_empty ? NULL : amont_shapes_invalid(&projected, row, &at_x, &at_y);
        if (!reason)
            continue;
        p->is_new[row] = *any = true;
        add_corners(p, row, x, y);
    }
    return true;
}

/* ---- as it will be ------------------------------------------------------------------------- */

static bool take_back(const polygons *p, const amont_crs *study_crs, double *x, double *y, size_t n,
                      GError **error) {
    g_autofree double *old_x = g_memdup2(x, n * sizeof *x), *old_y = g_memdup2(y, n * sizeof *y);
    if (!amont_crs_transform(study_crs, p->crs, x, y, n, error))
        return false;
    for (size_t i = 0; i < n; i++) {
        corner wanted = {.x = old_x[i], .y = old_y[i]};
        const corner *found = g_hash_table_lookup(p->corners, &wanted);
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

static void note_all(amont_mending *mending, const amont_mended *file, const polygons *p) {
    const char *kind = amont_finding_name(AMONT_FINDING_GEOMETRY_INVALID);
    const amont_shapes *shapes = p->from->layer->shapes;
    for (size_t row = 0; row < shapes->n_features; row++) {
        if (!p->is_new[row])
            continue;
        g_autofree char *area =
            amont_number_plain(amont_number_round(amont_shapes_area(shapes, row), 2));
        g_autofree char *before = amont_cell_text(p->from->names, row);
        g_autofree char *after = g_strdup_printf("%s m²", area);
        amont_mending_note(mending, file, amont_layer_row(p->layer, row), "geometry", kind,
                           before ? before : "", after);
    }
}

/* Where it cannot be done the file is copied again, unless it holds polygons of another entry by
 * now: then nothing was touched, or the figures will tell. */
static bool write_back(amont_mending *mending, amont_mended *file, const polygons *p,
                       GError **error) {
    const amont_shapes *repaired = p->from->layer->shapes;
    g_autofree double *x = g_memdup2(repaired->x, repaired->n_points * sizeof *x);
    g_autofree double *y = g_memdup2(repaired->y, repaired->n_points * sizeof *y);
    if (!take_back(p, mending->layers->crs, x, y, repaired->n_points, error))
        return false;
    amont_shapes shapes = *repaired;
    shapes.x = x;
    shapes.y = y;
    amont_new_geometries geometries = {.layer = p->from->source_layer,
                                       .where = p->from->where,
                                       .before = p->layer->shapes,
                                       .after = &shapes,
                                       .is_new = p->is_new};
    g_autofree char *target = g_build_filename(mending->folder, file->target, NULL);
    if (!replace(mending, target, &geometries))
        return file->replaced || amont_mending_write(mending, file, error);
    file->replaced = true;
    note_all(mending, file, p);
    return true;
}

static bool mend_polygons(amont_mending *mending, const origin *from, GError **error) {
    if (amont_findings_count(mending->findings, AMONT_FINDING_GEOMETRY_INVALID) == 0)
        return true;
    amont_mended *file = amont_mending_file(mending, from->entry, "source", error);
    if (!file || file->left)
        return file != NULL;
    g_auto(polygons) p = {.from = from};
    bool any = false;
    return read_file(&p, file, error) && find_invalid(&p, mending->layers->crs, &any, error) &&
           (!any || write_back(mending, file, &p, error));
}

bool amont_mend_zones(amont_mending *mending, const amont_level *level, GError **error) {
    const amont_zones_spec *spec = level->spec;
    origin zones = {.entry = &spec->entry,
                    .source_layer = spec->layer,
                    .crs = spec->crs,
                    .layer = level->layer,
                    .names = amont_layer_column(level->layer, level->code_column)};
    return mend_polygons(mending, &zones, error);
}

bool amont_mend_landuse(amont_mending *mending, const amont_landuse *landuse, GError **error) {
    const amont_layer_spec *spec = landuse->spec;
    origin plots = {.entry = &spec->entry,
                    .source_layer = spec->layer,
                    .crs = spec->crs,
                    .where = spec->where,
                    .layer = landuse->layer,
                    .names = landuse->dates[0].columns[0]};
    return mend_polygons(mending, &plots, error);
}
