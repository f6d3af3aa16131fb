/* The report of 'amont map --check', held until all maps are looked at, so that a map that cannot
 * be drawn leaves no half of it. */
#include "cli/rules.h"

#include "base/i18n.h"
#include "io/writers/json.h"
#include <stdio.h>
#include <string.h>

struct amont_rule_report {
    bool as_json;
    amont_json json; /* its `out` also holds the lines of people */
    size_t maps, errors, warnings;
};

amont_rule_report *amont_rule_report_new(bool json) {
    amont_rule_report *report = g_new0(amont_rule_report, 1);
    report->as_json = json;
    report->json = (amont_json){.out = g_string_new(NULL)};
    if (json) {
        amont_json_begin(&report->json, NULL, '{');
        amont_json_begin(&report->json, "maps", '[');
    }
    return report;
}

void amont_rule_report_free(amont_rule_report *report) {
    if (report)
        g_string_free(report->json.out, TRUE);
    g_free(report);
}

static const char *what_of(const char *rule) {
    const amont_rule_info *info = NULL;
    for (size_t i = 0; (info = amont_rule_catalogue(i)); i++)
        if (strcmp(info->id, rule) == 0)
            return info->what;
    return NULL;
}

static void add_object(amont_json *json, const amont_violation *v) {
    amont_json_begin(json, NULL, '{');
    amont_json_text(json, "rule", v->rule);
    amont_json_text(json, "severity", amont_rule_severity_name(v->severity));
    amont_json_text(json, "what", what_of(v->rule));
    amont_json_number(json, "count", (double)v->count);
    amont_json_text(json, "text", v->text);
    amont_json_end(json, '}');
}

static void add_line(GString *out, const char *map, const amont_violation *v) {
    g_string_append_printf(out, "%s: %s %s: %s", map, v->rule,
                           v->severity == AMONT_RULE_ERROR ? _("error") : _("warning"), v->text);
    if (v->count > 1)
        g_string_append_printf(
            out, dngettext(AMONT_DOMAIN, " (and %zu more)", " (and %zu more)", v->count - 1),
            v->count - 1);
    g_string_append_c(out, '\n');
}

void amont_rule_report_add(amont_rule_report *report, const char *map,
                           const amont_violations *violations) {
    amont_json *json = &report->json;
    if (report->as_json) {
        amont_json_begin(json, NULL, '{');
        amont_json_text(json, "map", map);
        amont_json_begin(json, "violations", '[');
    }
    for (guint i = 0; i < violations->len; i++) {
        if (report->as_json)
            add_object(json, amont_violation_at(violations, i));
        else
            add_line(json->out, map, amont_violation_at(violations, i));
    }
    if (report->as_json) {
        amont_json_end(json, ']');
        amont_json_end(json, '}');
    }
    report->maps++;
    report->errors += amont_violations_count(violations, AMONT_RULE_ERROR);
    report->warnings += amont_violations_count(violations, AMONT_RULE_WARNING);
}

/* The rules that wait for what they measure. */
static GPtrArray *unchecked(void) {
    GPtrArray *ids = g_ptr_array_new();
    const amont_rule_info *info = NULL;
    for (size_t i = 0; (info = amont_rule_catalogue(i)); i++)
        if (info->severity == AMONT_RULE_UNCHECKED)
            g_ptr_array_add(ids, (void *)info->id);
    return ids;
}

int amont_rule_report_print(amont_rule_report *report) {
    amont_json *json = &report->json;
    g_autoptr(GPtrArray) ids = unchecked();
    if (report->as_json) {
        amont_json_end(json, ']');
        amont_json_number(json, "errors", (double)report->errors);
        amont_json_number(json, "warnings", (double)report->warnings);
        amont_json_texts(json, "unchecked", (const char *const *)ids->pdata, ids->len);
        amont_json_end(json, '}');
    }
    fputs(json->out->str, stdout);
    if (!report->as_json) {
        g_ptr_array_add(ids, NULL);
        g_autofree char *list = g_strjoinv(", ", (char **)ids->pdata);
        printf(_("maps: %zu; errors: %zu, warnings: %zu; not checked yet: %s\n"), report->maps,
               report->errors, report->warnings, list);
    }
    return report->errors > 0 ? 1 : 0;
}
