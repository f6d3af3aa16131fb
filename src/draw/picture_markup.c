/* Pictures inside SVG files. A file that has names, styles, scripts or entities could meet those of
 * other pictures, or act on the page: it is an image of its own, which all viewers keep apart. */
#include "draw/pictures.h"

#include <string.h>

/* An element `svg` without a prefix, and the end of its first tag. */
typedef struct root {
    const char *name_end, *tag_end;
} root;

static bool find_root(const char *text, root *found) {
    const char *start = strstr(text, "<svg");
    if (!start || !g_ascii_isspace(start[4]))
        return false;
    found->name_end = start + 4;
    found->tag_end = strchr(start, '>');
    return found->tag_end != NULL;
}

static bool says(const root *r, const char *attribute) {
    return g_strstr_len(r->name_end, r->tag_end - r->name_end, attribute) != NULL;
}

/* Rather too many files are images than one that does harm is copied. */
static bool is_plain(const char *text, const root *r) {
    static const char *const words[] = {"<!DOCTYPE", "<!ENTITY", "<style", "<script",  "<?xml-",
                                        "id=",       "class=",   " on",    "encoding", "href"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(text, words[i]))
            return false;
    return says(r, "viewBox=") && !says(r, " width=") && !says(r, " height=") &&
           !says(r, " color=") && r->tag_end[-1] != '/';
}

static const char *hex_of(amont_colour c, char hex[8]) {
    if (amont_colour_is_none(c))
        return "#000000";
    g_snprintf(hex, 8, "#%02x%02x%02x", (unsigned)(c.red * 255 + 0.5) & 255,
               (unsigned)(c.green * 255 + 0.5) & 255, (unsigned)(c.blue * 255 + 0.5) & 255);
    return hex;
}

static char *as_image(const amont_picture *picture, const char *text, size_t length,
                      const char *width, const char *height) {
    g_autofree char *coded = g_base64_encode((const guchar *)text, length);
    return g_strdup_printf("<image width=\"%s\" height=\"%s\" href=\"data:image/%s;base64,%s\"/>",
                           width, height, amont_picture_is_svg(picture) ? "svg+xml" : "png", coded);
}

/* What is around it in the page's own file is set back to the first values of SVG. */
static char *as_copy(const root *r, const char *hex, const char *width, const char *height) {
    return g_strdup_printf("<g fill=\"#000000\" fill-rule=\"nonzero\" clip-rule=\"nonzero\" "
                           "stroke-linejoin=\"miter\" stroke-linecap=\"butt\">"
                           "<svg width=\"%s\" height=\"%s\" color=\"%s\"%s</g>",
                           width, height, hex, r->name_end);
}

char *amont_picture_markup(const amont_picture *picture, amont_colour colour, const char *width,
                           const char *height) {
    size_t length;
    const char *text = amont_picture_bytes(picture, &length);
    char held[8];
    const char *hex = hex_of(colour, held);
    root r;
    if (!amont_picture_is_svg(picture) || !find_root(text, &r))
        return as_image(picture, text, length, width, height);
    if (g_utf8_validate(text, (gssize)length, NULL) && is_plain(text, &r))
        return as_copy(&r, hex, width, height);
    if (amont_colour_is_none(colour) || says(&r, " color="))
        return as_image(picture, text, length, width, height);
    g_autoptr(GString) coloured = g_string_new_len(text, r.name_end - text);
    g_string_append_printf(coloured, " color=\"%s\"%s", hex, r.name_end);
    return as_image(picture, coloured->str, coloured->len, width, height);
}
