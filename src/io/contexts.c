/* Context layers: drawn, never counted. Points may come from two columns. */
#include "io/opening.h"
#include "io/source.h"

#include <math.h>

static amont_shapes *points_from(const amont_positions *positions, size_t n) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POINT);
    for (size_t row = 0; row < n; row++) {
        amont_shapes_add_feature(builder);
        if (isnan(positions->x[row]))
            continue;
        amont_shapes_add_part(builder);
        amont_shapes_add_ring(builder);
        amont_shapes_add_point(builder, positions->x[row], positions->y[row]);
    }
    return amont_shapes_finish(builder);
}

static bool shapes_from_columns(const amont_opening *opening, const amont_layer_spec *spec,
                                const amont_source *source, amont_layer *layer,
                                const amont_column *label, GError **error) {
    g_auto(amont_positions) positions = {NULL, NULL, NULL};
    if (!amont_positions_read(opening, spec, source, layer, NULL, label,
                              AMONT_FINDING_GEOMETRY_EMPTY, &positions, error))
        return false;
    amont_shapes_free(layer->shapes);
    layer->shapes = points_from(&positions, layer->n_rows);
    return true;
}

static bool project_shapes(const amont_opening *opening, const amont_layer_spec *spec,
                           const amont_source *source, amont_layer *layer, const char *stated_crs,
                           const amont_column *label, GError **error) {
    amont_shapes *shapes = layer->shapes;
    if (!shapes && layer->n_rows > 0) {
        amont_entry_fail(&spec->entry, "source", error, AMONT_ERROR_DATA, "'%s' holds no geometry",
                         layer->path);
        amont_hint(error, "name its columns of coordinates: 'x: lon', 'y: lat', 'crs: EPSG:4326'");
        return false;
    }
    if (!shapes) { /* a filter may keep nothing: then there is nothing to draw */
        layer->shapes = amont_shapes_finish(amont_shapes_builder_new(AMONT_SHAPE_POINT));
        return true;
    }
    amont_opening_find_empty(opening, layer, label);
    return amont_opening_place(opening, source, spec->crs, stated_crs, shapes->x, shapes->y,
                               shapes->n_points, error);
}

bool amont_open_context(const amont_opening *opening, const amont_layer_spec *spec,
                        GError **error) {
    amont_context *context = g_new0(amont_context, 1);
    context->spec = spec;
    g_ptr_array_add(opening->layers->contexts, context);
    g_autofree char *path = amont_study_resolve(opening->study, spec->source);
    g_autofree char *stated_crs = NULL;
    amont_source source = amont_opening_source(opening, spec, path);
    context->layer = amont_source_read(&source, &stated_crs, error);
    amont_layer *layer = context->layer;
    amont_column *label = NULL, *category = NULL;
    if (!layer ||
        !amont_column_choose(layer, &spec->entry, "label", spec->label, NULL, &label, error) ||
        !amont_column_choose(layer, &spec->entry, "category", spec->category, NULL, &category,
                             error))
        return false;
    return amont_positions_in_columns(spec, layer)
               ? shapes_from_columns(opening, spec, &source, layer, label, error)
               : project_shapes(opening, spec, &source, layer, stated_crs, label, error);
}
