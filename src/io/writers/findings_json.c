/* Findings for machines: the kinds that were found, in the order of the table of kinds. */
#include "amont/write.h"

#include "io/writers/json.h"

static void append_kind(amont_json *json, const amont_findings *findings, amont_finding_kind kind) {
    const char *const *examples = amont_findings_examples(findings, kind);
    amont_json_begin(json, NULL, '{');
    amont_json_text(json, "kind", amont_finding_name(kind));
    amont_json_text(json, "severity", amont_finding_severity_name(kind));
    amont_json_number(json, "count", (double)amont_findings_count(findings, kind));
    amont_json_text(json, "summary", amont_finding_summary(kind));
    amont_json_text(json, "effect", amont_finding_effect(kind));
    amont_json_text(json, "remedy", amont_finding_remedy(kind));
    amont_json_texts(json, "examples", examples, examples ? g_strv_length((char **)examples) : 0);
    amont_json_end(json, '}');
}

char *amont_findings_json(const amont_findings *findings) {
    amont_json json = {.out = g_string_new(NULL)};
    amont_json_begin(&json, NULL, '[');
    for (int kind = 0; kind < AMONT_FINDING_KINDS; kind++)
        if (amont_findings_count(findings, (amont_finding_kind)kind) > 0)
            append_kind(&json, findings, (amont_finding_kind)kind);
    amont_json_end(&json, ']');
    return g_string_free(json.out, FALSE);
}
