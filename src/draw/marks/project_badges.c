/* Badges of projects: how large they are, and where they stand at their sites. */
#include "draw/marks/projects.h"

#include "draw/focus.h"
#include <math.h>

/* ---- sizes --------------------------------------------------------------------------------- */

/* What the number of a project needs. */
static double size_around_number(amont_plot *p, const amont_project *project) {
    const double clear_mm = 0.2;
    amont_text_style style = amont_text_of(p->c, "badge");
    g_autofree char *number = g_strdup_printf("%u", project->number);
    amont_extent extent = amont_page_measure(p->c->page, number, &style);
    return amont_symbol_size_around(amont_badge_of(p, project)->symbol, extent.width + 2 * clear_mm,
                                    extent.capital + 2 * clear_mm);
}

double amont_badge_size(amont_plot *p, const amont_project *project, double share) {
    const amont_badge *look = amont_badge_of(p, project);
    const amont_projects *projects = ((const amont_project_map *)p->state)->projects;
    double size = amont_graphic_style_of(p->c, "badge")->size_mm * p->c->look->symbol_scale * share;
    for (size_t i = 0; i < projects->n_projects; i++) {
        const amont_project *other = &projects->projects[i];
        if (amont_badge_of(p, other) == look)
            size = fmax(size, size_around_number(p, other));
    }
    return size;
}

amont_box amont_badge_box(amont_plot *p, const amont_project *project, double x, double y,
                          double size) {
    amont_box box = amont_symbol_box(p->c->page, amont_badge_of(p, project)->symbol, x, y, size);
    return amont_box_grow(box, amont_graphic(p->c, "badge").width_mm / 2);
}

/* ---- badges -------------------------------------------------------------------------------- */

void amont_draw_badge(amont_plot *p, const amont_project *project, double x, double y, double size,
                      const char *role) {
    const amont_badge *look = amont_badge_of(p, project);
    amont_text_style style = amont_text_of(p->c, "badge");
    amont_paint paint = {.fill = look->colour,
                         .stroke = amont_graphic(p->c, "badge").stroke,
                         .width_mm = amont_graphic(p->c, "badge").width_mm};
    g_autofree char *number = g_strdup_printf("%u", project->number);
    amont_extent extent = amont_page_measure(p->c->page, number, &style);
    amont_page_symbol(p->c->page, look->symbol, x, y, size);
    amont_page_paint(p->c->page, role, &paint, look->entry);
    amont_page_text(p->c->page, "label.badge", number, &style, x, y + extent.capital / 2,
                    AMONT_CENTRE);
}

static amont_box moved(amont_box box, double x, double y) {
    return (amont_box){box.min_x + x, box.min_y + y, box.max_x + x, box.max_y + y};
}

/* The badge at its site, or as near as the others leave room; `around` is what it covers. */
static void settle_badge(const amont_plot *p, amont_box around, double *x, double *y) {
    enum { RINGS = 16, DIRECTIONS = 16 };
    double at_x = *x, at_y = *y, step = (around.max_x - around.min_x) / 4;
    for (int ring = 0; ring <= RINGS; ring++)
        for (int i = 0; i < (ring > 0 ? DIRECTIONS : 1); i++) {
            double radius = step * ring, angle = 2 * G_PI * i / DIRECTIONS - G_PI / 4;
            double px = at_x + radius * cos(angle), py = at_y + radius * sin(angle);
            if (amont_is_free(p->c, moved(around, px, py), 0.25)) {
                *x = px;
                *y = py;
                return;
            }
        }
}

/* A page of an atlas shows some of the sites. */
static bool is_on_page(const amont_plot *p, double x, double y) {
    return !p->c->focus || amont_box_holds(p->c->frame.box, x, y);
}

/* The badges beside names and in the list come after the legend, which must know their looks. */
static void announce_badges(amont_plot *p) {
    const amont_project_map *state = p->state;
    for (size_t i = 0; i < state->projects->n_projects; i++) {
        if (!state->own[i])
            continue;
        const amont_badge *look = amont_badge_of(p, &state->projects->projects[i]);
        ((amont_legend_entry *)p->c->page->legend->pdata[look->entry])->drawn++;
    }
}

/* Those that the page is not about: no number, as no list tells what it stands for. */
static void draw_beside(amont_plot *p, const amont_project *project, double x, double y,
                        double size) {
    const amont_badge *look = amont_badge_of(p, project);
    amont_paint paint = amont_graphic(p->c, "badge_beside");
    paint.fill = look->colour;
    amont_page_symbol(p->c->page, look->symbol, x, y, size);
    amont_page_paint(p->c->page, "map.badge_beside", &paint, look->entry);
}

static double size_of_site(amont_plot *p, const amont_site *site) {
    const amont_project_map *state = p->state;
    bool is_subject = p->c->focus && p->c->focus->list;
    if (state->own[site->project])
        return amont_badge_size(p, &state->projects->projects[site->project],
                                is_subject ? 1.25 : 1);
    return amont_graphic_style_of(p->c, "badge_beside")->size_mm * p->c->look->symbol_scale;
}

/* Places and keeps clear the badges of sites; a leader goes to where one is moved off. */
static void settle_sites(amont_plot *p, bool own, double (*at)[2]) {
    const amont_project_map *state = p->state;
    for (size_t i = 0; i < state->projects->n_sites; i++) {
        const amont_site *site = &state->projects->sites[i];
        double x = amont_frame_x(&p->c->frame, site->x), site_x = x;
        double y = amont_frame_y(&p->c->frame, site->y), site_y = y;
        if (state->own[site->project] != own || !is_on_page(p, x, y))
            continue;
        amont_box around = amont_badge_box(p, &state->projects->projects[site->project], 0, 0,
                                           size_of_site(p, site));
        settle_badge(p, around, &x, &y);
        amont_occupy(p->c, moved(around, x, y));
        if (hypot(site_x - x, site_y - y) >= 0.3) /* moved off its site */
            amont_draw_leader(p->c, x, y, site_x, site_y, true);
        at[i][0] = x;
        at[i][1] = y;
    }
}

static void draw_sites(amont_plot *p, bool own, double (*at)[2]) {
    const amont_project_map *state = p->state;
    guint first = p->c->page->items->len;
    settle_sites(p, own, at);
    for (size_t i = 0; i < state->projects->n_sites; i++) {
        const amont_site *site = &state->projects->sites[i];
        const amont_project *project = &state->projects->projects[site->project];
        if (state->own[site->project] != own || isnan(at[i][0]))
            continue;
        if (own)
            amont_draw_badge(p, project, at[i][0], at[i][1], size_of_site(p, site), "map.badge");
        else
            draw_beside(p, project, at[i][0], at[i][1], size_of_site(p, site));
    }
    if (own)
        amont_lift(p->c, first);
    else if (p->c->page->items->len > first)
        amont_composer_note(p->c, amont_word(p->c, "note_other_projects"));
}

void amont_draw_project_sites(amont_plot *p) {
    const amont_project_map *state = p->state;
    g_autofree double(*at)[2] = g_malloc_n(state->projects->n_sites + 1, sizeof *at);
    for (size_t i = 0; i < state->projects->n_sites; i++)
        at[i][0] = at[i][1] = NAN;
    announce_badges(p);
    draw_sites(p, true, at);
    draw_sites(p, false, at);
}
