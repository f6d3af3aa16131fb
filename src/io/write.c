/* The formats of the indicator table, by name; each has its file in writers/. */
#include "amont/write.h"

#include "io/writers/writers.h"

#include <string.h>

typedef struct table_format {
    const char *name;
    char *(*write)(const amont_table *, const amont_layers *, const amont_table_options *);
} table_format;

static const table_format formats[] = {
    {"csv", amont_table_csv},
    {"json", amont_table_json},
};

char *amont_table_text(const amont_table *table, const amont_layers *layers, const char *format,
                       const amont_table_options *options, GError **error) {
    g_autoptr(GString) known = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (strcmp(formats[i].name, format) == 0)
            return formats[i].write(table, layers, options);
        g_string_append_printf(known, "%s%s", i ? ", " : "", formats[i].name);
    }
    amont_fail(error, AMONT_ERROR_USAGE, "no table format '%s'", format);
    amont_hint(error, "one of: %s", known->str);
    return NULL;
}
