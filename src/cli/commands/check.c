/* amont check: every finding about the data and the maps; nothing is written. */
#include "cli/cli.h"

#include "amont/quality.h"
#include <stdio.h>

static bool compose_all(amont_session *session, GError **error) {
    if (!amont_quality_check(session->layers, session->findings, error))
        return false;
    g_autoptr(amont_table) table = amont_analyse(session->analysis, error);
    if (!table || !amont_session_need_fonts(session, error))
        return false;
    for (guint i = 0; i < session->study->maps->len; i++) {
        g_autoptr(amont_page) page =
            amont_session_compose(session, session->study->maps->pdata[i], table, error);
        if (!page)
            return false;
    }
    return true;
}

static int run(amont_options *options, GError **error) {
    g_autoptr(amont_session) session = amont_session_open(options, error);
    if (!session || !amont_session_takes_no_id(session, error))
        return -1;
    if (!compose_all(session, error)) { /* what was found may explain why a map cannot be drawn */
        amont_print_findings(session->findings, options->json);
        return -1;
    }
    amont_print_findings(session->findings, options->json);
    size_t all = amont_findings_total(session->findings, AMONT_SEVERITY_NOTE);
    return options->strict && all > 0 ? 1 : 0;
}

const amont_command amont_command_check = {
    .name = "check",
    .french = "verifier",
    .arguments = N_("[STUDY]"),
    .summary = N_("what is wrong or worth knowing about the data and the maps"),
    .help = N_("  --json    findings for machines\n"
               "  --strict  exit code 1 when there are any\n"),
    .options = "js",
    .run = run,
};
