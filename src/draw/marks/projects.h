/* What the map of projects and its key list share. */
#ifndef AMONT_DRAW_PROJECTS_H
#define AMONT_DRAW_PROJECTS_H

#include "draw/composer.h"

typedef struct amont_badge {
    const char *label;
    amont_symbol symbol;
    amont_colour colour;
    int entry; /* in the legend */
} amont_badge;

/* Groups of the key list that are no zone. */
#define AMONT_HOME_NONE ((size_t)-1)    /* neither site nor commune */
#define AMONT_HOME_SEVERAL ((size_t)-2) /* several communes */
#define AMONT_HOME_OUTSIDE ((size_t)-3) /* sites in no zone */

typedef struct amont_project_map {
    const amont_projects *projects;
    bool *own; /* of what the page is about: numbered and listed; the others are small symbols */
    size_t n_looks; /* the map's categories, then what has none */
    amont_badge *looks;
    int group;    /* legend entry of the frames about projects without an exact place */
    size_t *home; /* zone of each project's key list group, or one of these: */
} amont_project_map;

/* What a project looks like. */
const amont_badge *amont_badge_of(const amont_plot *p, const amont_project *project);

/* A share of the theme's size, or what the widest number of the project's category needs in its
 * symbol; what a badge of that size covers, with its line. */
double amont_badge_size(amont_plot *p, const amont_project *project, double share);
amont_box amont_badge_box(amont_plot *p, const amont_project *project, double x, double y,
                          double size);
void amont_draw_badge(amont_plot *p, const amont_project *project, double x, double y, double size,
                      const char *role);
void amont_draw_project_sites(amont_plot *p);
double amont_project_list_height(amont_plot *p, double width_mm);
void amont_draw_project_list(amont_plot *p, amont_box box);
bool amont_draw_project_panel(amont_plot *p);

#endif
