/* Points: where their coordinates are, and whether the first of them lie on the territory. The rows
 * themselves are read when they are counted. */
#include "amont/projector.h"
#include "io/opening.h"

#include "io/source.h"
#include "io/streams/streams.h"

#include <math.h>

static bool fail_no_points(const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA, "'%s' holds no points",
                     amont_source_name(source));
    amont_hint(error, "name its columns of coordinates: 'x: lon', 'y: lat', 'crs: EPSG:4326'");
    return false;
}

static const char *choose_axis(amont_points *points, const char *key, const char *written,
                               amont_role role, GError **error) {
    const amont_column *column =
        amont_column_resolve(points->stream->head, &points->spec->entry, key, written, role, error);
    return column ? column->name : NULL;
}

/* Columns, where the study names them or they are known; else the points of the geometry. */
static bool choose_axes(amont_points *points, const amont_source *source, const char **known_crs,
                        GError **error) {
    const amont_layer_spec *spec = points->spec;
    amont_stream *stream = points->stream;
    const amont_shapes *shapes = stream->head->shapes;
    *known_crs = stream->crs;
    if (!amont_positions_in_columns(spec, stream->head))
        return (shapes && shapes->type == AMONT_SHAPE_POINT) || fail_no_points(source, error);
    const char *x = choose_axis(points, "x", spec->x, AMONT_ROLE_X, error);
    const char *y = x ? choose_axis(points, "y", spec->y, AMONT_ROLE_Y, error) : NULL;
    if (!y)
        return false;
    stream->x = g_strdup(x);
    stream->y = g_strdup(y);
    *known_crs = amont_positions_known_crs(spec, stream->head);
    return true;
}

/* The rows of `head` that have a position, as the file has them. */
static size_t take_positions(const amont_points *points, double *x, double *y) {
    const amont_layer *head = points->stream->head;
    const amont_column *columns[] = {NULL, NULL};
    if (points->stream->x) {
        columns[0] = amont_layer_column(head, points->stream->x);
        columns[1] = amont_layer_column(head, points->stream->y);
    }
    size_t n = 0;
    for (size_t row = 0; row < head->n_rows; row++) {
        if (columns[0]) {
            x[n] = amont_column_number(columns[0], row, NULL);
            y[n] = amont_column_number(columns[1], row, NULL);
        } else {
            amont_layer_point(head, row, &x[n], &y[n]);
        }
        n += isfinite(x[n]) && isfinite(y[n]) && !(x[n] == 0 && y[n] == 0);
    }
    return n;
}

/* The first rows of a large file may well lie elsewhere, but not where another CRS would put them
 * all on the territory. */
static bool check_place(const amont_opening *opening, const amont_points *points,
                        const amont_source *source, GError **error) {
    size_t n_rows = points->stream->head->n_rows;
    g_autofree double *x = g_new(double, n_rows + 1), *y = g_new(double, n_rows + 1);
    size_t n = take_positions(points, x, y);
    if (n == 0 || amont_box_is_empty(opening->territory))
        return true;
    amont_place_sample before;
    amont_place_guess guess;
    amont_place_take(&before, x, y, n);
    g_autoptr(amont_projector) projector =
        amont_projector_new(points->crs, opening->layers->crs, opening->territory, error);
    if (!projector)
        return false;
    amont_projector_apply(projector, x, y, n);
    if (amont_place_share(x, y, n, opening->territory) > 0 ||
        !amont_place_guess_crs(&before, opening->layers->crs, opening->territory, &guess) ||
        guess.share < 0.9)
        return true;
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "the first rows of '%s' do not lie on the territory",
                     amont_source_name(source));
    amont_opening_hint_crs(&guess, error);
    return false;
}

bool amont_open_points(const amont_opening *opening, const amont_layer_spec *spec, GError **error) {
    amont_points *points = g_new0(amont_points, 1);
    points->spec = spec;
    g_ptr_array_add(opening->layers->points, points);
    g_autofree char *path = amont_study_resolve(opening->study, spec->source);
    amont_source source = amont_opening_source(opening, spec, path);
    const char *known_crs = NULL;
    points->stream = amont_stream_open(&source, error);
    if (!points->stream || !choose_axes(points, &source, &known_crs, error))
        return false;
    points->crs = amont_opening_crs(&source, spec->crs, known_crs, error);
    return points->crs && check_place(opening, points, &source, error);
}
