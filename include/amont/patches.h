/* folder: geo */
/* Patches: what polygons of one class that touch make up together, and the borders between classes.
 *
 *     g_autoptr(amont_patches) patches = amont_patches_find(land, class_of);
 *     size_t patch = patches->patch_of[part];
 *
 * Two polygons (parts of features) touch when they have more than points in common: an edge, vertex
 * for vertex the same, or edges that run within AMONT_PATCH_TOLERANCE of each other over at least
 * ten times that, whichever vertices they have (a vertex that only one neighbour has; polygons cut
 * along a limit). So touching is by edge, the four neighbours of a cell ("rook"). Nothing is
 * snapped or united: the area of a patch is the sum of those of its polygons, and the areas of the
 * patches of a class are its area. Polygons that overlap without a common edge do not touch.
 *
 * A border is where two polygons of different classes touch; each place is there once. What has
 * land of a class on one side alone (gaps, the rim of the layer, land without class) is none.
 *
 * Definitions: FRAGSTATS (K. McGarigal) and the R package landscapemetrics (M. Hesselbarth), for
 * polygons in the place of cells. The work goes to amont_pool_threads() threads; what is found does
 * not depend on them.
 */
#ifndef AMONT_PATCHES_H
#define AMONT_PATCHES_H

#include "amont/shapes.h"

#include <glib.h>
#include <stdbool.h>

#define AMONT_PATCH_TOLERANCE 0.05 /* units of the plane: 5 cm */
#define AMONT_UNCLASSED ((size_t)-1)
#define AMONT_NO_PATCH ((size_t)-1)

typedef struct amont_patches {
    size_t n;
    size_t n_parts;        /* of the polygons */
    size_t *patch_of;      /* of each part, by ascending first part; AMONT_NO_PATCH without class */
    size_t *class_of;      /* of each patch */
    amont_shapes *borders; /* lines; a feature for each part: its borders with later parts */
} amont_patches;

/* `class_of` says the class of each feature, or AMONT_UNCLASSED. Fewer than 2^32 points. */
amont_patches *amont_patches_find(const amont_shapes *polygons, const size_t *class_of);
void amont_patches_free(amont_patches *patches);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_patches, amont_patches_free)

/* A copy of lines without what runs along the outlines of polygons: within `tolerance` of them over
 * at least ten times that. */
amont_shapes *amont_lines_apart(const amont_shapes *lines, const amont_shapes *polygons,
                                double tolerance);

#endif
