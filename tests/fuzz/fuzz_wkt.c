/* Any text as WKT: shapes or an error, and shapes that measure and print without harm. */
#include "fuzz.h"

#include "amont/shapes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    g_autofree char *text = g_strndup((const char *)data, size);
    const char *texts[] = {text};
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, 1, &error);
    if (!shapes) {
        g_assert(error);
        return 0;
    }
    g_assert(shapes->n_features == 1);
    g_assert(shapes->point_of[shapes->n_rings] == shapes->n_points);
    if (shapes->type == AMONT_SHAPE_POLYGON) {
        double x = 0, y = 0;
        amont_shapes_area(shapes, 0);
        g_autofree char *reason = amont_shapes_invalid(shapes, 0, &x, &y);
    }
    return 0;
}
