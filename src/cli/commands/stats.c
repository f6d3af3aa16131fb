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

static int run(amont_options *options, GError **error) {
    amont_table_options how = {.all_zones = options->all_zones};
    const char *format = format_of(options, error);
    if (!format || !read_style(options, &how.style, error))
        return -1;
    g_autoptr(amont_session) session = amont_session_open(options, error);
    if (!session || !amont_session_takes_no_id(session, error))
        return -1;
    if (options->explain)
        return amont_print_explanation(session, options->explain, error)
                   ? amont_session_close(session, options)
                   : -1;
    g_autoptr(amont_table) table = amont_analyse(session->analysis, error);
    if (!table)
        return -1;
    how.unplaced = amont_styles_word(session->styles, "table_unplaced", error);
    how.outside = how.unplaced ? amont_styles_word(session->styles, "table_outside", error) : NULL;
    how.overall = how.outside ? amont_styles_word(session->styles, "table_overall", error) : NULL;
    if (!how.overall)
        return -1;
    g_autofree char *text = amont_table_text(table, session->layers, format, &how, error);
    if (!text)
        return -1;
    say_what_lacks(table);
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
    .help = N_("  -o, --output FILE  write there; the ending (.csv, .json) says the format\n"
               "  --csv fr           semicolons and decimal commas, for Excel\n"
               "  --json             JSON to the standard output: each figure with its trace\n"
               "  --all-zones        also the reference and context zones\n"
               "  --explain ID       an indicator in words: definition, data, each figure's sum\n"
               "  --strict           exit code 1 when there are findings\n"),
    .options = "ocjase",
    .run = run,
};
