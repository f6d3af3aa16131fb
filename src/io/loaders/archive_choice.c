/* Which file of an archive is meant. Licences, notices and metadata stand beside the data in most
 * deliveries: what can be no data is passed over, and .json and .txt count only where nothing
 * better is there. */
#include "io/loaders/archive.h"

#include "amont/text.h"
#include "io/source.h"

#include <string.h>

enum { MOST_LISTED = 20, RANKS = 3 };

static bool is_archive(const amont_archive_entry *entry) {
    return entry->format && strcmp(entry->format->ending, "zip") == 0;
}

/* 0: usually data; 1 and 2: often something else; RANKS: never looked at. Programs of Apple leave
 * a shadow of each file, in __MACOSX/ and with a name that begins with "._". */
static int rank_of(const amont_archive_entry *entry) {
    g_autofree char *base = g_path_get_basename(entry->name);
    if (!entry->format || is_archive(entry) || base[0] == '.' ||
        g_str_has_prefix(entry->name, "__MACOSX/") || g_str_has_suffix(entry->name, "/"))
        return RANKS;
    if (strcmp(entry->format->ending, "txt") == 0)
        return 2;
    return strcmp(entry->format->ending, "json") == 0 ? 1 : 0;
}

static GPtrArray *of_rank(const GPtrArray *entries, int rank) {
    GPtrArray *some = g_ptr_array_new();
    for (guint i = 0; i < entries->len; i++)
        if (rank_of(entries->pdata[i]) == rank)
            g_ptr_array_add(some, entries->pdata[i]);
    return some;
}

/* Those of the best rank that any has; none when the archive holds nothing to read. */
static GPtrArray *candidates_of(const GPtrArray *entries) {
    GPtrArray *some = of_rank(entries, 0);
    for (int rank = 1; rank < RANKS && some->len == 0; rank++) {
        g_ptr_array_unref(some);
        some = of_rank(entries, rank);
    }
    return some;
}

static char *list_names(const GPtrArray *entries) {
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < MIN(entries->len, MOST_LISTED); i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "",
                               ((const amont_archive_entry *)entries->pdata[i])->name);
    if (entries->len > MOST_LISTED)
        g_string_append(list, ", …");
    return g_string_free(list, FALSE);
}

/* ---- what is wrong ------------------------------------------------------------------------- */

static void fail_nested(const amont_archive_entry *entry, const amont_source *source,
                        GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' holds another archive, '%s', which is not opened",
                     amont_source_name(source), entry->name);
    amont_hint(error, "unpack it, and name the archive that holds the files themselves");
}

static void fail_none(const GPtrArray *entries, const amont_source *source, GError **error) {
    for (guint i = 0; i < entries->len; i++)
        if (is_archive(entries->pdata[i])) {
            fail_nested(entries->pdata[i], source, error);
            return;
        }
    g_autofree char *list = list_names(entries);
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' holds no file that can be read", amont_source_name(source));
    if (entries->len > 0)
        amont_hint(error, "it holds: %s", list);
}

static void fail_several(const GPtrArray *candidates, const amont_source *source, GError **error) {
    g_autofree char *list = list_names(candidates);
    const char *archive = amont_source_name(source);
    const amont_archive_entry *first = candidates->pdata[0];
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' holds %u files that can be read and none is named", archive,
                     candidates->len);
    amont_hint(error, "name one behind the archive, as '%s/%s'; it holds: %s", archive, first->name,
               list);
}

static void fail_not_there(const GPtrArray *entries, const char *inner, const amont_source *source,
                           GError **error) {
    g_autoptr(GPtrArray) candidates = candidates_of(entries);
    g_autofree const char **names = g_new0(const char *, candidates->len + 1);
    for (guint i = 0; i < candidates->len; i++)
        names[i] = ((const amont_archive_entry *)candidates->pdata[i])->name;
    g_autofree char *list = list_names(candidates);
    const char *nearest = amont_nearest(inner, names, candidates->len);
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "no file '%s' in the archive", inner);
    if (nearest)
        amont_hint(error, "did you mean '%s'? it holds: %s", nearest, list);
    else if (candidates->len > 0)
        amont_hint(error, "it holds: %s", list);
}

/* ---- the choice ---------------------------------------------------------------------------- */

static const amont_archive_entry *find_named(const GPtrArray *entries, const char *inner,
                                             const amont_source *source, GError **error) {
    g_autofree char *wanted = g_utf8_normalize(inner, -1, G_NORMALIZE_NFC);
    const amont_archive_entry *found = NULL;
    for (guint i = 0; wanted && i < entries->len; i++) {
        const amont_archive_entry *entry = entries->pdata[i];
        if (strcmp(entry->name, wanted) != 0)
            continue;
        if (found) {
            amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                             "the archive holds two files '%s'", inner);
            return NULL;
        }
        found = entry;
    }
    if (!found || !found->format)
        fail_not_there(entries, inner, source, error);
    else if (is_archive(found))
        fail_nested(found, source, error);
    else
        return found;
    return NULL;
}

const amont_archive_entry *amont_archive_choose(const GPtrArray *entries, const char *inner,
                                                const amont_source *source, GError **error) {
    if (inner)
        return find_named(entries, inner, source, error);
    g_autoptr(GPtrArray) candidates = candidates_of(entries);
    if (candidates->len == 1)
        return candidates->pdata[0];
    if (candidates->len == 0)
        fail_none(entries, source, error);
    else
        fail_several(candidates, source, error);
    return NULL;
}
