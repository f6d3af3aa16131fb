/* A zone's parent is the one its column names, else the one that holds its pole of inaccessibility,
 * which unlike the centroid lies inside the zone. */
#include "io/opening.h"

#include "amont/locator.h"
#include "amont/pool.h"

static bool parents_by_column(const amont_opening *opening, amont_level *level, GError **error) {
    const amont_zones_spec *spec = level->spec;
    const amont_column *column =
        amont_column_need(level->layer, &spec->entry, "parent", spec->parent, error);
    if (!column)
        return false;
    g_autoptr(amont_join) join = amont_join_new(level->parent_level);
    for (size_t z = 0; z < level->n; z++) {
        g_autofree char *code = amont_cell_text(column, z);
        amont_finding_kind how = AMONT_FINDING_TABLE_UNMATCHED;
        level->parent[z] = code ? amont_join_find(join, code, &how) : AMONT_NO_ZONE;
        if (level->parent[z] != AMONT_NO_ZONE) /* else it is an orphan, told with its name */
            amont_join_note(join, opening->findings, level->layer->path,
                            amont_layer_row(level->layer, z), column->name, level->codes[z], code,
                            how);
    }
    return true;
}

typedef struct search {
    const amont_locator *parents;
    amont_level *level;
} search;

enum { CHUNK = 64 };

static void find_chunk(size_t index, void *data) {
    const search *s = data;
    const amont_shapes *shapes = s->level->layer->shapes;
    size_t end = MIN((index + 1) * CHUNK, s->level->n);
    for (size_t z = index * CHUNK; z < end; z++) {
        amont_centre *c = &s->level->centres[z];
        c->found =
            amont_shapes_anchor(shapes, z, amont_shapes_box(shapes, z), &c->x, &c->y, &c->radius);
        s->level->parent[z] =
            c->found ? amont_locator_find(s->parents, c->x, c->y, NULL) : AMONT_NO_ZONE;
    }
}

static void parents_by_position(amont_level *level) {
    const amont_level *parents = level->parent_level;
    g_autoptr(amont_locator) locator =
        amont_locator_new(parents->layer->shapes, parents->by_code, parents->n);
    search s = {locator, level};
    level->centres = g_new0(amont_centre, level->n);
    amont_pool_run(amont_pool_threads(), (level->n + CHUNK - 1) / CHUNK, find_chunk, &s);
}

bool amont_zones_find_parents(const amont_opening *opening, amont_level *level, GError **error) {
    if (!level->parent_level)
        return true;
    level->parent = g_new0(size_t, level->n);
    if (!level->spec->parent)
        parents_by_position(level);
    else if (!parents_by_column(opening, level, error))
        return false;
    for (size_t z = 0; z < level->n; z++)
        if (level->parent[z] == AMONT_NO_ZONE)
            amont_find(opening->findings, AMONT_FINDING_ZONE_ORPHAN, level->layer->path,
                       amont_layer_row(level->layer, z), "%s %s", level->codes[z], level->names[z]);
    return true;
}
