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
    const char *names[G_N_ELEMENTS(known)];
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        names[i] = known[i].name;
    const char *nearest = *name ? amont_nearest(name, names, G_N_ELEMENTS(names)) : NULL;
    amont_fail(error, AMONT_ERROR_USAGE, "--format: maps cannot be written as '%s'", name);
    if (nearest)
        amont_hint(error, "did you mean '%s'? one or more of pdf, png, svg, separated by commas",
                   nearest);
    else
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
    amont_fail(error, AMONT_ERROR_USAGE, "--dpi: '%s' is not a resolution", text);
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

bool amont_formats_are(const amont_formats *formats, const char *only) {
    return strcmp(formats->names[0], only) == 0 && !formats->names[1];
}

const char *amont_formats_of_path(const char *path) {
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        g_autofree char *ending = g_strconcat(".", known[i].name, NULL);
        if (g_str_has_suffix(lower, ending))
            return known[i].name;
    }
    return NULL;
}

bool amont_formats_check_file(const char *path, GError **error) {
    if (!g_file_test(path, G_FILE_TEST_IS_DIR))
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "--output: '%s' is a folder, and is called as a file is",
               path);
    amont_hint(error, "for files in it, write '%s/'; for a file, choose another name", path);
    return false;
}
