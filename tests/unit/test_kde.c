/* Densities by a kernel. Masses and densities in a rectangle were integrated by R
 * (data/oracles/kde.R); half and quarter planes, and that all adds up, are plain. */
#include "amont/kde.h"

#include "amont/pool.h"
#include "amont/text.h"
#include "check.h"
#include <math.h>
#include <string.h>

static amont_shapes *shapes_of(const char *wkt) {
    g_autoptr(GError) error = NULL;
    amont_shapes *shapes = amont_shapes_from_wkt(&wkt, 1, &error);
    assert_ok(error);
    return shapes;
}

static const char rectangle[] = "POLYGON ((0 0, 4000 0, 4000 3000, 0 3000, 0 0))";
static const double place_x[] = {500, 700, 2000, 3900}, place_y[] = {500, 500, 1500, 2900};
static const amont_kde_places places = {place_x, place_y, 4};

/* ---- the table of R ------------------------------------------------------------------------ */

/* One node is where the density is asked: a surface whose node (1, 1) it is. */
static double density_at(const amont_shapes *territory, double x, double y, double radius) {
    g_autoptr(amont_surface) s = amont_surface_new((amont_box){x, y, x + 1, y + 1}, 1);
    amont_kde(s, territory, &places, radius);
    return s->values[s->columns + 1];
}

static void check_row(const amont_shapes *territory, char **cells) {
    double x = g_ascii_strtod(cells[1], NULL), y = g_ascii_strtod(cells[2], NULL);
    double radius = g_ascii_strtod(cells[3], NULL), expected = g_ascii_strtod(cells[4], NULL);
    double actual = strcmp(cells[0], "mass") == 0 ? amont_kde_mass(territory, x, y, radius)
                                                  : density_at(territory, x, y, radius);
    assert_near(actual, expected, 1e-12 * fmax(expected, 1));
}

static void masses_and_densities_are_those_of_r(void **state) {
    (void)state;
    g_autoptr(amont_shapes) territory = shapes_of(rectangle);
    g_autofree char *path = check_path("data/oracles/kde.tsv"), *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    size_t n = 0;
    for (; lines[n + 1] && lines[n + 1][0]; n++) {
        g_auto(GStrv) cells = g_strsplit(lines[n + 1], "\t", -1);
        check_row(territory, cells);
    }
    assert_int_equal(n, 27);
}

/* ---- by hand ------------------------------------------------------------------------------- */

static void a_place_far_from_all_limits_keeps_its_mass(void **state) {
    (void)state;
    g_autoptr(amont_shapes) territory = shapes_of(rectangle);
    assert_near(amont_kde_mass(territory, 2000, 1500, 1000), 1, 1e-13);
    assert_near(amont_kde_mass(territory, -2000, 1500, 1000), 0, 1e-13);
}

static void a_limit_takes_half_and_a_corner_three_quarters(void **state) {
    (void)state;
    g_autoptr(amont_shapes) territory = shapes_of(rectangle);
    assert_near(amont_kde_mass(territory, 2000, 0, 1000), 0.5, 1e-13);
    assert_near(amont_kde_mass(territory, 0, 0, 1000), 0.25, 1e-13);
}

static void the_mass_of_a_hole_is_lost(void **state) {
    (void)state;
    g_autoptr(amont_shapes) whole = shapes_of("POLYGON ((0 0, 90 0, 90 90, 0 90, 0 0))");
    g_autoptr(amont_shapes) hole = shapes_of("POLYGON ((30 40, 60 40, 60 70, 30 70, 30 40))");
    g_autoptr(amont_shapes) ring =
        shapes_of("POLYGON ((0 0, 90 0, 90 90, 0 90, 0 0), (30 40, 30 70, 60 70, 60 40, 30 40))");
    assert_near(amont_kde_mass(ring, 20, 30, 50),
                amont_kde_mass(whole, 20, 30, 50) - amont_kde_mass(hole, 20, 30, 50), 1e-14);
}

/* ---- what adds up -------------------------------------------------------------------------- */

/* Trapezes on nodes that stand on the rectangle's limits. */
static double integral(const amont_surface *s) {
    double sum = 0;
    for (size_t row = 0; row < s->rows; row++)
        for (size_t column = 0; column < s->columns; column++) {
            double x = s->x + s->step * (double)column, y = s->y + s->step * (double)row;
            bool inside = x >= 0 && x <= 4000 && y >= 0 && y <= 3000;
            double half = (x == 0 || x == 4000 ? 0.5 : 1) * (y == 0 || y == 3000 ? 0.5 : 1);
            sum += inside ? half * s->values[row * s->columns + column] : 0;
        }
    return sum * s->step * s->step / 1e6;
}

static void the_density_adds_up_to_the_number_of_places(void **state) {
    (void)state;
    g_autoptr(amont_shapes) territory = shapes_of(rectangle);
    const double radii[] = {400, 800, 2500};
    for (size_t i = 0; i < G_N_ELEMENTS(radii); i++) {
        g_autoptr(amont_surface) s = amont_surface_new(amont_shapes_box(territory, 0), 20);
        amont_kde(s, territory, &places, radii[i]);
        assert_near(integral(s), 4, 0.001 * 4);
    }
}

static void threads_and_order_change_no_byte(void **state) {
    (void)state;
    g_autoptr(amont_shapes) territory = shapes_of(rectangle);
    const double x[] = {3900, 500, 700, 2000}, y[] = {2900, 500, 500, 1500};
    const amont_kde_places turned = {x, y, 4};
    g_autoptr(amont_surface) one = amont_surface_new(amont_shapes_box(territory, 0), 50);
    g_autoptr(amont_surface) many = amont_surface_new(amont_shapes_box(territory, 0), 50);
    amont_pool_set_threads(1);
    amont_kde(one, territory, &places, 900);
    amont_pool_set_threads(4);
    amont_kde(many, territory, &turned, 900);
    amont_pool_set_threads(0);
    assert_memory_equal(one->values, many->values, one->columns * one->rows * sizeof(double));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(masses_and_densities_are_those_of_r),
        cmocka_unit_test(a_place_far_from_all_limits_keeps_its_mass),
        cmocka_unit_test(a_limit_takes_half_and_a_corner_three_quarters),
        cmocka_unit_test(the_mass_of_a_hole_is_lost),
        cmocka_unit_test(the_density_adds_up_to_the_number_of_places),
        cmocka_unit_test(threads_and_order_change_no_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
