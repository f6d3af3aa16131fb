/* Fractions of cells: by hand, and against GEOS's intersections of squares with polygons. */
#include "amont/cover.h"

#include "check.h"

#include <geos_c.h>
#include <math.h>

static amont_shapes *shape(const char *wkt) {
    GError *error = NULL;
    amont_shapes *shapes = amont_shapes_from_wkt(&wkt, 1, &error);
    assert_ok(error);
    return shapes;
}

static double fraction_of(const amont_cover_view *view, size_t row, size_t column) {
    if (row < view->first_row || row >= view->first_row + view->n_rows ||
        column < view->first_column || column >= view->first_column + view->n_columns)
        return 0;
    return view->fraction[(row - view->first_row) * view->n_columns + column - view->first_column];
}

/* All rows at once, `n` columns by row from the top; what is not given is 0. */
static void assert_fractions(const char *wkt, const amont_lattice *grid, const double *expected) {
    g_autoptr(amont_shapes) shapes = shape(wkt);
    g_autoptr(amont_cover) cover = amont_cover_new(shapes, grid);
    amont_cover_view view = {0};
    bool some = amont_cover_rows(cover, 0, 0, grid->rows, &view);
    for (size_t row = 0; row < grid->rows; row++)
        for (size_t column = 0; column < grid->columns; column++)
            assert_near(some ? fraction_of(&view, row, column) : 0,
                        expected[row * grid->columns + column], 1e-15);
    amont_cover_view_clear(&view);
}

/* Cells of 10 m; the upper row is the northern one. */
static const amont_lattice north_up = {3, 2, {0, 10, 0, 20, 0, -10}};
static const amont_lattice south_up = {3, 2, {0, 10, 0, 0, 0, 10}};

static void cells_are_covered_by_what_lies_in_them(void **state) {
    (void)state;
    /* a rectangle, half a cell in from the left and a quarter from the top */
    assert_fractions("POLYGON((5 0,20 0,20 17.5,5 17.5,5 0))", &north_up,
                     (double[]){0.375, 0.75, 0, 0.5, 1, 0});
    assert_fractions("POLYGON((5 0,20 0,20 17.5,5 17.5,5 0))", &south_up,
                     (double[]){0.5, 1, 0, 0.375, 0.75, 0});
    /* a triangle along the diagonal of the left two columns */
    assert_fractions("POLYGON((0 0,20 0,20 20,0 0))", &north_up, (double[]){0, 0.5, 0, 0.5, 1, 0});
    /* a hole of a quarter of the middle cell below */
    assert_fractions("POLYGON((0 0,30 0,30 10,0 10,0 0),(12 2,17 2,17 7,12 7,12 2))", &north_up,
                     (double[]){0, 0, 0, 1, 0.75, 1});
    /* two parts in one cell */
    assert_fractions("MULTIPOLYGON(((1 11,3 11,3 13,1 13,1 11)),((5 15,6 15,6 16,5 16,5 15)))",
                     &north_up, (double[]){0.05, 0, 0, 0, 0, 0});
}

static void what_is_beyond_the_grid_does_not_count(void **state) {
    (void)state;
    assert_fractions("POLYGON((-100 -100,1e7 -100,1e7 1e7,-100 1e7,-100 -100))", &north_up,
                     (double[]){1, 1, 1, 1, 1, 1});
    assert_fractions("POLYGON((-15 5,15 5,15 15,-15 15,-15 5))", &north_up,
                     (double[]){0.5, 0.25, 0, 0.5, 0.25, 0});
    /* its left edge comes in from beyond: (-10, 0) to (10, 20) */
    assert_fractions("POLYGON((-10 0,40 0,40 20,10 20,-10 0))", &north_up,
                     (double[]){0.5, 1, 1, 1, 1, 1});
    assert_fractions("POLYGON((40 0,50 0,50 10,40 0))", &north_up, (double[]){0, 0, 0, 0, 0, 0});
    assert_fractions("POLYGON((0 20,30 20,30 30,0 30,0 20))", &north_up,
                     (double[]){0, 0, 0, 0, 0, 0});
}

/* Cells along (3, 4) and (-4, 3): the square (0 0, 3 4, -1 7, -4 3) is the first cell. */
static void a_grid_may_be_turned(void **state) {
    (void)state;
    const amont_lattice turned = {2, 2, {0, 3, -4, 0, 4, 3}};
    assert_fractions("POLYGON((0 0,3 4,-1 7,-4 3,0 0))", &turned, (double[]){1, 0, 0, 0});
    assert_fractions("POLYGON((0 0,6 8,2 11,-4 3,0 0))", &turned, (double[]){1, 1, 0, 0});
    assert_true(amont_lattice_cell_area(&turned) == 25);
    amont_box box = amont_lattice_box(&turned);
    assert_true(box.min_x == -8 && box.max_x == 6 && box.min_y == 0 && box.max_y == 14);
}

static void a_transform_must_lead_to_a_plane(void **state) {
    (void)state;
    assert_true(amont_lattice_is_sound(&north_up));
    assert_false(amont_lattice_is_sound(&(amont_lattice){3, 2, {0, 10, 10, 0, 10, 10}}));
    assert_false(amont_lattice_is_sound(&(amont_lattice){3, 2, {0, NAN, 0, 0, 0, 10}}));
    assert_false(amont_lattice_is_sound(&(amont_lattice){0, 2, {0, 10, 0, 0, 0, 10}}));
    assert_false(
        amont_lattice_is_sound(&(amont_lattice){2, AMONT_LATTICE_MOST + 1, {0, 10, 0, 0, 0, 10}}));
}

/* ---- against GEOS -------------------------------------------------------------------------- */

/* A star about a centre, some of its rays short: not convex, with slanting edges of all lengths. */
static char *random_star(GRand *random) {
    g_autoptr(GString) text = g_string_new("POLYGON((");
    int n = g_rand_int_range(random, 3, 40);
    double cx = g_rand_double_range(random, -2, 14), cy = g_rand_double_range(random, -2, 11);
    char first[128];
    for (int i = 0; i < n; i++) {
        char point[128], x[40], y[40];
        double angle = 2 * G_PI * i / n, radius = g_rand_double_range(random, 0.05, 6);
        bool on_corners = g_rand_int_range(random, 0, 4) == 0;
        double px = cx + radius * cos(angle), py = cy + radius * sin(angle);
        g_ascii_dtostr(x, sizeof x, on_corners ? rint(px) : px);
        g_ascii_dtostr(y, sizeof y, on_corners ? rint(py) : py);
        g_snprintf(point, sizeof point, "%s %s", x, y);
        if (i == 0)
            g_strlcpy(first, point, sizeof first);
        g_string_append_printf(text, "%s,", point);
    }
    g_string_append_printf(text, "%s))", first);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static double common_with_cell(GEOSContextHandle_t geos, const GEOSGeometry *polygon,
                               const amont_lattice *grid, size_t row, size_t column) {
    const double *t = grid->transform;
    static const double corners[5][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
    double x[5], y[5], area = 0;
    for (int i = 0; i < 5; i++) {
        double c = (double)column + corners[i][0], r = (double)row + corners[i][1];
        x[i] = t[0] + c * t[1] + r * t[2];
        y[i] = t[3] + c * t[4] + r * t[5];
    }
    GEOSCoordSequence *points = GEOSCoordSeq_copyFromArrays_r(geos, x, y, NULL, NULL, 5);
    GEOSGeometry *cell =
        GEOSGeom_createPolygon_r(geos, GEOSGeom_createLinearRing_r(geos, points), NULL, 0);
    GEOSGeometry *common = GEOSIntersection_r(geos, polygon, cell);
    assert_non_null(common);
    GEOSArea_r(geos, common, &area);
    GEOSGeom_destroy_r(geos, common);
    GEOSGeom_destroy_r(geos, cell);
    return area / amont_lattice_cell_area(grid);
}

static void compare_with_geos(const char *wkt, const amont_shapes *shapes,
                              const amont_lattice *grid, size_t step) {
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSGeometry *polygon = GEOSGeomFromWKT_r(geos, wkt);
    g_autoptr(amont_cover) cover = amont_cover_new(shapes, grid);
    amont_cover_view view = {0};
    for (size_t first = 0; first < grid->rows; first += step) {
        bool some = amont_cover_rows(cover, 0, first, step, &view);
        for (size_t row = first; row < MIN(first + step, grid->rows); row++)
            for (size_t column = 0; column < grid->columns; column++)
                assert_near(some ? fraction_of(&view, row, column) : 0,
                            common_with_cell(geos, polygon, grid, row, column), 1e-11);
    }
    amont_cover_view_clear(&view);
    GEOSGeom_destroy_r(geos, polygon);
    GEOS_finish_r(geos);
}

static void random_polygons_cover_what_geos_says(void **state) {
    (void)state;
    const guint32 seed = 20261123;
    static const amont_lattice grids[] = {{12, 9, {0, 1, 0, 9, 0, -1}},
                                          {7, 5, {0.3, 1.7, 0, -0.2, 0, 1.9}},
                                          {9, 9, {1, 0.9, -0.4, 0, 0.5, 0.8}}};
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    size_t n_valid = 0;
    print_message("seed %u\n", seed);
    for (int i = 0; i < 400; i++) {
        g_autofree char *wkt = random_star(random);
        g_autoptr(amont_shapes) shapes = shape(wkt);
        double x = 0, y = 0;
        g_autofree char *reason = amont_shapes_invalid(shapes, 0, &x, &y);
        if (reason || shapes->n_parts == 0)
            continue;
        n_valid++;
        compare_with_geos(wkt, shapes, &grids[i % 3], i % 2 ? 100 : 2);
    }
    assert_true(n_valid > 200);
}

/* A strip cut along a wiggly line: whoever has the edge, the two fractions make up the cell. At
 * Lambert-93's size of coordinates. */
static void neighbours_make_up_their_cells(void **state) {
    (void)state;
    const guint32 seed = 20261125;
    const amont_lattice grid = {200, 100, {650000, 5, 0, 6860500, 0, -5}};
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    g_autoptr(GString) line = g_string_new(NULL), back = g_string_new(NULL);
    print_message("seed %u\n", seed);
    for (int i = 0; i <= 150; i++) {
        g_autofree char *point =
            g_strdup_printf("%d.%03d %d.%03d", 650400 + g_rand_int_range(random, 0, 200),
                            g_rand_int_range(random, 0, 1000), 6860500 - 500 * i / 150,
                            i % 150 == 0 ? 0 : g_rand_int_range(random, 0, 1000));
        g_string_append_printf(line, "%s,", point);
        g_string_prepend(back, ",");
        g_string_prepend(back, point);
    }
    g_autofree char *west =
        g_strdup_printf("POLYGON((650000 6860500,%s650000 6860000,650000 6860500))", line->str);
    g_autofree char *east =
        g_strdup_printf("POLYGON((651000 6860000,%s651000 6860500,651000 6860000))", back->str);
    const char *const texts[] = {west, east};
    GError *error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, 2, &error);
    assert_ok(error);
    g_autoptr(amont_cover) cover = amont_cover_new(shapes, &grid);
    amont_cover_view left = {0}, right = {0};
    assert_true(amont_cover_rows(cover, 0, 0, grid.rows, &left));
    assert_true(amont_cover_rows(cover, 1, 0, grid.rows, &right));
    double area = 0;
    for (size_t row = 0; row < grid.rows; row++)
        for (size_t column = 0; column < grid.columns; column++) {
            double a = fraction_of(&left, row, column), b = fraction_of(&right, row, column);
            assert_near(a + b, 1, 1e-14);
            area += 25 * a;
        }
    assert_near(area, amont_shapes_area(shapes, 0), 1e-6);
    amont_cover_view_clear(&left);
    amont_cover_view_clear(&right);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_covered_by_what_lies_in_them),
        cmocka_unit_test(what_is_beyond_the_grid_does_not_count),
        cmocka_unit_test(a_grid_may_be_turned),
        cmocka_unit_test(a_transform_must_lead_to_a_plane),
        cmocka_unit_test(random_polygons_cover_what_geos_says),
        cmocka_unit_test(neighbours_make_up_their_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
