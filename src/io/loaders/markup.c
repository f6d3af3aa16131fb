/* GDAL looks for a schema beside a GML file (.xsd, .gfs) and where the document says, and takes it
 * for what the file holds; so it is given a copy that has no neighbours. Entities can name other
 * files and swell to any size: no KML or GML file needs them, and one that declares some is not
 * opened. Links to other files are never followed, which must not go unnoticed. */
#include "io/loaders/markup.h"

#include "io/gdal.h"
#include "io/source.h"

#include <string.h>

bool amont_format_is_markup(const amont_format *format) {
    return strcmp(format->driver, "LIBKML") == 0 || strcmp(format->driver, "GML") == 0;
}

/* Behind the first `end` from `at`, or NULL. */
static const char *behind(const char *at, const char *end) {
    const char *found = strstr(at, end);
    return found ? found + strlen(end) : NULL;
}

/* What stands before the first element: a declaration, instructions and comments, or a DOCTYPE. */
static bool declares_entities(const char *text) {
    const char *at = strchr(text, '<');
    while (at) {
        if (g_str_has_prefix(at, "<!DOCTYPE"))
            return true;
        if (g_str_has_prefix(at, "<!--"))
            at = behind(at, "-->");
        else if (g_str_has_prefix(at, "<?"))
            at = behind(at, "?>");
        else
            return false;
        at = at ? strchr(at, '<') : NULL;
    }
    return false;
}

static bool fail_entities(const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' declares entities, which are not read", amont_source_name(source));
    amont_hint(error, "remove its line '<!DOCTYPE …>', or save the file as GeoPackage");
    return false;
}

static void find_links(const amont_source *source, const char *text) {
    static const char link[] = "<NetworkLink>";
    const char *at = text;
    while ((at = strstr(at, link))) {
        const char *start = strstr(at, "<href>"), *end = start ? strstr(start, "</href>") : NULL;
        g_autofree char *target = end ? g_strndup(start + 6, (gsize)(end - start - 6)) : NULL;
        amont_find(source->findings, AMONT_FINDING_SOURCE_LINKS, amont_source_name(source), 0, "%s",
                   target ? target : "NetworkLink");
        at += strlen(link);
    }
}

char *amont_markup_take(const amont_source *source, const amont_format *format, GError **error) {
    GByte *bytes = NULL;
    vsi_l_offset length = 0;
    if (!VSIIngestFile(NULL, source->path, &bytes, &length, -1)) {
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                         "file '%s' cannot be read", amont_source_name(source));
        return NULL;
    }
    const char *text = (const char *)bytes; /* GDAL adds a zero byte */
    if (declares_entities(text)) {
        VSIFree(bytes);
        fail_entities(source, error);
        return NULL;
    }
    find_links(source, text);
    char *path = g_strdup_printf("/vsimem/amont/source.%s", format->ending);
    VSIFCloseL(VSIFileFromMemBuffer(path, bytes, length, TRUE));
    return path;
}

void amont_markup_drop(char *path) {
    if (path)
        VSIUnlink(path);
    g_free(path);
}
