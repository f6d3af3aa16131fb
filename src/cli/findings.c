/* The findings as a person reads them: the heaviest kind first, each with its first examples in
 * columns, what it changes and how to mend it; a line with the sums at the end. Lines keep to the
 * width of a report or a terminal. */
#include "cli/cli.h"
#include <stdio.h>
#include <string.h>

enum { WIDTH = 96, WHERE_WIDTH = 40, INDENT = 4 };

/* ---- texts --------------------------------------------------------------------------------- */

/* Cells come from strangers' files: what would move the cursor is shown as a blank. */
static char *printable(const char *text) {
    GString *line = g_string_new(NULL);
    for (const char *c = text; *c; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);
        g_string_append_unichar(line, g_unichar_iscntrl(letter) ? ' ' : letter);
    }
    return g_string_free(line, FALSE);
}

static void print_cut(const char *text, glong width) {
    if (g_utf8_strlen(text, -1) <= width) {
        puts(text);
        return;
    }
    g_autofree char *start = g_utf8_substring(text, 0, MAX(width - 1, 1));
    printf("%s…\n", start);
}

/* No break within what a no-break space holds together: those are not U+0020. */
static void print_wrapped(const char *title, const char *text) {
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    glong indent = INDENT + g_utf8_strlen(title, -1) + 1, at = indent;
    printf("%*s%s ", INDENT, "", title);
    for (size_t i = 0; words[i]; i++) {
        glong length = g_utf8_strlen(words[i], -1);
        if (i > 0 && at + 1 + length > WIDTH) {
            printf("\n%*s", (int)indent, "");
            at = indent;
        } else if (i > 0) {
            putchar(' ');
            at++;
        }
        fputs(words[i], stdout);
        at += length;
    }
    putchar('\n');
}

/* ---- one kind ------------------------------------------------------------------------------ */

static char *where_of(const amont_example *example) {
    g_autofree char *file = printable(example->file);
    return example->row > 0 ? g_strdup_printf("%s:%ld", file, example->row)
                            : g_steal_pointer(&file);
}

static glong widest_place(const amont_findings *findings, amont_finding_kind kind) {
    const amont_example *example = NULL;
    glong widest = 0;
    for (size_t i = 0; (example = amont_findings_example(findings, kind, i)); i++) {
        g_autofree char *where = where_of(example);
        widest = MAX(widest, g_utf8_strlen(where, -1));
    }
    return MIN(widest, WHERE_WIDTH);
}

static void print_example(const amont_example *example, glong place_width) {
    g_autofree char *where = where_of(example);
    g_autofree char *column = example->column ? printable(example->column) : NULL;
    g_autofree char *detail = printable(example->detail);
    g_autofree char *what = column ? g_strdup_printf("%s: %s", column, detail) : g_strdup(detail);
    glong length = g_utf8_strlen(where, -1);
    int gap = (int)MAX(place_width - length, 0);
    printf("%*s%s%*s  ", INDENT, "", where, gap, "");
    print_cut(what, WIDTH - INDENT - 2 - MAX(place_width, length));
}

static void print_rest(size_t more) {
    if (more == 0)
        return;
    printf("%*s", INDENT, "");
    printf(dngettext(AMONT_DOMAIN, "… and %zu more\n", "… and %zu more\n", more), more);
}

static void print_kind(const amont_findings *findings, amont_finding_kind kind) {
    size_t count = amont_findings_count(findings, kind), shown = 0;
    glong place_width = widest_place(findings, kind);
    const amont_example *example = NULL;
    printf(_("%s: %s (%zu) [%s]\n"), _(amont_finding_severity_name(kind)),
           amont_finding_summary(kind), count, amont_finding_name(kind));
    for (size_t i = 0; (example = amont_findings_example(findings, kind, i)); i++) {
        print_example(example, place_width);
        shown += MAX(1, example->stands_for);
    }
    print_rest(count - shown);
    print_wrapped(_("effect:"), amont_finding_effect(kind));
    print_wrapped(_("to mend:"), amont_finding_remedy(kind));
    if (amont_finding_is_mendable(kind))
        print_wrapped(
            _("or:"),
            _("'amont check --fix DIR' writes the files out mended, where their format allows"));
    putchar('\n');
}

/* ---- all ----------------------------------------------------------------------------------- */

static void print_sums(const amont_findings *findings) {
    size_t errors = amont_findings_total(findings, AMONT_SEVERITY_ERROR);
    size_t warnings = amont_findings_total(findings, AMONT_SEVERITY_WARNING) - errors;
    size_t all = amont_findings_total(findings, AMONT_SEVERITY_NOTE);
    if (all == 0)
        puts(_("nothing found: the data is as the study says"));
    else
        printf(_("findings: %zu; errors: %zu, warnings: %zu, notes: %zu\n"), all, errors, warnings,
               all - errors - warnings);
}

void amont_print_findings(const amont_findings *findings, bool json) {
    if (json) {
        g_autofree char *text = amont_findings_json(findings);
        fputs(text, stdout);
        return;
    }
    amont_finding_kind kinds[AMONT_FINDING_KINDS];
    size_t n = amont_findings_by_weight(findings, kinds);
    for (size_t i = 0; i < n; i++)
        print_kind(findings, kinds[i]);
    print_sums(findings);
}
