/* Counts and sizes are those of the headers. Sources: ESRI Shapefile Technical Description (1998),
 * pages 3, 4 and 23; dBASE III table file header. */
#include "io/loaders/shapefile.h"

#include "io/gdal.h"
#include "io/source.h"

#include <string.h>

enum { HEADER = 100, INDEX_RECORD = 8, MAGIC = 9994 };

typedef struct part {
    guint8 header[HEADER]; /* zeros behind the end of a file shorter than that */
    guint64 size;
} part;

static bool read_header(const char *path, part *p) {
    VSILFILE *file = VSIFOpenL(path, "rb");
    if (!file)
        return false;
    memset(p, 0, sizeof *p);
    (void)!VSIFReadL(p->header, 1, sizeof p->header, file);
    VSIFSeekL(file, 0, SEEK_END);
    p->size = VSIFTellL(file);
    VSIFCloseL(file);
    return true;
}

static guint64 big_endian(const guint8 *bytes) {
    return (guint64)bytes[0] << 24 | (guint64)bytes[1] << 16 | (guint64)bytes[2] << 8 | bytes[3];
}

static guint64 little_endian(const guint8 *bytes, int n) {
    guint64 value = 0;
    for (int i = n; i-- > 0;)
        value = value << 8 | bytes[i];
    return value;
}

static bool fail_lacking(const amont_source *source, const char *ending, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA, "'%s' lacks its '.%s'",
                     amont_source_name(source), ending);
    amont_hint(error, "a shapefile is several files of one name: copy all of them");
    return false;
}

static bool fail_cut(const amont_source *source, const char *ending, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "the '.%s' of '%s' is cut short", ending, amont_source_name(source));
    amont_hint(error, "a shapefile is several files of one name: copy all of them");
    return false;
}

static bool read_part(const amont_source *source, const char *ending, part *p, GError **error) {
    g_autofree char *upper = g_ascii_strup(ending, -1);
    return read_header(CPLResetExtension(source->path, ending), p) ||
           read_header(CPLResetExtension(source->path, upper), p) ||
           fail_lacking(source, ending, error);
}

bool amont_shapefile_check(const amont_source *source, GError **error) {
    part shapes, index, table;
    if (!read_header(source->path, &shapes) || big_endian(shapes.header) != MAGIC)
        return true; /* GDAL says what it is not */
    if (!read_part(source, "shx", &index, error) || !read_part(source, "dbf", &table, error))
        return false;
    guint64 rows = little_endian(table.header + 4, 4);
    guint64 table_size =
        little_endian(table.header + 8, 2) + rows * little_endian(table.header + 10, 2);
    guint64 index_size = 2 * big_endian(index.header + 24);
    if (shapes.size < 2 * big_endian(shapes.header + 24))
        return fail_cut(source, "shp", error);
    if (index.size < index_size)
        return fail_cut(source, "shx", error);
    if (table.size < table_size)
        return fail_cut(source, "dbf", error);
    guint64 n = index_size < HEADER ? 0 : (index_size - HEADER) / INDEX_RECORD;
    if (n == rows)
        return true;
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' has %llu shapes and %llu rows in its table", amont_source_name(source),
                     (unsigned long long)n, (unsigned long long)rows);
    amont_hint(error, "its files do not belong together: copy all of them anew");
    return false;
}
