/* amont stats: the indicator table. */
#include "cli/cli.h"
#include <stdio.h>
#include <string.h>

static const char *format_of(const amont_options *options, GError **error) {
    if (options->json)
        return "json";
    if (!options->output)
        return "csv";
    const char *dot = strrchr(options->output, '.');
    if (!dot || strchr(dot, '/'))
        amont_fail(error, AMONT_ERROR_USAGE, "the name '%s' does not say a format",
                   options->output);
    amont_hint(error, "end it in .csv, .json, .xlsx or .gpkg");
    return dot && !strchr(dot, '/') ? dot + 1 : NULL;
}

static bool read_style(const amont_options *options, amont_table_style *style, GError **error) {
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

/* The land-use layer that the option names, the first without. */
static const amont_landuse *find_landuse(const amont_options *options, const amont_layers *layers,
                                         GError **error) {
    const amont_landuse *landuse = amont_layers_landuse(layers, options->layer);
    if (landuse)
        return landuse;
    if (options->layer)
        amont_fail(error, AMONT_ERROR_USAGE, "the study has no land-use layer '%s'",
                   options->layer);
    else
        amont_fail(error, AMONT_ERROR_USAGE, "the study has no layer of land use to cut in pieces");
    amont_hint(error, "layers of kind 'landuse' are cut along the zones");
    return NULL;
}

static bool ends_in_gpkg(const char *path, GError **error) {
    if (g_str_has_suffix(path, ".gpkg"))
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "pieces are written as GeoPackage, and '%s' is none",
               path);
    amont_hint(error, "end it in .gpkg");
    return false;
}

static bool check_pieces(const amont_options *options, GError **error) {
    if (options->pieces)
        return ends_in_gpkg(options->pieces, error);
    if (!options->layer)
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "'--layer' says which layer '--pieces' cuts");
    amont_hint(error, "see 'amont help stats'");
    return false;
}

static bool write_pieces(const amont_options *options, const amont_session *session,
                         GError **error) {
    const amont_landuse *landuse = find_landuse(options, session->layers, error);
    return landuse && amont_pieces_gpkg(options->pieces, session->layers, landuse,
                                        options->all_zones, session->findings, error);
}

static bool write_table(const amont_options *options, const char *format, const amont_table *table,
                        const amont_session *session, const amont_table_options *how,
                        GError **error) {
    if (options->output)
        return amont_table_write(options->output, table, session->layers, format, how, error);
    g_autofree char *text = amont_table_text(table, session->layers, format, how, error);
    if (!text)
        return false;
    fputs(text, stdout);
    return true;
}

static int run(amont_options *options, GError **error) {
    amont_table_options how = {.all_zones = options->all_zones};
    const char *format = format_of(options, error);
    if (!format || !read_style(options, &how.style, error) || !check_pieces(options, error))
        return -1;
    g_autoptr(amont_session) session = amont_session_open(options, error);
    if (!session || !amont_session_takes_no_id(session, error))
        return -1;
    g_autoptr(amont_table) table = amont_analyse(session->analysis, error);
    if (!table)
        return -1;
    how.unplaced = amont_styles_word(session->styles, "table_unplaced", error);
    how.outside = how.unplaced ? amont_styles_word(session->styles, "table_outside", error) : NULL;
    if (!how.outside || (options->pieces && !write_pieces(options, session, error)) ||
        !write_table(options, format, table, session, &how, error))
        return -1;
    return amont_session_close(session, options);
}

const amont_command amont_command_stats = {
    .name = "stats",
    .french = "indicateurs",
    .arguments = N_("[STUDY]"),
    .summary = N_("the indicator table, as CSV, JSON, Excel or GeoPackage"),
    .help = N_(
        "  -o, --output FILE  write there, in the format of the ending: .csv, .json, .xlsx, .gpkg\n"
        "  --csv fr           semicolons and decimal commas, for Excel\n"
        "  --json             JSON to the standard output: each figure with its trace\n"
        "  --all-zones        also the reference and context zones\n"
        "  --pieces FILE      also write the land use cut along the zones (.gpkg)\n"
        "  --layer ID         which land use; default: the first\n"
        "  --strict           exit code 1 when there are findings\n"
        "  --threads N        compute with so many; default: one for each processor\n"),
    .options = "ocjasgln",
    .run = run,
};
