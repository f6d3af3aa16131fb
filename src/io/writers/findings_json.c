/* Findings for machines: the kinds that were found, the heaviest first. */
#include "amont/write.h"

#include "io/writers/json.h"

static void append_example(amont_json *json, const amont_example *example) {
    amont_json_begin(json, NULL, '{');
    amont_json_text(json, "file", example->file);
    if (example->row > 0)
        amont_json_number(json, "row", (double)example->row);
    if (example->column)
        amont_json_text(json, "column", example->column);
    amont_json_text(json, "detail", example->detail);
    amont_json_end(json, '}');
}

static void append_examples(amont_json *json, const amont_findings *findings,
                            amont_finding_kind kind) {
    const amont_example *example = NULL;
    amont_json_begin(json, "examples", '[');
    for (size_t i = 0; (example = amont_findings_example(findings, kind, i)); i++)
        append_example(json, example);
    amont_json_end(json, ']');
}

static void append_kind(amont_json *json, const amont_findings *findings, amont_finding_kind kind) {
    amont_json_begin(json, NULL, '{');
    amont_json_text(json, "kind", amont_finding_name(kind));
    amont_json_text(json, "severity", amont_finding_severity_name(kind));
    amont_json_number(json, "count", (double)amont_findings_count(findings, kind));
    amont_json_text(json, "summary", amont_finding_summary(kind));
    amont_json_text(json, "effect", amont_finding_effect(kind));
    amont_json_text(json, "remedy", amont_finding_remedy(kind));
    amont_json_truth(json, "mendable", amont_finding_is_mendable(kind));
    append_examples(json, findings, kind);
    amont_json_end(json, '}');
}

char *amont_findings_json(const amont_findings *findings) {
    amont_finding_kind kinds[AMONT_FINDING_KINDS];
    size_t n = amont_findings_by_weight(findings, kinds);
    amont_json json = {.out = g_string_new(NULL)};
    amont_json_begin(&json, NULL, '[');
    for (size_t i = 0; i < n; i++)
        append_kind(&json, findings, kinds[i]);
    amont_json_end(&json, ']');
    return g_string_free(json.out, FALSE);
}
