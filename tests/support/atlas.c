#include "atlas.h"

#include <glib/gstdio.h>
#include <string.h>

static char *path_of(const char *study) {
    if (strcmp(study, ATLAS_SMALL) == 0)
        return check_path("cli/files/study.yaml");
    if (strcmp(study, ATLAS_AREAS) == 0)
        return check_path("data/areas/study.yaml");
    if (strcmp(study, ATLAS_BUNDLED) == 0)
        return check_path("../geodata/seine-amont.yaml");
    return g_strdup(study);
}

atlas *atlas_open(const char *study) {
    g_autoptr(GError) error = NULL;
    g_autofree char *path = path_of(study), *styles = check_path("../styles");
    atlas *a = g_new0(atlas, 1);
    a->findings = amont_findings_new();
    a->study = amont_study_load(path, &error);
    assert_ok(error);
    a->styles = amont_styles_load(styles, a->study->folder, a->study->theme,
                                  (amont_language)a->study->language, &error);
    assert_ok(error);
    a->layers = amont_study_open(a->study, a->findings, &error);
    assert_ok(error);
    a->fonts = amont_fonts_new(a->styles->theme, &error); /* starts a thread: after the fork */
    assert_ok(error);
    a->analysis = amont_analysis_new(a->layers, a->findings);
    a->table = amont_table_new();
    return a;
}

void atlas_free(atlas *a) {
    if (!a)
        return;
    amont_table_free(a->table);
    amont_analysis_free(a->analysis);
    amont_fonts_free(a->fonts);
    amont_layers_free(a->layers);
    amont_styles_free(a->styles);
    amont_study_free(a->study);
    amont_findings_free(a->findings);
    g_free(a);
}

static const amont_map_spec *map_of(const atlas *a, const char *id) {
    const amont_map_spec *map = amont_study_map(a->study, id);
    assert_non_null(map);
    return map;
}

const amont_series *atlas_series(atlas *a, const char *map) {
    g_autoptr(GError) error = NULL;
    const amont_map_spec *spec = map_of(a, map);
    amont_analyse_map(a->analysis, spec, a->table, &error);
    assert_ok(error);
    const amont_level *level = amont_layers_level(a->layers, spec->zones);
    return spec->value ? amont_table_find(a->table, spec->value, level->name) : NULL;
}

amont_page *atlas_page(atlas *a, const char *map) {
    g_autoptr(GError) error = NULL;
    atlas_series(a, map);
    amont_page *page = amont_compose(a->layers, map_of(a, map), a->table, a->styles, a->fonts,
                                     a->findings, &error);
    assert_ok(error);
    assert_non_null(page);
    return page;
}

amont_text_style atlas_text(const atlas *a, const char *name) {
    g_autoptr(GError) error = NULL;
    amont_text_style style = {.size_pt = 8};
    amont_styles_text(a->styles, NULL, name, &style, &error);
    assert_ok(error);
    if (style.halo_mm != style.halo_mm) /* NaN: none */
        style.halo_mm = 0;
    return style;
}

/* ---- changed copies ------------------------------------------------------------------------ */

static char *changed_text(char *text, const char *from, const char *to) {
    g_auto(GStrv) halves = g_strsplit(text, from, -1);
    assert_int_equal(g_strv_length(halves), 2);
    g_free(text);
    return g_strjoinv(to, halves);
}

char *atlas_changed(const char *study, const char *file, const char *from, const char *to) {
    g_autoptr(GError) error = NULL;
    g_autofree char *path = path_of(study), *folder = g_path_get_dirname(path);
    g_autofree char *copy = g_dir_make_tmp("amont-test-XXXXXX", &error);
    assert_ok(error);
    g_autoptr(GDir) directory = g_dir_open(folder, 0, &error);
    assert_ok(error);
    bool found = false;
    for (const char *name; (name = g_dir_read_name(directory));) {
        g_autofree char *source = g_build_filename(folder, name, NULL);
        g_autofree char *target = g_build_filename(copy, name, NULL);
        g_autofree char *text = NULL;
        if (!g_file_test(source, G_FILE_TEST_IS_REGULAR))
            continue;
        gsize length = 0;
        g_file_get_contents(source, &text, &length, &error);
        assert_ok(error);
        if (strcmp(name, file) == 0) {
            text = changed_text(g_steal_pointer(&text), from, to);
            length = strlen(text);
            found = true;
        }
        g_file_set_contents(target, text, (gssize)length, &error);
        assert_ok(error);
    }
    assert_true(found);
    g_autofree char *name = g_path_get_basename(path);
    return g_build_filename(copy, name, NULL);
}

void atlas_remove(const char *path) {
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    for (const char *name; directory && (name = g_dir_read_name(directory));) {
        g_autofree char *file = g_build_filename(folder, name, NULL);
        g_remove(file);
    }
    g_rmdir(folder);
}

/* ---- looking at pages ---------------------------------------------------------------------- */

guint atlas_count(const amont_page *page, const char *role) {
    guint n = 0;
    for (guint i = 0; i < page->items->len; i++)
        n += strcmp(atlas_item(page, i)->role, role) == 0;
    return n;
}

char *atlas_plain(const char *text) {
    GString *plain = g_string_new(text);
    g_string_replace(plain, "\u2019", "'", 0);
    g_string_replace(plain, "\u00a0", " ", 0);
    g_string_replace(plain, "\u202f", " ", 0);
    return g_string_free(plain, FALSE);
}

char *atlas_texts(const amont_page *page, const char *role) {
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (item->kind == AMONT_ITEM_TEXT && strcmp(item->role, role) == 0)
            g_string_append_printf(all, "%s%s", all->len ? " " : "", item->text);
    }
    g_autofree char *text = g_string_free(all, FALSE);
    return atlas_plain(text);
}
