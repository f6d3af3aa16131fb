#include "rectangles.h"

void rectangles_put(const desk *d, const char *name, const rectangle *rectangles, size_t n) {
    g_autoptr(GString) text =
        g_string_new("{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
                     "{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":[");
    for (size_t i = 0; i < n; i++) {
        const rectangle *r = &rectangles[i];
        int left = 650000 + r->left, right = 650000 + r->right;
        int bottom = 6860000 + r->bottom, top = 6860000 + r->top;
        g_string_append_printf(text,
                               "%s{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":{"
                               "\"type\":\"Polygon\",\"coordinates\":[[[%d,%d],[%d,%d],[%d,%d],"
                               "[%d,%d],[%d,%d]]]}}",
                               i ? ",\n" : "", r->properties, left, bottom, right, bottom, right,
                               top, left, top, left, bottom);
    }
    g_string_append(text, "]}");
    desk_put(d, name, text->str);
}
