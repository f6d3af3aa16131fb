/* The notes of a page: those of its maps. */
#include "draw/layout.h"

#include <string.h>

static bool has_note(const amont_composer *c, const char *note) {
    return g_ptr_array_find_with_equal_func(c->notes, note, g_str_equal, NULL);
}

static bool is_common(const amont_sheet *sheet, const char *note) {
    for (guint i = 0; i < sheet->panels->len; i++)
        if (!has_note(amont_sheet_panel(sheet, i), note))
            return false;
    return true;
}

/* What only one panel says is said with its title before it. */
static void add_panel_notes(amont_sheet *sheet, const amont_composer *c) {
    GString *own = g_string_new(NULL);
    for (guint i = 0; i < c->notes->len; i++)
        if (!is_common(sheet, c->notes->pdata[i]))
            g_string_append_printf(own, "%s%s", own->len ? " " : "", (char *)c->notes->pdata[i]);
    g_autofree char *text = g_string_free(own, FALSE);
    g_autofree char *note =
        amont_phrase(&sheet->root, "note_panel", "title", c->map->title, "text", text, NULL);
    if (text[0])
        amont_composer_note(&sheet->root, note);
}

static bool are_same(const GPtrArray *a, char *const *b) {
    bool same = a->len == g_strv_length((char **)b);
    for (guint i = 0; same && i < a->len; i++)
        same = strcmp(a->pdata[i], b[i]) == 0;
    return same;
}

bool amont_sheet_gather_notes(amont_sheet *sheet) {
    amont_composer *root = &sheet->root;
    g_ptr_array_add(root->notes, NULL);
    g_auto(GStrv) before = g_strdupv((char **)root->notes->pdata);
    g_ptr_array_set_size(root->notes, 0);
    const amont_composer *first = amont_sheet_panel(sheet, 0);
    for (guint i = 0; i < first->notes->len; i++)
        if (is_common(sheet, first->notes->pdata[i]))
            amont_composer_note(root, first->notes->pdata[i]);
    for (guint i = 0; i < sheet->panels->len; i++)
        add_panel_notes(sheet, amont_sheet_panel(sheet, i));
    const GPtrArray *own = root->map->panels ? root->map->notes : NULL;
    for (guint i = 0; own && i < own->len; i++)
        amont_composer_note(root, own->pdata[i]);
    return !are_same(root->notes, before);
}
