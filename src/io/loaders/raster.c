#include "io/loaders/raster.h"

#include "io/gdal.h"
#include "io/loaders/archive.h"
#include "io/loaders/stated_crs.h"
#include "io/loaders/vector.h"
#include "io/source.h"

#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* How much of a file's cells is read at a time, and kept in GDAL's cache. */
enum { CHUNK_BYTES = 4 << 20, LEAST_CACHE = 64 << 20, MOST_CACHE = 512 << 20 };

static const amont_format formats[] = {
    {"tif", "GTiff", "GeoTIFF"},
    {"tiff", "GTiff", "GeoTIFF"},
    {"asc", "AAIGrid", "ASCII grid"},
};

const amont_format *amont_raster_formats(size_t *n) {
    *n = G_N_ELEMENTS(formats);
    return formats;
}

typedef struct open_raster {
    const amont_source *source;
    const amont_format *format;
    int file;
    char *path; /* of the descriptor */
    GDALDatasetH dataset;
    GDALRasterBandH band, mask; /* mask NULL: all cells are valid */
    amont_lattice lattice;
    double scale, offset;
    char *complaint; /* GDAL's first error */
} open_raster;

/* ---- what may be read ---------------------------------------------------------------------- */

static const amont_format *find_format(const char *path) {
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < G_N_ELEMENTS(formats); i++)
        if (g_ascii_strcasecmp(dot + 1, formats[i].ending) == 0)
            return &formats[i];
    return NULL;
}

bool amont_raster_check(const amont_source *source, GError **error) {
    const char *inner = NULL;
    if (!amont_source_check_file(source, error))
        return false;
    g_autofree char *archive = amont_archive_path(source->path, &inner);
    if (!archive && find_format(source->path))
        return true;
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_UNAVAILABLE,
                     "'%s' is not a raster that can be read", amont_source_name(source));
    amont_hint(error, archive ? "unpack the archive, and name the file that was in it"
                              : "rasters end in .tif, .tiff or .asc; gdal_translate makes a "
                                "GeoTIFF of others");
    return false;
}

/* ---- opening ------------------------------------------------------------------------------- */

static void keep_first(CPLErr severity, CPLErrorNum number, const char *message) {
    open_raster *o = CPLGetErrorHandlerUserData();
    (void)number;
    if (severity >= CE_Failure && !o->complaint)
        o->complaint = g_strstrip(g_strdup(message));
}

static bool fail_unreadable(const open_raster *o, GError **error) {
    g_autoptr(GString) reason = g_string_new(o->complaint ? o->complaint : "GDAL");
    g_string_replace(reason, o->path, amont_source_name(o->source), 0);
    g_strdelimit(reason->str, "\r\n\t", ' ');
    amont_entry_fail(o->source->entry, o->source->key, error, AMONT_ERROR_DATA,
                     "'%s' cannot be read as %s: %s", amont_source_name(o->source),
                     o->format->label, reason->str);
    amont_hint(error, "is the file whole, and of the kind that its ending says?");
    return false;
}

static bool open_dataset(open_raster *o, GError **error) {
    const char *const allowed[] = {o->format->driver, NULL};
    const char *const no_siblings[] = {NULL};
    const char *const of_tiff[] = {"GEOREF_SOURCES=INTERNAL", NULL};
    const char *const of_text[] = {"DATATYPE=Float64", NULL};
    bool is_tiff = strcmp(o->format->driver, "GTiff") == 0;
    o->dataset = GDALOpenEx(o->path, GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                            allowed, is_tiff ? of_tiff : of_text, no_siblings);
    return o->dataset || fail_unreadable(o, error);
}

static bool choose_band(open_raster *o, size_t band, GError **error) {
    const amont_source *source = o->source;
    size_t n = (size_t)GDALGetRasterCount(o->dataset);
    if (band > n || n == 0) {
        amont_entry_fail(source->entry, "band", error, AMONT_ERROR_DATA, "'%s' has no band %zu",
                         amont_source_name(source), MAX(band, 1));
        amont_hint(error, "it has %zu", n);
        return false;
    }
    if (band == 0 && n > 1) {
        amont_entry_fail(source->entry, "band", error, AMONT_ERROR_DATA,
                         "'%s' holds %zu bands and none is named", amont_source_name(source), n);
        amont_hint(error, "add 'band:' with a number from 1 to %zu", n);
        return false;
    }
    o->band = GDALGetRasterBand(o->dataset, (int)MAX(band, 1));
    if (!GDALDataTypeIsComplex(GDALGetRasterDataType(o->band)))
        return true;
    return amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                            "the cells of '%s' are complex numbers", amont_source_name(source));
}

static bool read_lattice(open_raster *o, GError **error) {
    const amont_source *source = o->source;
    amont_lattice *lattice = &o->lattice;
    int columns = GDALGetRasterXSize(o->dataset), rows = GDALGetRasterYSize(o->dataset);
    *lattice = (amont_lattice){.columns = (size_t)columns, .rows = (size_t)rows};
    bool is_placed = GDALGetGeoTransform(o->dataset, lattice->transform) == CE_None;
    if (lattice->columns > AMONT_LATTICE_MOST || lattice->rows > AMONT_LATTICE_MOST ||
        (guint64)lattice->columns * lattice->rows > AMONT_RASTER_MOST_CELLS) {
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                         "'%s' has %d x %d cells, more than are read", amont_source_name(source),
                         columns, rows);
        amont_hint(error, "cut it to the territory: gdalwarp -te");
        return false;
    }
    if (is_placed && amont_lattice_is_sound(lattice))
        return true;
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' does not say where its cells lie", amont_source_name(source));
    amont_hint(error, "what stands in a file beside it is not read: save it as GeoTIFF, with its "
                      "coordinates within");
    return false;
}

static void read_meaning(open_raster *o) {
    int has_scale = FALSE, has_offset = FALSE;
    double scale = GDALGetRasterScale(o->band, &has_scale);
    double offset = GDALGetRasterOffset(o->band, &has_offset);
    o->scale = has_scale && isfinite(scale) && scale != 0 ? scale : 1;
    o->offset = has_offset && isfinite(offset) ? offset : 0;
    if (!(GDALGetMaskFlags(o->band) & GMF_ALL_VALID))
        o->mask = GDALGetMaskBand(o->band);
}

/* ---- rows ---------------------------------------------------------------------------------- */

/* So many that a row of blocks is unpacked once; one that cannot be held would be unpacked for
 * every few rows anew. */
static bool choose_rows(const open_raster *o, size_t *n, GError **error) {
    int width = 1, height = 1;
    GDALGetBlockSize(o->band, &width, &height);
    int bytes = GDALGetDataTypeSizeBytes(GDALGetRasterDataType(o->band));
    guint64 columns = (o->lattice.columns + (guint64)width - 1) / (guint64)width * (guint64)width;
    guint64 row_of_blocks = columns * (guint64)height * (guint64)MAX(bytes, 1);
    if (row_of_blocks > MOST_CACHE) {
        amont_entry_fail(
            o->source->entry, o->source->key, error, AMONT_ERROR_DATA,
            "the blocks of '%s', of %d x %d cells, are too large to be read one by one",
            amont_source_name(o->source), width, height);
        amont_hint(error, "save it in tiles: gdal_translate -co TILED=YES");
        return false;
    }
    GDALSetCacheMax64((GIntBig)CLAMP(2 * row_of_blocks, LEAST_CACHE, MOST_CACHE));
    *n = MAX((size_t)CHUNK_BYTES / (o->lattice.columns * sizeof(double)), 1);
    if (*n > (size_t)height)
        *n -= *n % (size_t)height;
    return true;
}

static bool read_rows(const open_raster *o, size_t first, size_t n, double *values, guint8 *valid) {
    int columns = (int)o->lattice.columns, at = (int)first, rows = (int)n;
    if (GDALRasterIO(o->band, GF_Read, 0, at, columns, rows, values, columns, rows, GDT_Float64, 0,
                     0) != CE_None)
        return false;
    if (o->mask && GDALRasterIO(o->mask, GF_Read, 0, at, columns, rows, valid, columns, rows,
                                GDT_Byte, 0, 0) != CE_None)
        return false;
    for (size_t i = 0; i < n * o->lattice.columns; i++) {
        bool has_value = isfinite(values[i]) && (!o->mask || valid[i] != 0);
        values[i] = has_value ? values[i] * o->scale + o->offset : NAN;
    }
    return true;
}

static bool give_rows(const open_raster *o, const amont_raster_sink *sink, GError **error) {
    size_t step = 1;
    if (!choose_rows(o, &step, error))
        return false;
    g_autofree double *values = g_new(double, step * o->lattice.columns);
    g_autofree guint8 *valid = g_new(guint8, step * o->lattice.columns);
    for (size_t first = 0; first < o->lattice.rows; first += step) {
        amont_raster_rows rows = {first, MIN(step, o->lattice.rows - first), values};
        if (!read_rows(o, first, rows.n, values, valid))
            return fail_unreadable(o, error);
        if (!sink->take_rows(sink->data, &rows))
            return false;
    }
    return true;
}

/* ---- all of it ----------------------------------------------------------------------------- */

static bool read_open(open_raster *o, amont_room room, size_t band, const amont_raster_sink *sink,
                      GError **error) {
    if (!open_dataset(o, error) || !choose_band(o, band, error) || !read_lattice(o, error))
        return false;
    guint64 bytes = (guint64)o->lattice.columns * o->lattice.rows * sizeof(double);
    if (room)
        room(MIN(bytes, (guint64)MOST_CACHE));
    read_meaning(o);
    g_autofree char *crs = amont_stated_crs(GDALGetSpatialRef(o->dataset));
    return sink->take_head(sink->data, &o->lattice, crs) &&
           (!sink->take_rows || give_rows(o, sink, error));
}

static bool fail_open(const open_raster *o, GError **error) {
    return amont_entry_fail(o->source->entry, o->source->key, error, AMONT_ERROR_NO_INPUT,
                            "file '%s' may not be read", amont_source_name(o->source));
}

bool amont_raster_read(const amont_source *source, amont_room room, size_t band,
                       const amont_raster_sink *sink, GError **error) {
    open_raster o = {.source = source, .format = find_format(source->path)};
    g_assert(o.format);
    o.file = open(source->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (o.file < 0)
        return fail_open(&o, error);
    o.path = g_strdup_printf("/proc/self/fd/%d", o.file);
    amont_vector_register();
    CPLPushErrorHandlerEx(keep_first, &o);
    CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", "NO");
    bool ok = read_open(&o, room, band, sink, error);
    if (o.dataset)
        GDALClose(o.dataset);
    CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", NULL);
    CPLPopErrorHandler();
    close(o.file);
    g_free(o.path);
    g_free(o.complaint);
    return ok;
}
