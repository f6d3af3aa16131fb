/* Opening a study for a command, and closing with a word on its findings. */
#include "cli/cli.h"

#include "cli/spare_fonts.h"
#include <stdio.h>
#include <string.h>

static bool is_study(const char *argument) {
    if (g_str_has_suffix(argument, ".yaml") || g_str_has_suffix(argument, ".yml"))
        return true;
    g_autofree char *inside = g_build_filename(argument, "study.yaml", NULL);
    return g_file_test(inside, G_FILE_TEST_IS_REGULAR);
}

/* A path that is no study is not taken for the name of a map. */
static bool check_argument(const char *argument, GError **error) {
    if (is_study(argument) || !strchr(argument, G_DIR_SEPARATOR))
        return true;
    amont_fail(error, AMONT_ERROR_NO_INPUT, "'%s' is not a study", argument);
    amont_hint(error, "a study is a file that ends in .yaml, or a folder that holds study.yaml");
    return false;
}

static char *bundled_study(const char *name, GError **error) {
    g_autofree char *folder = amont_files_data("geodata", error);
    return folder ? g_build_filename(folder, name, NULL) : NULL;
}

/* `area`: the option, which goes before what the study says; or NULL. */
static bool choose_area(amont_study *study, const char *area, GError **error) {
    if (!area || amont_area_parse(area, &study->area))
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "--area: areas cannot be measured on '%s'", area);
    amont_hint(error, "--area planar or --area ellipsoid");
    return false;
}

/* `size`: the option, in place of the page that each map names; or NULL. */
static bool choose_size(amont_study *study, const char *size, GError **error) {
    double width = 0, height = 0;
    if (size && !amont_style_parse_size(size, &width, &height)) {
        amont_fail(error, AMONT_ERROR_USAGE, "--size: '%s' is not a size", size);
        amont_hint(error, "width and height in millimetres, such as 120x90mm");
        return false;
    }
    for (guint i = 0; size && i < study->maps->len; i++) {
        amont_map_spec *map = study->maps->pdata[i];
        g_free(map->page);
        map->page = g_strdup(size);
        map->page_option = "--size";
    }
    return true;
}

static bool open_study(amont_session *session, const char *path, const amont_options *options,
                       GError **error) {
    session->study = amont_study_load(path, error);
    if (!session->study || !choose_area(session->study, options->area, error) ||
        !choose_size(session->study, options->size, error))
        return false;
    g_autofree char *styles = amont_files_data("styles", error);
    if (!styles)
        return false;
    GError *cause = NULL;
    const amont_study *study = session->study;
    session->styles = amont_styles_load(styles, study->folder, study->theme,
                                        (amont_language)study->language, &cause);
    if (!session->styles) {
        if (study->theme && !strstr(cause->message, ".yaml:")) { /* else the theme is at fault */
            amont_place place = amont_yaml_place(study->entry.node, "theme");
            g_prefix_error(&cause, "%s:%d:%d: theme: ", place.file, place.line, place.column);
        }
        g_propagate_error(error, cause);
        return false;
    }
    for (guint i = 0; i < session->study->maps->len; i++)
        if (!amont_compose_check(session->study->maps->pdata[i], session->styles, error))
            return false;
    session->layers = amont_study_open(session->study, session->findings, error);
    if (!session->layers)
        return false;
    session->analysis = amont_analysis_new(session->layers, session->findings);
    return true;
}

static amont_session *open_at(const char *path, const amont_options *options, GError **error) {
    g_autoptr(amont_session) session = g_new0(amont_session, 1);
    session->findings = amont_findings_new();
    session->spare_fonts = amont_spare_fonts_new();
    return open_study(session, path, options, error) ? g_steal_pointer(&session) : NULL;
}

amont_session *amont_session_open_at(const char *path, GError **error) {
    const amont_options none = {0};
    return open_at(path, &none, error);
}

amont_session *amont_session_open(amont_options *options, GError **error) {
    char **ids = options->rest;
    g_autofree char *path = NULL;
    if (ids && ids[0] && !check_argument(ids[0], error))
        return NULL;
    if (ids && ids[0] && is_study(ids[0]))
        path = g_strdup(*ids++);
    else
        path = bundled_study(options->gallery ? "galerie.yaml" : "seine-amont.yaml", error);
    amont_session *session = path ? open_at(path, options, error) : NULL;
    if (session)
        session->ids = ids;
    return session;
}

/* What is left of the arguments was meant to be a study. */
bool amont_session_takes_no_id(const amont_session *session, GError **error) {
    if (!session->ids || !session->ids[0])
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "'%s' is not a study", session->ids[0]);
    amont_hint(error, "a study is a file that ends in .yaml, or a folder that holds study.yaml");
    return false;
}

bool amont_session_need_fonts(amont_session *session, GError **error) {
    if (!session->fonts)
        session->fonts = amont_fonts_new(session->styles->theme, error);
    return session->fonts != NULL;
}

char *amont_session_maps(const amont_session *session) {
    const GPtrArray *maps = session->study->maps;
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < maps->len; i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "",
                               ((const amont_map_spec *)maps->pdata[i])->id);
    return g_string_free(list, FALSE);
}

static const char *nearest_map(const GPtrArray *maps, const char *id) {
    g_autofree const char **ids = g_new(const char *, maps->len);
    for (guint i = 0; i < maps->len; i++)
        ids[i] = ((const amont_map_spec *)maps->pdata[i])->id;
    return amont_nearest(id, ids, maps->len);
}

const amont_map_spec *amont_session_map(const amont_session *session, const char *id,
                                        GError **error) {
    const amont_map_spec *map = amont_study_map(session->study, id);
    if (map)
        return map;
    const char *nearest = nearest_map(session->study->maps, id);
    g_autofree char *list = amont_session_maps(session);
    amont_fail(error, AMONT_ERROR_USAGE, "the study has no map '%s'", id);
    if (nearest)
        amont_hint(error, "did you mean '%s'? its maps: %s", nearest, list);
    else
        amont_hint(error, "its maps: %s", list);
    return NULL;
}

amont_page *amont_session_compose(amont_session *session, const amont_map_spec *map,
                                  amont_table *table, GError **error) {
    if (!amont_analyse_map(session->analysis, map, table, error))
        return NULL;
    return amont_compose(session->layers, map, table, session->styles, session->fonts,
                         session->findings, error);
}

void amont_session_free(amont_session *session) {
    if (!session)
        return;
    amont_analysis_free(session->analysis);
    amont_spare_fonts_free(session->spare_fonts);
    amont_fonts_free(session->fonts);
    amont_layers_free(session->layers);
    amont_styles_free(session->styles);
    amont_study_free(session->study);
    amont_findings_free(session->findings);
    g_free(session);
}

bool amont_options_csv(const amont_options *options, amont_table_style *style, GError **error) {
    *style = AMONT_TABLE_PLAIN;
    if (!options->csv || strcmp(options->csv, "plain") == 0)
        return true;
    *style = AMONT_TABLE_FRENCH;
    if (strcmp(options->csv, "fr") == 0)
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "unknown way of writing a CSV: '%s'", options->csv);
    amont_hint(error, "--csv=fr writes semicolons and decimal commas, for Excel");
    return false;
}

int amont_session_close(const amont_session *session, const amont_options *options) {
    size_t all = amont_findings_total(session->findings, AMONT_SEVERITY_NOTE);
    size_t warnings = amont_findings_total(session->findings, AMONT_SEVERITY_WARNING);
    if (warnings > 0 || (options->strict && all > 0)) {
        fputs("amont: ", stderr);
        fprintf(stderr,
                dngettext(AMONT_DOMAIN, "%zu finding about the data, see 'amont check'\n",
                          "%zu findings about the data, see 'amont check'\n", all),
                all);
    }
    return options->strict && all > 0 ? 1 : 0;
}
