/* folder: geo */
/* The zone locator: which zone of a polygon layer holds a point.
 *
 * Zones are tried in the order given (lowest code first), so that a point on a shared border
 * belongs to the zone with the lowest code; whether it lay on a border is told. Decisions at edges
 * are exact: the sign of the orientation is that of exact arithmetic (GEOS, double-double).
 *
 *     g_autoptr(amont_locator) locator = amont_locator_new(shapes, order, n_order);
 *     size_t zone = amont_locator_find(locator, x, y, NULL);
 *
 * Zones may overlap, leave gaps and be empty. A point costs the same however many zones there are:
 * most fall in a cell that lies in one zone, the rest are compared with the few edges in their
 * cell. A locator does not change once made: threads may share it.
 */
#ifndef AMONT_LOCATOR_H
#define AMONT_LOCATOR_H

#include "amont/shapes.h"

#include <stdint.h>

#define AMONT_NO_ZONE ((size_t)-1)
#define AMONT_OUTSIDE UINT32_MAX /* the same in columns of 32 bits */

typedef struct amont_locator amont_locator;

/* Borrows `shapes`, of at most 2^31 - 1 features and 2^32 - 1 points; `order` lists the features to
 * consider, best first, each once. */
amont_locator *amont_locator_new(const amont_shapes *shapes, const size_t *order, size_t n_order);
void amont_locator_free(amont_locator *locator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_locator, amont_locator_free)

/* The feature that holds (x, y), borders included, or AMONT_NO_ZONE. `on_border` may be NULL. */
size_t amont_locator_find(const amont_locator *locator, double x, double y, bool *on_border);

/* The same for `n` points, faster: `zone[i]` becomes the feature or AMONT_OUTSIDE, `on_border[i]`
 * whether point i lies on the border of that feature (`on_border` may be NULL). Returns how many
 * points lie on a border. */
size_t amont_locator_find_many(const amont_locator *locator, const double *x, const double *y,
                               size_t n, uint32_t *zone, bool *on_border);

#endif
