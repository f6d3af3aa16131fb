/* folder: draw */
/* Atlases: a map as a series of pages, one for each zone of a level, project or indicator.
 *
 *     atlas = amont_atlas_plan(layers, map, "communes", findings, &error);
 *     for each page: amont_analyse_map(analysis, amont_atlas_page_at(atlas, i)->map, table, &error)
 *     scale = amont_atlas_scale(atlas, table, styles, fonts, &error);
 *     page  = amont_atlas_compose(atlas, i, table, styles, fonts, scale, findings, &error);
 *
 * What is the same on all pages, so that they can be compared: class limits, colours, sizes of
 * symbols and their legend, which are those of the whole map. What is of the page: its frame, its
 * title, its names, and its legend, which shows what is drawn on that page: also in the zones
 * beside the page's own, which are dimmed but seen. */
#ifndef AMONT_ATLAS_H
#define AMONT_ATLAS_H

#include "amont/compose.h"

typedef struct amont_atlas amont_atlas;

/* `each`: the id of a zone level of the study, "project" or "indicator"; NULL: what the map's key
 * `atlas` says. Pages are those of the selected zones in the order of their codes, of the projects
 * by their numbers, of the indicators as they are listed. A project without a place has no page: it
 * is told in `findings` (PROJECT_UNPLACED). Errors, of code CONFIG, or USAGE without a place where
 * `each` is given: no such level, no projects, no indicators listed; no page at all. The atlas
 * borrows the layers and the map. */
amont_atlas *amont_atlas_plan(const amont_layers *layers, const amont_map_spec *map,
                              const char *each, amont_findings *findings, GError **error);
void amont_atlas_free(amont_atlas *atlas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_atlas, amont_atlas_free)

typedef struct amont_atlas_page {
    char *key;  /* for names of files: code of the zone, id of the project, id of the indicator */
    char *name; /* for bookmarks: name of the zone or project, label of the indicator */
    const amont_map_spec *map; /* what the page shows, for amont_analyse_map */
} amont_atlas_page;

size_t amont_atlas_size(const amont_atlas *atlas); /* 1 at least */
const amont_atlas_page *amont_atlas_page_at(const amont_atlas *atlas, size_t index);

/* Whether all pages have one scale: unless the map says `atlas: {scale: each}`. */
bool amont_atlas_has_one_scale(const amont_atlas *atlas);

/* All pages at 1:`denominator`, as an option says; composing one that has no room for it is an
 * error of code USAGE that names the option. */
void amont_atlas_fix_scale(amont_atlas *atlas, double denominator, const char *option);

/* 1:N of a page that is composed. */
double amont_atlas_scale_of(const amont_page *page);

/* 1:N of the largest round scale, 1:`least` or smaller, at which everything finds room on a page;
 * `least` NAN: any. NAN with an error where there is none. Several threads may ask at once, as they
 * may compose. */
double amont_atlas_fit(const amont_atlas *atlas, size_t index, const amont_table *table,
                       amont_styles *styles, amont_fonts *fonts, double least, GError **error);

/* The largest that fits all pages: the fixed point of amont_atlas_fit over them, whoever asks in
 * which order. */
double amont_atlas_scale(const amont_atlas *atlas, const amont_table *table, amont_styles *styles,
                         amont_fonts *fonts, GError **error);

/* Composes one page at 1:`denominator`, or at the next smaller round scale at which everything
 * finds room (never after amont_atlas_scale); NAN: at the largest that fits it. A scale that the
 * map itself fixes goes before. Several threads may compose at once with one atlas, table and
 * styles, when each has fonts and findings of its own, and they give the same pages. The page
 * borrows the fonts. */
amont_page *amont_atlas_compose(const amont_atlas *atlas, size_t index, const amont_table *table,
                                amont_styles *styles, amont_fonts *fonts, double denominator,
                                amont_findings *findings, GError **error);

#endif
