/* Projectors against PROJ itself, point by point. */
#include "amont/projector.h"

#include "check.h"

#include <math.h>

/* Île-de-France and metropolitan France, in Lambert-93. */
static const amont_box region = {586421, 6780020, 741205, 6905018};
static const amont_box country = {99040, 6046557, 1242436, 7110480};
static const amont_box communes = {648000, 6852000, 662000, 6864000};

typedef struct pair {
    amont_crs *from, *to;
    amont_projector *projector;
} pair;

static pair make(const char *from, const char *to, amont_box box) {
    g_autoptr(GError) error = NULL;
    pair p = {.from = amont_crs_new(from, &error), .to = amont_crs_new(to, &error)};
    assert_ok(error);
    p.projector = amont_projector_new(p.from, p.to, box, &error);
    assert_ok(error);
    return p;
}

static void clear(pair *p) {
    amont_projector_free(p->projector);
    amont_crs_free(p->from);
    amont_crs_free(p->to);
}

/* Random places of the box, taken to the source by PROJ and back by the projector. */
static double worst_of(const pair *p, amont_box box, guint32 seed) {
    enum { N = 20000 };
    g_autofree double *x = g_new(double, N), *y = g_new(double, N);
    g_autofree double *expected_x = g_new(double, N), *expected_y = g_new(double, N);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    g_autoptr(GError) error = NULL;
    for (int i = 0; i < N; i++) {
        x[i] = g_rand_double_range(random, box.min_x, box.max_x);
        y[i] = g_rand_double_range(random, box.min_y, box.max_y);
    }
    assert_true(amont_crs_transform(p->to, p->from, x, y, N, &error));
    for (int i = 0; i < N; i++) {
        expected_x[i] = x[i];
        expected_y[i] = y[i];
    }
    assert_true(amont_crs_transform(p->from, p->to, expected_x, expected_y, N, &error));
    amont_projector_apply(p->projector, x, y, N);
    double worst = 0;
    for (int i = 0; i < N; i++)
        worst = fmax(worst, hypot(x[i] - expected_x[i], y[i] - expected_y[i]));
    return worst;
}

static void images_are_those_of_proj(void **state) {
    (void)state;
    static const struct {
        const char *from;
        const amont_box *box;
    } cases[] = {
        {"EPSG:4326", &communes}, {"EPSG:4326", &region}, {"EPSG:4326", &country},
        {"EPSG:3857", &region},   {"EPSG:3949", &region}, {"EPSG:27572", &region},
        {"EPSG:3035", &region},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        pair p = make(cases[i].from, "EPSG:2154", *cases[i].box);
        double worst_m = worst_of(&p, *cases[i].box, (guint32)i + 1);
        if (!(worst_m < 1e-4))
            fail_msg("%s, case %zu: %g m", cases[i].from, i, worst_m);
        clear(&p);
    }
}

static void longitudes_over_france_are_interpolated(void **state) {
    (void)state;
    pair p = make("EPSG:4326", "EPSG:2154", country);
    assert_true(amont_projector_error(p.projector) <= 5e-5);
    clear(&p);
}

static void the_same_crs_changes_nothing(void **state) {
    (void)state;
    pair p = make("EPSG:2154", "epsg:2154", communes);
    double x = 1, y = 2;
    amont_projector_apply(p.projector, &x, &y, 1);
    assert_true(x == 1 && y == 2);
    clear(&p);
}

static void what_is_far_away_is_nowhere(void **state) {
    (void)state;
    pair p = make("EPSG:4326", "EPSG:2154", communes);
    double x[] = {-4.5, NAN, 2.4, INFINITY, 1e300}, y[] = {48.4, 48, NAN, 48, -1e300};
    amont_projector_apply(p.projector, x, y, 5);
    assert_true(isinf(x[0]) && isinf(y[0]));
    assert_true(isnan(x[1]) && isnan(y[1]) && isnan(x[2]));
    assert_true(isinf(x[3]) && isinf(x[4]));
    clear(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(images_are_those_of_proj),
        cmocka_unit_test(longitudes_over_france_are_interpolated),
        cmocka_unit_test(the_same_crs_changes_nothing),
        cmocka_unit_test(what_is_far_away_is_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
