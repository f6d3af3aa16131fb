#include "cli/formats.h"

#include "amont/render.h"
#include <string.h>

static GByteArray *make_pdf(const amont_page *page, const amont_formats *how, GError **error) {
    (void)how;
    return amont_render_pdf(page, error);
}

static GByteArray *make_svg(const amont_page *page, const amont_formats *how, GError **error) {
    (void)how;
    return amont_render_svg(page, error);
}

static GByteArray *make_png(const amont_page *page, const amont_formats *how, GError **error) {
    g_autoptr(amont_pixels) pixels = amont_render_pixels(page, how->dpi, how->transparent, error);
    if (!pixels)
        return NULL;
    amont_image image = {pixels->width, pixels->height, pixels->stride,
                         pixels->data,  how->dpi,       how->transparent};
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    return amont_png_encode(&image, bytes, error) ? g_steal_pointer(&bytes) : NULL;
}

static const struct {
    const char *name;
    GByteArray *(*make)(const amont_page *, const amont_formats *, GError **);
} known[] = {{"pdf", make_pdf}, {"png", make_png}, {"svg", make_svg}};

GByteArray *amont_formats_make(const amont_formats *formats, const char *name,
                               const amont_page *page, GError **error) {
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (strcmp(name, known[i].name) == 0)
            return known[i].make(page, formats, error);
    amont_fail(error, AMONT_ERROR_INTERNAL, "maps cannot be written as '%s'", name);
    return NULL;
}

static bool fail_format(const char *name, GError **error) {
    amont_fail(error, AMONT_ERROR_USAGE, "maps cannot be written as '%s'", name);
    amont_hint(error, "one or more of pdf, png, svg, separated by commas");
    return false;
}

static bool check_names(const char *list, char *const *names, GError **error) {
    if (!names[0]) /* an empty list */
        return fail_format(list, error);
    for (size_t i = 0; names[i]; i++) {
        bool is_known = false;
        for (size_t j = 0; j < G_N_ELEMENTS(known); j++)
            is_known = is_known || strcmp(names[i], known[j].name) == 0;
        if (!is_known)
            return fail_format(names[i], error);
    }
    return true;
}

static bool read_dpi(const char *text, double *dpi, GError **error) {
    *dpi = 300;
    if (!text || (amont_number_parse(text, dpi) && *dpi >= 20 && *dpi <= 2400))
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "'%s' is not a resolution", text);
    amont_hint(error, "a number of dots per inch from 20 to 2400, such as 300");
    return false;
}

/* Each format once, whatever the list. */
static char **without_repeats(char *const *names) {
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    for (size_t i = 0; names[i]; i++) {
        size_t first = 0;
        while (strcmp(names[first], names[i]) != 0)
            first++;
        if (first == i)
            g_strv_builder_add(builder, names[i]);
    }
    return g_strv_builder_end(builder);
}

bool amont_formats_read(amont_formats *formats, const amont_options *options, const char *usual,
                        GError **error) {
    const char *list = options->formats ? options->formats : usual;
    g_auto(GStrv) names = g_strsplit(list, ",", -1);
    formats->transparent = options->transparent;
    if (!read_dpi(options->dpi, &formats->dpi, error) || !check_names(list, names, error))
        return false;
    formats->names = without_repeats(names);
    return true;
}

bool amont_formats_have(const amont_formats *formats, const char *name) {
    return g_strv_contains((const char *const *)formats->names, name);
}

void amont_formats_clear(amont_formats *formats) {
    g_clear_pointer(&formats->names, g_strfreev);
}
