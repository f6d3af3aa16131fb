/* folder: geo */
/* Projectors: the transformation of very many points, of which only those that fall into one box of
 * the target matter.
 *
 * The images are interpolated in a table of PROJ's (tensor product of cubic Lagrange polynomials on
 * a uniform grid), refined until the worst of the cells' centres is within 0.05 mm of PROJ; where
 * that is not reached, as over the grids of an old datum, PROJ is asked for every point.
 *
 *     g_autoptr(amont_projector) p = amont_projector_new(wgs84, lambert93, box, &error);
 *     amont_projector_apply(p, x, y, n);       infinite: not in the box, wherever it is
 */
#ifndef AMONT_PROJECTOR_H
#define AMONT_PROJECTOR_H

#include "amont/crs.h"

typedef struct amont_projector amont_projector;

/* Between two CRSs; points are wanted whose image is in `target`, which must not be empty. */
amont_projector *amont_projector_new(const amont_crs *from, const amont_crs *to, amont_box target,
                                     GError **error);
void amont_projector_free(amont_projector *projector);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_projector, amont_projector_free)

/* In place. Images in the box are right to 0.1 mm. A point that has no image, or whose image is
 * surely outside the box, becomes infinite; NaN stays NaN. May be called by several threads. */
void amont_projector_apply(const amont_projector *projector, double *x, double *y, size_t n);

/* The greatest distance from PROJ's images that was seen at the centres of cells, in metres; NaN
 * where nothing is interpolated. */
double amont_projector_error(const amont_projector *projector);

#endif
