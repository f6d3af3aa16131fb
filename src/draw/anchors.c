/* Visual centres of zones. A page is laid out many times, and a centre is costly to find: it is
 * kept as long as the page is made. Where the frame cuts a zone, it depends on the frame. */
#include "draw/composer.h"

typedef struct anchor {
    const amont_shapes *shapes;
    size_t feature;
    amont_box window; /* empty: the zone lies in the frame whole */
    amont_centre centre;
} anchor;

static guint hash_anchor(const void *key) {
    const anchor *a = key;
    return g_direct_hash(a->shapes) ^ (guint)a->feature * 2654435761U ^
           g_double_hash(&a->window.min_x) ^ g_double_hash(&a->window.max_y);
}

static gboolean same_anchor(const void *one, const void *other) {
    const anchor *a = one, *b = other;
    return a->shapes == b->shapes && a->feature == b->feature &&
           a->window.min_x == b->window.min_x && a->window.min_y == b->window.min_y &&
           a->window.max_x == b->window.max_x && a->window.max_y == b->window.max_y;
}

GHashTable *amont_anchors_new(void) {
    return g_hash_table_new_full(hash_anchor, same_anchor, NULL, g_free);
}

/* What is known of whole zones since the study was opened. */
static const amont_centre *known_centre(const amont_composer *c, const amont_shapes *shapes,
                                        size_t feature) {
    for (guint i = 0; i < c->layers->levels->len; i++) {
        const amont_level *level = c->layers->levels->pdata[i];
        if (level->layer->shapes == shapes && level->centres)
            return &level->centres[feature];
    }
    return NULL;
}

static const anchor *find_anchor(const amont_composer *c, const anchor *asked) {
    anchor *known = g_hash_table_lookup(c->anchors, asked);
    if (!known) {
        known = g_memdup2(asked, sizeof *asked);
        known->centre.found =
            amont_shapes_anchor(asked->shapes, asked->feature, c->frame.world, &known->centre.x,
                                &known->centre.y, &known->centre.radius);
        g_hash_table_add(c->anchors, known);
    }
    return known;
}

bool amont_anchor(const amont_composer *c, const amont_shapes *shapes, size_t feature, double *x,
                  double *y, double *radius) {
    amont_box box = amont_shapes_box(shapes, feature), world = c->frame.world;
    bool whole = amont_box_holds(world, box.min_x, box.min_y) &&
                 amont_box_holds(world, box.max_x, box.max_y);
    anchor asked = {
        .shapes = shapes, .feature = feature, .window = whole ? AMONT_BOX_EMPTY : world};
    const amont_centre *centre = whole ? known_centre(c, shapes, feature) : NULL;
    if (!centre)
        centre = &find_anchor(c, &asked)->centre;
    *x = centre->x;
    *y = centre->y;
    *radius = centre->radius;
    return centre->found;
}
