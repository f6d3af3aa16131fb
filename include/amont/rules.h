/* folder: draw */
/* The rules of a good map, measured on a page and on the files made of it.
 *
 *     g_autoptr(amont_violations) found = amont_rules_check(page, &(amont_outputs){.pdf = bytes});
 *     for (guint i = 0; i < found->len; i++)
 *         puts(amont_violation_at(found, i)->text);
 *
 * Ids are those of the checklist that the rules come from (C01-C52). An error is what misleads or
 * cannot be read: lost or false information, overlaps, a name that must be there, text below its
 * floor, contrast, an empty class, a wrong visual variable, what the law asks. A warning is a
 * matter of taste with a number: how full the page is, the order of contrasts, digits.
 * Manual rules (C24, C39) are not in the list; some wait for what is to be measured (C45, C47,
 * C50). What each rule measures stands above its function in src/draw/rules/.
 */
#ifndef AMONT_RULES_H
#define AMONT_RULES_H

#include "amont/page.h"

typedef enum amont_rule_severity {
    AMONT_RULE_ERROR,
    AMONT_RULE_WARNING,
    AMONT_RULE_UNCHECKED /* not checked yet: counts neither way */
} amont_rule_severity;
const char *amont_rule_severity_name(amont_rule_severity severity); /* "error", for machines */

typedef struct amont_rule_info {
    const char *id;               /* "C16" */
    amont_rule_severity severity; /* the worst it can be */
    const char *what;             /* in English */
} amont_rule_info;
const amont_rule_info *amont_rule_catalogue(size_t index); /* NULL past the end */

/* What was rendered from the page; NULL: that is not looked at. */
typedef struct amont_outputs {
    const GByteArray *pdf, *png;
    double dpi; /* asked of the PNG */
} amont_outputs;

/* A rule that fails: one for each rule, with the worst case and how many there are. */
typedef struct amont_violation {
    const char *rule;
    amont_rule_severity severity;
    char *text; /* one sentence, with what was measured and the limit; translated */
    size_t count;
    double weight; /* of the case that `text` tells */
} amont_violation;

typedef GArray amont_violations; /* amont_violation, in the order of the rules */
void amont_violations_free(amont_violations *violations);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_violations, amont_violations_free)
const amont_violation *amont_violation_at(const amont_violations *violations, guint index);
size_t amont_violations_count(const amont_violations *violations, amont_rule_severity severity);

/* The page must have been composed, or its facts filled otherwise. */
amont_violations *amont_rules_check(const amont_page *page, const amont_outputs *outputs);

#endif
