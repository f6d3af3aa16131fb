/* Artificialised land by cover and use, with the thresholds of 50 m² and 2,500 m², by hand. One
 * zone of 200 m by 100 m, 2 ha; polygons may leave gaps. */
#include "check.h"
#include "rectangles.h"

#define CREDIT "producer: P, dataset: D, vintage: v, licence: L, fictional: true"
#define STUDY(more)                                                                                \
    "study: S\ndate: 2026-11-23\nauthor: X\ncrs: EPSG:2154\n"                                      \
    "zones:\n  zone: {source: zone.geojson, code: code, name: code, " CREDIT "}\n"                 \
    "layers:\n  sol: {kind: landuse, source: sol.geojson, " more CREDIT "}\n"                      \
    "indicators: [landuse.artificialised, landuse.artificialised_by_matrix, landuse.impermeable, " \
    "landuse.artificialised_share]\n"

#define CODES(cs, us) "\"code_cs\":\"" cs "\",\"code_us\":\"" us "\""
#define BUILT CODES("CS1.1.1.1", "US5")
#define GARDEN CODES("CS2.2.1", "US5") /* artificialised */
#define FIELD CODES("CS2.2.1", "US1.1")
#define QUARRY CODES("CS1.1.2.1", "US1.3") /* not artificialised */

static void compute(desk *d, const rectangle *land, size_t n) {
    rectangles_put(d, "zone.geojson", &(rectangle){0, 200, 0, 100, "\"code\":\"Z\""}, 1);
    rectangles_put(d, "sol.geojson", land, n);
    desk_compute(d, STUDY(""));
}

static void assert_artificialised(desk *d, const rectangle *land, size_t n, double square_metres) {
    compute(d, land, n);
    assert_near(desk_figure(d, "landuse.artificialised", "zone", "Z").value, square_metres / 1e4,
                1e-12);
}

#define ASSERT_ARTIFICIALISED(d, land, square_metres) \
    assert_artificialised(d, land, G_N_ELEMENTS(land), square_metres)

static void contiguous_land_counts_together(void **state) {
    desk *d = *state;
    const rectangle apart[] = {{0, 30, 0, 30, GARDEN}, {40, 70, 0, 30, GARDEN}};
    ASSERT_ARTIFICIALISED(d, apart, 0); /* 900 m² each */
    const rectangle together[] = {
        {0, 30, 0, 30, GARDEN}, {30, 60, 10, 40, GARDEN}, {60, 90, 20, 50, GARDEN}};
    ASSERT_ARTIFICIALISED(d, together, 2700);
    const rectangle corners[] = {
        {0, 30, 0, 30, GARDEN}, {30, 60, 30, 60, GARDEN}, {60, 90, 0, 30, GARDEN}};
    ASSERT_ARTIFICIALISED(d, corners, 0);
    const rectangle limit[] = {{0, 50, 0, 50, GARDEN}};
    ASSERT_ARTIFICIALISED(d, limit, 2500);
}

static void built_ground_counts_from_50_square_metres(void **state) {
    desk *d = *state;
    const rectangle small[] = {{0, 7, 0, 7, BUILT}};
    ASSERT_ARTIFICIALISED(d, small, 0); /* 49 m² */
    const rectangle two[] = {{0, 5, 0, 6, BUILT}, {5, 10, 0, 6, BUILT}, {20, 25, 0, 6, BUILT}};
    ASSERT_ARTIFICIALISED(d, two, 60); /* 30 and 30; the third stands alone */
    const rectangle house[] = {{0, 10, 0, 10, BUILT}, {10, 40, 0, 30, GARDEN}};
    ASSERT_ARTIFICIALISED(d, house, 100); /* 1,000 m² with its garden, which is not */
    const rectangle estate[] = {{0, 5, 0, 5, BUILT}, {5, 60, 0, 50, GARDEN}};
    ASSERT_ARTIFICIALISED(d, estate, 25 + 2750); /* a shed in 2,775 m² of land */
}

static void enclaves_are_as_what_surrounds_them(void **state) {
    desk *d = *state;
    /* a field and a quarry of 20 by 20 side by side, in four gardens */
    const rectangle enclave[] = {{50, 70, 40, 60, FIELD}, {70, 90, 40, 60, QUARRY},
                                 {0, 140, 0, 40, GARDEN}, {0, 140, 60, 100, GARDEN},
                                 {0, 50, 40, 60, GARDEN}, {90, 140, 40, 60, GARDEN}};
    ASSERT_ARTIFICIALISED(d, enclave, 140 * 100);
    /* the same without the garden to the right: it is open there */
    ASSERT_ARTIFICIALISED(d,
                          ((const rectangle[]){{50, 70, 40, 60, FIELD},
                                               {70, 90, 40, 60, QUARRY},
                                               {0, 140, 0, 40, GARDEN},
                                               {0, 140, 60, 100, GARDEN},
                                               {0, 50, 40, 60, GARDEN}}),
                          140 * 80 + 50 * 20);
    /* 50 by 50 and more is no enclave */
    const rectangle large[] = {{40, 90, 20, 70, FIELD},
                               {0, 140, 0, 20, GARDEN},
                               {0, 140, 70, 100, GARDEN},
                               {0, 40, 20, 70, GARDEN},
                               {90, 140, 20, 70, GARDEN}};
    ASSERT_ARTIFICIALISED(d, large, 140 * 100 - 2500);
}

/* The column counts; cover and use are beside it, and where they differ is told. */
static void the_official_column_counts(void **state) {
    desk *d = *state;
    const rectangle land[] = {{0, 100, 0, 100, GARDEN ",\"artif\":\"artif\""},
                              {100, 150, 0, 100, FIELD ",\"artif\":\"Artif\""},
                              {150, 200, 0, 100, FIELD ",\"artif\":\"non artif\""}};
    compute(d, land, G_N_ELEMENTS(land));
    assert_near(desk_figure(d, "landuse.artificialised", "zone", "Z").value, 1.5, 1e-12);
    assert_near(desk_figure(d, "landuse.artificialised_by_matrix", "zone", "Z").value, 1, 1e-12);
    desk_assert_found(d, AMONT_FINDING_LANDUSE_ARTIF, 1, "CS2.2.1 US1.1, 5000 m²: artif");
    g_autoptr(amont_sheet) sheet = amont_analyse_artif(d->analysis, &d->error);
    assert_ok(d->error);
    assert_int_equal(sheet->n_rows, 1);
    assert_string_equal(amont_sheet_at(sheet, 0, "cover")->text, "CS2.2.1");
    assert_string_equal(amont_sheet_at(sheet, 0, "official")->text, "artif");
    assert_string_equal(amont_sheet_at(sheet, 0, "pair_and_thresholds")->text, "non artif");
    assert_near(amont_sheet_at(sheet, 0, "area_m2")->number, 5000, 1e-9);
    /* enough by itself: its like neighbour is not looked for */
    assert_near(amont_sheet_at(sheet, 0, "land_m2")->number, 5000, 1e-9);
}

/* A pair that the matrix does not have, and land without a code, are not known: half of the zone.
 */
static void what_is_not_known_makes_an_estimate(void **state) {
    desk *d = *state;
    const rectangle land[] = {{0, 60, 0, 100, GARDEN},
                              {60, 100, 0, 100, FIELD},
                              {100, 150, 0, 100, CODES("CS9", "US5")},
                              {150, 200, 0, 100, "\"code_cs\":null,\"code_us\":null"}};
    compute(d, land, G_N_ELEMENTS(land));
    amont_figure share = desk_figure(d, "landuse.artificialised_share", "zone", "Z");
    assert_near(share.value, 60, 1e-9); /* of the hectare that is known */
    assert_int_equal(share.flag, AMONT_FLAG_ESTIMATED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(contiguous_land_counts_together),
        DESK_TEST(built_ground_counts_from_50_square_metres),
        DESK_TEST(enclaves_are_as_what_surrounds_them),
        DESK_TEST(the_official_column_counts),
        DESK_TEST(what_is_not_known_makes_an_estimate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
