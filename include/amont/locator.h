/* folder: geo */
/* The zone locator: which zone of a polygon layer holds a point.
 *
 * Zones are tried in the order given (lowest code first), so that a point on a shared border
 * belongs to the zone with the lowest code; whether it lay on a border is told. Decisions at edges
 * are exact: the sign of the orientation is that of exact arithmetic (GEOS, double-double).
 */
#ifndef AMONT_LOCATOR_H
#define AMONT_LOCATOR_H

#include "amont/shapes.h"

#define AMONT_NO_ZONE ((size_t)-1)

typedef struct amont_locator amont_locator;

/* Borrows `shapes`; `order` lists the features to consider, best first. */
amont_locator *amont_locator_new(const amont_shapes *shapes, const size_t *order, size_t n_order);
void amont_locator_free(amont_locator *locator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_locator, amont_locator_free)

/* The feature that holds (x, y), borders included, or AMONT_NO_ZONE. `on_border` may be NULL. */
size_t amont_locator_find(const amont_locator *locator, double x, double y, bool *on_border);

#endif
