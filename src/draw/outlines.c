/* Outlines as fine as paper can show. What is simplified at a scale is kept for the page: a border
 * is drawn several times, and several attempts at one scale may follow each other. */
#include "draw/focus.h"

#include "amont/borders.h"
#include "amont/simplify.h"

static const double tolerance_mm = 0.05; /* C52 */

typedef struct outline {
    const amont_shapes *shapes;
    double metres_per_mm;
    amont_shapes *drawn;
    amont_shapes
        *limits[2]; /* of the zones of a level that are not selected, and that are; or NULL */
} outline;

static void clear_outline(void *data) {
    outline *known = data;
    amont_shapes_free(known->drawn);
    amont_shapes_free(known->limits[0]);
    amont_shapes_free(known->limits[1]);
}

GArray *amont_outlines_new(void) {
    GArray *outlines = g_array_new(FALSE, FALSE, sizeof(outline));
    g_array_set_clear_func(outlines, clear_outline);
    return outlines;
}

/* Only what lives as long as the page can be known again by its address. */
static bool lives_with(const amont_composer *c, const amont_shapes *shapes) {
    const amont_layers *layers = c->layers;
    if (shapes == c->territory || shapes == c->subject || (c->focus && shapes == c->focus->subject))
        return true;
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

/* NULL: they may be gone before the page. Good until the next one is asked for. */
static outline *outline_of(amont_composer *c, const amont_shapes *shapes) {
    double scale = c->frame.metres_per_mm;
    for (guint i = 0; i < c->outlines->len; i++) {
        outline *known = &g_array_index(c->outlines, outline, i);
        if (known->shapes == shapes && known->metres_per_mm == scale)
            return known;
    }
    if (!lives_with(c, shapes))
        return NULL;
    outline added = {shapes, scale, amont_shapes_simplify(shapes, tolerance_mm * scale), {NULL}};
    g_array_append_val(c->outlines, added);
    return &g_array_index(c->outlines, outline, c->outlines->len - 1);
}

const amont_shapes *amont_outlines_at_scale(amont_composer *c, const amont_shapes *shapes) {
    const outline *known = outline_of(c, shapes);
    return known ? known->drawn : shapes;
}

static amont_shapes *limits_of(const amont_level *level, const amont_shapes *drawn, bool selected) {
    g_autofree bool *wanted = g_new(bool, level->n + 1);
    for (size_t zone = 0; zone < level->n; zone++)
        wanted[zone] = level->selected[zone] == selected;
    return amont_shapes_outlines_once(drawn, wanted);
}

/* A stroke of few zones costs more than it draws, one of very many takes long to fill. */
enum { TOGETHER = 64 };

void amont_paint_limits(amont_composer *c, const char *role, const amont_level *level,
                        bool selected, const amont_paint *paint) {
    outline *known = outline_of(c, level->layer->shapes);
    g_assert(known);
    if (!known->limits[selected])
        known->limits[selected] = limits_of(level, known->drawn, selected);
    const amont_shapes *limits = known->limits[selected];
    size_t n = 0;
    for (size_t zone = 0; zone < level->n; zone++) {
        if (!amont_feature_in_frame(c, limits, zone))
            continue;
        amont_trace_feature(c, limits, zone);
        if (++n % TOGETHER == 0)
            amont_page_paint(c->page, role, paint, -1);
    }
    amont_page_paint(c->page, role, paint, -1);
}
