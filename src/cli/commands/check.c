/* amont check: every finding about the data and the maps; with --fix, the study written out
 * mended. */
#include "cli/cli.h"

#include <stdio.h>

static int run(amont_options *options, GError **error) {
    if (options->fix && !amont_files_check_vacant(options->fix, error))
        return -1;
    g_autoptr(amont_session) session = amont_session_open(options, error);
    if (!session || !amont_session_takes_no_id(session, error))
        return -1;
    /* what was found may explain why a map cannot be drawn: it is printed all the same */
    g_autoptr(amont_table) table = amont_session_check(session, error);
    amont_print_findings(session->findings, options->json);
    if (!table || (options->fix && !amont_session_mend(session, table, options->fix, error)))
        return -1;
    size_t all = amont_findings_total(session->findings, AMONT_SEVERITY_NOTE);
    return options->strict && all > 0 ? 1 : 0;
}

const amont_command amont_command_check = {
    .name = "check",
    .french = "verifier",
    .arguments = N_("[STUDY]"),
    .summary = N_("what is wrong or worth knowing about the data and the maps"),
    .help = N_(
        "Findings stand by kind, the heaviest first: how many, the first of them with file,\n"
        "row, column and value, what they change in the results, and how to mend them.\n\n"
        "  --fix DIR  a new folder with the whole study, mended where it is certain what was\n"
        "             meant, and corrections.csv, which lists each change; no figure changes\n"
        "  --json     findings for machines; the names of kinds do not change\n"
        "  --strict   exit code 1 when there are any\n"
        "  --threads N  compute with so many; default: one for each processor\n\n"
        "Mended are: encodings (to UTF-8), texts encoded twice, short and long rows, stray\n"
        "quotes, codes that lost a zero, also in your own list of classes, names in place of\n"
        "codes, second rows of a code or project, numbers that only people read (« 1 234,5 »,\n"
        "« 12 k€ », « 3 % »), which keep their decimal comma or point, and the invalid polygons\n"
        "of zones and land use in GeoJSON, GeoPackage and Shapefile. All else is left to you:\n"
        "so are spreadsheets, codes in vector files, and points in CSV files above 32 MiB.\n"),
    .options = "jsxn",
    .run = run,
};
