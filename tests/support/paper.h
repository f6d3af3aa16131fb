/* A map of a study on a page of any size, with a copy of the map that may be changed.
 *
 *     paper p = paper_of(ATLAS_SMALL, "parts");
 *     paper_page(&p, 120, 90, false, "locator: always\n");
 *     p.map->title = ...;
 *     g_autoptr(amont_page) page = paper_draw(&p, &error);
 *     paper_clear(&p);
 */
#ifndef AMONT_TESTS_PAPER_H
#define AMONT_TESTS_PAPER_H

#include "atlas.h"

typedef struct paper {
    atlas *a;
    char *styles, *kept; /* folders of styles: ours, and the program's */
    amont_map_spec *map; /* what is drawn */
} paper;

paper paper_of(const char *study, const char *map);
void paper_clear(paper *p);

/* The size of the page 'any', and more lines of its style; compact: as an insert. */
void paper_page(paper *p, double width, double height, bool compact, const char *more);
amont_page *paper_draw(paper *p, GError **error);

/* The first item of a role, or NULL; the frame of the map, without its line. */
const amont_item *paper_item(const amont_page *page, const char *role);
amont_box paper_frame(const amont_page *page);

#endif
