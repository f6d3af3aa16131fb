/* Only the names of moved files change, each where it stands: comments and order are the planner's.
 */
#include "io/mend/mending.h"

#include <string.h>

typedef struct edit {
    size_t from, length;
    char *name; /* the new one; owned */
} edit;

/* The byte at which a line and a column of letters begin. */
static size_t offset_of(const char *text, amont_place place) {
    const char *at = text;
    for (int line = 1; line < place.line && *at; line++) {
        at += strcspn(at, "\n");
        at += *at != '\0';
    }
    for (int column = 1; *at && column < place.column; column++)
        at = g_utf8_next_char(at);
    return (size_t)(at - text);
}

/* As it is written: plain on one line, or in quotes; 0 for any other way. */
static size_t written_length(const char *at, const char *value) {
    if (*at != '"' && *at != '\'')
        return g_str_has_prefix(at, value) ? strlen(value) : 0;
    char quote = *at;
    for (const char *c = at + 1; *c && *c != '\n'; c++) {
        bool escapes = quote == '"' ? *c == '\\' && c[1] : *c == quote && c[1] == quote;
        if (escapes)
            c++;
        else if (*c == quote)
            return (size_t)(c + 1 - at);
    }
    return 0;
}

static bool find_edit(const char *text, const amont_naming *naming, edit *found, GError **error) {
    found->from = offset_of(text, naming->node->place);
    found->length = written_length(text + found->from, naming->node->text);
    if (found->length > 0)
        return true;
    amont_entry_fail(naming->entry, naming->key, error, AMONT_ERROR_UNAVAILABLE,
                     "the name of this file cannot be changed in the study");
    amont_hint(error, "write it on one line, or put the file in the folder of the study");
    return false;
}

static int last_first(const void *a, const void *b) {
    const edit *left = a, *right = b;
    return left->from < right->from ? 1 : left->from > right->from ? -1 : 0;
}

static void clear_edit(void *item) {
    g_free(((edit *)item)->name);
}

static bool find_edits(const amont_mending *mending, const char *text, GArray *edits,
                       GError **error) {
    for (guint i = 0; i < mending->namings->len; i++) {
        const amont_naming *naming = &g_array_index(mending->namings, amont_naming, i);
        edit found = {0};
        if (!naming->file->moved)
            continue;
        if (!find_edit(text, naming, &found, error))
            return false;
        found.name = g_build_filename(naming->file->target, naming->inner, NULL);
        g_array_append_val(edits, found);
    }
    g_array_sort(edits, last_first);
    return true;
}

char *amont_mend_study_text(const amont_mending *mending, GError **error) {
    const char *path = mending->layers->study->path;
    g_autofree char *text = NULL;
    g_autoptr(GError) cause = NULL;
    if (!g_file_get_contents(path, &text, NULL, &cause)) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "cannot read '%s': %s", path, cause->message);
        return NULL;
    }
    g_autoptr(GArray) edits = g_array_new(FALSE, FALSE, sizeof(edit));
    g_array_set_clear_func(edits, clear_edit);
    if (!find_edits(mending, text, edits, error))
        return NULL;
    GString *out = g_string_new(text);
    for (guint i = 0; i < edits->len; i++) {
        const edit *e = &g_array_index(edits, edit, i);
        g_autoptr(GString) name = g_string_new(e->name);
        g_string_replace(name, "'", "''", 0);
        g_autofree char *quoted = g_strdup_printf("'%s'", name->str);
        g_string_erase(out, (gssize)e->from, (gssize)e->length);
        g_string_insert(out, (gssize)e->from, quoted);
    }
    return g_string_free(out, FALSE);
}
