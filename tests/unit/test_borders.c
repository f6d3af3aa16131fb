/* Borders, groups and outlines, by hand and against each other. */
#include "amont/borders.h"
#include "amont/pool.h"

#include "check.h"
#include "coverage_maker.h"

static GArray *borders_of(const char *const *texts, size_t n, const bool *wanted) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, n, &error);
    assert_ok(error);
    return amont_shapes_borders(shapes, wanted, 0.001);
}

static void assert_border(const GArray *borders, guint i, size_t first, size_t second,
                          double length) {
    assert_true(i < borders->len);
    const amont_border *border = &g_array_index(borders, amont_border, i);
    assert_int_equal(border->first, first);
    assert_int_equal(border->second, second);
    assert_near(border->length, length, 0.01);
}

#define SQUARE "POLYGON((0 0,10 0,10 10,0 10,0 0))"

static void neighbours_have_their_common_edges(void **state) {
    (void)state;
    const char *const texts[] = {SQUARE, "POLYGON((10 0,20 0,20 10,10 10,10 0))",
                                 "POLYGON((4 10,14 10,14 20,4 20,4 10))"};
    g_autoptr(GArray) borders = borders_of(texts, 3, NULL);
    assert_int_equal(borders->len, 3);
    assert_border(borders, 0, 0, 1, 10);
    assert_border(borders, 1, 0, 2, 6); /* from x = 4 to 10 */
    assert_border(borders, 2, 1, 2, 4); /* from x = 10 to 14: without a vertex in common */
}

static void corners_and_crossings_are_no_borders(void **state) {
    (void)state;
    const char *const texts[] = {SQUARE, "POLYGON((10 10,20 10,20 20,10 20,10 10))",
                                 "POLYGON((2 -5,4 -5,4 15,2 15,2 -5))"};
    g_autoptr(GArray) borders = borders_of(texts, 3, NULL);
    assert_int_equal(borders->len, 0);
}

/* A slit of half a millimetre is a border, one of two is none. */
static void a_slit_below_the_tolerance_is_closed(void **state) {
    (void)state;
    const char *const near[] = {SQUARE, "POLYGON((10.0005 2,20 2,20 7,10.0005 7,10.0005 2))"};
    g_autoptr(GArray) closed = borders_of(near, 2, NULL);
    assert_int_equal(closed->len, 1);
    assert_border(closed, 0, 0, 1, 5);
    const char *const far[] = {SQUARE, "POLYGON((10.002 2,20 2,20 7,10.002 7,10.002 2))"};
    g_autoptr(GArray) open = borders_of(far, 2, NULL);
    assert_int_equal(open->len, 0);
}

static void holes_have_borders_with_what_fills_them(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0),(3 3,3 6,6 6,6 3,3 3))",
                                 "POLYGON((3 3,6 3,6 6,3 6,3 3))"};
    g_autoptr(GArray) borders = borders_of(texts, 2, NULL);
    assert_int_equal(borders->len, 1);
    assert_border(borders, 0, 0, 1, 12);
}

static void pairs_without_a_wanted_one_are_left_out(void **state) {
    (void)state;
    const char *const texts[] = {SQUARE, "POLYGON((10 0,20 0,20 10,10 10,10 0))",
                                 "POLYGON((20 0,30 0,30 10,20 10,20 0))"};
    const bool wanted[] = {false, false, true};
    g_autoptr(GArray) borders = borders_of(texts, 3, wanted);
    assert_int_equal(borders->len, 1);
    assert_border(borders, 0, 1, 2, 10);
}

/* A row of five, the fourth of another class; the last touches the first of no class. */
static void groups_end_where_the_class_does(void **state) {
    (void)state;
    const amont_border rows[] = {{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {3, 4, 1}, {4, 5, 1}};
    const size_t class_of[] = {7, 7, 7, 8, AMONT_NO_GROUP, AMONT_NO_GROUP};
    size_t group_of[6];
    g_autoptr(GArray) borders = g_array_new(FALSE, FALSE, sizeof(amont_border));
    g_array_append_vals(borders, rows, G_N_ELEMENTS(rows));
    amont_shapes_groups(6, borders, class_of, group_of);
    const size_t expected[] = {0, 0, 0, 3, 4, 5};
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
        assert_int_equal(group_of[i], expected[i]);
}

/* What a polygon has in common with its neighbours is its outline, but at the rim; and the same
 * bytes come out on any number of threads. */
static void borders_make_up_outlines(void **state) {
    (void)state;
    const coverage_plan plan = {7, 12, 9, 5, 650000, 6860000, 50};
    g_autoptr(amont_shapes) shapes = coverage_make(&plan);
    g_autofree double *sums = g_new0(double, shapes->n_features);
    amont_pool_set_threads(1);
    g_autoptr(GArray) borders = amont_shapes_borders(shapes, NULL, 0.001);
    amont_pool_set_threads(4);
    g_autoptr(GArray) again = amont_shapes_borders(shapes, NULL, 0.001);
    amont_pool_set_threads(0);
    assert_int_equal(borders->len, again->len);
    assert_memory_equal(borders->data, again->data, borders->len * sizeof(amont_border));
    assert_int_equal(borders->len, 11 * 9 + 12 * 8);
    for (guint i = 0; i < borders->len; i++) {
        const amont_border *b = &g_array_index(borders, amont_border, i);
        sums[b->first] += b->length;
        sums[b->second] += b->length;
    }
    for (size_t row = 1; row < 8; row++)
        for (size_t column = 1; column < 11; column++) {
            size_t f = row * 12 + column;
            assert_near(sums[f], amont_shapes_length(shapes, f), 0.01);
        }
}

/* ---- outlines ------------------------------------------------------------------------------ */

static amont_shapes *once(const amont_shapes *shapes, const bool *wanted) {
    amont_shapes *lines = amont_shapes_outlines_once(shapes, wanted);
    assert_int_equal(lines->type, AMONT_SHAPE_LINE);
    assert_int_equal(lines->n_features, shapes->n_features);
    return lines;
}

/* "10 0,20 0,20 10|…": the lines of a feature. */
static void assert_lines(const amont_shapes *s, size_t feature, const char *expected) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t r = s->ring_of[s->part_of[feature]]; r < s->ring_of[s->part_of[feature + 1]]; r++) {
        g_string_append(text, text->len ? "|" : "");
        for (size_t i = s->point_of[r]; i < s->point_of[r + 1]; i++)
            g_string_append_printf(text, "%s%g %g", i > s->point_of[r] ? "," : "", s->x[i],
                                   s->y[i]);
    }
    assert_string_equal(text->str, expected);
}

/* By hand: the middle square of three begins in the middle of what is its own. */
static void an_edge_of_several_stands_once(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    const char *const texts[] = {SQUARE, "POLYGON((15 0,20 0,20 10,10 10,10 0,15 0))",
                                 "POLYGON((20 0,30 0,30 10,20 10,20 0))"};
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, 3, &error);
    assert_ok(error);
    const bool all[] = {true, true, true}, outer[] = {true, false, true};
    g_autoptr(amont_shapes) lines = once(shapes, all);
    assert_lines(lines, 0, "0 0,10 0,10 10,0 10,0 0");
    assert_lines(lines, 1, "10 0,15 0,20 0,20 10,10 10");
    assert_lines(lines, 2, "20 0,30 0,30 10,20 10");
    g_autoptr(amont_shapes) apart = once(shapes, outer);
    assert_lines(apart, 0, "0 0,10 0,10 10,0 10,0 0");
    assert_lines(apart, 1, "");
    assert_lines(apart, 2, "20 0,30 0,30 10,20 10,20 0");
}

static void what_fills_a_hole_has_no_line_of_its_own(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0),(3 3,3 6,6 6,6 3,3 3))",
                                 "POLYGON((3 3,6 3,6 6,3 6,3 3))"};
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, 2, &error);
    assert_ok(error);
    const bool all[] = {true, true};
    g_autoptr(amont_shapes) lines = once(shapes, all);
    assert_lines(lines, 0, "0 0,10 0,10 10,0 10,0 0|3 3,3 6,6 6,6 3,3 3");
    assert_lines(lines, 1, "");
}

/* Of a coverage, the lines are as long as all outlines less what zones have in common
 * (amont_shapes_borders finds that by another way); the same with some of the zones alone. */
static void outlines_are_as_long_as_what_is_drawn(void **state) {
    (void)state;
    const coverage_plan plan = {11, 14, 10, 4, 650000, 6860000, 80};
    g_autoptr(amont_shapes) shapes = coverage_make(&plan);
    g_autofree bool *wanted = g_new(bool, shapes->n_features);
    for (size_t spared = 1; spared <= 5;
         spared += 2) { /* every spared-th zone is left out, or none */
        for (size_t f = 0; f < shapes->n_features; f++)
            wanted[f] = spared == 1 || f % spared != 0;
        g_autoptr(GArray) borders = amont_shapes_borders(shapes, wanted, 0.001);
        g_autoptr(amont_shapes) lines = once(shapes, wanted);
        double expected = 0, length = 0;
        for (size_t f = 0; f < shapes->n_features; f++) {
            expected += wanted[f] ? amont_shapes_length(shapes, f) : 0;
            length += amont_shapes_length(lines, f);
        }
        for (guint i = 0; i < borders->len; i++) {
            const amont_border *b = &g_array_index(borders, amont_border, i);
            expected -= wanted[b->first] && wanted[b->second] ? b->length : 0;
        }
        assert_near(length, expected, 0.05);
        assert_int_equal(lines->n_parts, lines->n_rings);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbours_have_their_common_edges),
        cmocka_unit_test(corners_and_crossings_are_no_borders),
        cmocka_unit_test(a_slit_below_the_tolerance_is_closed),
        cmocka_unit_test(holes_have_borders_with_what_fills_them),
        cmocka_unit_test(pairs_without_a_wanted_one_are_left_out),
        cmocka_unit_test(groups_end_where_the_class_does),
        cmocka_unit_test(borders_make_up_outlines),
        cmocka_unit_test(an_edge_of_several_stands_once),
        cmocka_unit_test(what_fills_a_hole_has_no_line_of_its_own),
        cmocka_unit_test(outlines_are_as_long_as_what_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
