/* Projects: one row each, in a file of their own (`attributes`) or in that of the sites, where each
 * row is then one project with one site. A code or name that no zone of the first level has counts
 * as nothing, and neither does a zone written twice. */
#include "io/opening.h"

#include <math.h>
#include <string.h>

typedef struct project_columns {
    amont_column *id, *zone, *name, *holder, *category, *amount, *amount_kind;
    amont_column *fund, *axis, *cost, *contracted, *certified, *paid;
} project_columns;

typedef struct wanted_column {
    const char *key, *written, *fallback;
    amont_column **column;
} wanted_column;

static bool choose_all(const amont_layer *layer, const amont_entry *entry,
                       const wanted_column *wanted, size_t n, GError **error) {
    for (size_t i = 0; i < n; i++)
        if (!amont_column_choose(layer, entry, wanted[i].key, wanted[i].written, wanted[i].fallback,
                                 wanted[i].column, error))
            return false;
    return true;
}

static bool attribute_columns(const amont_layer *layer, const amont_attributes_spec *spec,
                              project_columns *c, GError **error) {
    const wanted_column wanted[] = {
        {"id", spec->id, NULL, &c->id},
        {"zone", spec->zone, NULL, &c->zone},
        {"name", spec->name, "name", &c->name},
        {"holder", spec->holder, "holder", &c->holder},
        {"category", spec->category, NULL, &c->category},
        {"amount", spec->amount, "eu_amount_eur", &c->amount},
        {"amount_kind", spec->amount_kind, "eu_amount_kind", &c->amount_kind},
        {"fund", spec->fund, "fund", &c->fund},
        {"axis", spec->axis, "strategic_axis", &c->axis},
        {"cost", spec->cost, "total_cost_eur", &c->cost},
        {"contracted", spec->contracted, "eu_contracted_eur", &c->contracted},
        {"certified", spec->certified, "eu_certified_eur", &c->certified},
        {"paid", spec->paid, "eu_paid_eur", &c->paid},
    };
    return choose_all(layer, &spec->entry, wanted, G_N_ELEMENTS(wanted), error);
}

static bool site_columns(const amont_layer *layer, const amont_layer_spec *spec, project_columns *c,
                         GError **error) {
    c->id = amont_column_resolve(layer, &spec->entry, "id", spec->id, AMONT_ROLE_ID, error);
    if (!c->id)
        return false;
    const wanted_column wanted[] = {
        {"zone", spec->zone, NULL, &c->zone},
        {"site", spec->site, "name", &c->name},
        {"holder", NULL, "holder", &c->holder},
        {"category", spec->category, NULL, &c->category},
        {"amount", NULL, "eu_amount_eur", &c->amount},
        {"amount_kind", NULL, "eu_amount_kind", &c->amount_kind},
        {"fund", NULL, "fund", &c->fund},
        {"axis", NULL, "strategic_axis", &c->axis},
        {"cost", NULL, "total_cost_eur", &c->cost},
        {"contracted", NULL, "eu_contracted_eur", &c->contracted},
        {"certified", NULL, "eu_certified_eur", &c->certified},
        {"paid", NULL, "eu_paid_eur", &c->paid},
    };
    return choose_all(layer, &spec->entry, wanted, G_N_ELEMENTS(wanted), error);
}

static bool is_listed(const amont_project *project, const char *code) {
    for (size_t i = 0; i < project->n_zones; i++)
        if (strcmp(project->zones[i], code) == 0)
            return true;
    return false;
}

static void read_zones(const amont_opening *opening, amont_join *join, const amont_layer *layer,
                       size_t row, const amont_column *column, amont_project *project) {
    const amont_level *level = amont_layers_level(opening->layers, NULL);
    g_autofree char *text = amont_cell_text(column, row);
    if (!text)
        return;
    g_auto(GStrv) codes = g_strsplit(text, ";", -1);
    project->zones = g_new0(char *, g_strv_length(codes));
    for (char **code = codes; *code; code++) {
        if (!*g_strstrip(*code))
            continue;
        amont_finding_kind how = AMONT_FINDING_KINDS;
        size_t zone = amont_join_find(join, *code, &how);
        amont_join_note(join, opening->findings, layer->path, amont_layer_row(layer, row),
                        column->name, project->id, *code, how);
        if (zone != AMONT_NO_ZONE && !is_listed(project, level->codes[zone]))
            project->zones[project->n_zones++] = g_strdup(level->codes[zone]);
    }
}

/* A cell of euros; `bad` of the result's cell is told. */
static double read_money(const amont_opening *opening, const amont_layer *layer, size_t row,
                         const amont_column *column, const amont_project *project, bool *bad) {
    *bad = false;
    double money = column ? amont_column_number(column, row, bad) : NAN;
    g_autofree char *text = *bad ? amont_cell_text(column, row) : NULL;
    if (*bad)
        amont_find_in(opening->findings, AMONT_FINDING_VALUE_NOT_NUMBER, layer->path, project->row,
                      column->name, "'%s' (%s)", text, project->id);
    return money;
}

static void read_amount(const amont_opening *opening, const amont_layer *layer, size_t row,
                        const project_columns *columns, amont_project *project) {
    bool bad = false;
    project->amount = read_money(opening, layer, row, columns->amount, project, &bad);
    project->amount_kind = amont_cell_text(columns->amount_kind, row);
    project->amount_inexact = project->amount_kind && strcmp(project->amount_kind, "exact") != 0;
    if (!columns->amount || bad)
        return;
    g_autofree char *text = amont_cell_text(columns->amount, row);
    if (isnan(project->amount))
        amont_find(opening->findings, AMONT_FINDING_AMOUNT_MISSING, layer->path, project->row, "%s",
                   project->id);
    else if (project->amount_inexact)
        amont_find(opening->findings, AMONT_FINDING_AMOUNT_INEXACT, layer->path, project->row,
                   "%s %s (%s)", project->id, text, project->amount_kind);
}

static void read_monies(const amont_opening *opening, const amont_layer *layer, size_t row,
                        const project_columns *columns, amont_project *project) {
    const struct {
        const amont_column *column;
        double *money;
    } monies[] = {{columns->cost, &project->cost},
                  {columns->contracted, &project->contracted},
                  {columns->certified, &project->certified},
                  {columns->paid, &project->paid}};
    bool bad = false;
    for (size_t i = 0; i < G_N_ELEMENTS(monies); i++)
        *monies[i].money = read_money(opening, layer, row, monies[i].column, project, &bad);
}

static void read_project(const amont_opening *opening, amont_join *join, const amont_layer *layer,
                         size_t row, const project_columns *columns, amont_project *project) {
    project->row = amont_layer_row(layer, row);
    project->name = amont_cell_text(columns->name, row);
    if (!project->name)
        project->name = g_strdup(project->id);
    project->holder = amont_cell_text(columns->holder, row);
    project->category = amont_cell_text(columns->category, row);
    read_zones(opening, join, layer, row, columns->zone, project);
    project->fund = amont_cell_text(columns->fund, row);
    project->axis = amont_cell_text(columns->axis, row);
    read_amount(opening, layer, row, columns, project);
    read_monies(opening, layer, row, columns, project);
}

/* `project_of_row` receives the project of each row, AMONT_NO_ZONE for a repeated identifier. */
static bool read_rows(const amont_opening *opening, const amont_entry *entry,
                      const amont_layer *layer, const project_columns *columns,
                      amont_projects *projects, size_t *project_of_row, GError **error) {
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(amont_join) join = amont_join_new(amont_layers_level(opening->layers, NULL));
    projects->projects = g_new0(amont_project, layer->n_rows);
    for (size_t row = 0; row < layer->n_rows; row++) {
        g_autofree char *id = amont_cell_text(columns->id, row);
        project_of_row[row] = AMONT_NO_ZONE;
        if (!id)
            return amont_entry_fail(entry, "id", error, AMONT_ERROR_DATA,
                                    "row %ld of '%s' has no identifier",
                                    amont_layer_row(layer, row), layer->path);
        if (g_hash_table_contains(seen, id)) {
            amont_find(opening->findings, AMONT_FINDING_PROJECT_DUPLICATE, layer->path,
                       amont_layer_row(layer, row), "%s", id);
            continue;
        }
        project_of_row[row] = projects->n_projects;
        amont_project *project = &projects->projects[projects->n_projects++];
        project->number = (unsigned)projects->n_projects;
        project->id = g_steal_pointer(&id);
        g_hash_table_add(seen, project->id);
        read_project(opening, join, layer, row, columns, project);
    }
    return true;
}

static bool open_with_attributes(const amont_opening *opening, amont_projects *projects,
                                 const amont_source *source, const amont_layer *layer,
                                 const char *stated_crs, GError **error) {
    const amont_attributes_spec *spec = projects->spec->attributes;
    g_autofree char *path = amont_study_resolve(opening->study, spec->source);
    amont_source attributes = {.reader = opening->reader,
                               .entry = &spec->entry,
                               .key = "source",
                               .path = path,
                               .layer = spec->layer,
                               .findings = opening->findings};
    g_autoptr(amont_layer) rows = amont_source_read(&attributes, NULL, error);
    project_columns columns = {NULL};
    if (!rows || !attribute_columns(rows, spec, &columns, error))
        return false;
    g_autofree size_t *project_of_row = g_new(size_t, rows->n_rows);
    return read_rows(opening, &spec->entry, rows, &columns, projects, project_of_row, error) &&
           amont_open_sites(opening, projects, source, layer, stated_crs, NULL, error);
}

static bool open_without_attributes(const amont_opening *opening, amont_projects *projects,
                                    const amont_source *source, const amont_layer *layer,
                                    const char *stated_crs, GError **error) {
    const amont_layer_spec *spec = projects->spec;
    project_columns columns = {NULL};
    if (!site_columns(layer, spec, &columns, error))
        return false;
    g_autofree size_t *project_of_row = g_new(size_t, layer->n_rows);
    return read_rows(opening, &spec->entry, layer, &columns, projects, project_of_row, error) &&
           amont_open_sites(opening, projects, source, layer, stated_crs, project_of_row, error);
}

static void find_places(const amont_opening *opening, const amont_projects *projects,
                        const char *file) {
    for (size_t i = 0; i < projects->n_projects; i++) {
        const amont_project *project = &projects->projects[i];
        if (project->n_sites == 0)
            amont_find(opening->findings,
                       project->n_zones > 0 ? AMONT_FINDING_PROJECT_BY_ZONE
                                            : AMONT_FINDING_PROJECT_UNPLACED,
                       file, project->row, "%s", project->id);
    }
}

bool amont_open_projects(const amont_opening *opening, const amont_layer_spec *spec,
                         GError **error) {
    amont_projects *projects = g_new0(amont_projects, 1);
    projects->spec = spec;
    g_ptr_array_add(opening->layers->projects, projects);
    g_autofree char *path = amont_study_resolve(opening->study, spec->source);
    g_autofree char *stated_crs = NULL;
    amont_source source = amont_opening_source(opening, spec, path);
    g_autoptr(amont_layer) layer = amont_source_read(&source, &stated_crs, error);
    if (!layer)
        return false;
    bool read = spec->attributes
                    ? open_with_attributes(opening, projects, &source, layer, stated_crs, error)
                    : open_without_attributes(opening, projects, &source, layer, stated_crs, error);
    if (read)
        find_places(opening, projects, spec->attributes ? spec->attributes->source : spec->source);
    return read;
}
