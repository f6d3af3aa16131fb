/* A study written into a folder of its own and opened there; `@` stands for the folder of the
 * invented archipelago.
 *
 *     static void zones_are_counted(void **state) {
 *         desk *d = *state;
 *         put(d, "t.csv", "code,jobs\n01,4\n");
 *         open_well(d, "zones:\n  island: {source: \"@/islands.geojson\", ...}\n");
 *         assert_int_equal(d->layers->levels->len, 1);
 *     }
 *     ... cmocka_unit_test_setup_teardown(zones_are_counted, set_up, tear_down)
 */
#ifndef AMONT_TESTS_DESK_H
#define AMONT_TESTS_DESK_H

#include "amont/open.h"
#include "check.h"

typedef struct desk {
    char *folder;
    amont_study *study;
    amont_findings *findings;
    amont_layers *layers;
    GError *error;
} desk;

#define HEADER "study: Archipel\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"
#define CREDIT "producer: IGN, dataset: D, vintage: 2024, licence: L"

int set_up(void **state);
int tear_down(void **state);

/* A file in the folder. */
void put(const desk *d, const char *name, const char *text);

/* Opens a whole study; what follows HEADER, which must do; or must not, with an error of that code
 * whose text starts as `expected` with its line and column: "6:3: code: no column". */
void open_text(desk *d, const char *text);
void open_well(desk *d, const char *body);
void open_badly(desk *d, const char *body, int code, const char *expected);

/* The second line of the error holds `part`. */
void assert_hints(const desk *d, const char *part);

/* The findings of a kind are `count`, the first as given (without its folder). */
void assert_found(const desk *d, amont_finding_kind kind, size_t count, const char *first);

#endif
