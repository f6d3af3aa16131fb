/* amont map: the maps. All are drawn before the first is written, so that a mistake in one leaves
 * the folder as it was. */
#include "cli/cli.h"

#include "amont/render.h"
#include "cli/rules.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct output {
    char *name;
    GByteArray *bytes;
} output;

static void free_output(void *data) {
    output *out = data;
    g_free(out->name);
    g_byte_array_unref(out->bytes);
    g_free(out);
}

/* ---- formats ------------------------------------------------------------------------------- */

typedef struct choice {
    double dpi;
    bool transparent;
} choice;

static GByteArray *make_pdf(const amont_page *page, const choice *how, GError **error) {
    (void)how;
    return amont_render_pdf(page, error);
}

static GByteArray *make_svg(const amont_page *page, const choice *how, GError **error) {
    (void)how;
    return amont_render_svg(page, error);
}

static GByteArray *make_png(const amont_page *page, const choice *how, GError **error) {
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
    GByteArray *(*make)(const amont_page *, const choice *, GError **);
} formats[] = {{"pdf", make_pdf}, {"png", make_png}, {"svg", make_svg}};

static bool fail_format(const char *name, GError **error) {
    amont_fail(error, AMONT_ERROR_USAGE, "maps cannot be written as '%s'", name);
    amont_hint(error, "one or more of pdf, png, svg, separated by commas");
    return false;
}

static bool check_formats(const char *list, char *const *names, GError **error) {
    if (!names[0]) /* an empty list */
        return fail_format(list, error);
    for (size_t i = 0; names[i]; i++) {
        bool known = false;
        if (g_strv_contains((const char *const *)names + i + 1, names[i]))
            return amont_fail(error, AMONT_ERROR_USAGE, "the format '%s' is named twice", names[i]);
        for (size_t j = 0; j < G_N_ELEMENTS(formats); j++)
            known = known || strcmp(names[i], formats[j].name) == 0;
        if (!known)
            return fail_format(names[i], error);
    }
    return true;
}

static bool make_outputs(const amont_page *page, const char *id, char *const *names,
                         const choice *how, GPtrArray *outputs, GError **error) {
    for (size_t i = 0; names[i]; i++)
        for (size_t j = 0; j < G_N_ELEMENTS(formats); j++) {
            if (strcmp(names[i], formats[j].name) != 0)
                continue;
            GByteArray *bytes = formats[j].make(page, how, error);
            if (!bytes)
                return false;
            output *out = g_new(output, 1);
            *out = (output){g_strconcat(id, ".", formats[j].name, NULL), bytes};
            g_ptr_array_add(outputs, out);
        }
    return true;
}

/* ---- which maps ---------------------------------------------------------------------------- */

static bool fail_no_map(const amont_study *study, const char *id, GError **error) {
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < study->maps->len; i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "",
                               ((const amont_map_spec *)study->maps->pdata[i])->id);
    amont_fail(error, AMONT_ERROR_USAGE, "the study has no map '%s'", id);
    amont_hint(error, "its maps: %s", list->str);
    g_string_free(list, TRUE);
    return false;
}

static bool choose_maps(const amont_session *session, GPtrArray *maps, GError **error) {
    if (!session->ids || !session->ids[0])
        for (guint i = 0; i < session->study->maps->len; i++)
            g_ptr_array_add(maps, session->study->maps->pdata[i]);
    for (size_t i = 0; session->ids && session->ids[i]; i++) {
        const amont_map_spec *map = amont_study_map(session->study, session->ids[i]);
        if (!map)
            return fail_no_map(session->study, session->ids[i], error);
        if (!g_ptr_array_find(maps, map, NULL))
            g_ptr_array_add(maps, (void *)map);
    }
    if (maps->len == 0) {
        amont_fail(error, AMONT_ERROR_CONFIG, "%s: the study has no map", session->study->path);
        amont_hint(error, "add one under 'maps:', see 'amont help study'");
        return false;
    }
    return true;
}

/* Links may make a map's file what the study is read from. */
static bool spare_sources(const amont_study *study, const GPtrArray *maps, char *const *names,
                          const char *folder, GError **error) {
    for (guint i = 0; i < maps->len; i++)
        for (size_t j = 0; names[j]; j++) {
            const amont_map_spec *map = maps->pdata[i];
            g_autofree char *name = g_strconcat(map->id, ".", names[j], NULL);
            g_autofree char *path = g_build_filename(folder, name, NULL);
            if (!amont_study_spare(study, path, error))
                return false;
        }
    return true;
}

/* ---- drawing ------------------------------------------------------------------------------- */

static void say_progress(const char *id, bool begins) {
    if (isatty(STDERR_FILENO))
        fprintf(stderr, begins ? "\r\033[K%s…" : "\r\033[K", id);
}

static bool draw(amont_session *session, const amont_map_spec *map, amont_table *table,
                 char *const *names, const choice *how, GPtrArray *outputs, GError **error) {
    g_autoptr(amont_page) page = amont_session_compose(session, map, table, error);
    return page && make_outputs(page, map->id, names, how, outputs, error);
}

static GPtrArray *draw_all(amont_session *session, const GPtrArray *maps, char *const *names,
                           const choice *how, GError **error) {
    g_autoptr(amont_table) table = amont_table_new();
    g_autoptr(GPtrArray) outputs = g_ptr_array_new_with_free_func(free_output);
    for (guint i = 0; i < maps->len; i++) {
        const amont_map_spec *map = maps->pdata[i];
        say_progress(map->id, true);
        bool ok = draw(session, map, table, names, how, outputs, error);
        say_progress("", false);
        if (!ok)
            return NULL;
    }
    return g_steal_pointer(&outputs);
}

GPtrArray *amont_maps_draw(amont_session *session, const GPtrArray *maps, const char *folder,
                           GError **error) {
    char *const names[] = {"pdf", "png", NULL};
    const choice how = {.dpi = 300};
    return spare_sources(session->study, maps, names, folder, error) &&
                   amont_session_need_fonts(session, error)
               ? draw_all(session, maps, names, &how, error)
               : NULL;
}

bool amont_maps_write(const GPtrArray *outputs, const char *folder, GError **error) {
    for (guint i = 0; i < outputs->len; i++) {
        const output *out = outputs->pdata[i];
        g_autofree char *path = g_build_filename(folder, out->name, NULL);
        if (!amont_files_replace(path, out->bytes->data, out->bytes->len, error))
            return false;
    }
    return true;
}

static bool read_choice(const amont_options *options, choice *how, GError **error) {
    *how = (choice){.dpi = 300, .transparent = options->transparent};
    if (!options->dpi)
        return true;
    if (amont_number_parse(options->dpi, &how->dpi) && how->dpi >= 20 && how->dpi <= 2400)
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "'%s' is not a resolution", options->dpi);
    amont_hint(error, "a number of dots per inch from 20 to 2400, such as 300");
    return false;
}

static int explain(const amont_session *session, const GPtrArray *maps, GError **error) {
    for (guint i = 0; i < maps->len; i++)
        if (!amont_print_style(session, maps->pdata[i], error))
            return -1;
    return 0;
}

/* ---- checking ------------------------------------------------------------------------------ */

static bool takes_no_output(const amont_options *options, GError **error) {
    if (!options->output && !options->formats)
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "'--check' writes no file");
    amont_hint(error, "run 'amont map' without it for the files");
    return false;
}

static bool check_map(amont_session *session, const amont_map_spec *map, amont_table *table,
                      const choice *how, amont_rule_report *report, GError **error) {
    g_autoptr(amont_page) page = amont_session_compose(session, map, table, error);
    g_autoptr(GByteArray) pdf = page ? make_pdf(page, how, error) : NULL;
    g_autoptr(GByteArray) png = pdf ? make_png(page, how, error) : NULL;
    if (!png)
        return false;
    g_autoptr(amont_violations) found =
        amont_rules_check(page, &(amont_outputs){pdf, png, how->dpi});
    amont_rule_report_add(report, map->id, found);
    return true;
}

static int check(amont_session *session, const GPtrArray *maps, const choice *how, bool json,
                 GError **error) {
    g_autoptr(amont_table) table = amont_table_new();
    g_autoptr(amont_rule_report) report = amont_rule_report_new(json);
    for (guint i = 0; i < maps->len; i++) {
        const amont_map_spec *map = maps->pdata[i];
        say_progress(map->id, true);
        bool ok = check_map(session, map, table, how, report, error);
        say_progress("", false);
        if (!ok)
            return -1;
    }
    return amont_rule_report_print(report);
}

/* ---- running ------------------------------------------------------------------------------- */

static int run(amont_options *options, GError **error) {
    choice how;
    const char *folder = options->output ? options->output : "out";
    const char *list = options->formats ? options->formats : "pdf,png";
    g_auto(GStrv) names = g_strsplit(list, ",", -1);
    if (!read_choice(options, &how, error) || !check_formats(list, names, error))
        return -1;
    g_autoptr(amont_session) session = amont_session_open(options, error);
    g_autoptr(GPtrArray) maps = g_ptr_array_new();
    if (!session || !choose_maps(session, maps, error))
        return -1;
    if (options->resolve)
        return explain(session, maps, error);
    if (options->check)
        return takes_no_output(options, error) && amont_session_need_fonts(session, error)
                   ? check(session, maps, &how, options->json, error)
                   : -1;
    if (!spare_sources(session->study, maps, names, folder, error) ||
        !amont_session_need_fonts(session, error))
        return -1;

    g_autoptr(GPtrArray) outputs = draw_all(session, maps, names, &how, error);
    if (!outputs || !amont_maps_write(outputs, folder, error))
        return -1;
    fputs("amont: ", stderr);
    fprintf(stderr,
            dngettext(AMONT_DOMAIN, "%u file written in '%s'\n", "%u files written in '%s'\n",
                      outputs->len),
            outputs->len, folder);
    return amont_session_close(session, options);
}

const amont_command amont_command_map = {
    .name = "map",
    .french = "carte",
    .arguments = N_("[STUDY] [ID...]"),
    .summary = N_("the maps, as PDF, PNG and SVG"),
    .help =
        N_("  -o, --output DIR     write there; default: out\n"
           "  -f, --format LIST    of pdf, png, svg; default: pdf,png\n"
           "  --dpi N              resolution of PNG; default: 300\n"
           "  --size 120x90mm      a page of that size instead of the map's own\n"
           "  --explain            nothing is drawn: the style of each map, resolved, with the\n"
           "                       file and line of every value\n"
           "  --check              no file is written: the rules of a good map that each map\n"
           "                       breaks, with --json for machines; exit code 1 on an error\n"
           "  --area ellipsoid     areas on the ellipsoid, not in the plane of the CRS\n"
           "  --transparent        PNG without a white ground\n"
           "  --strict             exit code 1 when there are findings\n"
           "  --threads N          compute with so many; default: one for each processor\n"),
    .options = "ofdtsAnzECj",
    .run = run,
};
