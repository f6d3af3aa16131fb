/* folder: geo */
/* Borders: which polygons lie side by side, and along which length.
 *
 *     g_autoptr(GArray) borders = amont_shapes_borders(land, NULL, 0.001);
 *     amont_shapes_groups(land->n_features, borders, class_of, group_of);
 *
 * Two features have a border in common where their rings run within the tolerance of one another,
 * whether or not they have the same vertices there: polygons that touch in corners alone have none.
 */
#ifndef AMONT_BORDERS_H
#define AMONT_BORDERS_H

#include "amont/shapes.h"

typedef struct amont_border {
    size_t first, second; /* features, first < second */
    double length;
} amont_border;

/* The borders (amont_border) of the features whose flag is set (all when NULL) with all others,
 * ordered by `first` and `second`. What is shorter than ten tolerances is none. The work goes to
 * amont_pool_threads() threads; lengths and their order do not depend on them. */
GArray *amont_shapes_borders(const amont_shapes *shapes, const bool *wanted, double tolerance);

/* The groups of features of one class that borders link: group_of[f] is the lowest feature of the
 * group of f. A feature of class AMONT_NO_GROUP is alone. */
#define AMONT_NO_GROUP ((size_t)-1)
void amont_shapes_groups(size_t n_features, const GArray *borders, const size_t *class_of,
                         size_t *group_of);

/* The outlines of the polygon features whose flag is set, as lines of as many features: an edge
 * that several have, vertex for vertex, stands once, with the first of them. The others have no
 * line. */
amont_shapes *amont_shapes_outlines_once(const amont_shapes *polygons, const bool *wanted);

#endif
