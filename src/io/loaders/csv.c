/* GDAL's CSV driver looks for a .csvt file beside the CSV, even when told that there are no
 * siblings, and would then read the code 01001 as a number. A copy in GDAL's memory file system has
 * no siblings; making it is also the moment to check that the text is UTF-8, with its line. */
#include "io/loaders/csv.h"

#include "io/source.h"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <string.h>

static int line_of(const char *text, const char *where) {
    int line = 1;
    for (const char *c = text; c < where; c++)
        line += *c == '\n';
    return line;
}

static bool check_text(const amont_source *source, const char *text, size_t length,
                       GError **error) {
    const char *name = amont_source_name(source);
    if (length == 0)
        return amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                                "'%s' is empty", name);
    const char *stop = NULL;
    if (g_utf8_validate_len(text, length, &stop))
        return true;
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "line %d of '%s' is not UTF-8", line_of(text, stop), name);
    amont_hint(error, "save the file as \"CSV UTF-8\"");
    return false;
}

char *amont_csv_memory(const amont_source *source, GError **error) {
    g_autofree char *text = NULL;
    g_autoptr(GError) reason = NULL;
    size_t length = 0;
    if (!g_file_get_contents(source->path, &text, &length, &reason)) {
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_NO_INPUT,
                         "file '%s' cannot be read: %s", amont_source_name(source),
                         reason->message);
        return NULL;
    }
    if (!check_text(source, text, length, error))
        return NULL;
    GByte *copy = CPLMalloc(length);
    memcpy(copy, text, length);
    g_autofree char *base = g_path_get_basename(source->path);
    /* The address of the text tells apart the copies of several threads. */
    char *name = g_strdup_printf("/vsimem/amont-%p/%s", (void *)text, base);
    VSIFCloseL(VSIFileFromMemBuffer(name, copy, length, TRUE));
    return name;
}

void amont_csv_forget(char *name) {
    if (name)
        VSIUnlink(name);
    g_free(name);
}
