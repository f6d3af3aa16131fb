/* A page being made: its frames, and what is said of it as a whole. */
#ifndef AMONT_DRAW_LAYOUT_H
#define AMONT_DRAW_LAYOUT_H

#include "draw/composer.h"

typedef struct amont_sheet {
    amont_composer root; /* title, notes and sources; it has no frame of its own */
    amont_fonts *fonts;
    GPtrArray *panels;     /* amont_composer *: one, or those of a page of panels */
    GPtrArray *series;     /* amont_map_spec: the map of each frame of a series, or NULL */
    char *series_title;    /* what its legend is called where it has no title */
    amont_page *rehearsal; /* what an earlier drawing counted for the legends, or NULL */
    const char *lacking;   /* what found no room in the last drawing */
} amont_sheet;

/* An empty page of that size, with its metadata. */
amont_page *amont_sheet_page(const amont_sheet *sheet);

/* Draws it into a new page (`root.page`). Of the places where legends and lists may stand, that
 * with the largest round scale at which everything finds room is taken; the first of equals is the
 * legend in the map. Panels have the same scale. */
bool amont_sheet_draw(amont_sheet *sheet, GError **error);

/* Makes the notes of the page anew from those of its maps; whether they are others (notes.c). */
bool amont_sheet_gather_notes(amont_sheet *sheet);

/* ---- how the page is shared out (bands.c) -------------------------------------------------- */

/* Of one frame: its own title where there are several, its legend beside it, its lists under it. */
typedef struct amont_panel_bands {
    amont_box title, map, legend, list;
    double width; /* of them all */
} amont_panel_bands;

/* Of the page, from the top; the maps stand in the middle. */
typedef struct amont_bands {
    amont_legend_place legend;
    bool lists_in_map;
    bool lacks_room; /* the common legend has none */
    amont_box title, maps, footer;
    amont_box common; /* the one legend of a series; empty: none yet */
    GArray *panels;   /* amont_panel_bands */
} amont_bands;

/* Legends beside maps take the room that the rehearsal says. */
amont_bands *amont_bands_new(amont_sheet *sheet, amont_legend_place legend, bool lists_in_map);
void amont_bands_free(amont_bands *bands);

/* 1:N at which every frame shows its subject: the `attempt`-th round number; infinite where a frame
 * has no room. */
double amont_bands_denominator(const amont_sheet *sheet, const amont_bands *bands,
                               unsigned attempt);

/* The height of the highest list under a map, mm. */
double amont_bands_list(const amont_bands *bands);

/* Of all frames, mm². */
double amont_bands_area(const amont_bands *bands);

/* The smaller side of the smallest frame, in mm; negative where there is no room at all. */
double amont_bands_least(const amont_bands *bands);

static inline amont_composer *amont_sheet_panel(const amont_sheet *sheet, guint i) {
    return sheet->panels->pdata[i];
}

static inline const amont_panel_bands *amont_bands_panel(const amont_bands *bands, guint i) {
    return &g_array_index(bands->panels, amont_panel_bands, i);
}

/* ---- no_room.c, crop.c ----------------------------------------------------------------------- */

/* Why there is no plan, where the first setting is `bands`; why no plan works (`lacking`). They set
 * errors of code CONFIG and return false. */
bool amont_sheet_fail_plans(const amont_sheet *sheet, const amont_bands *bands, GError **error);
bool amont_sheet_fail_room(const amont_sheet *sheet, GError **error);

/* Where the paper is cut: two lines at each corner, off the page. */
void amont_page_crop(amont_page *page);

/* ---- multiples.c: one map in several frames ------------------------------------------------ */

/* Makes a map of each indicator that the sheet's map has in `each`; none: nothing is made. Codes:
 * CONFIG where they are not of one unit, or have different categories. */
bool amont_sheet_repeat(amont_sheet *sheet, GError **error);

/* The series of all frames in `pool`, in one unit, and that of its own frame in `several`. */
void amont_plot_pool(amont_plot *p);

/* What one frame changes in the next drawing holds for all: they stay alike. */
void amont_sheet_align(amont_sheet *sheet, const amont_composer *changed);

/* ---- facts.c ------------------------------------------------------------------------------- */

/* Fills the facts of a page that is drawn. */
void amont_sheet_note_facts(amont_sheet *sheet);

#endif
