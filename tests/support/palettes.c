#include "palettes.h"

#include "amont/files.h"

#include "scratch.h"

#include <string.h>

static void put(const char *folder, const char *name, const char *text) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    amont_files_replace(path, text, strlen(text), &error);
    assert_ok(error);
}

amont_styles *palettes_load(const char *text, GError **error) {
    char *folder = scratch_new();
    put(folder, "themes/amont.yaml", "family: F\nfonts: a.otf\ntexts: {}\ngraphics: {}\n");
    put(folder, "words/fr.yaml", "yes: oui\n");
    put(folder, "palettes.yaml", text);
    amont_styles *styles = amont_styles_load(folder, NULL, NULL, AMONT_LANGUAGE_FR, error);
    scratch_remove(folder);
    return styles;
}

static char *read_text(const char *path) {
    char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

char *palettes_shipped(void) {
    g_autofree char *folder = amont_files_data("styles", NULL);
    assert_non_null(folder);
    g_autofree char *path = g_build_filename(folder, "palettes.yaml", NULL);
    return read_text(path);
}

char *palettes_with_refused(void) {
    static const char *const title = "palettes:\n";
    g_autofree char *path = check_path("data/palettes/refused.yaml");
    g_autofree char *shipped = palettes_shipped(), *refused = read_text(path);
    const char *entries = strstr(refused, title);
    assert_non_null(entries);
    return g_strconcat(shipped, entries + strlen(title), NULL);
}
