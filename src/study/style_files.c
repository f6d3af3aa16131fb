/* A style that extends another is laid over it as trees, so that what it does not say stays as it
 * was and every value still knows the line it was written on. */
#include "study/style_files.h"

#include <string.h>

enum { MOST_EXTENDED = 8 };

const unsigned amont_style_depth = 8;

bool amont_style_is_path(const char *name) {
    return g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml");
}

static char *path_of(const char *folder, const char *between, const char *name, const char *home) {
    if (!amont_style_is_path(name)) {
        g_autofree char *file = g_strconcat(name, ".yaml", NULL);
        return g_build_filename(folder, between, file, NULL);
    }
    if (g_path_is_absolute(name) || !home)
        return g_strdup(name);
    return g_build_filename(home, name, NULL);
}

/* A name stands for a file of that folder and of no other. */
static bool is_known(const char *folder, const char *between, const char *name) {
    g_autofree char *path = path_of(folder, between, name, NULL);
    return *name && !strchr(name, G_DIR_SEPARATOR) && g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

static amont_yaml *fail_unknown(const char *folder, const char *between, const char *name,
                                GError **error) {
    g_auto(GStrv) names = amont_styles_names(folder, between);
    g_autofree char *list = g_strjoinv(", ", names);
    if (strcmp(between, "pages") == 0)
        amont_fail(error, AMONT_ERROR_CONFIG, "there is no page '%s'", name);
    else
        amont_fail(error, AMONT_ERROR_CONFIG, "there is no theme '%s'", name);
    amont_hint(error, "one of: %s; or a file of your own whose name ends in .yaml", list);
    return NULL;
}

/* A name that is nearly one of the style below is a slip: it would change nothing. */
static bool check_names(const amont_yaml *under, const amont_yaml *over, const char *section,
                        GError **error) {
    const amont_yaml *known = amont_yaml_find(under, section);
    const amont_yaml *written = amont_yaml_find(over, section);
    bool both = known && known->kind == AMONT_YAML_MAPPING && written &&
                written->kind == AMONT_YAML_MAPPING;
    for (size_t i = 0; both && i < written->n; i++) {
        const char *name = written->keys[i]->text;
        if (amont_yaml_find(known, name))
            continue;
        g_autofree const char **names = g_new0(const char *, known->n + 1);
        for (size_t k = 0; k < known->n; k++)
            names[k] = known->keys[k]->text;
        const char *nearest = amont_nearest(name, names, known->n);
        if (!nearest)
            continue;
        amont_fail_at(error, AMONT_ERROR_CONFIG, written->keys[i]->place, section,
                      "no style of that name is used: '%s'", name);
        amont_hint(error, "did you mean '%s'?", nearest);
        return false;
    }
    return true;
}

static amont_yaml *read_over(const char *folder, const char *between, const char *name,
                             const char *home, int depth, GError **error);

static amont_yaml *extend(const amont_yaml *over, const char *path, const char *folder,
                          const char *between, int depth, GError **error) {
    const amont_yaml *base = amont_yaml_find(over, "extends");
    if (base->kind != AMONT_YAML_SCALAR)
        return amont_fail_at(error, AMONT_ERROR_CONFIG, base->place, "extends",
                             "one name is expected here"),
               NULL;
    if (depth == MOST_EXTENDED) {
        amont_fail_at(error, AMONT_ERROR_CONFIG, base->place, "extends",
                      "this style extends itself, or too many others");
        amont_hint(error,
                   "at most %d in a row: name the style that all of them come from, such as "
                   "'amont'",
                   MOST_EXTENDED);
        return NULL;
    }
    g_autofree char *home = g_path_get_dirname(path);
    GError *cause = NULL;
    g_autoptr(amont_yaml) under = read_over(folder, between, base->text, home, depth + 1, &cause);
    if (under)
        return check_names(under, over, "texts", error) &&
                       check_names(under, over, "graphics", error)
                   ? amont_yaml_merge(under, over, amont_style_depth)
                   : NULL;
    if (!strstr(cause->message, ".yaml:")) /* it has no place of its own */
        g_prefix_error(&cause, "%s:%d:%d: extends: ", base->place.file, base->place.line,
                       base->place.column);
    g_propagate_error(error, cause);
    return NULL;
}

static amont_yaml *read_over(const char *folder, const char *between, const char *name,
                             const char *home, int depth, GError **error) {
    if (!amont_style_is_path(name) && !is_known(folder, between, name))
        return fail_unknown(folder, between, name, error);
    g_autofree char *path = path_of(folder, between, name, home);
    g_autoptr(amont_yaml) tree = amont_yaml_read(path, error);
    if (!tree || !amont_yaml_find(tree, "extends"))
        return g_steal_pointer(&tree);
    return extend(tree, path, folder, between, depth, error);
}

amont_yaml *amont_style_tree(const char *folder, const char *between, const char *name,
                             const char *home, GError **error) {
    return read_over(folder, between, name, home, 0, error);
}

bool amont_style_parse_size(const char *name, double *width_mm, double *height_mm) {
    const char *times = strchr(name, 'x');
    if (!times || !g_str_has_suffix(name, "mm"))
        return false;
    g_autofree char *width = g_strndup(name, (gsize)(times - name));
    g_autofree char *height = g_strndup(times + 1, strlen(times + 1) - strlen("mm"));
    return amont_number_parse(width, width_mm) && amont_number_parse(height, height_mm);
}
