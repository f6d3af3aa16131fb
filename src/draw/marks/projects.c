/* Numbered projects: a badge at each known site; those without an exact place stand in a row under
 * the name of their commune, never as points on the ground; a list under the map gives the key. */
#include "draw/marks/projects.h"

#include "base/i18n.h"
#include <math.h>
#include <string.h>

static size_t category_of(const amont_plot *p, const char *name) {
    size_t n = p->spec->categories->len;
    for (size_t i = 0; name && i < n; i++) {
        const amont_category_spec *category = p->spec->categories->pdata[i];
        if (strcmp(category->entry.name, name) == 0)
            return i;
    }
    return name && *name ? n + 1 : n; /* not listed; none */
}

const amont_badge *amont_badge_of(const amont_plot *p, const amont_project *project) {
    const amont_project_map *state = p->state;
    return &state->looks[category_of(p, amont_plot_category(p, project))];
}

/* ---- preparing ----------------------------------------------------------------------------- */

static void prepare_looks(amont_plot *p, amont_project_map *state) {
    const amont_graphic_style *none = amont_graphic_style_of(p->c, "badge");
    state->n_looks = p->spec->categories->len + 2; /* none, and not listed */
    state->looks = g_new0(amont_badge, state->n_looks);
    for (size_t i = 0; i + 2 < state->n_looks; i++) {
        const amont_category_spec *category = p->spec->categories->pdata[i];
        state->looks[i] = (amont_badge){
            .label = category->label,
            .symbol = AMONT_SYMBOL_CIRCLE,
            .colour = amont_colour_is_none(category->colour) ? none->fill : category->colour,
        };
        if (category->symbol)
            state->looks[i].symbol = (amont_symbol)amont_symbol_shape(category->symbol);
    }
    const amont_graphic_style *other = amont_graphic_style_of(p->c, "badge_other");
    state->looks[state->n_looks - 2] = (amont_badge){
        .label = amont_word(p->c, "category_none"),
        .symbol = amont_symbol_of(p->c, none),
        .colour = none->fill,
    };
    state->looks[state->n_looks - 1] = (amont_badge){
        .label = amont_word(p->c, "category_other"),
        .symbol = amont_symbol_of(p->c, other),
        .colour = other->fill,
    };
}

/* Numbers stand in them: shapes alone. */
static bool check_symbols(const amont_plot *p, GError **error) {
    for (guint i = 0; i < p->spec->categories->len; i++) {
        const amont_category_spec *category = p->spec->categories->pdata[i];
        if (!category->symbol || amont_symbol_shape(category->symbol) >= 0)
            continue;
        g_autofree char *list = g_strjoinv(", ", (char **)amont_symbol_names);
        amont_entry_fail(&category->entry, "symbol", error, AMONT_ERROR_CONFIG,
                         "no badge with a number can be drawn as '%s'", category->symbol);
        amont_hint(error, "one of: %s", list);
        return false;
    }
    return true;
}

/* Sites whose point is only somewhere in their IRIS are named, so that nobody measures from it. */
static void note_coarse_sites(amont_plot *p, const amont_projects *projects) {
    GString *list = g_string_new(NULL);
    const amont_project_map *state = p->state;
    for (size_t i = 0; i < projects->n_sites; i++) {
        const amont_site *site = &projects->sites[i];
        if (site->precision != AMONT_PRECISION_IRIS || !state->own[site->project])
            continue;
        g_string_append_printf(list, "%s%u", list->len ? ", " : "",
                               projects->projects[site->project].number);
        if (site->label)
            g_string_append_printf(list, " %s", site->label);
    }
    if (list->len > 0) {
        g_autofree char *note = amont_phrase(p->c, "note_coarse_sites", "list", list->str, NULL);
        amont_composer_note(p->c, note);
    }
    g_string_free(list, TRUE);
}

static bool is_grouped(const amont_project *project) {
    return project->n_sites == 0 && project->n_zones > 0;
}

/* Where a project stands in the key list: where its sites lie, else the commune it states. */
static size_t home_of(const amont_plot *p, const amont_locator *locator,
                      const amont_projects *projects, const amont_project *project) {
    if (project->n_sites == 0 && project->n_zones == 0)
        return AMONT_HOME_NONE;
    if (project->n_sites == 0)
        return project->n_zones > 1 ? AMONT_HOME_SEVERAL
                                    : amont_level_find(p->c->ground, project->zones[0]);
    size_t home = AMONT_HOME_OUTSIDE;
    for (size_t i = 0; i < project->n_sites; i++) {
        const amont_site *site = &projects->sites[project->first_site + i];
        size_t zone = amont_locator_find(locator, site->x, site->y, NULL);
        if (zone == AMONT_NO_ZONE || zone == home)
            continue;
        if (home != AMONT_HOME_OUTSIDE)
            return AMONT_HOME_SEVERAL;
        home = zone;
    }
    return home;
}

static void find_homes(const amont_plot *p, amont_project_map *state) {
    const amont_projects *projects = state->projects;
    g_autoptr(amont_locator) locator =
        amont_locator_new(p->c->ground->layer->shapes, p->c->ground->by_code, p->c->ground->n);
    state->home = g_new(size_t, projects->n_projects + 1);
    state->own = g_new(bool, projects->n_projects + 1);
    for (size_t i = 0; i < projects->n_projects; i++) {
        state->home[i] = home_of(p, locator, projects, &projects->projects[i]);
        state->own[i] = amont_is_own_project(p->c, projects, i);
    }
}

/* What is drawn otherwise than a number at its site. */
static void note_how(amont_plot *p, const amont_project_map *state) {
    size_t sites = 0;
    for (size_t i = 0; i < state->projects->n_projects; i++)
        sites += state->own[i] ? state->projects->projects[i].n_sites : 0;
    if (sites > 1)
        amont_composer_note(p->c, amont_word(p->c, "note_leaders"));
}

static bool prepare(amont_plot *p, GError **error) {
    amont_project_map *state = g_new0(amont_project_map, 1);
    p->state = state;
    state->projects = amont_layers_projects(p->c->layers, p->spec->layer);
    if (!state->projects && p->spec->layer)
        return amont_entry_fail(&p->spec->entry, "layer", error, AMONT_ERROR_CONFIG,
                                "the layer '%s' is not of kind 'sites'", p->spec->layer);
    if (!state->projects)
        return amont_entry_fail(&p->spec->entry, "style", error, AMONT_ERROR_CONFIG,
                                "'style: projects' needs a layer of kind 'sites'");
    if (!check_symbols(p, error) || !amont_plot_check_category(p, error))
        return false;
    const amont_layer_spec *spec = state->projects->spec;
    g_autofree char *credit = amont_credit_line(&spec->credit);
    amont_composer_credit(p->c, credit, spec->credit.licence);
    p->c->fictional = p->c->fictional || spec->fictional;
    prepare_looks(p, state);
    find_homes(p, state);
    note_how(p, state);
    note_coarse_sites(p, state->projects);
    return true;
}

/* Under a heading of its own, as it is no category. */
static void declare_group(amont_plot *p, amont_project_map *state) {
    amont_legend_entry entry = {
        .kind = AMONT_LEGEND_BOX,
        .label = (char *)amont_word(p->c, "grouped"),
        .paint = amont_graphic(p->c, "group"),
        .hatch_gap_mm = NAN,
    };
    state->group = amont_page_declare(p->c->page, amont_word(p->c, "projects"), &entry);
}

static void declare(amont_plot *p) {
    amont_project_map *state = p->state;
    const char *section =
        p->spec->legend_title ? p->spec->legend_title : amont_word(p->c, "projects");
    for (size_t i = 0; i < state->n_looks; i++) {
        amont_badge *look = &state->looks[i];
        amont_legend_entry entry = {
            .kind = AMONT_LEGEND_SYMBOL,
            .label = (char *)look->label,
            .paint = {.fill = look->colour, .stroke = amont_no_colour},
            .hatch_gap_mm = NAN,
            .symbol = look->symbol,
            .size_mm = amont_graphic_style_of(p->c, "badge")->size_mm * 0.85,
        };
        look->entry = amont_page_declare(p->c->page, section, &entry);
    }
    declare_group(p, state);
}

/* ---- communes and their projects without an exact place -------------------------------------- */

static bool concerns(const amont_project *project, const char *code) {
    for (size_t i = 0; i < project->n_zones; i++)
        if (strcmp(project->zones[i], code) == 0)
            return true;
    return false;
}

static size_t grouped_in(const amont_project_map *state, const char *code,
                         const amont_project **found) {
    const amont_projects *projects = state->projects;
    size_t n = 0;
    for (size_t i = 0; i < projects->n_projects; i++)
        if (state->own[i] && is_grouped(&projects->projects[i]) &&
            concerns(&projects->projects[i], code))
            found[n++] = &projects->projects[i];
    return n;
}

static bool has_row(const amont_plot *p, size_t zone) {
    return p->c->ground->selected[zone] && amont_is_named_as_own(p->c, zone);
}

/* Rows come after the legend, as names do. */
static void announce_rows(amont_plot *p) {
    const amont_project_map *state = p->state;
    g_autofree const amont_project **projects =
        g_new(const amont_project *, state->projects->n_projects + 1);
    for (size_t zone = 0; zone < p->c->ground->n; zone++)
        if (has_row(p, zone) && grouped_in(state, p->c->ground->codes[zone], projects) > 0)
            ((amont_legend_entry *)p->c->page->legend->pdata[state->group])->drawn++;
}

static void draw_points(amont_plot *p) {
    announce_rows(p);
    amont_draw_project_sites(p);
}

/* The row of badges under a name; NULL projects: none. */
typedef struct row {
    const amont_project **projects;
    size_t n, columns;
    double step, width, height;
} row;

/* Between the centres of two badges: diamonds reach further than circles. */
static double step_of(amont_plot *p, const amont_project **projects, size_t n) {
    double step = 0;
    for (size_t i = 0; i < n; i++) {
        double size = amont_badge_size(p, projects[i], 0.8);
        amont_symbol symbol = amont_badge_of(p, projects[i])->symbol;
        amont_box box = amont_symbol_box(p->c->page, symbol, 0, 0, size);
        step = fmax(step, fmax(size * 1.15 + 0.6, box.max_y - box.min_y));
    }
    return step;
}

/* On `n_lines` lines, where one would be too long for the zone. */
static row make_row(amont_plot *p, size_t zone, const amont_project **projects, size_t n_lines) {
    const amont_project_map *state = p->state;
    row r = {.projects = projects};
    r.n = grouped_in(state, p->c->ground->codes[zone], projects);
    r.step = step_of(p, projects, r.n);
    r.columns = (r.n + n_lines - 1) / n_lines;
    if (r.n > 0) {
        double lines = ceil((double)r.n / (double)r.columns);
        r.width = r.step * (double)r.columns + 0.6;
        r.height = r.step * lines + 0.6;
    }
    return r;
}

static void draw_row(amont_plot *p, const row *r, double x, double top) {
    amont_paint frame = amont_graphic(p->c, "group");
    double left = x - r->width / 2;
    amont_page_rectangle(p->c->page, (amont_box){left, top, left + r->width, top + r->height});
    amont_page_paint(p->c->page, "map.group", &frame, ((const amont_project_map *)p->state)->group);
    for (size_t i = 0; i < r->n; i++) {
        size_t line = i / r->columns, column = i % r->columns;
        amont_draw_badge(p, r->projects[i], left + 0.3 + r->step * ((double)column + 0.5),
                         top + 0.3 + r->step * ((double)line + 0.5),
                         amont_badge_size(p, r->projects[i], 0.8), "map.grouped_badge");
    }
}

/* The name and its row as one block; `forced` accepts a place beside the territory. */
static bool place_block(amont_plot *p, size_t zone, const row *r, int n_lines, bool forced) {
    amont_name name;
    if (!amont_name_wrap(p->c, p->c->ground->names[zone], "zone", n_lines, &name))
        return false;
    amont_block text = {name.width, name.height, false}, badges = {r->width, r->height, false};
    amont_box box[2];
    bool placed = amont_place_stack(p->c, p->c->ground->layer->shapes, zone, text, badges,
                                    r->n ? 0.8 : 0, forced, box);
    if (placed) {
        amont_name_draw(p->c, &name, (box[0].min_x + box[0].max_x) / 2, box[0].min_y, AMONT_CENTRE,
                        "label.zone");
        amont_occupy(p->c, box[0]);
    }
    if (placed && r->n > 0) {
        draw_row(p, r, (box[1].min_x + box[1].max_x) / 2, box[1].min_y);
        amont_occupy(p->c, box[1]);
    }
    amont_name_clear(&name);
    return placed;
}

/* Where both together find no room: the name, then its row as near as can be. */
static bool place_apart(amont_plot *p, size_t zone, const row *r, int n_lines) {
    amont_name name;
    amont_box box, below;
    guint before = p->c->obstacles->len;
    if (r->n == 0 || !amont_name_wrap(p->c, p->c->ground->names[zone], "zone", n_lines, &name))
        return false;
    const amont_shapes *shapes = p->c->ground->layer->shapes;
    bool placed = amont_place_in_area(p->c, shapes, zone, name.width, name.height, false, &box);
    if (placed) {
        amont_occupy(p->c, box);
        placed = amont_place_in_area(p->c, shapes, zone, r->width, r->height, false, &below);
    }
    if (placed) {
        amont_name_draw(p->c, &name, (box.min_x + box.max_x) / 2, box.min_y, AMONT_CENTRE,
                        "label.zone");
        draw_row(p, r, (below.min_x + below.max_x) / 2, below.min_y);
        amont_occupy(p->c, below);
    } else {
        g_array_set_size(p->c->obstacles, before);
    }
    amont_name_clear(&name);
    return placed;
}

/* From the plainest arrangement to the most compact, all inside the commune; then beside it. */
static void name_commune(amont_plot *p, size_t zone, const amont_project **projects) {
    row shapes[] = {make_row(p, zone, projects, 1), make_row(p, zone, projects, 2)};
    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++)
        for (int n_lines = 1; n_lines <= 2; n_lines++)
            if (place_block(p, zone, &shapes[i], n_lines, false))
                return;
    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++)
        for (int n_lines = 1; n_lines <= 2; n_lines++)
            if (place_apart(p, zone, &shapes[i], n_lines))
                return;
    place_block(p, zone, &shapes[0], 1, true);
}

static void draw_names(amont_plot *p) {
    amont_project_map *state = p->state;
    g_autofree const amont_project **projects =
        g_new(const amont_project *, state->projects->n_projects + 1);
    for (size_t i = 0; i < p->c->ground->n; i++) {
        size_t zone = p->c->ground->by_code[i];
        if (has_row(p, zone))
            name_commune(p, zone, projects);
        else if (p->c->ground->selected[zone])
            amont_want_zone_name(p->c, zone);
    }
}

static void free_state(void *data) {
    amont_project_map *state = data;
    if (!state)
        return;
    g_free(state->looks);
    g_free(state->own);
    g_free(state->home);
    g_free(state);
}

const amont_mark amont_mark_projects = {
    .info = {"projects", N_("numbered projects at their sites, with a key list"), 0, 0},
    .prepare = prepare,
    .declare = declare,
    .draw_points = draw_points,
    .draw_names = draw_names,
    .list_height = amont_project_list_height,
    .draw_list = amont_draw_project_list,
    .draw_panel = amont_draw_project_panel,
    .free = free_state,
};
