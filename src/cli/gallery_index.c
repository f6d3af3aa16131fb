/* The index of a gallery: one HTML file without scripts or anything from elsewhere. */
#include "cli/gallery.h"

#include <stdio.h>

static const char style[] =
    "body{font:15px/1.45 system-ui,sans-serif;color:#1a1a1a;background:#f4f4f2;margin:2rem}\n"
    "h1{font-size:1.6rem;margin:0}\nh2{font-size:1.15rem;margin:2.2rem 0 .2rem}\n"
    "p{margin:.2rem 0 .8rem;max-width:60rem}\nnav a{margin-right:.9em}\n"
    ".row{display:flex;flex-wrap:wrap;gap:1.2rem;align-items:flex-start}\n"
    "figure{margin:0;background:#fff;border:1px solid #c9c9c4;padding:.6rem;max-width:19rem}\n"
    "img{display:block;max-width:100%;max-height:22rem;width:auto;height:auto;margin:auto;"
    "border:1px solid #e4e4e0}\n"
    "figcaption{font-size:.85rem;margin-top:.5rem}\n"
    "ul{margin:.3rem 0 0;padding-left:1.1rem}\n.error,.refusal{color:#9b1c1c}\n"
    ".warning{color:#6b4c00}\n.fine{color:#1c6b34}\ncode{font-size:.9em}\n";

static void add(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* What is put in is text, not markup. */
static void add(GString *out, const char *format, ...) {
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_markup_vprintf_escaped(format, args);
    va_end(args);
    g_string_append(out, text);
}

/* ---- one page ------------------------------------------------------------------------------ */

static void add_violations(GString *out, const amont_violations *violations) {
    if (violations->len == 0) {
        add(out, "<p class=\"fine\">%s</p>", _("no rule is broken"));
        return;
    }
    g_string_append(out, "<ul>");
    for (guint i = 0; i < violations->len; i++) {
        const amont_violation *v = amont_violation_at(violations, i);
        bool is_error = v->severity == AMONT_RULE_ERROR;
        add(out, "<li class=\"%s\">%s %s – %s", is_error ? "error" : "warning", v->rule,
            is_error ? _("error") : _("warning"), v->text);
        if (v->count > 1) {
            g_autofree char *more = g_strdup_printf(
                dngettext(AMONT_DOMAIN, " (and %zu more)", " (and %zu more)", v->count - 1),
                v->count - 1);
            add(out, "%s", more);
        }
        g_string_append(out, "</li>");
    }
    g_string_append(out, "</ul>");
}

static void add_unplaced(GString *out, GPtrArray *unplaced) {
    if (unplaced->len == 0)
        return;
    g_ptr_array_add(unplaced, NULL);
    g_autofree char *list = g_strjoinv(", ", (char **)unplaced->pdata);
    g_ptr_array_set_size(unplaced, (gint)unplaced->len - 1);
    add(out, "<p>%s %s</p>", _("Names that find no room:"), list);
}

static void add_exhibit(GString *out, const amont_exhibit *e) {
    g_string_append(out, "<figure>");
    if (!e->refusal)
        add(out,
            "<a href=\"%s.png\"><img src=\"%s.png\" width=\"%u\" height=\"%u\" loading=\"lazy\" "
            "alt=\"%s, %s\"></a>",
            e->name, e->name, e->width_px, e->height_px, e->map->title, e->label);
    add(out, "<figcaption><strong>%s</strong> <code>%s</code>", e->label, e->page);
    if (e->refusal)
        add(out, "<p class=\"refusal\">%s</p>", e->refusal);
    else
        add(out, " <a href=\"%s.pdf\">PDF</a>", e->name);
    if (e->violations)
        add_violations(out, e->violations);
    add_unplaced(out, e->unplaced);
    g_string_append(out, "</figcaption></figure>\n");
}

/* ---- the whole ----------------------------------------------------------------------------- */

static const char *mark_of(const amont_map_spec *map) {
    return map->style ? map->style : "panels";
}

static void add_map(GString *out, const amont_map_spec *map) {
    add(out, "<h2 id=\"%s\">%s</h2>\n<p>%s <code>%s", map->id, map->title, _("Mark:"),
        mark_of(map));
    if (map->over)
        add(out, " + %s", map->over->style);
    add(out, "</code> · <code>%s</code></p>\n<div class=\"row\">\n", map->id);
}

static void add_head(GString *out, const amont_gallery *gallery) {
    g_string_append_printf(out, "<!DOCTYPE html>\n<html %s>\n<head>\n<meta charset=\"utf-8\">\n",
                           _("lang=\"en\""));
    add(out, "<meta name=\"viewport\" content=\"width=device-width\">\n<title>%s</title>\n",
        gallery->title);
    g_string_append_printf(out, "<style>\n%s</style>\n</head>\n<body>\n", style);
    add(out, "<h1>%s</h1>\n", gallery->title);
    g_autofree char *counts = g_strdup_printf(
        _("Pages: %u; not drawn: %zu; errors: %zu, warnings: %zu"), gallery->exhibits->len,
        amont_gallery_refused(gallery), amont_gallery_count(gallery, AMONT_RULE_ERROR),
        amont_gallery_count(gallery, AMONT_RULE_WARNING));
    add(out, "<p>%s</p>\n<nav>", counts);
    for (guint i = 0; i < gallery->exhibits->len; i += (guint)gallery->n_pages) {
        const amont_exhibit *e = gallery->exhibits->pdata[i];
        add(out, "<a href=\"#%s\">%s</a>\n", e->map->id, e->map->id);
    }
    g_string_append(out, "</nav>\n");
}

char *amont_gallery_index(const amont_gallery *gallery) {
    GString *out = g_string_new(NULL);
    add_head(out, gallery);
    for (guint i = 0; i < gallery->exhibits->len; i++) {
        const amont_exhibit *e = gallery->exhibits->pdata[i];
        if (i % gallery->n_pages == 0)
            add_map(out, e->map);
        add_exhibit(out, e);
        if ((i + 1) % gallery->n_pages == 0)
            g_string_append(out, "</div>\n");
    }
    g_string_append(out, "</body>\n</html>\n");
    return g_string_free(out, FALSE);
}
