/* A page being made: its frames, and what is said of it as a whole. */
#ifndef AMONT_DRAW_LAYOUT_H
#define AMONT_DRAW_LAYOUT_H

#include "draw/composer.h"

typedef struct amont_sheet {
    amont_composer root; /* title, notes and sources; it has no frame of its own */
    amont_fonts *fonts;
    GPtrArray *panels; /* amont_composer *: one, or those of a page of panels */
} amont_sheet;

/* An empty page of that size, with its metadata. */
amont_page *amont_sheet_page(const amont_sheet *sheet);

/* Draws it into a new page (`root.page`), at the largest round scale at which everything finds
 * room; panels have the same scale. */
bool amont_sheet_draw(amont_sheet *sheet, GError **error);

/* ---- facts.c ------------------------------------------------------------------------------- */

/* Fills the facts of a page that is drawn. */
void amont_sheet_note_facts(amont_sheet *sheet);

#endif
