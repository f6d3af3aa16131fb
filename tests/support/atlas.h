/* Studies opened for the tests of drawing, and copies of them with one thing changed.
 *
 *     g_autoptr(atlas) a = atlas_open(ATLAS_SMALL);
 *     g_autoptr(amont_page) page = atlas_page(a, "parts");
 *
 *     g_autofree char *path = atlas_changed(ATLAS_SMALL, "islands.geojson", "null", "0.3");
 *     g_autoptr(atlas) b = atlas_open(path);
 *     ...
 *     atlas_remove(path);
 */
#ifndef AMONT_TESTS_ATLAS_H
#define AMONT_TESTS_ATLAS_H

#include "amont/analyse.h"
#include "amont/compose.h"
#include "amont/open.h"
#include "check.h"

#define ATLAS_SMALL "small"     /* tests/cli/files/study.yaml */
#define ATLAS_AREAS "areas"     /* tests/data/areas/study.yaml */
#define ATLAS_BUNDLED "bundled" /* geodata/seine-amont.yaml */

typedef struct atlas {
    amont_study *study;
    amont_layers *layers;
    amont_findings *findings;
    amont_styles *styles;
    amont_fonts *fonts;
    amont_analysis *analysis;
    amont_table *table;
} atlas;

/* One of the studies above, or a path; fails the test when it cannot be opened. */
atlas *atlas_open(const char *study);
void atlas_free(atlas *a);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(atlas, atlas_free)

/* A map of the study; the test fails without it. `series` may be NULL. */
amont_page *atlas_page(atlas *a, const char *map);
const amont_series *atlas_series(atlas *a, const char *map);

/* The theme's text style of that name, without a page. */
amont_text_style atlas_text(const atlas *a, const char *name);

/* A copy of a study and its data in a temporary folder, in which `from` (there exactly once)
 * became `to` in `file`. The path of the study; free it after atlas_remove. */
char *atlas_changed(const char *study, const char *file, const char *from, const char *to);
void atlas_remove(const char *path);

/* Items of a page, in the order they are drawn. */
static inline const amont_item *atlas_item(const amont_page *page, guint i) {
    return &g_array_index(page->items, amont_item, i);
}

/* How many items have that role. */
guint atlas_count(const amont_page *page, const char *role);

/* The texts of a role with a space between, in plain punctuation: curved apostrophes straight,
 * no-break spaces plain. */
char *atlas_texts(const amont_page *page, const char *role);
char *atlas_plain(const char *text);

#endif
