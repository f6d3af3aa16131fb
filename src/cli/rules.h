/* What 'amont map --check' says: a line for each rule that a map breaks, then the sums; or all as
 * one JSON object, {maps: [{map, violations: [{rule, severity, what, count, text}]}], errors,
 * warnings, unchecked}. */
#ifndef AMONT_CLI_RULES_H
#define AMONT_CLI_RULES_H

#include "amont/rules.h"

typedef struct amont_rule_report amont_rule_report;
amont_rule_report *amont_rule_report_new(bool json);
void amont_rule_report_free(amont_rule_report *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_rule_report, amont_rule_report_free)

void amont_rule_report_add(amont_rule_report *report, const char *map,
                           const amont_violations *violations);

/* All to stdout; returns the exit code: 1 when there is an error. */
int amont_rule_report_print(amont_rule_report *report);

#endif
