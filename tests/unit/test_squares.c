/* Squares of a territory, by hand and by their sums. */
#include "amont/squares.h"

#include "amont/error.h"
#include "amont/overlay.h"

#include "check.h"
#include "coverage_maker.h"

#include <math.h>

static amont_squares *squares_of(const char *const *texts, size_t n, const bool *keep,
                                 double cell) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, n, &error);
    assert_ok(error);
    amont_squares *squares = amont_squares_cut(shapes, keep, cell, 1000, &error);
    assert_ok(error);
    return squares;
}

static void assert_square(const amont_squares *squares, size_t f, double left, double bottom,
                          double area) {
    assert_true(f < squares->shapes->n_features);
    assert_near(squares->left[f], left, 0);
    assert_near(squares->bottom[f], bottom, 0);
    assert_near(amont_shapes_area(squares->shapes, f), area, 1e-9);
}

/*  30 ┌──────────┐
 *     │ 5 × 10   │ 10 × 10 …        a rectangle from (15, 15) to (40, 30), squares of 10:
 *  20 ├──┬───────┤                  what is whole is whole, the rest is cut */
static void squares_are_multiples_of_the_cell(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((15 15,40 15,40 30,15 30,15 15))"};
    g_autoptr(amont_squares) squares = squares_of(texts, 1, NULL, 10);
    assert_int_equal(squares->shapes->n_features, 6);
    assert_square(squares, 0, 10, 10, 25);
    assert_square(squares, 1, 20, 10, 50);
    assert_square(squares, 2, 30, 10, 50);
    assert_square(squares, 3, 10, 20, 50);
    assert_square(squares, 4, 20, 20, 100);
    assert_square(squares, 5, 30, 20, 100);
}

/* The first and the third overlap on the square from (20, 0): it counts once; the second is not
 * kept. West of 0 corners are negative. */
static void zones_are_taken_together(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((-5 0,30 0,30 10,-5 10,-5 0))",
                                 "POLYGON((100 0,110 0,110 10,100 10,100 0))",
                                 "POLYGON((20 0,40 0,40 10,20 10,20 0))"};
    const bool keep[] = {true, false, true};
    g_autoptr(amont_squares) squares = squares_of(texts, 3, keep, 10);
    assert_int_equal(squares->shapes->n_features, 5);
    assert_square(squares, 0, -10, 0, 50);
    for (size_t f = 1; f < 5; f++)
        assert_square(squares, f, 10 * (double)(f - 1), 0, 100);
}

/* A square that the territory meets twice is one feature of two polygons; one that lies in a hole
 * is none; a hole within a square stays. */
static void holes_and_arms_are_kept(void **state) {
    (void)state;
    const char *const texts[] = {
        "POLYGON((0 0,30 0,30 30,0 30,0 0),(10 10,20 10,20 20,10 20,10 10),(2 2,2 4,4 4,4 2,2 2))",
        "POLYGON((40 0,60 0,60 10,59 10,59 1,51 1,51 10,40 10,40 0))"};
    g_autoptr(amont_squares) squares = squares_of(texts, 2, NULL, 10);
    assert_int_equal(squares->shapes->n_features, 10);
    assert_square(squares, 0, 0, 0, 96);
    assert_square(squares, 4, 50, 0, 28); /* 10 x 10 less 8 x 9 */
    const char *const arms[] = {"POLYGON((0 -1,10 -1,10 5,9 5,9 0,1 0,1 5,0 5,0 -1))"};
    g_autoptr(amont_squares) both = squares_of(arms, 1, NULL, 10);
    assert_int_equal(both->shapes->n_features, 2);
    assert_square(both, 1, 0, 0, 10);
    assert_int_equal(both->shapes->part_of[2] - both->shapes->part_of[1], 2);
}

static void nothing_has_no_squares(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0,30 0,30 30,0 30,0 0))"};
    const bool none[] = {false};
    g_autoptr(amont_squares) squares = squares_of(texts, 1, none, 10);
    assert_int_equal(squares->shapes->n_features, 0);
}

static void too_many_are_refused(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    /* a diagonal strip of little area meets some 2,700 squares, the other has 1,600 */
    const char *const texts[] = {"POLYGON((0 0,1 0,9000 8999,9000 9000,8999 9000,0 1,0 0))",
                                 "POLYGON((0 0,400 0,400 400,0 400,0 0))"};
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, 2, &error);
    assert_ok(error);
    for (size_t i = 0; i < 2; i++) {
        const bool keep[] = {i == 0, i == 1};
        g_autoptr(amont_squares) squares = amont_squares_cut(shapes, keep, 10, 1000, &error);
        assert_null(squares);
        assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_CONFIG));
        g_clear_error(&error);
    }
}

typedef struct sums {
    double area, outside;
} sums;

static void add_piece(const amont_overlay_piece *piece, void *data) {
    sums *s = data;
    s->area += piece->measure;
    if (piece->zone == AMONT_NO_ZONE)
        s->outside += piece->measure;
}

/* Fictional zones with wiggling borders: squares have the area of the zones, are valid, and as
 * zones they hold every zone whole. */
static void areas_are_conserved(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    const coverage_plan plan = {11, 9, 7, 6, 652137.3, 6858011.7, 437};
    g_autoptr(amont_shapes) zones = coverage_make(&plan);
    g_autoptr(amont_squares) squares = amont_squares_cut(zones, NULL, 100, 10000, &error);
    assert_ok(error);
    const amont_shapes *cells = squares->shapes;
    double whole = 0, area = 0;
    for (size_t f = 0; f < zones->n_features; f++)
        whole += amont_shapes_area(zones, f);
    g_autofree size_t *order = g_new(size_t, cells->n_features);
    for (size_t f = 0; f < cells->n_features; f++) {
        area += amont_shapes_area(cells, f);
        order[f] = f;
        double x = 0, y = 0;
        assert_null(amont_shapes_invalid(cells, f, &x, &y));
    }
    assert_true(cells->n_features > 1000);
    assert_near(area, whole, 1e-9 * whole);
    g_autoptr(amont_overlay) overlay = amont_overlay_new(cells, order, cells->n_features);
    sums s = {0, 0};
    amont_overlay_pieces(overlay, zones, add_piece, &s);
    assert_near(s.area, whole, 1e-9 * whole);
    assert_near(s.outside, 0, 1e-9 * whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(squares_are_multiples_of_the_cell),
        cmocka_unit_test(zones_are_taken_together),
        cmocka_unit_test(holes_and_arms_are_kept),
        cmocka_unit_test(nothing_has_no_squares),
        cmocka_unit_test(too_many_are_refused),
        cmocka_unit_test(areas_are_conserved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
