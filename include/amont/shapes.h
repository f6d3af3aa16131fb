/* folder: geo */
/* Shapes: the geometry column of a layer, as flat arrays.
 *
 * Four levels of offsets, like GeoArrow: feature f owns parts part_of[f] .. part_of[f+1]-1, part p
 * owns rings ring_of[p] .. ring_of[p+1]-1, ring r owns coordinates point_of[r] .. point_of[r+1]-1.
 *
 *     polygon layer: a part is a polygon, its first ring the shell, the others holes; rings are
 *                    closed (last point = first), shells counter-clockwise, holes clockwise
 *     line layer:    a part is a line, with one open ring
 *     point layer:   a part is a point, with one ring of one coordinate
 *
 * A feature without geometry has no part. Coordinates are finite, in the CRS of the layer's owner.
 */
#ifndef AMONT_SHAPES_H
#define AMONT_SHAPES_H

#include "amont/arena.h"
#include <stddef.h>

typedef enum amont_shape_type {
    AMONT_SHAPE_POINT,
    AMONT_SHAPE_LINE,
    AMONT_SHAPE_POLYGON
} amont_shape_type;

typedef struct amont_box {
    double min_x, min_y, max_x, max_y; /* empty when min_x > max_x */
} amont_box;

typedef struct amont_shapes {
    amont_shape_type type;
    size_t n_features, n_parts, n_rings, n_points;
    size_t *part_of, *ring_of, *point_of; /* n + 1 offsets each */
    double *x, *y;
    amont_arena *arena; /* owned: holds the arrays; NULL: they are owned themselves */
} amont_shapes;

/* Building: add features in order, from the top down; then finish once.
 *
 *     amont_shapes_builder *b = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
 *     amont_shapes_add_feature(b); amont_shapes_add_part(b); amont_shapes_add_ring(b);
 *     amont_shapes_add_point(b, 0, 0); ...
 *     amont_shapes *s = amont_shapes_finish(b);     (frees b; closes and orients polygon rings)
 *
 * The first ring of a part is its shell. Polygon rings of fewer than three places, lines of fewer
 * than two points and empty parts are dropped; a dropped shell takes its holes along.
 */
typedef struct amont_shapes_builder amont_shapes_builder;
amont_shapes_builder *amont_shapes_builder_new(amont_shape_type type);
void amont_shapes_builder_free(amont_shapes_builder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_shapes_builder, amont_shapes_builder_free)
void amont_shapes_add_feature(amont_shapes_builder *builder);
void amont_shapes_add_part(amont_shapes_builder *builder);
void amont_shapes_add_ring(amont_shapes_builder *builder);
void amont_shapes_add_point(amont_shapes_builder *builder, double x, double y);
amont_shapes *amont_shapes_finish(amont_shapes_builder *builder);

/* Many points at once, for lines and polygons: the caller writes n finite coordinates to *x, *y
 * before anything else is added. */
void amont_shapes_add_points(amont_shapes_builder *builder, size_t n, double **x, double **y);

/* Adds features of shapes whose arrays nobody has checked, and that another process may change
 * meanwhile: they are copied, and the copies are checked. False when they are not as shapes must
 * be: the builder is then of no use. */
bool amont_shapes_append(amont_shapes_builder *builder, const amont_shapes *more);

/* Whether arrays that came from elsewhere are as shapes must be. */
bool amont_shapes_are_whole(const amont_shapes *shapes);

/* As amont_shapes_builder_new, in an arena, which is taken: its size is no limit, the arrays leave
 * it when they have no room there. NULL: none. */
amont_shapes_builder *amont_shapes_builder_new_in(amont_shape_type type, amont_arena *arena);

/* Lays the arrays of empty shapes over an arena, which is taken, without writing to it. Returns
 * how many items there are at most in each array. */
size_t amont_shapes_lay(amont_shapes *shapes, amont_arena *arena);

/* How many there are so far. */
size_t amont_shapes_builder_points(const amont_shapes_builder *builder);

/* From WKT, one feature a text (tests, and errors that show a geometry). All of one type. */
amont_shapes *amont_shapes_from_wkt(const char *const *texts, size_t n, GError **error);

void amont_shapes_free(amont_shapes *shapes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_shapes, amont_shapes_free)

/* Boxes. */
#define AMONT_BOX_EMPTY ((amont_box){1, 1, -1, -1})
amont_box amont_shapes_box(const amont_shapes *shapes, size_t feature);
amont_box amont_box_union(amont_box a, amont_box b);
amont_box amont_box_grow(amont_box box, double margin);
bool amont_box_is_empty(amont_box box);

/* Whether interiors meet. */
static inline bool amont_box_overlaps(amont_box a, amont_box b) {
    return a.min_x < b.max_x && b.min_x < a.max_x && a.min_y < b.max_y && b.min_y < a.max_y &&
           a.min_x < a.max_x && b.min_x < b.max_x && a.min_y < a.max_y && b.min_y < b.max_y;
}

bool amont_box_holds(amont_box box, double x, double y);

/* Planar area in square units, holes taken off: shoelace about the first vertex of each ring,
 * compensated (Kahan-Neumaier), so that Lambert-93 northings cost no digits. */
double amont_shapes_area(const amont_shapes *shapes, size_t feature);

/* The area of each feature, found by several threads; free it. */
double *amont_shapes_areas(const amont_shapes *shapes);

/* The centre of gravity of a polygon feature, holes taken off: it may lie beside it. False where it
 * has no area. */
bool amont_shapes_centroid(const amont_shapes *shapes, size_t feature, double *x, double *y);

/* Length of lines, or of the rings of polygons. */
double amont_shapes_length(const amont_shapes *shapes, size_t feature);

/* Which polygon features may be invalid: those that are not flagged are valid beyond doubt, found
 * without topology by several threads. Ask amont_shapes_invalid of the others. */
void amont_shapes_find_doubtful(const amont_shapes *shapes, bool *doubtful);

/* Why a polygon feature is not valid (OGC Simple Features, by GEOS), or NULL; and where. */
char *amont_shapes_invalid(const amont_shapes *shapes, size_t feature, double *x, double *y);

/* A copy in which every invalid feature is made valid (GEOS MakeValid, structure method, polygons
 * only kept). `changed[f]` (may be NULL) receives the change of area, 0 for those left alone. */
amont_shapes *amont_shapes_repair(const amont_shapes *shapes, double *changed, GError **error);

/* The union of the features whose flag is set (all when NULL), as one feature: by their edges where
 * they lie side by side (geo/rim.h), else by GEOS. */
amont_shapes *amont_shapes_dissolve(const amont_shapes *shapes, const bool *keep, GError **error);

/* What pairs of valid polygon features have in common, one feature a pair (GEOS, intersection):
 * feature i is of a's feature of_a[i] and b's of_b[i]. */
amont_shapes *amont_shapes_common(const amont_shapes *a, const amont_shapes *b, const size_t *of_a,
                                  const size_t *of_b, size_t n, GError **error);

/* The centre of the largest circle inside a polygon feature cut to `window` (its pole of
 * inaccessibility, by GEOS), and its radius; false when nothing of it is in the window. */
bool amont_shapes_anchor(const amont_shapes *shapes, size_t feature, amont_box window, double *x,
                         double *y, double *radius);

/* Whether a box touches the interior of a polygon feature / lies wholly inside it. */
bool amont_shapes_touches_box(const amont_shapes *shapes, size_t feature, amont_box box);
bool amont_shapes_covers_box(const amont_shapes *shapes, size_t feature, amont_box box);

#endif
