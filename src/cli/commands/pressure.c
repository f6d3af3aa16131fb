/* amont pressure: the analysis of land pressure, as tables and sentences. Everything is made before
 * the first file is written. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

/* The files of a folder: a table each, then the page and all of it for machines. Names are French,
 * as the alias of the command. */
static const struct {
    amont_pressure_part part;
    const char *name; /* in the JSON */
    const char *file; /* NULL: in the JSON only */
} parts[] = {
    {AMONT_PRESSURE_SUMMARY, "summary", NULL},
    {AMONT_PRESSURE_ZONES, "zones", "pression.csv"},
    {AMONT_PRESSURE_INDICATORS, "indicators", "pression-indicateurs.csv"},
    {AMONT_PRESSURE_CROSSING, "crossing", "pression-croisement.csv"},
    {AMONT_PRESSURE_COHERENCE, "coherence", "pression-coherence.csv"},
    {AMONT_PRESSURE_SENSITIVITY, "sensitivity", "pression-sensibilite.csv"},
};
enum { SHEETS = G_N_ELEMENTS(parts) + 1 };

typedef struct results {
    amont_sheet *sheets[SHEETS]; /* the last one: sentences */
    char *ranking, *report, *json;
} results;

static void clear_results(results *made) {
    for (size_t i = 0; i < SHEETS; i++)
        amont_sheet_free(made->sheets[i]);
    g_free(made->ranking);
    g_free(made->report);
    g_free(made->json);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(results, clear_results)

static bool make(const amont_session *session, results *made, GError **error) {
    const amont_pressure *pressure = amont_pressure_of(session->analysis, error);
    if (!pressure)
        return false;
    const char *names[SHEETS];
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        made->sheets[i] = amont_pressure_sheet(pressure, parts[i].part);
        names[i] = parts[i].name;
    }
    names[SHEETS - 1] = "sentences";
    made->sheets[SHEETS - 1] = amont_pressure_sentences(pressure, session->styles, error);
    if (!made->sheets[SHEETS - 1])
        return false;
    made->json = amont_sheets_json(names, made->sheets, SHEETS);
    made->ranking = amont_pressure_ranking(pressure, session->styles, error);
    made->report = made->ranking ? amont_pressure_report(pressure, session->styles, error) : NULL;
    return made->report != NULL;
}

static bool write_file(const amont_session *session, amont_edition *edition, const char *folder,
                       const char *name, const char *text, GError **error) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return amont_study_spare(session->study, path, error) &&
           amont_edition_add(edition, path, text, strlen(text), error);
}

static bool write_folder(const amont_session *session, amont_edition *edition, const results *made,
                         const amont_options *options, amont_table_style style, GError **error) {
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (!parts[i].file)
            continue;
        g_autofree char *text = amont_sheet_text(made->sheets[i], "csv", style, error);
        if (!text || !write_file(session, edition, options->output, parts[i].file, text, error))
            return false;
    }
    return write_file(session, edition, options->output, "pression.json", made->json, error) &&
           write_file(session, edition, options->output, "pression.md", made->report, error);
}

static bool is_of_pressure(const char *id) {
    return id && (g_str_has_prefix(id, "pressure.") || g_str_has_prefix(id, "exposure.score("));
}

/* The maps of the study that show the index or what it meets. */
static GPtrArray *maps_of_pressure(const amont_study *study) {
    GPtrArray *maps = g_ptr_array_new();
    for (guint i = 0; i < study->maps->len; i++) {
        const amont_map_spec *map = study->maps->pdata[i];
        bool shows = is_of_pressure(map->value);
        for (guint k = 0; map->values && k < map->values->len; k++)
            shows = shows || is_of_pressure(map->values->pdata[k]);
        for (size_t k = 0; k < amont_map_series(map); k++)
            shows = shows || is_of_pressure(((const amont_each_spec *)map->each->pdata[k])->value);
        if (shows)
            g_ptr_array_add(maps, (void *)map);
    }
    return maps;
}

/* Tables, sentences and maps come at once. */
static bool write_all(amont_session *session, const results *made, const amont_options *options,
                      amont_table_style style, GError **error) {
    g_autoptr(amont_edition) edition = amont_edition_new(false);
    g_autoptr(GPtrArray) maps = maps_of_pressure(session->study);
    return write_folder(session, edition, made, options, style, error) &&
           amont_maps_draw(session, maps, options->output, edition, error) &&
           amont_edition_publish(edition, error);
}

static int run(amont_options *options, GError **error) {
    amont_table_style style;
    g_auto(results) made = {0};
    if (!amont_options_csv(options, &style, error))
        return -1;
    g_autoptr(amont_session) session = amont_session_open(options, error);
    if (!session || !amont_session_takes_no_id(session, error) || !make(session, &made, error))
        return -1;
    if (options->output && !write_all(session, &made, options, style, error))
        return -1;
    if (options->json)
        fputs(made.json, stdout);
    else if (!options->output)
        fputs(made.ranking, stdout);
    return amont_session_close(session, options);
}

const amont_command amont_command_pressure = {
    .name = "pressure",
    .french = "pression",
    .arguments = N_("[STUDY]"),
    .summary = N_("the analysis of land pressure: index, ranks, how sure they are, what they meet"),
    .help = N_(
        "  -o, --output DIR   write there: pression.csv (a row for each reference zone),\n"
        "                     pression.md (sentences and tables), pression.json (everything),\n"
        "                     tables of indicators, crossing, coherence and sensitivity, and the\n"
        "                     maps of the study that show the index, as PDF and PNG;\n"
        "                     without it, the ranks to the standard output\n"
        "  --csv fr           semicolons and decimal commas, for Excel\n"
        "  --json             everything as JSON to the standard output\n"
        "  --strict           exit code 1 when there are findings\n"
        "  --threads N        compute with so many; default: one for each processor\n"),
    .options = "ocjsn",
    .run = run,
};
