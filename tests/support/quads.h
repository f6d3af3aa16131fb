/* What two convex quadrangles have in common, found by cutting one by the sides of the other
 * (I. Sutherland and G. Hodgman, CACM 17(1), 1974). */
#ifndef AMONT_TESTS_QUADS_H
#define AMONT_TESTS_QUADS_H

typedef struct quad {
    double x[4], y[4]; /* corners, one after the other */
} quad;

/* A rectangle by its centre, turned. */
quad quad_turned(double x, double y, double width, double height, double angle_rad);

double quads_common_area(const quad *a, const quad *b);

#endif
