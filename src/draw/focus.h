/* What a page of an atlas is about: a zone, a project, or the whole territory. */
#ifndef AMONT_DRAW_FOCUS_H
#define AMONT_DRAW_FOCUS_H

#include "draw/composer.h"

/* Not changed while pages are composed. Of the territory: `subject` is NULL. */
struct amont_focus {
    amont_shapes *subject;      /* one polygon feature: whole in the frame, and kept free */
    bool veils;                 /* what lies outside it is dimmed */
    const amont_level *level;   /* of the zone, or NULL */
    size_t zone;                /* in it */
    const amont_projects *list; /* of the project, or NULL */
    size_t project;             /* in it */
    bool *grounds;              /* of a project: zones of the ground that it is in */
    size_t page, n_pages;       /* counted from 1 */
    double least;               /* the scale is 1:N or smaller */
};

/* The outline of a zone; and of a project what is known of it: discs about its sites, else its
 * communes, NULL where it has neither. */
amont_shapes *amont_focus_of_zone(const amont_level *level, size_t zone, GError **error);
amont_shapes *amont_focus_of_project(const amont_level *ground, const amont_projects *list,
                                     size_t project, GError **error);

/* Zones of the ground where a project has a site, else those that it concerns. Free it. */
bool *amont_focus_grounds(const amont_level *ground, const amont_projects *list, size_t project);

/* Composes a page about `focus`. */
amont_page *amont_compose_about(const amont_layers *layers, const amont_map_spec *map,
                                const amont_table *table, amont_styles *styles, amont_fonts *fonts,
                                const amont_focus *focus, amont_findings *findings, GError **error);

#endif
