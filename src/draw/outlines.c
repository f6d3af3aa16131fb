/* Outlines as fine as paper can show. What is simplified at a scale is kept for the page: a border
 * is drawn several times, and several attempts at one scale may follow each other. */
#include "draw/composer.h"

#include "amont/simplify.h"

static const double tolerance_mm = 0.05; /* C52 */

typedef struct outline {
    const amont_shapes *shapes;
    double metres_per_mm;
    amont_shapes *drawn;
} outline;

static void clear_outline(void *data) {
    amont_shapes_free(((outline *)data)->drawn);
}

GArray *amont_outlines_new(void) {
    GArray *outlines = g_array_new(FALSE, FALSE, sizeof(outline));
    g_array_set_clear_func(outlines, clear_outline);
    return outlines;
}

/* Only what lives as long as the page can be known again by its address. */
static bool is_of_layers(const amont_layers *layers, const amont_shapes *shapes) {
    for (guint i = 0; i < layers->levels->len; i++)
        if (((const amont_level *)layers->levels->pdata[i])->layer->shapes == shapes)
            return true;
    for (guint i = 0; i < layers->contexts->len; i++)
        if (((const amont_context *)layers->contexts->pdata[i])->layer->shapes == shapes)
            return true;
    for (guint i = 0; i < layers->landuses->len; i++)
        if (((const amont_landuse *)layers->landuses->pdata[i])->layer->shapes == shapes)
            return true;
    return false;
}

const amont_shapes *amont_outlines_at_scale(amont_composer *c, const amont_shapes *shapes) {
    double scale = c->frame.metres_per_mm;
    for (guint i = 0; i < c->outlines->len; i++) {
        const outline *known = &g_array_index(c->outlines, outline, i);
        if (known->shapes == shapes && known->metres_per_mm == scale)
            return known->drawn;
    }
    if (!is_of_layers(c->layers, shapes))
        return shapes;
    outline added = {shapes, scale, amont_shapes_simplify(shapes, tolerance_mm * scale)};
    g_array_append_val(c->outlines, added);
    return added.drawn;
}
