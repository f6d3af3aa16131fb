/* Contacts of polygons, by hand. */
#include "amont/contacts.h"
#include "amont/pool.h"

#include "check.h"
#include "coverage_maker.h"

static GArray *contacts_of(const char *const *texts, size_t n) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, n, &error);
    assert_ok(error);
    return amont_shapes_contacts(shapes, 0.1);
}

static void assert_contact(const GArray *contacts, guint i, size_t first, size_t second,
                           double border) {
    assert_true(i < contacts->len);
    const amont_contact *contact = &g_array_index(contacts, amont_contact, i);
    assert_int_equal(contact->first, first);
    assert_int_equal(contact->second, second);
    assert_near(contact->border, border, 0.2);
}

#define SQUARE "POLYGON((0 0,10 0,10 10,0 10,0 0))"

static void corners_touch_without_a_border(void **state) {
    (void)state;
    const char *const texts[] = {
        SQUARE, "POLYGON((10 0,20 0,20 10,10 10,10 0))", "POLYGON((0 10,10 10,10 20,0 20,0 10))",
        "POLYGON((10 10,20 10,20 20,10 20,10 10))", "POLYGON((30 10,40 10,40 20,30 20,30 10))"};
    g_autoptr(GArray) contacts = contacts_of(texts, 5);
    assert_int_equal(contacts->len, 6);
    assert_contact(contacts, 0, 0, 1, 10);
    assert_contact(contacts, 1, 0, 2, 10);
    assert_contact(contacts, 2, 0, 3, 0);
    assert_contact(contacts, 3, 1, 2, 0);
    assert_contact(contacts, 4, 1, 3, 10);
    assert_contact(contacts, 5, 2, 3, 10);
}

/* A gap of five centimetres, a vertex that only one has, a bulge of more than the tolerance in the
 * middle: what lies beside counts, 3 and 3 units of the 10 (to where the bulge is 0.1 wide). */
static void borders_off_by_centimetres_are_found(void **state) {
    (void)state;
    const char *const gap[] = {SQUARE, "POLYGON((10.05 0,20 0,20 10,10.05 10,10.05 4,10.05 0))"};
    g_autoptr(GArray) across = contacts_of(gap, 2);
    assert_int_equal(across->len, 1);
    assert_contact(across, 0, 0, 1, 10);
    const char *const bulge[] = {SQUARE, "POLYGON((10 0,20 0,20 10,10 10,10.1666666667 5,10 0))"};
    g_autoptr(GArray) beside = contacts_of(bulge, 2);
    assert_int_equal(beside->len, 1);
    assert_contact(beside, 0, 0, 1, 6);
}

static void a_gap_beyond_the_tolerance_is_none(void **state) {
    (void)state;
    const char *const texts[] = {SQUARE, "POLYGON((10.11 0,20 0,20 10,10.11 10,10.11 0))"};
    g_autoptr(GArray) contacts = contacts_of(texts, 2);
    assert_int_equal(contacts->len, 0);
}

static void zones_that_cross_touch(void **state) {
    (void)state;
    const char *const texts[] = {SQUARE, "POLYGON((4 -5,6 -5,6 15,4 15,4 -5))"};
    g_autoptr(GArray) contacts = contacts_of(texts, 2);
    assert_int_equal(contacts->len, 1);
    assert_contact(contacts, 0, 0, 1, 0);
}

static void an_enclave_touches_what_it_lies_in(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0),(3 3,3 6,6 6,6 3,3 3))",
                                 "POLYGON((3 3,6 3,6 6,3 6,3 3))", "POLYGON EMPTY"};
    g_autoptr(GArray) contacts = contacts_of(texts, 3);
    assert_int_equal(contacts->len, 1);
    assert_contact(contacts, 0, 0, 1, 12);
}

/* 12 x 9 zones whose borders wiggle: 11 x 9 + 12 x 8 common borders, and at each of the 11 x 8
 * inner corners two pairs that touch there alone. */
static void a_coverage_has_the_contacts_of_its_plan(void **state) {
    (void)state;
    const coverage_plan plan = {7, 12, 9, 5, 650000, 6860000, 50};
    g_autoptr(amont_shapes) shapes = coverage_make(&plan);
    g_autoptr(GArray) first = NULL;
    const unsigned threads[] = {1, 2, 8};
    for (size_t t = 0; t < G_N_ELEMENTS(threads); t++) {
        amont_pool_set_threads(threads[t]);
        GArray *contacts = amont_shapes_contacts(shapes, 0.1);
        if (first) {
            assert_int_equal(contacts->len, first->len);
            assert_memory_equal(contacts->data, first->data, contacts->len * sizeof(amont_contact));
            g_array_unref(contacts);
        } else {
            first = contacts;
        }
    }
    amont_pool_set_threads(0);
    size_t borders = 0;
    for (guint i = 0; i < first->len; i++)
        borders += g_array_index(first, amont_contact, i).border >= AMONT_CONTACT_LEAST * 0.1;
    assert_int_equal(borders, 11 * 9 + 12 * 8);
    assert_int_equal(first->len - borders, 2 * 11 * 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corners_touch_without_a_border),
        cmocka_unit_test(borders_off_by_centimetres_are_found),
        cmocka_unit_test(a_gap_beyond_the_tolerance_is_none),
        cmocka_unit_test(zones_that_cross_touch),
        cmocka_unit_test(an_enclave_touches_what_it_lies_in),
        cmocka_unit_test(a_coverage_has_the_contacts_of_its_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
