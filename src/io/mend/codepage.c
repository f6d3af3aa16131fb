/* A shapefile says the encoding of its table in a file beside it, .cpg; one that is missing or
 * wrong is written from what the bytes of the table are. A table that was itself encoded twice
 * keeps its bytes. */
#include "io/mend/mending.h"

#include "amont/files.h"

#include "io/source.h"

#include <string.h>

/* The names that ArcGIS, QGIS and GDAL write. */
static const char *codepage_of(const char *table_path) {
    size_t length = 0;
    g_autofree char *bytes = amont_files_read(table_path, G_MAXSSIZE, &length, NULL);
    if (!bytes || length < 12)
        return NULL;
    size_t header = (size_t)(unsigned char)bytes[8] | (size_t)(unsigned char)bytes[9] << 8;
    amont_encoding_count count = {0, 0, false};
    if (header < length)
        amont_encoding_add(&count, bytes + header, length - header);
    amont_encoding encoding = amont_encoding_judge(&count);
    if (encoding == AMONT_ENCODING_CP1252)
        return "1252";
    return encoding == AMONT_ENCODING_UTF8 && count.sound > 0 ? "UTF-8" : NULL;
}

static bool is_shapefile(const char *path) {
    const amont_format *format = amont_format_find(path);
    return format && strcmp(format->driver, "ESRI Shapefile") == 0;
}

static bool is_told(const amont_findings *findings) {
    return amont_findings_count(findings, AMONT_FINDING_ENCODING_CONVERTED) > 0 ||
           amont_findings_count(findings, AMONT_FINDING_ENCODING_TWICE) > 0;
}

/* Is there something to tell of the texts of this file? */
static bool is_wrong(const amont_mending *mending, const amont_mended *file, bool *wrong,
                     GError **error) {
    g_autoptr(amont_findings) findings = amont_findings_new();
    g_autoptr(amont_reader) reader = amont_reader_start(error);
    amont_source source = {.path = file->path, .findings = findings, .reader = reader};
    for (guint i = 0; i < mending->namings->len; i++) {
        const amont_naming *naming = &g_array_index(mending->namings, amont_naming, i);
        if (naming->file != file)
            continue;
        source.entry = naming->entry;
        source.key = naming->key;
    }
    g_autoptr(amont_layer) layer = reader ? amont_source_read(&source, NULL, error) : NULL;
    *wrong = is_told(findings);
    return layer != NULL;
}

bool amont_mend_codepage(amont_mending *mending, const amont_mended *file, GError **error) {
    bool wrong = false;
    if (!is_told(mending->findings) || !is_shapefile(file->path))
        return true;
    if (!is_wrong(mending, file, &wrong, error))
        return false;
    if (!wrong)
        return true;
    g_autofree char *copied = g_build_filename(mending->folder, file->target, NULL);
    g_autofree char *table = amont_mending_part(copied, "dbf");
    g_autofree char *target = amont_mending_part(copied, "cpg");
    g_autofree char *before = NULL;
    const char *right = codepage_of(table);
    if (g_file_get_contents(target, &before, NULL, NULL))
        g_strstrip(before);
    if (!right || g_strcmp0(before, right) == 0)
        return true;
    amont_mending_note(mending, file, 0, ".cpg",
                       amont_finding_name(AMONT_FINDING_ENCODING_CONVERTED), before ? before : "",
                       right);
    return amont_files_replace(target, right, strlen(right), error);
}
