/* Positions of point layers: from two columns of numbers, or from point geometries. A row without a
 * usable position is a finding, not an error; so is one that the CRS has no place for. (0, 0) is
 * what a failed geocoding writes. */
#include "io/opening.h"
#include "io/source.h"

#include <math.h>
#include <string.h>

void amont_positions_clear(amont_positions *positions) {
    g_clear_pointer(&positions->x, g_free);
    g_clear_pointer(&positions->y, g_free);
    g_clear_pointer(&positions->exchanged, g_free);
}

static void find_missing(const amont_opening *opening, const amont_layer *layer, size_t row,
                         const amont_column *label, amont_finding_kind kind, const char *x,
                         const char *y) {
    g_autofree char *name = amont_cell_text(label, row);
    amont_find(opening->findings, kind, layer->path, amont_layer_row(layer, row), "%s (%s, %s)",
               name ? name : "", x ? x : "", y ? y : "");
}

static double read_number(const amont_opening *opening, const amont_layer *layer,
                          const amont_column *column, size_t row) {
    bool bad = false;
    double number = amont_column_number(column, row, &bad);
    if (bad)
        amont_find_in(opening->findings, AMONT_FINDING_VALUE_NOT_NUMBER, layer->path,
                      amont_layer_row(layer, row), column->name, "'%s'", column->texts[row]);
    return number;
}

/* The columns of coordinates and their CRS, where it is known; NULL when the points are geometries.
 */
typedef struct axes {
    const amont_column *x, *y;
    const char *crs;
} axes;

static bool is_known(const amont_layer *layer, const char *written, amont_role role) {
    const amont_column *column = amont_column_recognise(layer, role);
    return column && (!written || strcmp(column->name, written) == 0);
}

const char *amont_positions_known_crs(const amont_layer_spec *spec, const amont_layer *layer) {
    bool known = is_known(layer, spec->x, AMONT_ROLE_X) && is_known(layer, spec->y, AMONT_ROLE_Y);
    return known ? amont_known_crs(amont_known_find(layer)) : NULL;
}

static bool find_axes(const amont_layer_spec *spec, const amont_layer *layer, axes *a,
                      GError **error) {
    *a = (axes){NULL, NULL, NULL};
    if (!amont_positions_in_columns(spec, layer))
        return true;
    a->x = amont_column_resolve(layer, &spec->entry, "x", spec->x, AMONT_ROLE_X, error);
    a->y =
        a->x ? amont_column_resolve(layer, &spec->entry, "y", spec->y, AMONT_ROLE_Y, error) : NULL;
    a->crs = amont_positions_known_crs(spec, layer);
    return a->y != NULL;
}

bool amont_positions_in_columns(const amont_layer_spec *spec, const amont_layer *layer) {
    return spec->x || (!layer->shapes && amont_column_recognise(layer, AMONT_ROLE_X));
}

static void from_columns(const amont_opening *opening, const amont_layer *layer, const axes *a,
                         amont_positions *positions) {
    for (size_t row = 0; row < layer->n_rows; row++) {
        positions->x[row] = read_number(opening, layer, a->x, row);
        positions->y[row] = read_number(opening, layer, a->y, row);
    }
}

static bool from_points(const amont_source *source, const amont_layer *layer,
                        amont_positions *positions, GError **error) {
    const amont_shapes *shapes = layer->shapes;
    if (!shapes || shapes->type != AMONT_SHAPE_POINT) {
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                         "'%s' holds no points", layer->path);
        amont_hint(error, "name its columns of coordinates: 'x: lon', 'y: lat', 'crs: EPSG:4326'");
        return false;
    }
    for (size_t row = 0; row < layer->n_rows; row++) {
        amont_layer_point(layer, row, &positions->x[row], &positions->y[row]);
        amont_layer_find_several(layer, row, source->findings);
    }
    return true;
}

enum { most_failures = 100 };

/* How rows are brought into the study's CRS, and how many failures may be looked into. */
typedef struct projection {
    const amont_opening *opening;
    const amont_source *source;
    const char *written, *stated;
    unsigned failures_left;
} projection;

/* All at once; when a row has no image, the rows are halved until it stands alone, and it becomes
 * NaN. When too many fail, the CRS is wrong rather than the rows: that is an error. */
static bool project(projection *p, double *x, double *y, size_t n, GError **error) {
    g_autofree double *old_x = g_memdup2(x, n * sizeof *x), *old_y = g_memdup2(y, n * sizeof *y);
    g_autoptr(GError) reason = NULL;
    if (amont_opening_project(p->opening, p->source, p->written, p->stated, x, y, n, &reason))
        return true;
    if (p->failures_left == 0) {
        g_propagate_error(error, g_steal_pointer(&reason));
        return false;
    }
    p->failures_left--;
    if (n == 1) {
        *x = *y = NAN;
        return true;
    }
    memcpy(x, old_x, n * sizeof *x);
    memcpy(y, old_y, n * sizeof *y);
    size_t half = n / 2;
    return project(p, x, y, half, error) && project(p, x + half, y + half, n - half, error);
}

static bool is_usable(const amont_positions *positions, size_t row) {
    double x = positions->x[row], y = positions->y[row];
    return isfinite(x) && isfinite(y) && !(x == 0 && y == 0);
}

/* All or nearly all rows fail: it is the CRS that is wrong. */
static bool fail_none_placed(const projection *p, const amont_place_sample *before,
                             GError **error) {
    amont_place_guess guess;
    bool known =
        amont_place_guess_crs(before, p->opening->layers->crs, p->opening->territory, &guess);
    amont_entry_fail(p->source->entry, p->source->key, error, AMONT_ERROR_DATA,
                     "no position of '%s' has an image in the CRS of the study",
                     amont_source_name(p->source));
    amont_opening_hint_crs(known ? &guess : NULL, error);
    return false;
}

static bool project_all(projection *p, double *x, double *y, size_t n, GError **error) {
    amont_place_sample before;
    amont_place_take(&before, x, y, n);
    /* Without rows it only looks at the CRS, whose faults are no row's. */
    if (!amont_opening_project(p->opening, p->source, p->written, p->stated, x, y, 0, error))
        return false;
    if (!project(p, x, y, n, NULL))
        return fail_none_placed(p, &before, error);
    for (size_t i = 0; i < n; i++)
        if (isfinite(x[i]))
            return amont_opening_check_place(p->opening, p->source, &before, x, y, n, error);
    return n == 0 || fail_none_placed(p, &before, error);
}

/* Which of the rows that landed off the territory would lie on it with x and y exchanged? `before`
 * holds the coordinates as they stand in the file. */
static void find_exchanged(projection *p, const amont_positions *before,
                           const amont_positions *positions, size_t n_rows) {
    amont_box territory = p->opening->territory;
    g_autofree size_t *rows = g_new(size_t, n_rows);
    g_autofree double *x = g_new(double, n_rows), *y = g_new(double, n_rows);
    size_t n = 0;
    for (size_t row = 0; row < n_rows; row++) {
        if (isnan(positions->x[row]) ||
            amont_box_holds(territory, positions->x[row], positions->y[row]))
            continue;
        x[n] = before->y[row];
        y[n] = before->x[row];
        rows[n++] = row;
    }
    projection anew = *p;
    anew.failures_left = most_failures;
    if (n == 0 || !project(&anew, x, y, n, NULL))
        return;
    for (size_t i = 0; i < n; i++)
        positions->exchanged[rows[i]] = amont_box_holds(territory, x[i], y[i]);
}

/* Only the usable rows: the others would fail, and are already known. */
static bool project_usable(projection *p, amont_positions *positions, size_t n_rows,
                           GError **error) {
    g_autofree size_t *rows = g_new(size_t, n_rows);
    g_auto(amont_positions) usable = {g_new(double, n_rows), g_new(double, n_rows), NULL};
    g_auto(amont_positions) before = {g_memdup2(positions->x, n_rows * sizeof(double)),
                                      g_memdup2(positions->y, n_rows * sizeof(double)), NULL};
    size_t n = 0;
    for (size_t row = 0; row < n_rows; row++) {
        if (!is_usable(positions, row))
            continue;
        usable.x[n] = positions->x[row];
        usable.y[n] = positions->y[row];
        rows[n++] = row;
    }
    for (size_t row = 0; row < n_rows; row++)
        positions->x[row] = positions->y[row] = NAN;
    if (!project_all(p, usable.x, usable.y, n, error))
        return false;
    for (size_t i = 0; i < n; i++) {
        positions->x[rows[i]] = usable.x[i];
        positions->y[rows[i]] = usable.y[i];
    }
    find_exchanged(p, &before, positions, n_rows);
    return true;
}

static void find_all_missing(const amont_opening *opening, const amont_layer *layer, const axes *a,
                             const amont_column *label, amont_finding_kind kind,
                             const amont_positions *positions) {
    for (size_t row = 0; row < layer->n_rows; row++) {
        if (!isnan(positions->x[row]))
            continue;
        g_autofree char *x_text = amont_cell_text(a->x, row);
        g_autofree char *y_text = amont_cell_text(a->y, row);
        find_missing(opening, layer, row, label, kind, x_text, y_text);
    }
}

bool amont_positions_read(const amont_opening *opening, const amont_layer_spec *spec,
                          const amont_source *source, const amont_layer *layer,
                          const char *stated_crs, const amont_column *label,
                          amont_finding_kind missing, amont_positions *positions, GError **error) {
    positions->x = g_new(double, layer->n_rows);
    positions->y = g_new(double, layer->n_rows);
    positions->exchanged = g_new0(bool, layer->n_rows);
    for (size_t row = 0; row < layer->n_rows; row++)
        positions->x[row] = positions->y[row] = NAN;
    axes a;
    if (!find_axes(spec, layer, &a, error))
        return false;
    /* The CRS of a file is that of its geometries; columns need a word from the study, unless it is
     * known what they are. */
    projection p = {.opening = opening,
                    .source = source,
                    .written = spec->crs,
                    .stated = a.x ? a.crs : stated_crs,
                    .failures_left = most_failures};
    if (a.x)
        from_columns(opening, layer, &a, positions);
    else if (!from_points(source, layer, positions, error))
        return false;
    if (!project_usable(&p, positions, layer->n_rows, error))
        return false;
    find_all_missing(opening, layer, &a, label, missing, positions);
    return true;
}
