/* amont stats: the indicator table. */
#include "cli/cli.h"

#include "amont/cross.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What stands behind the last dot of the name, or NULL. */
static const char *ending_of(const char *path) {
    const char *dot = strrchr(path, '.');
    return dot && !strchr(dot, '/') ? dot + 1 : NULL;
}

/* As written: the formats are known in capitals too. */
static const char *format_of(const amont_options *options, GError **error) {
    const char *ending = options->output ? ending_of(options->output) : NULL;
    if (options->json && ending && g_ascii_strcasecmp(ending, "json") != 0) {
        amont_fail(error, AMONT_ERROR_USAGE, "'--json' and '-o %s' ask for two formats",
                   options->output);
        amont_hint(error, "end the name in .json, or leave '--json' out");
        return NULL;
    }
    if (options->json || !options->output)
        return options->json ? "json" : "csv";
    if (!ending) {
        amont_fail(error, AMONT_ERROR_USAGE, "the name '%s' does not say a format",
                   options->output);
        amont_hint(error, "end it in .csv, .json, .xlsx or .gpkg");
    }
    return ending;
}

/* What stands instead of the indicator table is a text. */
static bool check_format(const amont_options *options, const char *format, GError **error) {
    const char *instead = options->cross         ? "--cross"
                          : options->transitions ? "--transitions"
                          : options->artif       ? "--artif"
                                                 : NULL;
    if (!instead || g_ascii_strcasecmp(format, "csv") == 0 ||
        g_ascii_strcasecmp(format, "json") == 0)
        return true;
    amont_fail(error, AMONT_ERROR_USAGE,
               "what '%s' asks for is written as csv or json, not as '%s'", instead, format);
    amont_hint(error, "end the name in .csv or .json");
    return false;
}

/* The two levels of "iris,commune". */
static bool find_levels(const amont_layers *layers, const char *cross, const amont_level *levels[2],
                        GError **error) {
    g_auto(GStrv) names = g_strsplit(cross, ",", -1);
    for (size_t i = 0; i < 2 && g_strv_length(names) == 2; i++)
        levels[i] = amont_layers_level(layers, g_strstrip(names[i]));
    if (levels[0] && levels[1])
        return true;
    g_autoptr(GString) known = g_string_new(NULL);
    for (guint i = 0; i < layers->levels->len; i++)
        g_string_append_printf(known, "%s%s", i ? ", " : "",
                               ((const amont_level *)layers->levels->pdata[i])->name);
    amont_fail(error, AMONT_ERROR_USAGE, "'%s' are not two zone levels of the study", cross);
    amont_hint(error, "two of these, with a comma between: %s", known->str);
    return false;
}

static const char *code_of(const amont_level *level, size_t zone) {
    return zone == AMONT_NO_ZONE ? "" : level->codes[zone];
}

static const char *name_of(const amont_level *level, size_t zone, const char *outside) {
    return zone == AMONT_NO_ZONE ? outside : level->names[zone];
}

static double share_of(const double *areas, size_t zone, double area_m2) {
    return zone == AMONT_NO_ZONE ? NAN : 100 * area_m2 / areas[zone];
}

static bool is_selected(const amont_level *level, size_t zone) {
    return zone != AMONT_NO_ZONE && level->selected[zone];
}

/* Cells of which one zone at least is counted: then the sums over its row or column are whole. */
static GArray *rows_of(const amont_cross *cross, const amont_table_options *how) {
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(amont_cross_row));
    for (guint i = 0; i < cross->cells->len; i++) {
        const amont_cross_cell *cell = &g_array_index(cross->cells, amont_cross_cell, i);
        size_t a = cell->a, b = cell->b;
        amont_cross_row row = {
            {code_of(cross->a, a), code_of(cross->b, b)},
            {name_of(cross->a, a, how->outside), name_of(cross->b, b, how->outside)},
            cell->area_m2,
            {share_of(cross->area_a, a, cell->area_m2), share_of(cross->area_b, b, cell->area_m2)}};
        if (how->all_zones || is_selected(cross->a, a) || is_selected(cross->b, b))
            g_array_append_val(rows, row);
    }
    return rows;
}

static char *cross_text(amont_session *session, const char *levels, const char *format,
                        const amont_table_options *how, GError **error) {
    const amont_level *pair[2] = {NULL, NULL};
    if (!find_levels(session->layers, levels, pair, error))
        return NULL;
    g_autoptr(amont_cross) cross = amont_cross_new(session->analysis, pair[0], pair[1], error);
    if (!cross)
        return NULL;
    g_autoptr(GArray) rows = rows_of(cross, how);
    amont_cross_text text = {{pair[0]->name, pair[1]->name},
                             (const amont_cross_row *)(const void *)rows->data,
                             rows->len,
                             {cross->residue_a, cross->residue_b}};
    return amont_cross_write(&text, session->study, format, how, error);
}

static bool write_text(const amont_options *options, const char *text, GError **error) {
    if (options->output)
        return amont_files_replace(options->output, text, strlen(text), error);
    fputs(text, stdout);
    return true;
}

static bool write_cross(const amont_options *options, amont_session *session, const char *format,
                        const amont_table_options *how, GError **error) {
    g_autofree char *text = cross_text(session, options->cross, format, how, error);
    return text && write_text(options, text, error);
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
    const char *ending = ending_of(path);
    if (ending && g_ascii_strcasecmp(ending, "gpkg") == 0)
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "pieces are written as GeoPackage, and '%s' is none",
               path);
    amont_hint(error, "end it in .gpkg");
    return false;
}

static bool check_pieces(const amont_options *options, GError **error) {
    if (options->pieces && options->output &&
        amont_files_are_same(options->pieces, options->output))
        return amont_fail(error, AMONT_ERROR_USAGE, "'%s' cannot be two of the files at once",
                          options->pieces);
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

/* "commune" or "commune,2017,2021"; the level stays in `text`. */
static bool read_transitions(char *text, int years[2], bool *has_years, GError **error) {
    char *comma = strchr(text, ',');
    *has_years = comma != NULL;
    if (!comma)
        return true;
    *comma = '\0';
    char *rest = NULL;
    years[0] = (int)strtol(comma + 1, &rest, 10);
    years[1] = *rest == ',' ? (int)strtol(rest + 1, &rest, 10) : 0;
    if (*rest == '\0' && years[0] > 0 && years[1] > years[0])
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "'%s' is no period", comma + 1);
    amont_hint(error, "write two years, the earlier first: --transitions commune,2017,2021");
    return false;
}

static amont_sheet *make_sheet(const amont_session *session, const amont_options *options,
                               GError **error) {
    int years[2] = {0, 0};
    bool has_years = false;
    if (options->artif)
        return amont_analyse_artif(session->analysis, error);
    g_autofree char *level = g_strdup(options->transitions);
    if (!read_transitions(level, years, &has_years, error))
        return NULL;
    return amont_analyse_transitions(session->analysis, level, has_years ? years : NULL, error);
}

static bool write_sheet(const amont_options *options, amont_session *session, const char *format,
                        const amont_table_options *how, GError **error) {
    g_autoptr(amont_sheet) sheet = make_sheet(session, options, error);
    g_autofree char *text = sheet ? amont_sheet_text(sheet, format, how->style, error) : NULL;
    return text && write_text(options, text, error);
}

/* Nothing that was asked for is silently absent. */
static void say_what_lacks(const amont_table *table) {
    for (guint i = 0; i < table->series->len; i++) {
        const amont_series *series = table->series->pdata[i];
        if (!series->lacks)
            continue;
        g_autofree char *line =
            g_strdup_printf(_("%s: the study lacks %s"), series->indicator, series->lacks_said);
        fprintf(stderr, "amont: %s\n", line);
    }
}

static bool write_table(const amont_options *options, amont_session *session, const char *format,
                        const amont_table_options *how, GError **error) {
    g_autoptr(amont_table) table = amont_analyse(session->analysis, error);
    if (!table)
        return false;
    say_what_lacks(table);
    if (options->output)
        return amont_table_write(options->output, table, session->layers, format, how, error);
    g_autofree char *text = amont_table_text(table, session->layers, format, how, error);
    return text && write_text(options, text, error);
}

static bool spare_sources(const amont_options *options, const amont_study *study, GError **error) {
    return (!options->output || amont_study_spare(study, options->output, error)) &&
           (!options->pieces || amont_study_spare(study, options->pieces, error));
}

static int run(amont_options *options, GError **error) {
    amont_table_options how = {.all_zones = options->all_zones};
    const char *format = format_of(options, error);
    if (!format || !check_format(options, format, error) ||
        !amont_options_csv(options, &how.style, error) || !check_pieces(options, error))
        return -1;
    g_autoptr(amont_session) session = amont_session_open(options, error);
    if (!session || !amont_session_takes_no_id(session, error) ||
        !spare_sources(options, session->study, error))
        return -1;
    if (options->explain)
        return amont_print_explanation(session, options->explain, error)
                   ? amont_session_close(session, options)
                   : -1;
    how.unplaced = amont_styles_word(session->styles, "table_unplaced", error);
    how.outside = how.unplaced ? amont_styles_word(session->styles, "table_outside", error) : NULL;
    how.overall = how.outside ? amont_styles_word(session->styles, "table_overall", error) : NULL;
    if (!how.overall || (options->pieces && !write_pieces(options, session, error)))
        return -1;
    bool is_sheet = options->transitions || options->artif;
    if (!(options->cross ? write_cross
          : is_sheet     ? write_sheet
                         : write_table)(options, session, format, &how, error))
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
        "  --cross A,B        instead: the area of each zone of level A in each of level B\n"
        "  --transitions LEVEL[,FROM,TO]\n"
        "                     instead: the transition matrix of land use by zone of a level,\n"
        "                     between two years or the last two dates: from, to, hectares\n"
        "  --artif            instead: the polygons of OCS GE whose column 'artif' says\n"
        "                     otherwise than cover and use with the decree's thresholds\n"
        "  --explain ID       instead: an indicator in words: definition, data, each figure's sum\n"
        "  --area ellipsoid   areas on the ellipsoid, not in the plane of the CRS; distances and\n"
        "                     lengths stay in the plane; not for --pieces and areas of rasters\n"
        "  --pieces FILE      also write the land use cut along the zones (.gpkg)\n"
        "  --layer ID         which land use; default: the first\n"
        "  --strict           exit code 1 when there are findings\n"
        "  --threads N        compute with so many; default: one for each processor\n"),
    .options = "ocjasAXTDglne",
    .run = run,
};
