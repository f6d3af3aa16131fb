/* Where areas are measured: in the plane of the study's CRS, or in one that keeps those of its
 * ellipsoid, about the middle of the first level's zones that are counted. */
#include "analysis/measures.h"

typedef struct plane {
    const amont_shapes *from;
    amont_shapes *shapes;
} plane;

static void free_plane(void *data) {
    plane *p = data;
    amont_shapes_free(p->shapes);
    g_free(p);
}

static void free_crossing(void *data) {
    amont_crossing *c = data;
    g_array_unref(c->pieces);
    g_free(c->area_from);
    g_free(c->area_to);
    g_free(c);
}

static void free_surrounding(void *data) {
    amont_surrounding *s = data;
    g_free(s->x);
    g_free(s->y);
    g_free(s);
}

void amont_measures_start(amont_measures *measures) {
    measures->planes = g_ptr_array_new_with_free_func(free_plane);
    measures->crossings = g_ptr_array_new_with_free_func(free_crossing);
    measures->surroundings = g_ptr_array_new_with_free_func(free_surrounding);
    measures->lengths = g_ptr_array_new_with_free_func(g_free);
}

void amont_measures_clear(amont_measures *measures) {
    g_ptr_array_unref(measures->planes);
    g_ptr_array_unref(measures->crossings);
    g_ptr_array_unref(measures->surroundings);
    g_ptr_array_unref(measures->lengths);
}

static amont_box territory_of(const amont_layers *layers) {
    const amont_level *level = amont_layers_level(layers, NULL);
    amont_box box = AMONT_BOX_EMPTY;
    for (size_t zone = 0; zone < level->n; zone++)
        if (level->selected[zone])
            box = amont_box_union(box, amont_shapes_box(level->layer->shapes, zone));
    return box;
}

static amont_shapes *flatten(const amont_layers *layers, const amont_shapes *shapes,
                             GError **error) {
    amont_box box = territory_of(layers);
    return amont_shapes_equal_area(shapes, layers->crs, (box.min_x + box.max_x) / 2,
                                   (box.min_y + box.max_y) / 2, error);
}

bool amont_analysis_flatten(amont_analysis *analysis, const amont_shapes *shapes,
                            amont_shapes **flat, GError **error) {
    const amont_layers *layers = amont_analysis_layers(analysis);
    *flat = NULL;
    if (layers->study->area == AMONT_AREA_PLANAR)
        return true;
    *flat = flatten(layers, shapes, error);
    return *flat != NULL;
}

const amont_shapes *amont_analysis_plane(amont_analysis *analysis, const amont_shapes *shapes,
                                         GError **error) {
    const amont_layers *layers = amont_analysis_layers(analysis);
    if (layers->study->area == AMONT_AREA_PLANAR || shapes->n_parts == 0)
        return shapes;
    GPtrArray *planes = amont_analysis_measures(analysis)->planes;
    for (guint i = 0; i < planes->len; i++) {
        const plane *known = planes->pdata[i];
        if (known->from == shapes)
            return known->shapes;
    }
    amont_shapes *flat = flatten(layers, shapes, error);
    if (!flat)
        return NULL;
    plane *p = g_new(plane, 1);
    *p = (plane){shapes, flat};
    g_ptr_array_add(planes, p);
    return flat;
}

const char *amont_analysis_plane_words(const amont_analysis *analysis) {
    return amont_analysis_layers(analysis)->study->area == AMONT_AREA_PLANAR
               ? "in the plane of the CRS"
               : "on the ellipsoid";
}
