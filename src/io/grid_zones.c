/* A zone level that is a grid of squares over the counted zones of another, coded as INSEE codes
 * its own: « CRS2154RES200mN6858200E654400 », by the lower left corner. */
#include "io/opening.h"

#include "amont/squares.h"

#include <math.h>
#include <string.h>

enum { MOST_CELLS = 1000000 };

static char *corner(const amont_squares *grid, size_t cell) {
    g_autofree char *north = amont_number_plain(grid->bottom[cell]);
    g_autofree char *east = amont_number_plain(grid->left[cell]);
    return g_strdup_printf("N%sE%s", north, east);
}

static amont_layer *layer_of(const amont_opening *opening, const amont_zones_spec *spec,
                             amont_squares *grid) {
    const char *crs = opening->study->crs;
    bool has_number = g_ascii_strncasecmp(crs, "EPSG:", 5) == 0;
    g_autofree char *size = amont_number_plain(grid->cell);
    amont_layer *layer = amont_layer_new(spec->entry.name, grid->shapes->n_features);
    layer->first_row = 1;
    amont_column *codes = amont_layer_add_column(layer, "code", AMONT_COLUMN_TEXT);
    amont_column *names = amont_layer_add_column(layer, "name", AMONT_COLUMN_TEXT);
    for (size_t cell = 0; cell < layer->n_rows; cell++) {
        g_autofree char *name = corner(grid, cell);
        g_autofree char *code = g_strdup_printf("%s%sRES%sm%s", has_number ? "CRS" : "",
                                                has_number ? crs + 5 : "", size, name);
        amont_column_set_text(codes, cell, code);
        amont_column_set_text(names, cell, name);
    }
    layer->shapes = g_steal_pointer(&grid->shapes);
    return layer;
}

amont_layer *amont_grid_layer(const amont_opening *opening, const amont_zones_spec *spec,
                              GError **error) {
    const amont_level *ground = amont_layers_level(opening->layers, spec->within);
    GError *cause = NULL;
    g_autoptr(amont_squares) grid = amont_squares_cut(ground->layer->shapes, ground->selected,
                                                      spec->cell_m, MOST_CELLS, &cause);
    if (grid)
        return layer_of(opening, spec, grid);
    bool too_many = g_error_matches(cause, AMONT_ERROR, AMONT_ERROR_CONFIG);
    g_propagate_error(error, cause);
    amont_opening_prefix(&spec->entry, "cell_m", error);
    if (too_many)
        amont_hint(error, "choose larger cells");
    return NULL;
}
