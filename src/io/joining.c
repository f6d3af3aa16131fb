/* Zones by what people write for their code. What is written is looked for as a code, then as a
 * code that went through a spreadsheet, then as a name; names are folded once, when the first is
 * asked. */
#include "io/opening.h"

#include <string.h>

struct amont_join {
    const amont_level *level;
    size_t code_length;  /* of the longest code */
    GHashTable *by_name; /* folded name -> zone + 1; NULL until it is needed */
    GHashTable *shared;  /* folded name -> the codes of the zones that share it, as text */
};

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
    g_clear_pointer(&join->shared, g_hash_table_unref);
    g_free(join);
}

static size_t find_code(const void *level, const char *code) {
    return amont_level_find(level, code);
}

static void index_name(amont_join *join, size_t zone) {
    const amont_level *level = join->level;
    char *folded = amont_name_fold(level->names[zone]);
    size_t other = GPOINTER_TO_SIZE(g_hash_table_lookup(join->by_name, folded));
    if (other) {
        const char *known = g_hash_table_lookup(join->shared, folded);
        char *codes =
            g_strdup_printf("%s, %s", known ? known : level->codes[other - 1], level->codes[zone]);
        g_hash_table_insert(join->shared, g_strdup(folded), codes);
    }
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): how GLib keeps numbers in tables */
    g_hash_table_insert(join->by_name, folded, GSIZE_TO_POINTER(zone + 1));
}

static void index_names(amont_join *join) {
    join->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    join->shared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (size_t z = 0; z < join->level->n; z++)
        index_name(join, z);
}

/* The zone of that name, if it is one; `codes` receives those of several. */
static size_t find_name(amont_join *join, const char *written, const char **codes) {
    if (!join->by_name)
        index_names(join);
    g_autofree char *folded = amont_name_fold(written);
    *codes = *folded ? g_hash_table_lookup(join->shared, folded) : NULL;
    size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(join->by_name, folded));
    return *folded && found && !*codes ? found - 1 : AMONT_NO_ZONE;
}

size_t amont_join_find(amont_join *join, const char *written, amont_finding_kind *how) {
    *how = AMONT_FINDING_KINDS;
    size_t zone = amont_level_find(join->level, written);
    if (zone != AMONT_NO_ZONE)
        return zone;
    *how = AMONT_FINDING_TABLE_CODE_ZERO_LOST;
    zone = amont_code_find_restored(written, join->code_length, find_code, join->level);
    if (zone != AMONT_NO_ZONE)
        return zone;
    const char *codes = NULL;
    zone = find_name(join, written, &codes);
    *how = zone != AMONT_NO_ZONE ? AMONT_FINDING_TABLE_NAME_FOR_CODE
           : codes               ? AMONT_FINDING_TABLE_NAME_SHARED
                                 : AMONT_FINDING_TABLE_UNMATCHED;
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

const char *amont_join_meant(amont_join *join, const char *written, bool *sure) {
    amont_finding_kind how = AMONT_FINDING_KINDS;
    const char *codes = NULL;
    size_t zone = amont_join_find(join, written, &how);
    *sure = how != AMONT_FINDING_TABLE_UNMATCHED;
    if (zone != AMONT_NO_ZONE)
        return join->level->codes[zone];
    if (how == AMONT_FINDING_TABLE_NAME_SHARED)
        find_name(join, written, &codes);
    return codes ? codes : nearest_to(join, written);
}

void amont_join_note(amont_join *join, amont_findings *findings, const char *file, long row,
                     const char *column, const char *who, const char *written,
                     amont_finding_kind how) {
    if (how == AMONT_FINDING_KINDS)
        return;
    const char *meant = NULL;
    bool sure = false;
    /* Only kept examples are worth the search: a table may hold every commune of France. */
    if (written && findings && amont_findings_count(findings, how) < AMONT_FINDING_EXAMPLES)
        meant = amont_join_meant(join, written, &sure);
    g_autofree char *guess =
        meant ? g_strdup_printf(" (%s%s)", meant, sure ? "" : " ?") : g_strdup("");
    amont_find_in(findings, how, file, row, column, "%s%s'%s'%s", who ? who : "", who ? " " : "",
                  written ? written : "", guess);
}
