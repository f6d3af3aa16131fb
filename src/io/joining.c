/* Zones by what people write for their code. What is written is looked for as a code, then as a
 * code that went through a spreadsheet, then as a name; names are folded once, when the first is
 * asked. */
#include "io/opening.h"

#include <string.h>

struct amont_join {
    const amont_level *level;
    size_t code_length;  /* of the longest code */
    GHashTable *by_name; /* folded name -> zone + 1, or `shared`; NULL until it is needed */
};

static const size_t shared = AMONT_NO_ZONE;

amont_join *amont_join_new(const amont_level *level) {
    amont_join *join = g_new0(amont_join, 1);
    join->level = level;
    for (size_t z = 0; z < level->n; z++)
        join->code_length = MAX(join->code_length, strlen(level->codes[z]));
    return join;
}

void amont_join_free(amont_join *join) {
    if (!join)
        return;
    g_clear_pointer(&join->by_name, g_hash_table_unref);
    g_free(join);
}

/* The zeros are put back one at a time: codes of a level need not be of one length. */
static size_t find_restored(const amont_join *join, const char *written) {
    for (size_t length = strlen(written) > 2 ? strlen(written) - 2 : 1; length <= join->code_length;
         length++) {
        g_autofree char *code = amont_code_restore(written, length);
        size_t zone = code ? amont_level_find(join->level, code) : AMONT_NO_ZONE;
        if (zone != AMONT_NO_ZONE)
            return zone;
    }
    /* It may be the zones that lost theirs. */
    for (const char *rest = written; *rest == '0' && g_ascii_isdigit(rest[1]); rest++) {
        size_t zone = amont_level_find(join->level, rest + 1);
        if (zone != AMONT_NO_ZONE)
            return zone;
    }
    return AMONT_NO_ZONE;
}

static void index_names(amont_join *join) {
    join->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t z = 0; z < join->level->n; z++) {
        char *folded = amont_name_fold(join->level->names[z]);
        bool twice = g_hash_table_contains(join->by_name, folded);
        /* NOLINTNEXTLINE(performance-no-int-to-ptr): how GLib keeps numbers in tables */
        g_hash_table_insert(join->by_name, folded, GSIZE_TO_POINTER(twice ? shared : z + 1));
    }
}

static size_t find_name(amont_join *join, const char *written) {
    if (!join->by_name)
        index_names(join);
    g_autofree char *folded = amont_name_fold(written);
    size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(join->by_name, folded));
    return *folded && found && found != shared ? found - 1 : AMONT_NO_ZONE;
}

size_t amont_join_find(amont_join *join, const char *written, amont_finding_kind *how) {
    *how = AMONT_FINDING_KINDS;
    size_t zone = amont_level_find(join->level, written);
    if (zone != AMONT_NO_ZONE)
        return zone;
    *how = AMONT_FINDING_TABLE_CODE_ZERO_LOST;
    zone = find_restored(join, written);
    if (zone != AMONT_NO_ZONE)
        return zone;
    *how = AMONT_FINDING_TABLE_NAME_FOR_CODE;
    zone = find_name(join, written);
    if (zone == AMONT_NO_ZONE)
        *how = AMONT_FINDING_TABLE_UNMATCHED;
    return zone;
}

/* A number is taken for a code, anything else for a name. */
static const char *nearest_to(const amont_join *join, const char *written) {
    const amont_level *level = join->level;
    if (strlen(written) > 100)
        return NULL;
    const char *code = amont_nearest(written, (const char *const *)level->codes, level->n);
    if (code || g_ascii_isdigit(*written))
        return code;
    return amont_name_suggest(written, (const char *const *)level->names, level->n);
}

void amont_join_note(const amont_join *join, amont_findings *findings, const char *file, long row,
                     const char *column, const char *who, const char *written, size_t zone,
                     amont_finding_kind how) {
    if (how == AMONT_FINDING_KINDS)
        return;
    const char *meant = zone != AMONT_NO_ZONE ? join->level->codes[zone] : NULL;
    /* Only kept examples are worth the search: a table may hold every commune of France. */
    if (!meant && written && findings &&
        amont_findings_count(findings, how) < AMONT_FINDING_EXAMPLES)
        meant = nearest_to(join, written);
    const char *mark = zone != AMONT_NO_ZONE ? "" : " ?";
    g_autofree char *guess = meant ? g_strdup_printf(" (%s%s)", meant, mark) : g_strdup("");
    amont_find_in(findings, how, file, row, column, "%s%s'%s'%s", who ? who : "", who ? " " : "",
                  written ? written : "", guess);
}
