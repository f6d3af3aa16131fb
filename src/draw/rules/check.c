/* Running the rules: each looks at the page on its own and leaves at most one violation. */
#include "draw/rules/rules.h"

#include "base/i18n.h"

const amont_rule_info *amont_rule_catalogue(size_t index) {
    return index < G_N_ELEMENTS(amont_rules) ? &amont_rules[index].info : NULL;
}

const char *amont_rule_severity_name(amont_rule_severity severity) {
    static const char *const names[] = {[AMONT_RULE_ERROR] = "error",
                                        [AMONT_RULE_WARNING] = "warning",
                                        [AMONT_RULE_UNCHECKED] = "unchecked"};
    return names[severity];
}

/* ---- reporting ----------------------------------------------------------------------------- */

/* An error is told before any warning of the same rule. */
static void report(amont_probe *p, amont_rule_severity severity, double weight, const char *format,
                   va_list args) {
    amont_violation *worst = &p->worst;
    bool is_first = worst->count == 0;
    if (!is_first && severity > worst->severity)
        return;
    if (!is_first && severity < worst->severity)
        worst->count = 0;
    if (is_first || severity < worst->severity || weight > worst->weight) {
        g_free(worst->text);
        worst->text = g_strdup_vprintf(dgettext(AMONT_DOMAIN, format), args);
        worst->severity = severity;
        worst->weight = weight;
    }
    worst->count++;
}

void amont_rule_fails(amont_probe *p, double weight, const char *format, ...) {
    va_list args;
    va_start(args, format);
    report(p, p->severity, weight, format, args);
    va_end(args);
}

void amont_rule_warns(amont_probe *p, double weight, const char *format, ...) {
    va_list args;
    va_start(args, format);
    report(p, AMONT_RULE_WARNING, weight, format, args);
    va_end(args);
}

/* ---- all ----------------------------------------------------------------------------------- */

static void clear_violation(void *data) {
    g_free(((amont_violation *)data)->text);
}

void amont_violations_free(amont_violations *violations) {
    if (violations)
        g_array_unref(violations);
}

const amont_violation *amont_violation_at(const amont_violations *violations, guint index) {
    return &g_array_index(violations, amont_violation, index);
}

size_t amont_violations_count(const amont_violations *violations, amont_rule_severity severity) {
    size_t n = 0;
    for (guint i = 0; i < violations->len; i++)
        n += amont_violation_at(violations, i)->severity == severity;
    return n;
}

amont_violations *amont_rules_check(const amont_page *page, const amont_outputs *outputs) {
    g_assert(page->facts);
    amont_violations *found = g_array_new(FALSE, TRUE, sizeof(amont_violation));
    g_array_set_clear_func(found, clear_violation);
    for (size_t i = 0; i < G_N_ELEMENTS(amont_rules); i++) {
        amont_probe p = {.page = page,
                         .facts = page->facts,
                         .outputs = outputs,
                         .severity = amont_rules[i].info.severity,
                         .worst = {.rule = amont_rules[i].info.id}};
        if (amont_rules[i].check)
            amont_rules[i].check(&p);
        if (p.worst.count > 0)
            g_array_append_val(found, p.worst);
    }
    return found;
}
