/* The formats of the indicator table, by name; each has its file in writers/. */
#include "amont/write.h"

#include "amont/files.h"

#include "io/writers/writers.h"

#include <string.h>

typedef struct table_format {
    const char *name;
    char *(*write)(const amont_table *, const amont_layers *, const amont_table_options *);
    char *(*write_cross)(const amont_cross_text *, const amont_study *,
                         const amont_table_options *);
} table_format;

static const table_format formats[] = {
    {"csv", amont_table_csv, amont_cross_csv},
    {"json", amont_table_json, amont_cross_json},
};

/* Those that are no text. */
typedef struct file_format {
    const char *name;
    bool (*write)(const char *, const amont_table *, const amont_layers *,
                  const amont_table_options *, GError **);
} file_format;

static const file_format file_formats[] = {
    {"xlsx", amont_table_xlsx},
    {"gpkg", amont_table_gpkg},
};

static void fail_format(const char *format, bool has_files, GError **error) {
    g_autoptr(GString) known = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        g_string_append_printf(known, "%s%s", i ? ", " : "", formats[i].name);
    for (size_t i = 0; has_files && i < G_N_ELEMENTS(file_formats); i++)
        g_string_append_printf(known, ", %s", file_formats[i].name);
    amont_fail(error, AMONT_ERROR_USAGE, "no table format '%s'", format);
    amont_hint(error, "one of: %s", known->str);
}

static const table_format *find_format(const char *name, bool has_files, GError **error) {
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (g_ascii_strcasecmp(formats[i].name, name) == 0)
            return &formats[i];
    fail_format(name, has_files, error);
    return NULL;
}

char *amont_table_text(const amont_table *table, const amont_layers *layers, const char *format,
                       const amont_table_options *options, GError **error) {
    const table_format *found = find_format(format, true, error);
    return found ? found->write(table, layers, options) : NULL;
}

char *amont_cross_write(const amont_cross_text *cross, const amont_study *study, const char *format,
                        const amont_table_options *options, GError **error) {
    const table_format *found = find_format(format, false, error);
    return found ? found->write_cross(cross, study, options) : NULL;
}

bool amont_table_write(const char *path, const amont_table *table, const amont_layers *layers,
                       const char *format, const amont_table_options *options, GError **error) {
    for (size_t i = 0; i < G_N_ELEMENTS(file_formats); i++)
        if (g_ascii_strcasecmp(file_formats[i].name, format) == 0)
            return file_formats[i].write(path, table, layers, options, error);
    g_autofree char *text = amont_table_text(table, layers, format, options, error);
    return text && amont_files_replace(path, text, strlen(text), error);
}
