/* amont stats: the indicator table. */
#include "cli/cli.h"
#include <stdio.h>
#include <stdlib.h>
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
    amont_hint(error, "end it in .csv or .json");
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

static char *write_sheet(const amont_session *session, const amont_options *options,
                         const char *format, amont_table_style style, GError **error) {
    g_autoptr(amont_sheet) sheet = make_sheet(session, options, error);
    return sheet ? amont_sheet_text(sheet, format, style, error) : NULL;
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

static char *write_table(const amont_session *session, const amont_options *options,
                         const char *format, amont_table_style style, GError **error) {
    amont_table_options how = {.style = style, .all_zones = options->all_zones};
    g_autoptr(amont_table) table = amont_analyse(session->analysis, error);
    if (!table)
        return NULL;
    how.unplaced = amont_styles_word(session->styles, "table_unplaced", error);
    how.outside = how.unplaced ? amont_styles_word(session->styles, "table_outside", error) : NULL;
    how.overall = how.outside ? amont_styles_word(session->styles, "table_overall", error) : NULL;
    if (!how.overall)
        return NULL;
    char *text = amont_table_text(table, session->layers, format, &how, error);
    if (text)
        say_what_lacks(table);
    return text;
}

static int run(amont_options *options, GError **error) {
    amont_table_style style;
    const char *format = format_of(options, error);
    if (!format || !read_style(options, &style, error))
        return -1;
    g_autoptr(amont_session) session = amont_session_open(options, error);
    if (!session || !amont_session_takes_no_id(session, error))
        return -1;
    if (options->explain)
        return amont_print_explanation(session, options->explain, error)
                   ? amont_session_close(session, options)
                   : -1;
    bool is_sheet = options->transitions || options->artif;
    g_autofree char *text =
        (is_sheet ? write_sheet : write_table)(session, options, format, style, error);
    if (!text)
        return -1;
    if (!options->output)
        fputs(text, stdout);
    else if (!amont_files_replace(options->output, text, strlen(text), error))
        return -1;
    return amont_session_close(session, options);
}

const amont_command amont_command_stats = {
    .name = "stats",
    .french = "indicateurs",
    .arguments = N_("[STUDY]"),
    .summary = N_("the indicator table, as CSV or JSON"),
    .help =
        N_("  -o, --output FILE  write there; the ending (.csv, .json) says the format\n"
           "  --csv fr           semicolons and decimal commas, for Excel\n"
           "  --json             JSON to the standard output: each figure with its trace\n"
           "  --all-zones        also the reference and context zones\n"
           "  --explain ID       an indicator in words: definition, data, each figure's sum\n"
           "  --transitions LEVEL[,FROM,TO]\n"
           "                     instead, the transition matrix of land use by zone of a level,\n"
           "                     between two years or the last two dates: from, to, hectares\n"
           "  --artif            instead, the polygons of OCS GE whose column 'artif' says\n"
           "                     otherwise than cover and use with the decree's thresholds\n"
           "  --strict           exit code 1 when there are findings\n"),
    .options = "ocjaseng",
    .run = run,
};
