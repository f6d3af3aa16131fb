/* A desk: a study written into a folder of its own, loaded, opened and computed. */
#ifndef TESTS_DESK_H
#define TESTS_DESK_H

#include "amont/analyse.h"
#include "amont/open.h"

typedef struct desk {
    char *folder; /* of the study; emptied at the end */
    amont_study *study;
    amont_findings *findings;
    amont_layers *layers;
    amont_analysis *analysis;
    amont_table *table;
    GError *error;
} desk;

/* For cmocka: DESK_TEST(function) stands for cmocka_unit_test(function). */
int desk_set_up(void **state);
int desk_tear_down(void **state);
#define DESK_TEST(function) cmocka_unit_test_setup_teardown(function, desk_set_up, desk_tear_down)

/* Writes a file into the folder. */
void desk_put(const desk *d, const char *name, const char *text);

/* Opens the study of this text; `@` stands for tests/data. What the desk held before goes. */
void desk_open(desk *d, const char *text);

/* The same, and computes its table: all must go well. */
void desk_compute(desk *d, const char *text);

/* The error has this code, this text somewhere, and this in its second line (may be NULL). */
void desk_assert_error(const desk *d, int code, const char *part, const char *hint);

/* There are `count` findings of a kind, the first ending so (may be NULL). */
void desk_assert_found(const desk *d, amont_finding_kind kind, size_t count, const char *first);

/* The figure of a zone; the series must be there. */
amont_figure desk_figure(const desk *d, const char *indicator, const char *level, const char *code);

#endif
