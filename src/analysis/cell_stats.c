/* Indicators of the study's own: a statistic of the cells of a raster, by zone. */
#include "analysis/figures.h"
#include "analysis/zonal.h"

#include <string.h>

static const char *const names[AMONT_STATS] = {
    [AMONT_STAT_COUNT] = "number",
    [AMONT_STAT_SUM] = "sum",
    [AMONT_STAT_MEAN] = "mean",
    [AMONT_STAT_MIN] = "min",
    [AMONT_STAT_MAX] = "max",
    [AMONT_STAT_AREA] = "area",
    [AMONT_STAT_SHARE] = "share of the zone",
};

static bool adds_up(int stat) {
    return stat == AMONT_STAT_COUNT || stat == AMONT_STAT_SUM || stat == AMONT_STAT_AREA;
}

static const amont_cells_layer *find_layer(const amont_layers *layers, const char *id) {
    for (guint i = 0; i < layers->rasters->len; i++) {
        const amont_cells_layer *layer = layers->rasters->pdata[i];
        if (strcmp(layer->spec->entry.name, id) == 0)
            return layer;
    }
    return NULL;
}

static double hectares(const amont_cells_layer *layer, double cells) {
    return cells * amont_lattice_cell_area(&layer->raster->lattice) / 1e4;
}

static double value_of(const amont_cells_layer *layer, const amont_indicator_spec *spec,
                       const amont_zonal_figure *cells) {
    switch ((amont_stat)spec->stat) {
    case AMONT_STAT_COUNT:
        return cells->in_classes;
    case AMONT_STAT_AREA:
        return hectares(layer, cells->in_classes);
    case AMONT_STAT_SUM:
        return cells->sum;
    case AMONT_STAT_MEAN:
        return cells->sum / cells->cells;
    case AMONT_STAT_MIN:
        return cells->least;
    case AMONT_STAT_MAX:
        return cells->most;
    default:
        return NAN;
    }
}

/* Where no cell has a value, nothing is known. A share is made of a zone. */
static amont_figure figure_of(const amont_zonal *zonal, const amont_cells_layer *layer,
                              const amont_indicator_spec *spec, size_t group) {
    amont_figure figure = AMONT_FIGURE_MISSING;
    amont_zonal_figure cells = amont_zonal_result(zonal, spec, group);
    if (!(cells.cells > 0))
        return figure;
    figure.n = cells.touched;
    figure.flag = AMONT_FLAG_OK;
    if (spec->stat == AMONT_STAT_SHARE)
        return figure;
    figure = amont_figure_of(value_of(layer, spec, &cells), cells.touched);
    if (spec->stat == AMONT_STAT_MEAN && figure.flag == AMONT_FLAG_OK) {
        figure.numerator = cells.sum;
        figure.denominator = cells.cells;
    }
    return figure;
}

/* A share is one of cells: in hectares, where the cells' are those of the study. */
static void make_share(const amont_zonal *zonal, const amont_cells_layer *layer,
                       const amont_indicator_spec *spec, size_t zone, bool on_ellipsoid,
                       amont_figure *figure) {
    double part = amont_zonal_result(zonal, spec, zone).in_classes;
    double all = amont_zonal_cells_of_zone(zonal, zone);
    bool in_plane = amont_zonal_is_in_study_crs(zonal) && !on_ellipsoid;
    figure->numerator = in_plane ? hectares(layer, part) : part;
    figure->denominator = in_plane ? hectares(layer, all) : all;
    figure->value = 100 * part / all;
}

static amont_figure figure_of_zone(const amont_zonal *zonal, const amont_cells_layer *layer,
                                   const amont_indicator_spec *spec, size_t zone,
                                   bool on_ellipsoid) {
    amont_figure figure = figure_of(zonal, layer, spec, zone);
    if (!amont_flag_has_value(figure.flag))
        return figure;
    if (spec->stat == AMONT_STAT_SHARE)
        make_share(zonal, layer, spec, zone, on_ellipsoid, &figure);
    double valid = amont_zonal_result(zonal, spec, zone).cells;
    if (valid < 0.99 * amont_zonal_cells_of_zone(zonal, zone))
        figure.flag = AMONT_FLAG_ESTIMATED;
    return figure;
}

static void describe(const amont_zonal *zonal, const amont_cells_layer *layer,
                     const amont_indicator_spec *spec, amont_series *series) {
    bool is_share = spec->stat == AMONT_STAT_SHARE, is_area = spec->stat == AMONT_STAT_AREA;
    g_autoptr(GString) method = g_string_new(names[spec->stat]);
    g_string_append(method, " of cells, by the fraction of each within the zone");
    for (guint i = 0; spec->classes && i < spec->classes->len; i++)
        g_string_append_printf(method, "%s%s", i ? ", " : ", classes ",
                               (const char *)spec->classes->pdata[i]);
    g_string_append_printf(method, ", %s", layer->spec->source);
    if (!amont_zonal_is_in_study_crs(zonal))
        g_string_append_printf(method, ", zones in its CRS, %s", amont_crs_name(layer->crs));
    series->method = g_strdup(method->str);
    series->label = g_strdup(spec->id);
    series->unit = g_strdup(is_share ? "%" : is_area ? "ha" : "");
    series->measure = is_share              ? AMONT_MEASURE_RATIO
                      : adds_up(spec->stat) ? AMONT_MEASURE_STOCK
                                            : AMONT_MEASURE_INDEX;
    series->decimals = is_share ? 1 : 2;
    series->source = amont_credit_line(&layer->spec->credit);
    g_ptr_array_add(series->layers, g_strdup(spec->layer));
}

/* Cells are all of one size in their plane, and of many on the ellipsoid. */
static bool fail_on_ellipsoid(const amont_cells_layer *layer, const amont_indicator_spec *spec,
                              GError **error) {
    amont_entry_fail(&spec->entry, "stat", error, AMONT_ERROR_CONFIG,
                     "the cells of '%s' are not measured on the ellipsoid", layer->spec->source);
    amont_hint(error, "ask for a 'share', or measure areas in the plane: 'area: planar'");
    return false;
}

/* Cells of a plane that stretches the ground in another way have no area in the study's. */
static bool check_area(const amont_analysis *analysis, const amont_cells_layer *layer,
                       const amont_indicator_spec *spec, GError **error) {
    const amont_layers *layers = amont_analysis_layers(analysis);
    const amont_crs *crs = layers->crs;
    if (spec->stat != AMONT_STAT_AREA)
        return true;
    if (layers->study->area != AMONT_AREA_PLANAR)
        return fail_on_ellipsoid(layer, spec, error);
    if (amont_crs_same(layer->crs, crs))
        return true;
    amont_entry_fail(&spec->entry, "stat", error, AMONT_ERROR_CONFIG,
                     "areas are measured in '%s', and the cells of '%s' lie in '%s'",
                     amont_crs_name(crs), layer->spec->source, amont_crs_name(layer->crs));
    amont_hint(error, "ask for a 'share', or reproject the raster: gdalwarp -t_srs %s -r near",
               amont_crs_definition(crs));
    return false;
}

amont_series *amont_series_of_cells(amont_analysis *analysis, const amont_indicator_spec *spec,
                                    const amont_level *level, GError **error) {
    const amont_cells_layer *layer = find_layer(amont_analysis_layers(analysis), spec->layer);
    if (!check_area(analysis, layer, spec, error))
        return NULL;
    const amont_zonal *zonal = amont_zonal_for(analysis, layer, level, error);
    if (!zonal)
        return NULL;
    bool on_ellipsoid = amont_analysis_layers(analysis)->study->area != AMONT_AREA_PLANAR;
    amont_series *series = amont_series_new(spec->id, level->name, level->n);
    for (size_t zone = 0; zone < level->n; zone++)
        series->figures[zone] = figure_of_zone(zonal, layer, spec, zone, on_ellipsoid);
    if (adds_up(spec->stat)) {
        series->outside = figure_of(zonal, layer, spec, AMONT_ZONAL_OUTSIDE(level));
        series->elsewhere = amont_series_elsewhere(series, level);
        series->whole = figure_of(zonal, layer, spec, AMONT_ZONAL_WHOLE(level)).value;
    }
    describe(zonal, layer, spec, series);
    return series;
}
