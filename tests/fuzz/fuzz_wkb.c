/* Bytes as well-known binary: shapes that can be measured, or a refusal; what is a shape by its
 * first bytes is added as that or not at all. */
#include "fuzz.h"

#include "io/loaders/wkb.h"

#include <math.h>

static void add_as(amont_shape_type type, const uint8_t *data, size_t size) {
    amont_shapes_builder *builder = amont_shapes_builder_new(type);
    amont_shapes_add_feature(builder);
    bool added = wkb_add(data, size, type, builder);
    amont_shape_type found;
    g_assert(!added || (wkb_kind(data, size, &found) && found == type));
    if (!added) {
        amont_shapes_builder_free(builder);
        return;
    }
    g_autoptr(amont_shapes) shapes = amont_shapes_finish(builder);
    g_assert(shapes->n_features == 1 && shapes->point_of[shapes->n_rings] == shapes->n_points);
    g_assert(shapes->n_points <= size / (2 * sizeof(double)) + shapes->n_rings);
    amont_box box = amont_shapes_box(shapes, 0);
    g_assert(amont_box_is_empty(box) == (shapes->n_points == 0));
    amont_shapes_area(shapes, 0);
    amont_shapes_length(shapes, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    add_as(AMONT_SHAPE_POINT, data, size);
    add_as(AMONT_SHAPE_LINE, data, size);
    add_as(AMONT_SHAPE_POLYGON, data, size);
    double x = 0, y = 0;
    amont_shape_type type;
    if (wkb_point(data, size, &x, &y))
        g_assert(wkb_kind(data, size, &type) && type == AMONT_SHAPE_POINT);
    else
        g_assert(isnan(x) && isnan(y));
    return 0;
}
