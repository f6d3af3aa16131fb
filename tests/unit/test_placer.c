/* Names placed together: what the engine chooses is held against trying every choice, overlaps
 * against areas in common found by cutting (quads.h), places in areas against GEOS. */
#include "check.h"
#include "coverage_maker.h"
#include "quads.h"

#include "amont/random.h"
#include "draw/placer/candidates.h"
#include <math.h>
#include <string.h>

/* ---- slabs --------------------------------------------------------------------------------- */

static void slabs_overlap_where_an_area_is_common(void **state) {
    (void)state;
    amont_random r = amont_random_stream(7, 0);
    size_t n_overlaps = 0;
    for (int i = 0; i < 20000; i++) {
        double v[10];
        for (int k = 0; k < 10; k++)
            v[k] = amont_random_unit(&r);
        amont_slab a = amont_slab_turned(4 * v[0], 4 * v[1], 4 * v[2], 2 * v[3], 7 * v[4]);
        amont_slab b = amont_slab_turned(4 * v[5], 4 * v[6], 4 * v[7], 2 * v[8], 7 * v[9]);
        quad p = quad_turned(4 * v[0], 4 * v[1], 4 * v[2], 2 * v[3], 7 * v[4]);
        quad q = quad_turned(4 * v[5], 4 * v[6], 4 * v[7], 2 * v[8], 7 * v[9]);
        bool overlap = amont_slabs_overlap(a, b);
        n_overlaps += overlap;
        if (overlap != (quads_common_area(&p, &q) > 1e-13))
            fail_msg("pair %d: common area %g", i, quads_common_area(&p, &q));
    }
    assert_in_range(n_overlaps, 2000, 18000);
}

static void slabs_that_touch_do_not_overlap(void **state) {
    (void)state;
    amont_slab a = amont_slab_of((amont_box){0, 0, 2, 1});
    assert_false(amont_slabs_overlap(a, amont_slab_of((amont_box){2, 0, 3, 1})));
    assert_false(amont_slabs_overlap(a, amont_slab_of((amont_box){0, 1, 2, 2})));
    assert_true(amont_slabs_overlap(a, amont_slab_of((amont_box){1.99, 0.99, 3, 3})));
    assert_true(amont_slabs_overlap(a, amont_slab_segment(1, -1, 1, 3)));
    assert_false(amont_slabs_overlap(a, amont_slab_segment(2.01, -1, 2.01, 3)));
    /* the corner (2, 1) is hypot(0.3, 0.4) = 0.5 off */
    assert_true(amont_slab_meets_disc(a, 2.3, 1.4, 0.51));
    assert_false(amont_slab_meets_disc(a, 2.3, 1.4, 0.49));
}

/* ---- sets of labels ------------------------------------------------------------------------ */

typedef struct set {
    size_t n;
    amont_label *labels;
    GArray **candidates;
    char **keys;
    amont_scene scene;
    int *chosen;
} set;

static set set_new(size_t n, amont_box room) {
    set s = {.n = n, .scene = {.room = room, .gap_mm = 0.4, .clearance_mm = 0.2}};
    s.labels = g_new0(amont_label, n);
    s.candidates = g_new0(GArray *, n);
    s.keys = g_new0(char *, n + 1);
    s.chosen = g_new(int, n);
    for (size_t i = 0; i < n; i++) {
        s.candidates[i] = g_array_new(FALSE, FALSE, sizeof(amont_candidate));
        s.keys[i] = g_strdup_printf("%05zu", i);
        s.labels[i] = (amont_label){.key = s.keys[i], .priority = 1};
    }
    return s;
}

static void set_clear(set *s) {
    for (size_t i = 0; i < s->n; i++)
        g_array_unref(s->candidates[i]);
    g_strfreev(s->keys);
    g_free(s->candidates);
    g_free(s->labels);
    g_free(s->chosen);
}

static size_t set_place(set *s) {
    for (size_t i = 0; i < s->n; i++) {
        s->labels[i].candidates = (const amont_candidate *)(const void *)s->candidates[i]->data;
        s->labels[i].n_candidates = s->candidates[i]->len;
    }
    return amont_place_labels(&s->scene, s->labels, s->n, s->chosen);
}

static const amont_candidate *taken(const set *s, size_t i) {
    return s->chosen[i] == AMONT_NOT_PLACED ? NULL : &s->labels[i].candidates[s->chosen[i]];
}

static quad quad_of(const amont_slab *slab) {
    return quad_turned(slab->x, slab->y, 2 * slab->half_width, 2 * slab->half_height,
                       atan2(slab->sine, slab->cosine));
}

/* A leader as a quadrangle of a hair's breadth. */
static quad quad_of_leader(const amont_candidate *c) {
    double dx = c->to_x - c->from_x, dy = c->to_y - c->from_y;
    return quad_turned((c->from_x + c->to_x) / 2, (c->from_y + c->to_y) / 2, hypot(dx, dy), 0.01,
                       atan2(dy, dx));
}

static void assert_pair_apart(const amont_candidate *a, const amont_candidate *b) {
    quad p = quad_of(&a->slab), q = quad_of(&b->slab);
    assert_true(quads_common_area(&p, &q) < 1e-9);
    if (a->has_leader) {
        quad line = quad_of_leader(a);
        assert_true(quads_common_area(&line, &q) < 1e-9);
    }
    if (b->has_leader) {
        quad line = quad_of_leader(b);
        assert_true(quads_common_area(&line, &p) < 1e-9);
    }
}

/* Nothing overlaps, nothing leaves the room, and what is missing is counted. */
static void assert_apart(const set *s, size_t missing) {
    size_t n_missing = 0;
    for (size_t i = 0; i < s->n; i++) {
        const amont_candidate *one = taken(s, i);
        n_missing += !one;
        for (size_t j = i + 1; one && j < s->n; j++)
            if (taken(s, j))
                assert_pair_apart(one, taken(s, j));
        for (size_t k = 0; one && k < s->scene.n_obstacles; k++) {
            quad p = quad_of(&one->slab), q = quad_of(&s->scene.obstacles[k].slab);
            assert_true(quads_common_area(&p, &q) < 1e-9);
        }
        amont_box box = one ? amont_slab_box(one->slab) : s->scene.room;
        assert_true(box.min_x >= s->scene.room.min_x && box.max_x <= s->scene.room.max_x);
        assert_true(box.min_y >= s->scene.room.min_y && box.max_y <= s->scene.room.max_y);
    }
    assert_int_equal(n_missing, missing);
}

/* ---- the best choice ----------------------------------------------------------------------- */

static bool fit_together(const set *s, const int *chosen) {
    for (size_t i = 0; i < s->n; i++)
        for (size_t j = i + 1; j < s->n; j++) {
            if (chosen[i] < 0 || chosen[j] < 0)
                continue;
            amont_slab a = s->labels[i].candidates[chosen[i]].slab;
            amont_slab b = s->labels[j].candidates[chosen[j]].slab;
            double dx = fabs(a.x - b.x) - a.half_width - b.half_width;
            double dy = fabs(a.y - b.y) - a.half_height - b.half_height;
            if (dx < s->scene.gap_mm && dy < s->scene.gap_mm)
                return false;
        }
    return true;
}

/* The most that any choice is worth, by trying them all. */
static double most_worth(const set *s) {
    g_autofree int *tried = g_new(int, s->n);
    double most = 0;
    for (size_t i = 0; i < s->n; i++)
        tried[i] = -1;
    for (size_t i = 0; i < s->n;) {
        if (fit_together(s, tried))
            most = fmax(most, amont_placing_worth(&s->scene, s->labels, s->n, tried));
        for (i = 0; i < s->n && ++tried[i] == (int)s->labels[i].n_candidates; i++)
            tried[i] = -1;
    }
    return most;
}

static void small_sets_are_placed_as_well_as_can_be(void **state) {
    (void)state;
    const size_t n = 6, n_each = 4;
    size_t n_crowded = 0;
    for (uint64_t trial = 0; trial < 120; trial++) {
        amont_random r = amont_random_stream(11, trial);
        set s = set_new(n, (amont_box){-50, -50, 50, 50});
        for (size_t i = 0; i < n; i++) {
            s.labels[i].priority = 1 + amont_random_below(&r, 3);
            for (size_t k = 0; k < n_each; k++) {
                amont_candidate c = {.cost = amont_random_unit(&r)};
                c.slab = amont_slab_turned(12 * amont_random_unit(&r), 8 * amont_random_unit(&r), 6,
                                           2.5, 0);
                g_array_append_val(s.candidates[i], c);
            }
        }
        size_t missing = set_place(&s);
        n_crowded += missing > 0;
        assert_apart(&s, missing);
        assert_near(amont_placing_worth(&s.scene, s.labels, n, s.chosen), most_worth(&s), 1e-4);
        set_clear(&s);
    }
    assert_in_range(n_crowded, 20, 120); /* else nothing was shown */
}

/* ---- random points ------------------------------------------------------------------------- */

/* Sixty names of 8 to 24 mm at points of a frame, one in three in a cluster. */
static set random_points(size_t n, double width, double height, uint64_t seed) {
    amont_random r = amont_random_stream(seed, 0);
    set s = set_new(n, (amont_box){0, 0, width, height});
    amont_obstacle *obstacles = g_new0(amont_obstacle, n);
    for (size_t i = 0; i < n; i++) {
        bool close = i % 3 == 0;
        double x = (close ? 0.4 + 0.15 * amont_random_unit(&r) : amont_random_unit(&r)) * width;
        double y = (close ? 0.4 + 0.15 * amont_random_unit(&r) : amont_random_unit(&r)) * height;
        amont_wording plain = {0, 8 + 16 * amont_random_unit(&r), 2.4};
        amont_wording wrapped = {1, plain.width * 0.6, 5};
        amont_candidates_at_point(s.candidates[i], x, y, 0.9, &plain);
        amont_candidates_at_point(s.candidates[i], x, y, 0.9, &wrapped);
        obstacles[i].slab = amont_slab_turned(x, y, 1.2, 1.2, 0); /* inside the disc */
        obstacles[i].radius = 0.9;
    }
    s.scene.obstacles = obstacles;
    s.scene.n_obstacles = n;
    return s;
}

static void assert_random_points(double width, double height, size_t most_missing) {
    for (uint64_t seed = 1; seed <= 12; seed++) {
        set s = random_points(60, width, height, seed);
        size_t missing = set_place(&s);
        assert_apart(&s, missing);
        if (missing > most_missing)
            fail_msg("%zu names missing, seed %u", missing, (unsigned)seed);
        g_free((void *)s.scene.obstacles);
        set_clear(&s);
    }
}

static void sixty_points_are_named_on_a_page_and_on_an_insert(void **state) {
    (void)state;
    assert_random_points(194, 230, 2);
    assert_random_points(70, 88, 30);
}

static void the_order_of_labels_and_obstacles_does_not_matter(void **state) {
    (void)state;
    set s = random_points(60, 90, 100, 3), t = random_points(60, 90, 100, 3);
    amont_obstacle *turned = (amont_obstacle *)t.scene.obstacles;
    for (size_t i = 0; i < 60; i++) {
        t.labels[59 - i].key = s.keys[i];
        turned[59 - i] = s.scene.obstacles[i];
        g_array_set_size(t.candidates[59 - i], 0);
        for (guint k = s.candidates[i]->len; k-- > 0;)
            g_array_append_val(t.candidates[59 - i],
                               g_array_index(s.candidates[i], amont_candidate, k));
    }
    assert_int_equal(set_place(&s), set_place(&t));
    for (size_t i = 0; i < 60; i++) {
        const amont_candidate *one = taken(&s, i), *other = taken(&t, 59 - i);
        assert_int_equal(!one, !other);
        if (one)
            assert_memory_equal(one, other, sizeof *one);
    }
    g_free((void *)s.scene.obstacles);
    g_free((void *)t.scene.obstacles);
    set_clear(&s);
    set_clear(&t);
}

/* All at one place: far more pairs than are kept in memory. */
static void a_thousand_names_at_one_point_end(void **state) {
    (void)state;
    set s = random_points(1000, 100, 100, 5);
    for (size_t i = 0; i < s.n; i++) {
        amont_wording plain = {0, 12, 2.4};
        g_array_set_size(s.candidates[i], 0);
        amont_candidates_at_point(s.candidates[i], 50, 50, 0.9, &plain);
    }
    s.scene.n_obstacles = 0;
    size_t missing = set_place(&s);
    assert_apart(&s, missing);
    assert_in_range(missing, 900, 995);
    g_free((void *)s.scene.obstacles);
    set_clear(&s);
}

/* More labels than are placed together: those that come later keep clear of the others. */
static void five_thousand_points_are_placed_in_turns(void **state) {
    (void)state;
    set s = random_points(5000, 800, 800, 6);
    size_t missing = set_place(&s);
    size_t n_placed = 0;
    for (size_t i = 0; i < s.n; i++) {
        const amont_candidate *one = taken(&s, i);
        n_placed += one != NULL;
        for (size_t j = i + 1; one && j < s.n; j++) {
            const amont_candidate *other = taken(&s, j);
            if (other && fabs(one->slab.x - other->slab.x) < 60)
                assert_pair_apart(one, other);
        }
    }
    assert_int_equal(n_placed + missing, s.n);
    assert_in_range(n_placed, 2500, 5000);
    g_free((void *)s.scene.obstacles);
    set_clear(&s);
}

/* ---- rules --------------------------------------------------------------------------------- */

static void add_box(set *s, size_t label, double x, double y, double cost) {
    amont_candidate c = {.slab = amont_slab_turned(x, y, 10, 3, 0), .cost = cost};
    g_array_append_val(s->candidates[label], c);
}

static void what_is_mandatory_or_matters_more_is_placed(void **state) {
    (void)state;
    set s = set_new(3, (amont_box){0, 0, 100, 100});
    for (size_t i = 0; i < 3; i++)
        add_box(&s, i, 50, 50, 0);
    s.labels[0].priority = 90;
    s.labels[2].mandatory = true;
    assert_int_equal(set_place(&s), 2);
    assert_int_equal(s.chosen[2], 0);
    s.labels[2].mandatory = false;
    assert_int_equal(set_place(&s), 2);
    assert_int_equal(s.chosen[0], 0);
    set_clear(&s);
}

static void two_poor_places_are_better_than_one_good_one(void **state) {
    (void)state;
    set s = set_new(2, (amont_box){0, 0, 100, 100});
    add_box(&s, 0, 50, 50, 0);
    add_box(&s, 0, 50, 60, 1);
    add_box(&s, 1, 50, 50, 0);
    assert_int_equal(set_place(&s), 0);
    assert_int_equal(s.chosen[0], 1);
    set_clear(&s);
}

static void limits_are_ignored_avoided_or_never_crossed(void **state) {
    (void)state;
    amont_obstacle limit = {.slab = amont_slab_segment(50, 0, 50, 100), .is_limit = true};
    set s = set_new(1, (amont_box){0, 0, 100, 100});
    s.scene.obstacles = &limit;
    s.scene.n_obstacles = 1;
    add_box(&s, 0, 50, 50, 0);
    add_box(&s, 0, 20, 50, 0.3);
    const struct {
        amont_limit_rule rule;
        int expected;
    } cases[] = {{AMONT_LIMITS_IGNORED, 0}, {AMONT_LIMITS_AVOIDED, 1}, {AMONT_LIMITS_NEVER, 1}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        s.labels[0].limits = cases[i].rule;
        assert_int_equal(set_place(&s), 0);
        assert_int_equal(s.chosen[0], cases[i].expected);
    }
    g_array_set_size(s.candidates[0], 1);
    assert_int_equal(set_place(&s), 1);
    s.labels[0].limits = AMONT_LIMITS_AVOIDED;
    assert_int_equal(set_place(&s), 0);
    set_clear(&s);
}

static void a_leader_passes_no_name_and_no_symbol(void **state) {
    (void)state;
    amont_obstacle discs[] = {{.slab = amont_slab_turned(30, 50, 0, 0, 0), .radius = 2},
                              {.slab = amont_slab_turned(10, 50, 0, 0, 0), .radius = 1}};
    set s = set_new(1, (amont_box){0, 0, 100, 100});
    s.scene.obstacles = discs;
    s.scene.n_obstacles = 2;
    add_box(&s, 0, 50, 50, 0);
    amont_candidate_lead(&g_array_index(s.candidates[0], amont_candidate, 0), 11, 50);
    assert_true(g_array_index(s.candidates[0], amont_candidate, 0).has_leader);
    assert_int_equal(set_place(&s), 1);
    s.scene.obstacles = &discs[1]; /* where it ends is no hindrance */
    s.scene.n_obstacles = 1;
    assert_int_equal(set_place(&s), 0);
    set_clear(&s);
}

/* ---- candidates ---------------------------------------------------------------------------- */

static const amont_candidate *candidate_at(const GArray *candidates, guint i) {
    return &g_array_index(candidates, amont_candidate, i);
}

/* NE, E, SE, N, S, NW, W, SW (C27), y downwards. */
static void names_of_points_prefer_the_north_east(void **state) {
    (void)state;
    static const int signs[][2] = {{1, -1}, {1, 0},   {1, 1},  {0, -1},
                                   {0, 1},  {-1, -1}, {-1, 0}, {-1, 1}};
    g_autoptr(GArray) c = g_array_new(FALSE, FALSE, sizeof(amont_candidate));
    amont_wording wording = {0, 12, 2.5};
    amont_candidates_at_point(c, 40, 60, 1, &wording);
    for (guint i = 0; i < c->len; i++) {
        const amont_candidate *one = candidate_at(c, i);
        if (i < 8) {
            assert_int_equal((one->slab.x > 40) - (one->slab.x < 40), signs[i][0]);
            assert_int_equal((one->slab.y > 60) - (one->slab.y < 60), signs[i][1]);
        }
        if (i > 0 && i < 8)
            assert_true(one->cost > candidate_at(c, i - 1)->cost);
        /* from the symbol's edge to the name: at most 1 mm, or more than 3 mm with a leader */
        bool touches = amont_slab_meets_disc(one->slab, 40, 60, 1);
        bool near = amont_slab_meets_disc(one->slab, 40, 60, 2);
        bool far = !amont_slab_meets_disc(one->slab, 40, 60, 4);
        assert_false(touches);
        assert_true(one->has_leader ? far : near);
    }
    assert_in_range(c->len, 16, 64);
}

/* The sides of a feature as if metres were millimetres. */
static GArray *sides_of(const amont_shapes *s, size_t feature) {
    GArray *sides = g_array_new(FALSE, FALSE, sizeof(amont_side));
    for (size_t ring = s->ring_of[s->part_of[feature]];
         ring < s->ring_of[s->part_of[feature + 1]]; ring++)
        for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++) {
            amont_side side = {s->x[i], s->y[i], s->x[i + 1], s->y[i + 1]};
            g_array_append_val(sides, side);
        }
    return sides;
}

static amont_label_area area_of(const amont_shapes *s, const GArray *sides, amont_box room) {
    amont_label_area area = {.sides = (const amont_side *)(const void *)sides->data,
                       .n_sides = sides->len,
                       .room = room};
    double radius;
    assert_true(amont_shapes_anchor(s, 0, room, &area.x, &area.y, &radius));
    return area;
}

static void names_in_areas_are_inside_by_geos(void **state) {
    (void)state;
    const char *const wkt[] = {/* a horseshoe, with a hole in its left arm */
                               "POLYGON ((0 0, 60 0, 60 40, 40 40, 40 12, 20 12, 20 40, 0 40, 0 0), "
                               "(4 20, 8 20, 8 24, 4 24, 4 20))"};
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(wkt, 1, &error);
    assert_ok(error);
    g_autoptr(GArray) sides = sides_of(shapes, 0);
    amont_label_area area = area_of(shapes, sides, (amont_box){-20, -20, 80, 60});
    const amont_box blocked = {0, 0, 20, 6};
    area.blocked = &blocked;
    area.n_blocked = 1;
    g_autoptr(GArray) c = g_array_new(FALSE, FALSE, sizeof(amont_candidate));
    const amont_wording wordings[] = {{0, 15, 3}, {1, 9, 6}, {2, 19.4, 11.4}};
    for (size_t i = 0; i < G_N_ELEMENTS(wordings); i++) {
        guint before = c->len;
        amont_candidates_in_area(c, &area, &wordings[i]);
        assert_true(c->len > before);
        assert_true(candidate_at(c, before)->cost <= candidate_at(c, c->len - 1)->cost);
    }
    for (guint i = 0; i < c->len; i++) {
        amont_box box = amont_slab_box(candidate_at(c, i)->slab);
        assert_true(amont_shapes_covers_box(shapes, 0, box));
        assert_false(amont_box_overlaps(box, blocked));
    }
    const amont_wording too_wide = {0, 61, 3}, too_high = {0, 20.1, 12.5};
    guint before = c->len;
    amont_candidates_in_area(c, &area, &too_wide);
    amont_candidates_in_area(c, &area, &too_high);
    assert_int_equal(c->len, before);
}

static void a_name_with_room_stands_at_the_visual_centre(void **state) {
    (void)state;
    const char *const wkt[] = {"POLYGON ((0 0, 40 0, 40 20, 0 20, 0 0))"};
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(wkt, 1, &error);
    assert_ok(error);
    g_autoptr(GArray) sides = sides_of(shapes, 0);
    amont_label_area area = area_of(shapes, sides, (amont_box){0, 0, 40, 20});
    g_autoptr(GArray) c = g_array_new(FALSE, FALSE, sizeof(amont_candidate));
    const amont_wording wording = {0, 15, 3};
    amont_candidates_in_area(c, &area, &wording);
    assert_near(candidate_at(c, 0)->slab.x, area.x, 1e-9);
    assert_near(candidate_at(c, 0)->slab.y, area.y, 1e-9);
    assert_near(candidate_at(c, 0)->cost, 0, 1e-9);
}

static void names_off_an_area_have_a_leader_when_they_are_far(void **state) {
    (void)state;
    const char *const wkt[] = {"POLYGON ((0 0, 8 0, 8 8, 0 8, 0 0))"};
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(wkt, 1, &error);
    assert_ok(error);
    g_autoptr(GArray) sides = sides_of(shapes, 0);
    amont_label_area area = area_of(shapes, sides, (amont_box){-40, -40, 50, 50});
    g_autoptr(GArray) c = g_array_new(FALSE, FALSE, sizeof(amont_candidate));
    const amont_wording wording = {0, 15, 3};
    amont_candidates_off_area(c, &area, 25, &wording);
    assert_true(c->len > 4);
    for (guint i = 0; i < c->len; i++) {
        const amont_candidate *one = candidate_at(c, i);
        assert_false(amont_shapes_touches_box(shapes, 0, amont_slab_box(one->slab)));
        assert_true(hypot(one->slab.x - area.x, one->slab.y - area.y) <= 25);
        assert_int_equal(one->has_leader, hypot(one->from_x - one->to_x, one->from_y - one->to_y) >
                                              AMONT_LEADER_LEAST);
    }
}

static void names_along_lines_are_straight_and_never_upside_down(void **state) {
    (void)state;
    /* from the right to the left, level, then a sharp turn */
    const double x[] = {100, 40, 40}, y[] = {50, 50, 90};
    g_autoptr(GArray) c = g_array_new(FALSE, FALSE, sizeof(amont_candidate));
    const amont_wording wording = {0, 20, 3};
    amont_candidates_along(c, x, y, 3, (amont_box){0, 0, 120, 100}, &wording);
    assert_in_range(c->len, 30, 60);
    for (guint i = 0; i < c->len; i++) {
        amont_slab s = candidate_at(c, i)->slab;
        assert_true(s.cosine > -1e-9);
        /* on one of the two arms, but for the bend that is allowed: 0.35 of 3 mm */
        assert_true(fabs(s.y - 50) < 1.06 || fabs(s.x - 40) < 1.06);
    }
    assert_near(candidate_at(c, 0)->slab.sine, 0, 1e-9);
    g_array_set_size(c, 0);
    amont_candidates_along(c, x, y, 2, (amont_box){0, 0, 120, 100}, &(amont_wording){0, 61, 3});
    assert_int_equal(c->len, 0);
}

/* ---- zones ----------------------------------------------------------------------------------- */

/* 1,276 zones, as many as the communes of Île-de-France, on an A3 page. */
static void zones_of_a_region_are_named_inside_and_apart(void **state) {
    (void)state;
    const coverage_plan plan = {2, 44, 29, 10, 0, 0, 9};
    g_autoptr(amont_shapes) shapes = coverage_make(&plan);
    amont_box page = {0, 0, 400, 265};
    amont_random r = amont_random_stream(9, 0);
    set s = set_new(shapes->n_features, page);
    for (size_t i = 0; i < s.n; i++) {
        g_autoptr(GArray) sides = sides_of(shapes, i);
        amont_label_area area = {.sides = (const amont_side *)(const void *)sides->data,
                           .n_sides = sides->len,
                           .room = page};
        assert_true(amont_shapes_centroid(shapes, i, &area.x, &area.y));
        double width = 3 + 8 * amont_random_unit(&r);
        amont_candidates_in_area(s.candidates[i], &area, &(amont_wording){0, width, 2});
        amont_candidates_in_area(s.candidates[i], &area, &(amont_wording){1, width * 0.6, 4.2});
    }
    size_t missing = set_place(&s);
    assert_apart(&s, missing);
    assert_in_range(missing, 0, 300);
    for (size_t i = 0; i < s.n; i++)
        if (taken(&s, i))
            assert_true(amont_shapes_covers_box(shapes, i, amont_slab_box(taken(&s, i)->slab)));
    set_clear(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slabs_overlap_where_an_area_is_common),
        cmocka_unit_test(slabs_that_touch_do_not_overlap),
        cmocka_unit_test(small_sets_are_placed_as_well_as_can_be),
        cmocka_unit_test(sixty_points_are_named_on_a_page_and_on_an_insert),
        cmocka_unit_test(the_order_of_labels_and_obstacles_does_not_matter),
        cmocka_unit_test(a_thousand_names_at_one_point_end),
        cmocka_unit_test(five_thousand_points_are_placed_in_turns),
        cmocka_unit_test(what_is_mandatory_or_matters_more_is_placed),
        cmocka_unit_test(two_poor_places_are_better_than_one_good_one),
        cmocka_unit_test(limits_are_ignored_avoided_or_never_crossed),
        cmocka_unit_test(a_leader_passes_no_name_and_no_symbol),
        cmocka_unit_test(names_of_points_prefer_the_north_east),
        cmocka_unit_test(names_in_areas_are_inside_by_geos),
        cmocka_unit_test(a_name_with_room_stands_at_the_visual_centre),
        cmocka_unit_test(names_off_an_area_have_a_leader_when_they_are_far),
        cmocka_unit_test(names_along_lines_are_straight_and_never_upside_down),
        cmocka_unit_test(zones_of_a_region_are_named_inside_and_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
