/* Sites: each row of the sites' file goes to its project, and the sites are put in the order of the
 * projects by counting, which keeps the order of the file within a project. Where a site lies is
 * compared with what its row states, over all zones of the first level, counted or not. */
#include "io/opening.h"

#include "amont/locator.h"

#include <math.h>
#include <string.h>

typedef struct site_columns {
    amont_column *id, *label, *precision, *zone;
} site_columns;

static const char *const precisions[] = {
    [AMONT_PRECISION_COMMUNE] = "commune", [AMONT_PRECISION_IRIS] = "iris",
    [AMONT_PRECISION_STREET] = "street",   [AMONT_PRECISION_SITE] = "site",
    [AMONT_PRECISION_ADDRESS] = "address",
};

static bool choose_columns(const amont_layer *layer, const amont_layer_spec *spec,
                           site_columns *columns, GError **error) {
    const amont_entry *entry = &spec->entry;
    columns->id = amont_column_resolve(layer, entry, "id", spec->id, AMONT_ROLE_ID, error);
    return columns->id &&
           amont_column_choose(layer, entry, "site", spec->site, "site", &columns->label, error) &&
           amont_column_choose(layer, entry, "precision", spec->precision, "precision",
                               &columns->precision, error) &&
           amont_column_choose(layer, entry, "zone", spec->zone, NULL, &columns->zone, error);
}

/* An unknown word is taken for the coarsest precision, so that nothing is placed too finely. */
static amont_precision read_precision(const amont_opening *opening, const amont_layer *layer,
                                      const amont_column *column, size_t row) {
    g_autofree char *text = amont_cell_text(column, row);
    if (!text)
        return AMONT_PRECISION_ADDRESS;
    for (size_t i = 0; i < G_N_ELEMENTS(precisions); i++)
        if (strcmp(text, precisions[i]) == 0)
            return (amont_precision)i;
    if (strcmp(text, "place") == 0) /* what geocoding calls a locality */
        return AMONT_PRECISION_STREET;
    amont_find_in(opening->findings, AMONT_FINDING_VALUE_NOT_NUMBER, layer->path,
                  amont_layer_row(layer, row), column->name, "'%s'", text);
    return AMONT_PRECISION_COMMUNE;
}

static GHashTable *index_projects(const amont_projects *projects) {
    GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < projects->n_projects; i++)
        g_hash_table_insert(index, projects->projects[i].id, GSIZE_TO_POINTER(i + 1));
    return index;
}

/* The project of each row by identifier; AMONT_NO_ZONE for the unknown. */
static size_t *match_projects(const amont_opening *opening, const amont_projects *projects,
                              const amont_layer *layer, const amont_column *ids) {
    g_autoptr(GHashTable) index = index_projects(projects);
    size_t *project_of_row = g_new(size_t, layer->n_rows);
    for (size_t row = 0; row < layer->n_rows; row++) {
        g_autofree char *id = amont_cell_text(ids, row);
        size_t found = id ? GPOINTER_TO_SIZE(g_hash_table_lookup(index, id)) : 0;
        project_of_row[row] = found ? found - 1 : AMONT_NO_ZONE;
        if (!found)
            amont_find(opening->findings, AMONT_FINDING_SITE_UNKNOWN_PROJECT, layer->path,
                       amont_layer_row(layer, row), "%s", id ? id : "");
    }
    return project_of_row;
}

/* Counts the sites of each project and gives each its place; returns the total. */
static size_t share_out(amont_projects *projects, const size_t *project_of_row, const double *x,
                        size_t n_rows) {
    for (size_t row = 0; row < n_rows; row++)
        if (project_of_row[row] != AMONT_NO_ZONE && !isnan(x[row]))
            projects->projects[project_of_row[row]].n_sites++;
    size_t total = 0;
    for (size_t i = 0; i < projects->n_projects; i++) {
        projects->projects[i].first_site = total;
        total += projects->projects[i].n_sites;
    }
    return total;
}

/* Returns the row of each site. */
static size_t *fill_sites(const amont_opening *opening, amont_projects *projects,
                          const amont_layer *layer, const site_columns *columns,
                          const amont_positions *positions, const size_t *project_of_row) {
    projects->n_sites = share_out(projects, project_of_row, positions->x, layer->n_rows);
    projects->sites = g_new0(amont_site, projects->n_sites);
    size_t *row_of_site = g_new0(size_t, projects->n_sites);
    g_autofree size_t *filled = g_new0(size_t, projects->n_projects);
    for (size_t row = 0; row < layer->n_rows; row++) {
        size_t project = project_of_row[row];
        if (project == AMONT_NO_ZONE || isnan(positions->x[row]))
            continue;
        size_t place = projects->projects[project].first_site + filled[project]++;
        row_of_site[place] = row;
        projects->sites[place] = (amont_site){
            .project = project,
            .x = positions->x[row],
            .y = positions->y[row],
            .precision = read_precision(opening, layer, columns->precision, row),
            .label = amont_cell_text(columns->label, row),
            .row = amont_layer_row(layer, row),
        };
    }
    return row_of_site;
}

static void find_coarse(const amont_opening *opening, const amont_projects *projects,
                        const amont_layer *layer, const amont_site *site) {
    if (site->precision <= AMONT_PRECISION_IRIS)
        amont_find(opening->findings, AMONT_FINDING_SITE_COARSE, layer->path, site->row,
                   "%s %s (%s)", projects->projects[site->project].id,
                   site->label ? site->label : "", precisions[site->precision]);
}

/* The column may list several codes or names, separated by ';'. */
static bool states(amont_join *join, const char *stated, size_t zone) {
    g_auto(GStrv) codes = g_strsplit(stated, ";", -1);
    amont_finding_kind how = AMONT_FINDING_KINDS;
    for (char **c = codes; *c; c++)
        if (amont_join_find(join, g_strstrip(*c), &how) == zone)
            return true;
    return false;
}

static void find_site(const amont_opening *opening, const amont_projects *projects,
                      const amont_layer *layer, const amont_locator *locator, amont_join *join,
                      const amont_site *site, const char *stated, bool exchanged) {
    const amont_level *level = amont_layers_level(opening->layers, NULL);
    const char *id = projects->projects[site->project].id;
    size_t zone = amont_locator_find(locator, site->x, site->y, NULL);
    if (zone == AMONT_NO_ZONE) {
        g_autofree char *x = amont_number_plain(amont_number_round(site->x, 0));
        g_autofree char *y = amont_number_plain(amont_number_round(site->y, 0));
        amont_find(opening->findings,
                   exchanged ? AMONT_FINDING_SITE_EXCHANGED : AMONT_FINDING_SITE_OUTSIDE,
                   layer->path, site->row, "%s (%s, %s)", id, x, y);
        return;
    }
    if (stated && !states(join, stated, zone))
        amont_find(opening->findings, AMONT_FINDING_SITE_COMMUNE, layer->path, site->row,
                   "%s %s ≠ %s", id, level->codes[zone], stated);
}

static void find_sites(const amont_opening *opening, const amont_projects *projects,
                       const amont_layer *layer, const amont_column *stated_zones,
                       const amont_positions *positions, const size_t *row_of_site) {
    const amont_level *level = amont_layers_level(opening->layers, NULL);
    g_autoptr(amont_locator) locator =
        amont_locator_new(level->layer->shapes, level->by_code, level->n);
    g_autoptr(amont_join) join = amont_join_new(level);
    for (size_t i = 0; i < projects->n_sites; i++) {
        const amont_site *site = &projects->sites[i];
        g_autofree char *stated = amont_cell_text(stated_zones, row_of_site[i]);
        find_site(opening, projects, layer, locator, join, site, stated,
                  positions->exchanged[row_of_site[i]]);
        find_coarse(opening, projects, layer, site);
    }
}

bool amont_open_sites(const amont_opening *opening, amont_projects *projects,
                      const amont_source *source, const amont_layer *layer, const char *stated_crs,
                      const size_t *project_of_row, GError **error) {
    site_columns columns = {NULL};
    g_auto(amont_positions) positions = {NULL, NULL, NULL};
    if (!choose_columns(layer, projects->spec, &columns, error) ||
        !amont_positions_read(opening, projects->spec, source, layer, stated_crs, columns.id,
                              AMONT_FINDING_SITE_NO_POSITION, &positions, error))
        return false;
    g_autofree size_t *matched =
        project_of_row ? NULL : match_projects(opening, projects, layer, columns.id);
    g_autofree size_t *row_of_site = fill_sites(opening, projects, layer, &columns, &positions,
                                                project_of_row ? project_of_row : matched);
    find_sites(opening, projects, layer, columns.zone, &positions, row_of_site);
    return true;
}
