/* Raster layers: the head of the file is read when the study is opened, its cells when they are
 * measured, both by the reader process. */
#include "io/loaders/raster.h"
#include "io/opening.h"
#include "io/source.h"

#include "amont/wire.h"

#include <math.h>

typedef struct file_raster {
    amont_raster raster;
    amont_source source;
    char *path;
    size_t band;
} file_raster;

/* ---- messages of the reader ---------------------------------------------------------------- */

/* The next message, or NULL at the end or with an error. */
static GByteArray *next(const file_raster *file, GError **error) {
    GByteArray *message = NULL;
    amont_points_answer answer =
        amont_reader_next_points(file->source.reader, &file->source, &message, error);
    return answer == AMONT_POINTS_BATCH ? message : NULL;
}

static bool take_head(const file_raster *file, amont_lattice *lattice, char **crs, GError **error) {
    GError *cause = NULL;
    g_autoptr(GByteArray) message = next(file, &cause);
    if (cause) {
        g_propagate_error(error, cause);
        return false;
    }
    amont_wire wire = {message ? message->data : NULL, message ? message->len : 0, false};
    amont_wire_take_block(&wire, lattice, sizeof *lattice);
    *crs = amont_wire_take_text(&wire);
    if (!wire.failed && amont_lattice_is_sound(lattice))
        return true;
    g_clear_pointer(crs, g_free);
    return amont_reader_lose(file->source.reader, &file->source, error);
}

/* Takes the message: rows that follow those before. */
static bool take_rows(const file_raster *file, GByteArray *bytes, size_t expected,
                      amont_raster_take take, void *data, size_t *n_taken) {
    g_autoptr(GByteArray) message = bytes;
    const amont_lattice *lattice = &file->raster.lattice;
    amont_wire wire = {message->data, message->len, false};
    guint64 first = amont_wire_take_number(&wire), n = amont_wire_take_number(&wire);
    if (wire.failed || first != expected || n == 0 || n > lattice->rows - expected ||
        wire.left != n * lattice->columns * sizeof(double))
        return false;
    g_autofree double *values = g_new(double, (size_t)n * lattice->columns);
    amont_wire_take_block(&wire, values, (size_t)n * lattice->columns * sizeof(double));
    amont_raster_rows rows = {(size_t)first, (size_t)n, values};
    take(&rows, data);
    *n_taken = (size_t)n;
    return true;
}

static bool is_same(const amont_lattice *a, const amont_lattice *b) {
    for (size_t i = 0; i < G_N_ELEMENTS(a->transform); i++)
        if (a->transform[i] != b->transform[i])
            return false;
    return a->columns == b->columns && a->rows == b->rows;
}

static bool run(amont_raster *raster, amont_raster_take take, void *data, GError **error) {
    const file_raster *file = (const file_raster *)raster;
    amont_lattice lattice;
    g_autofree char *crs = NULL;
    if (!amont_reader_ask_raster(file->source.reader, &file->source, file->band, false, error) ||
        !take_head(file, &lattice, &crs, error))
        return false;
    size_t row = 0;
    bool as_before = is_same(&lattice, &raster->lattice);
    GError *cause = NULL;
    for (GByteArray *message; as_before && (message = next(file, &cause));) {
        size_t n = 0;
        if (!take_rows(file, message, row, take, data, &n))
            break;
        row += n;
    }
    if (cause) {
        g_propagate_error(error, cause);
        return false;
    }
    return row == raster->lattice.rows ||
           amont_reader_lose(file->source.reader, &file->source, error);
}

/* ---- opening ------------------------------------------------------------------------------- */

static void free_file(amont_raster *raster) {
    file_raster *file = (file_raster *)raster;
    g_free(raster->crs);
    g_free(file->path);
    g_free(file);
}

static bool read_head(file_raster *file, GError **error) {
    GError *cause = NULL;
    if (!amont_reader_ask_raster(file->source.reader, &file->source, file->band, true, error) ||
        !take_head(file, &file->raster.lattice, &file->raster.crs, error))
        return false;
    g_autoptr(GByteArray) more = next(file, &cause);
    if (cause) {
        g_propagate_error(error, cause);
        return false;
    }
    return !more || amont_reader_lose(file->source.reader, &file->source, error);
}

/* The territory, brought into the raster's plane, must meet it. */
static bool check_place(const amont_opening *opening, const amont_cells_layer *layer,
                        const amont_source *source, GError **error) {
    amont_box box = opening->territory, there = AMONT_BOX_EMPTY;
    double x[9], y[9];
    for (int i = 0; i < 9; i++) {
        x[i] = box.min_x + (box.max_x - box.min_x) * (i % 3) / 2;
        y[i] = box.min_y + (box.max_y - box.min_y) * (int)(i / 3) / 2;
    }
    if (amont_box_is_empty(box))
        return true;
    if (!amont_crs_transform(opening->layers->crs, layer->crs, x, y, 9, error)) {
        g_prefix_error(error, "'%s': ", amont_source_name(source));
        return amont_opening_prefix(source->entry, source->key, error);
    }
    for (int i = 0; i < 9; i++)
        there = amont_box_union(there, (amont_box){x[i], y[i], x[i], y[i]});
    if (amont_box_overlaps(there, amont_lattice_box(&layer->raster->lattice)))
        return true;
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "the cells of '%s' do not lie on the territory", amont_source_name(source));
    amont_hint(error, "is it of another place, or its CRS another than '%s'?",
               amont_crs_name(layer->crs));
    return false;
}

bool amont_open_raster(const amont_opening *opening, const amont_layer_spec *spec, GError **error) {
    amont_cells_layer *layer = g_new0(amont_cells_layer, 1);
    layer->spec = spec;
    g_ptr_array_add(opening->layers->rasters, layer);
    file_raster *file = g_new0(file_raster, 1);
    layer->raster = &file->raster;
    file->raster.run = run;
    file->raster.free = free_file;
    file->path = amont_study_resolve(opening->study, spec->source);
    file->source = amont_opening_source(opening, spec, file->path);
    file->band = isnan(spec->band) ? 0 : (size_t)spec->band;
    if (!amont_raster_check(&file->source, error) || !read_head(file, error))
        return false;
    layer->crs = amont_opening_crs(&file->source, spec->crs, file->raster.crs, error);
    return layer->crs && check_place(opening, layer, &file->source, error);
}
