/* Opening a study: the CRS first, then zone levels in the order of the study (parents stand before
 * their children), then layers, each by the function of its kind. */
#include "amont/open.h"

#include "io/opening.h"
#include "io/reader.h"

#include <math.h>

typedef bool (*open_function)(const amont_opening *, const amont_layer_spec *, GError **);

static const open_function openers[] = {
    [AMONT_LAYER_SITES] = amont_open_projects, [AMONT_LAYER_POINTS] = amont_open_points,
    [AMONT_LAYER_SALES] = amont_open_sales,    [AMONT_LAYER_LANDUSE] = amont_open_landuse,
    [AMONT_LAYER_TABLE] = amont_open_table,    [AMONT_LAYER_CONTEXT] = amont_open_context,
    [AMONT_LAYER_LINES] = amont_open_lines,    [AMONT_LAYER_RASTER] = amont_open_raster,
};

static void find_credit(amont_findings *findings, const amont_entry *entry,
                        const amont_credit *credit, bool fictional) {
    const char *const values[] = {credit->producer, credit->dataset, credit->vintage,
                                  credit->licence};
    static const char *const keys[] = {"producer", "dataset", "vintage", "licence"};
    amont_place place = amont_yaml_place(entry->node, NULL);
    g_autoptr(GString) missing = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (!values[i] || !*values[i])
            g_string_append_printf(missing, "%s%s", missing->len ? ", " : "", keys[i]);
    if (missing->len)
        amont_find(findings, AMONT_FINDING_SOURCE_INCOMPLETE, place.file, place.line, "%s: %s",
                   entry->name, missing->str);
    if (fictional)
        amont_find(findings, AMONT_FINDING_FICTIONAL, place.file, place.line, "%s", entry->name);
}

static void find_credits(const amont_study *study, amont_findings *findings) {
    for (guint i = 0; i < study->zones->len; i++) {
        const amont_zones_spec *spec = study->zones->pdata[i];
        if (!amont_zones_are_grid(spec))
            find_credit(findings, &spec->entry, &spec->credit, spec->fictional);
    }
    for (guint i = 0; i < study->layers->len; i++) {
        const amont_layer_spec *spec = study->layers->pdata[i];
        find_credit(findings, &spec->entry, &spec->credit, spec->fictional);
    }
}

static amont_crs *open_crs(const amont_study *study, GError **error) {
    g_autoptr(amont_crs) crs = amont_crs_new(study->crs, error);
    if (!crs) {
        amont_place place = amont_yaml_place(study->entry.node, "crs");
        g_prefix_error(error, "%s:%d:%d: crs: ", place.file, place.line, place.column);
        return NULL;
    }
    if (amont_crs_is_projected(crs))
        return g_steal_pointer(&crs);
    amont_entry_fail(&study->entry, "crs", error, AMONT_ERROR_CONFIG,
                     "'%s' is not a plane in metres", study->crs);
    amont_hint(error, "for mainland France: EPSG:2154");
    return NULL;
}

static amont_box territory_of(const amont_level *ground) {
    const double around_m = 20000;
    amont_box box = AMONT_BOX_EMPTY;
    for (size_t zone = 0; zone < ground->n; zone++)
        if (ground->selected[zone])
            box = amont_box_union(box, amont_shapes_box(ground->layer->shapes, zone));
    return amont_box_is_empty(box) ? box : amont_box_grow(box, around_m);
}

/* Areas are planar: a CRS that stretches the ground would make every one of them wrong. The factor
 * is taken from a kilometre east and a kilometre north of the middle of the territory. */
static bool check_areas(const amont_opening *opening, GError **error) {
    const double side_m = 1000, most = 0.005;
    amont_box box = opening->territory;
    double x = (box.min_x + box.max_x) / 2, y = (box.min_y + box.max_y) / 2;
    double east_m = 0, north_m = 0;
    const amont_crs *crs = opening->layers->crs;
    if (amont_box_is_empty(box))
        return true;
    if (!amont_crs_geodesic(crs, x, y, x + side_m, y, &east_m, error) ||
        !amont_crs_geodesic(crs, x, y, x, y + side_m, &north_m, error))
        return false;
    double excess = side_m * side_m / (east_m * north_m) - 1;
    if (fabs(excess) <= most)
        return true;
    amont_entry_fail(&opening->study->entry, "crs", error, AMONT_ERROR_CONFIG,
                     "areas in '%s' are %+.1f %% off on this territory", amont_crs_name(crs),
                     100 * excess);
    amont_hint(error, "for mainland France: EPSG:2154");
    return false;
}

static bool open_zones(amont_opening *opening, GError **error) {
    const GPtrArray *zones = opening->study->zones;
    for (guint i = 0; i < zones->len; i++) {
        if (!amont_open_zones(opening, zones->pdata[i], error))
            return false;
        if (i > 0)
            continue;
        opening->territory = territory_of(opening->layers->levels->pdata[0]);
        if (!check_areas(opening, error))
            return false;
    }
    return true;
}

static bool open_layers(const amont_opening *opening, GError **error) {
    const GPtrArray *specs = opening->study->layers;
    for (guint i = 0; i < specs->len; i++) {
        const amont_layer_spec *spec = specs->pdata[i];
        if (!openers[spec->kind](opening, spec, error))
            return false;
    }
    return true;
}

static void end_reader(void *reader) {
    amont_reader_stop(reader);
}

static amont_reader *start_reader(const amont_study *study, GError **error) {
    g_autoptr(amont_reader) reader = amont_reader_start_with(amont_study_wants_gdal(study), error);
    if (!reader || (study->allow_databases && !amont_reader_allow_databases(reader, error)))
        return NULL;
    return g_steal_pointer(&reader);
}

amont_layers *amont_study_open(const amont_study *study, amont_findings *findings, GError **error) {
    g_autoptr(amont_layers) layers = amont_layers_new(study);
    amont_reader *reader = start_reader(study, error); /* it makes ready meanwhile */
    layers->reader = reader;
    layers->end_reader = end_reader;
    layers->crs = reader ? open_crs(study, error) : NULL;
    amont_opening opening = {study, layers, findings, reader, AMONT_BOX_EMPTY};
    if (layers->crs)
        amont_place_area_of_use(layers->crs, &opening.territory);
    if (!layers->crs || !open_zones(&opening, error) || !open_layers(&opening, error))
        return NULL;
    find_credits(study, findings);
    return g_steal_pointer(&layers);
}
