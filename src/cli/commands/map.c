/* amont map: the maps. All files are whole before the first takes its name, so that a mistake in
 * one leaves the folder as it was. */
#include "cli/cli.h"

#include "cli/gallery.h"
#include "cli/press.h"
#include <stdio.h>
#include <string.h>

/* ---- which maps ---------------------------------------------------------------------------- */

static bool choose_maps(const amont_session *session, GPtrArray *maps, GError **error) {
    if (!session->ids || !session->ids[0])
        for (guint i = 0; i < session->study->maps->len; i++)
            g_ptr_array_add(maps, session->study->maps->pdata[i]);
    for (size_t i = 0; session->ids && session->ids[i]; i++) {
        const amont_map_spec *map = amont_session_map(session, session->ids[i], error);
        if (!map)
            return false;
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

/* ---- drawing ------------------------------------------------------------------------------- */

static amont_page *compose(const amont_press *press, size_t index, amont_fonts *fonts,
                           amont_findings *findings, GError **error) {
    const GPtrArray *maps = press->data;
    const amont_session *session = press->session;
    return amont_compose(session->layers, maps->pdata[index], press->table, session->styles, fonts,
                         findings, error);
}

/* `output`: a folder, or the file of the one map in the one format. */
static amont_press press_of(amont_session *session, const GPtrArray *maps, const char *output,
                            const amont_formats *formats) {
    amont_press press = amont_press_of(session, maps->len, formats);
    press.compose = compose;
    press.data = maps;
    press.file = amont_formats_of_path(output) ? output : NULL;
    for (guint i = 0; i < maps->len; i++) {
        const amont_map_spec *map = maps->pdata[i];
        press.titles[i] = map->id;
        press.paths[i] = g_build_filename(output, map->id, NULL);
    }
    return press;
}

static bool analyse(const amont_press *press, const GPtrArray *maps, GError **error) {
    for (guint i = 0; i < maps->len; i++)
        if (!amont_analyse_map(press->session->analysis, maps->pdata[i], press->table, error))
            return false;
    return true;
}

static bool draw(amont_session *session, const GPtrArray *maps, const char *output,
                 const amont_formats *formats, amont_edition *edition, GError **error) {
    g_auto(amont_press) press = press_of(session, maps, output, formats);
    return amont_press_prepare(&press, edition, error) && analyse(&press, maps, error) &&
           amont_press_run(&press, edition, error);
}

bool amont_maps_draw(amont_session *session, const GPtrArray *maps, const char *folder,
                     amont_edition *edition, GError **error) {
    g_auto(amont_formats) formats = {0};
    const amont_options none = {0};
    return amont_formats_read(&formats, &none, "pdf,png", error) &&
           draw(session, maps, folder, &formats, edition, error);
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

static int check(amont_session *session, const GPtrArray *maps, const amont_formats *formats,
                 bool json, GError **error) {
    g_auto(amont_press) press = press_of(session, maps, "", formats);
    g_autoptr(amont_rule_report) report = amont_rule_report_new(json);
    return analyse(&press, maps, error) && amont_press_check(&press, report, error)
               ? amont_rule_report_print(report)
               : -1;
}

/* ---- where to ------------------------------------------------------------------------------ */

/* What `-o` names: a folder, unless it ends as a file does. */
static bool check_output(const char *output, const GPtrArray *maps, const amont_formats *formats,
                         GError **error) {
    const char *format = amont_formats_of_path(output);
    if (!format)
        return true;
    if (!amont_formats_check_file(output, error))
        return false;
    if (maps->len == 1 && amont_formats_are(formats, format))
        return true;
    if (maps->len > 1)
        amont_fail(error, AMONT_ERROR_USAGE, "--output: '%s' is one file, for %u maps", output,
                   maps->len);
    else
        amont_fail(error, AMONT_ERROR_USAGE, "--output: '%s' is a file of the format %s alone",
                   output, format);
    amont_hint(error, "name a folder, or one map and one format");
    return false;
}

/* ---- running ------------------------------------------------------------------------------- */

static int run(amont_options *options, GError **error) {
    g_auto(amont_formats) formats = {0};
    const char *output = options->output ? options->output : "out";
    const char *format = amont_formats_of_path(output);
    if (!amont_formats_read(&formats, options, format ? format : "pdf,png", error))
        return -1;
    g_autoptr(amont_session) session = amont_session_open(options, error);
    g_autoptr(GPtrArray) maps = g_ptr_array_new();
    if (!session || !choose_maps(session, maps, error))
        return -1;
    if (options->gallery)
        return amont_gallery_run(session, maps, options, error);
    if (options->resolve)
        return explain(session, maps, error);
    if (options->check)
        return takes_no_output(options, error)
                   ? check(session, maps, &formats, options->json, error)
                   : -1;
    g_autoptr(amont_edition) edition = amont_edition_new(options->force);
    if (!check_output(output, maps, &formats, error) ||
        !draw(session, maps, output, &formats, edition, error) ||
        !amont_press_publish(edition, output, error))
        return -1;
    return amont_session_close(session, options);
}

const amont_command amont_command_map = {
    .name = "map",
    .french = "carte",
    .arguments = N_("[STUDY] [ID...]"),
    .summary = N_("the maps, as PDF, PNG and SVG"),
    .help = N_(
        "  -o, --output DIR     write there; default: out\n"
        "  -o, --output FILE    one map, in this file; its ending says the format\n"
        "  -f, --format LIST    of pdf, png, svg; default: pdf,png\n"
        "  --dpi N              resolution of PNG; default: 300\n"
        "  --size 120x90mm      a page of that size instead of the map's own\n"
        "  --explain            nothing is drawn: the style of each map, resolved, with the\n"
        "                       file and line of every value\n"
        "  --check              no file is written: the rules of a good map that each map\n"
        "                       breaks, with --json for machines; exit code 1 on an error\n"
        "  --gallery DIR        each map on every page, as PDF and PNG, with what --check says,\n"
        "                       and an index.html there; without STUDY, maps of every mark\n"
        "  --area ellipsoid     areas on the ellipsoid, not in the plane of the CRS\n"
        "  --transparent        PNG without a white ground\n"
        "  --force              files that would not change are written all the same\n"
        "  --strict             exit code 1 when there are findings\n"
        "  --threads N          compute with so many; default: one for each processor\n"),
    .options = "ofdtsAnzECjFG",
    .run = run,
};
