/* The key list under the map of projects: by commune, then by number (C29). It is first cut into
 * blocks that stay whole, then poured into columns of the least height that holds them. */
#include "draw/marks/projects.h"

#include <math.h>
#include <string.h>

typedef struct block {
    const char *heading;          /* a heading, or ... */
    const amont_project *project; /* ... a project */
    GStrv name, detail;
    double badge_size, badge_y; /* its centre, from the top of the block */
    double height;
} block;

typedef struct list {
    amont_plot *p;
    amont_text_style heading, name, detail;
    double columns, column, gap;
    double badge, indent; /* the column of badges, and where texts begin */
    GArray *blocks;
} list;

/* Short lines in narrow columns may be set closer than running text. */
static double leading(const amont_text_style *style) {
    return 0.92 * amont_line_height(style);
}

static void clear_block(void *data) {
    block *b = data;
    g_strfreev(b->name);
    g_strfreev(b->detail);
}

/* ---- badges --------------------------------------------------------------------------------- */

static amont_box badge_box(amont_plot *p, const amont_project *project) {
    return amont_badge_box(p, project, 0, 0, amont_badge_size(p, project, 0.85));
}

/* Of the widest badge of all. */
static double badge_width(amont_plot *p) {
    const amont_projects *projects = ((const amont_project_map *)p->state)->projects;
    double width = 0;
    for (size_t i = 0; i < projects->n_projects; i++) {
        amont_box box = badge_box(p, &projects->projects[i]);
        width = fmax(width, 2 * fmax(-box.min_x, box.max_x));
    }
    return width;
}

/* ---- what each project says ---------------------------------------------------------------- */

static char *amount_text(amont_plot *p, const amont_project *project) {
    if (isnan(project->amount))
        return NULL;
    bool cents = amont_number_round(project->amount, 0) != project->amount;
    g_autofree char *number = amont_composer_number(p->c, project->amount, cents ? 2 : 0);
    const char *key = "amount";
    if (project->amount_kind && strcmp(project->amount_kind, "lower_bound") == 0)
        key = "amount_more_than";
    else if (project->amount_inexact)
        key = "amount_about";
    return amont_phrase(p->c, key, "amount", number, NULL);
}

static char *detail_text(amont_plot *p, const amont_project *project) {
    g_autofree char *amount = amount_text(p, project);
    const char *holder = project->holder && project->holder[0] ? project->holder
                                                               : amont_word(p->c, "holder_unknown");
    return amount ? g_strdup_printf("%s\u00a0– %s", holder, amount) : g_strdup(holder);
}

static const double under_project = 0.7, above_badge = 0.4; /* mm */

/* The badge stands by the first line of its project, and lower where it would come too near to what
 * stands above: a diamond is taller than two lines. */
static void place_badge(const list *l, block *b) {
    amont_box box = badge_box(l->p, b->project);
    b->badge_size = amont_badge_size(l->p, b->project, 0.85);
    b->badge_y = fmax(0.5 * leading(&l->name) + 0.15, above_badge - under_project - box.min_y);
    b->height = b->badge_y + box.max_y;
}

static void add_project(list *l, const amont_project *project) {
    amont_page *page = l->p->c->page;
    double width = l->column - l->indent;
    g_autofree char *detail = detail_text(l->p, project);
    block b = {
        .project = project,
        .name = amont_page_wrap(page, project->name ? project->name : project->id, &l->name, width),
        .detail = amont_page_wrap(page, detail, &l->detail, width),
    };
    place_badge(l, &b);
    b.height = fmax(b.height, g_strv_length(b.name) * leading(&l->name) +
                                  g_strv_length(b.detail) * leading(&l->detail)) +
               under_project;
    g_array_append_val(l->blocks, b);
}

static void add_heading(list *l, const char *text) {
    block b = {.heading = text, .height = amont_line_height(&l->heading) + 0.6};
    g_array_append_val(l->blocks, b);
}

/* ---- groups -------------------------------------------------------------------------------- */

static void add_group(list *l, const char *heading, size_t home) {
    const amont_project_map *state = l->p->state;
    bool begun = false;
    for (size_t i = 0; i < state->projects->n_projects; i++) {
        const amont_project *project = &state->projects->projects[i];
        if (state->home[i] != home || !state->own[i])
            continue;
        if (!begun)
            add_heading(l, heading);
        begun = true;
        add_project(l, project);
    }
}

/* Which projects a list tells of. */
typedef enum part { OF_ONE_COMMUNE = 1, OF_SEVERAL_OR_NONE = 2, ALL = 3 } part;

static list make_list(amont_plot *p, double width_mm, double columns, part which) {
    list l = {
        .p = p,
        .heading = amont_text_of(p->c, "list_heading"),
        .name = amont_text_of(p->c, "list_name"),
        .detail = amont_text_of(p->c, "list_detail"),
        .gap = 3,
        .badge = badge_width(p),
        .blocks = g_array_new(FALSE, TRUE, sizeof(block)),
    };
    g_array_set_clear_func(l.blocks, clear_block);
    l.columns = columns;
    l.column = (width_mm - l.gap * (columns - 1)) / columns;
    l.indent = l.badge + 0.8;
    for (size_t i = 0; (which & OF_ONE_COMMUNE) && i < p->c->ground->n; i++) {
        size_t zone = p->c->ground->by_code[i];
        add_group(&l, p->c->ground->names[zone], zone);
    }
    if (which & OF_SEVERAL_OR_NONE) {
        add_group(&l, amont_word(p->c, "several_zones"), AMONT_HOME_SEVERAL);
        add_group(&l, amont_word(p->c, "outside_zones"), AMONT_HOME_OUTSIDE);
        add_group(&l, amont_word(p->c, "unplaced"), AMONT_HOME_NONE);
    }
    return l;
}

/* ---- columns ------------------------------------------------------------------------------- */

/* A heading stays with the project after it. */
static double chunk_height(const list *l, guint i) {
    const block *b = &g_array_index(l->blocks, block, i);
    double next = i + 1 < l->blocks->len ? g_array_index(l->blocks, block, i + 1).height : 0;
    return b->heading ? b->height + next : b->height;
}

/* The heading that a group repeats at the top of a column; NULL where it begins there. */
static const block *repeated_heading(const list *l, guint i) {
    for (guint j = i; j > 0 && !g_array_index(l->blocks, block, j).heading; j--)
        if (g_array_index(l->blocks, block, j - 1).heading)
            return &g_array_index(l->blocks, block, j - 1);
    return NULL;
}

/* Pours the blocks into columns of a height; `put` is called for each, `again` for a heading that a
 * new column repeats. Returns the number of columns. */
typedef void put_block(const list *l, const block *b, bool again, double x, double top);

static int pour_into(const list *l, double height, double left, double top, put_block *put) {
    int columns = 1;
    double used = 0;
    for (guint i = 0; i < l->blocks->len; i++) {
        double x = left + (l->column + l->gap) * (columns - 1);
        if (used > 0 && used + chunk_height(l, i) > height + 1e-6) {
            const block *heading = repeated_heading(l, i);
            columns++;
            x += l->column + l->gap;
            used = 0;
            if (heading && put)
                put(l, heading, true, x, top);
            used += heading ? heading->height : 0;
        }
        const block *b = &g_array_index(l->blocks, block, i);
        if (put)
            put(l, b, false, x, top + used);
        used += b->height;
    }
    return columns;
}

static double least_height(const list *l) {
    double height = 0, total = 0;
    for (guint i = 0; i < l->blocks->len; i++) {
        const block *heading = repeated_heading(l, i);
        height = fmax(height, chunk_height(l, i) + (heading ? heading->height : 0));
        total += g_array_index(l->blocks, block, i).height;
    }
    for (; height < total && pour_into(l, height, 0, 0, NULL) > (int)l->columns;)
        height += 0.1;
    return height - under_project; /* nothing stands under the last ones */
}

static double draw_lines(amont_composer *c, const char *role, char *const *lines,
                         const amont_text_style *style, double x, double top) {
    double step = leading(style);
    size_t n = 0;
    for (; lines[n]; n++)
        amont_page_text(c->page, role, lines[n], style, x, top + step * ((double)n + 0.76),
                        AMONT_LEFT);
    return top + step * (double)n;
}

static void draw_block(const list *l, const block *b, bool again, double x, double top) {
    amont_plot *p = l->p;
    if (b->heading) {
        double base = top + 0.6 + 0.76 * amont_line_height(&l->heading);
        g_autofree char *text = again ? amont_phrase(p->c, "continued", "heading", b->heading, NULL)
                                      : g_strdup(b->heading);
        amont_page_text(p->c->page, "list.heading", text, &l->heading, x, base, AMONT_LEFT);
        return;
    }
    amont_draw_badge(p, b->project, x + l->badge / 2, top + b->badge_y, b->badge_size,
                     "list.badge");
    top = draw_lines(p->c, "list.name", b->name, &l->name, x + l->indent, top);
    draw_lines(p->c, "list.detail", b->detail, &l->detail, x + l->indent, top);
}

static void pour(const list *l, double left, double top) {
    pour_into(l, least_height(l) + under_project, left, top, draw_block);
}

/* Under the map: all projects, or those of one commune when the others stand in the map. */
static part part_below(const amont_plot *p) {
    return p->c->lists_in_map ? OF_ONE_COMMUNE : ALL;
}

static const double above = 1.8; /* mm: no text nearer to the frame than 3 mm (C19) */

/* In so many columns as the page says; else in those, wide enough to be read, that make it lowest.
 */
static list list_below(amont_plot *p, double width_mm) {
    const double least_mm = 40;
    double asked = p->c->look->key_columns;
    int most = isnan(asked) ? (int)fmax(1, floor(width_mm / least_mm)) : 1;
    list best = make_list(p, width_mm, isnan(asked) ? 1 : asked, part_below(p));
    for (int columns = 2; columns <= most; columns++) {
        list other = make_list(p, width_mm, columns, part_below(p));
        bool is_lower = least_height(&other) < least_height(&best);
        g_array_unref(is_lower ? best.blocks : other.blocks);
        best = is_lower ? other : best;
    }
    return best;
}

double amont_project_list_height(amont_plot *p, double width_mm) {
    list l = list_below(p, width_mm);
    double height = l.blocks->len ? least_height(&l) + above : 0;
    g_array_unref(l.blocks);
    return height;
}

void amont_draw_project_list(amont_plot *p, amont_box box) {
    list l = list_below(p, box.max_x - box.min_x);
    if (l.blocks->len > 0)
        pour(&l, box.min_x, box.min_y + above);
    g_array_unref(l.blocks);
}

/* In the map, off its subject: the projects that have no one place on it. */
bool amont_draw_project_panel(amont_plot *p) {
    static const int corners[] = {0, 1, 2, 3};
    if (!p->c->lists_in_map)
        return true;
    const double width = 58, pad = 2;
    list l = make_list(p, width, 1, OF_SEVERAL_OR_NONE);
    amont_box box;
    bool placed = l.blocks->len == 0;
    if (!placed &&
        amont_find_corner(p->c, width + 2 * pad, least_height(&l) + 2 * pad, corners, &box)) {
        amont_paint panel = amont_graphic(p->c, "panel");
        amont_page_rectangle(p->c->page, box);
        amont_page_paint(p->c->page, "list.panel", &panel, -1);
        pour(&l, box.min_x + pad, box.min_y + pad - 0.6);
        amont_occupy(p->c, box);
        placed = true;
    }
    g_array_unref(l.blocks);
    return placed;
}
