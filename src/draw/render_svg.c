/* SVG written from the draw list itself: Cairo's own surface would turn texts into outlines. One
 * user unit is a millimetre; coordinates are whole micrometres, so that lines that meet on the page
 * meet in the file. Texts stay texts, each once: a halo is the stroke of its own text, painted
 * before the fill. Runs of items of one kind are groups that Inkscape shows as layers. */
#include "amont/render.h"

#include "draw/fonts.h"
#include "draw/pictures.h"
#include <math.h>
#include <string.h>

#define MM_PER_PT (25.4 / 72)

/* What a reader would call the items of a role; the first prefix that fits. */
static const struct {
    const char *prefix, *french, *english;
} layers[] = {
    {"map.beyond", "Fond", "Ground"},
    {"map.neighbour", "Fond", "Ground"},
    {"map.territory", "Fond", "Ground"},
    {"map.mask", "Fond", "Ground"},
    {"map.context", "Repères", "Landmarks"},
    {"map.limit", "Limites", "Limits"},
    {"map.", "Thème", "Theme"},
    {"label.", "Noms", "Names"},
    {"stamp.version", "Sources", "Sources"},
    {"stamp.", "Mention", "Stamp"},
    {"locator", "Situation", "Locator"},
    {"north.", "Nord", "North"},
    {"logo", "Logos", "Logos"},
    {"eu.", "Union européenne", "European Union"},
    {"legend.", "Légende", "Legend"},
    {"scale.", "Échelle", "Scale"},
    {"frame", "Cadre", "Frame"},
    {"title", "Titre", "Title"},
    {"subtitle", "Titre", "Title"},
    {"list.", "Liste", "List"},
    {"note", "Notes", "Notes"},
    {"source", "Sources", "Sources"},
    {"", "Habillage", "Furniture"},
};

typedef struct writer {
    const amont_page *page;
    GString *out;
    const char *layer;    /* name of the open one, or NULL */
    GHashTable *layers;   /* name: how many runs it had */
    GArray *clips;        /* guint: numbers of those in force */
    guint n_clips;        /* met so far */
    guint n_open;         /* clips whose group is open in this layer */
    GHashTable *pictures; /* markup of each picture in a colour: its number */
} writer;

/* ---- numbers and words --------------------------------------------------------------------- */

static gint64 micrometres(double mm) {
    return llround(mm * 1000);
}

static void add_length(GString *out, gint64 um) {
    g_autofree char *text = amont_number_plain((double)um / 1000);
    g_string_append(out, text);
}

static void add_number(GString *out, const char *name, double value) {
    g_string_append_printf(out, " %s=\"", name);
    add_length(out, micrometres(value));
    g_string_append_c(out, '"');
}

static void add_colour(GString *out, const char *name, amont_colour c) {
    g_string_append_printf(out, " %s=\"#%02x%02x%02x\"", name, (unsigned)(c.red * 255 + 0.5),
                           (unsigned)(c.green * 255 + 0.5), (unsigned)(c.blue * 255 + 0.5));
}

static bool is_of_xml(gunichar c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

/* What XML 1.0 has no way to write becomes U+FFFD. */
static void add_text(GString *out, const char *text) {
    g_autoptr(GString) clean = g_string_new(NULL);
    for (const char *c = text; *c; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);
        g_string_append_unichar(clean, is_of_xml(letter) ? letter : 0xFFFD);
    }
    g_autofree char *escaped = g_markup_escape_text(clean->str, (gssize)clean->len);
    g_string_append(out, escaped);
}

static void add_element(GString *out, const char *before, const char *text, const char *after) {
    if (!text)
        return;
    g_string_append(out, before);
    add_text(out, text);
    g_string_append(out, after);
}

/* ---- paths --------------------------------------------------------------------------------- */

static void add_pair(GString *out, gint64 x, gint64 y) {
    add_length(out, x);
    g_string_append_c(out, y < 0 ? '-' : ' ');
    add_length(out, ABS(y));
}

static void add_arc(GString *out, gint64 radius, gint64 across) {
    g_string_append_c(out, 'a');
    add_pair(out, radius, radius);
    g_string_append(out, " 0 1 1 ");
    add_pair(out, across, 0);
}

/* A circle among other outlines: two halves. */
static void add_circle(GString *out, const amont_step *step) {
    gint64 r = micrometres(step->radius);
    g_string_append_c(out, 'M');
    add_pair(out, micrometres(step->x) - r, micrometres(step->y));
    add_arc(out, r, 2 * r);
    add_arc(out, r, -2 * r);
    g_string_append_c(out, 'z');
}

/* Lines are written as differences of rounded places: short, and nothing adds up. */
static void add_outline(GString *out, const amont_step *steps, size_t n) {
    gint64 x = 0, y = 0;
    for (size_t i = 0; i < n; i++) {
        gint64 to_x = micrometres(steps[i].x), to_y = micrometres(steps[i].y);
        switch (steps[i].kind) {
        case AMONT_MOVE:
            g_string_append_c(out, 'M');
            add_pair(out, to_x, to_y);
            break;
        case AMONT_LINE:
            g_string_append_c(out, 'l');
            add_pair(out, to_x - x, to_y - y);
            break;
        case AMONT_CLOSE:
            g_string_append_c(out, 'z');
            continue;
        case AMONT_CIRCLE:
            add_circle(out, &steps[i]);
            break;
        }
        x = to_x;
        y = to_y;
    }
}

static bool is_rectangle(const amont_step *s, size_t n) {
    if (n != 5 || s[0].kind != AMONT_MOVE || s[4].kind != AMONT_CLOSE)
        return false;
    for (size_t i = 1; i < 4; i++)
        if (s[i].kind != AMONT_LINE)
            return false;
    return s[0].y == s[1].y && s[1].x == s[2].x && s[2].y == s[3].y && s[3].x == s[0].x;
}

static void add_rectangle(GString *out, const amont_step *a, const amont_step *b) {
    gint64 left = micrometres(MIN(a->x, b->x)), right = micrometres(MAX(a->x, b->x));
    gint64 top = micrometres(MIN(a->y, b->y)), bottom = micrometres(MAX(a->y, b->y));
    g_string_append(out, "<rect");
    add_number(out, "x", (double)left / 1000);
    add_number(out, "y", (double)top / 1000);
    add_number(out, "width", (double)(right - left) / 1000);
    add_number(out, "height", (double)(bottom - top) / 1000);
}

/* The beginning of an element, up to its paint. */
static void open_shape(writer *w, const amont_item *item) {
    const amont_step *steps = &g_array_index(w->page->steps, amont_step, item->first_step);
    if (item->n_steps == 1 && steps->kind == AMONT_CIRCLE) {
        g_string_append(w->out, "<circle");
        add_number(w->out, "cx", steps->x);
        add_number(w->out, "cy", steps->y);
        add_number(w->out, "r", steps->radius);
    } else if (is_rectangle(steps, item->n_steps)) {
        add_rectangle(w->out, &steps[0], &steps[2]);
    } else {
        g_string_append(w->out, "<path d=\"");
        add_outline(w->out, steps, item->n_steps);
        g_string_append_c(w->out, '"');
    }
}

static void add_ink(writer *w, const char *attribute, amont_colour colour, double transparency) {
    g_autofree char *opacity = g_strconcat(attribute, "-opacity", NULL);
    add_colour(w->out, attribute, colour);
    if (transparency > 0)
        add_number(w->out, opacity, 1 - transparency);
}

static void add_path(writer *w, const amont_item *item) {
    const amont_paint *paint = &item->paint;
    open_shape(w, item);
    if (!amont_colour_is_none(paint->fill))
        add_ink(w, "fill", paint->fill, paint->transparency);
    if (!amont_colour_is_none(paint->stroke) && paint->width_mm > 0) {
        add_ink(w, "stroke", paint->stroke, paint->transparency);
        add_number(w->out, "stroke-width", paint->width_mm);
        for (int i = 0; i < paint->n_dashes; i++) {
            g_string_append(w->out, i == 0 ? " stroke-dasharray=\"" : " ");
            add_length(w->out, micrometres(paint->dashes_mm[i]));
        }
        g_string_append(w->out, paint->n_dashes > 0 ? "\"" : "");
    }
    g_string_append(w->out, "/>\n");
}

/* ---- text ---------------------------------------------------------------------------------- */

static double width_of(const writer *w, const amont_item *item) {
    gunichar missing = 0;
    g_autoptr(PangoLayout) layout =
        amont_fonts_layout(w->page->fonts, item->text, &item->style, &missing);
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    return logical.width * MM_PER_PT / PANGO_SCALE;
}

static void add_style(GString *out, const amont_text_style *style) {
    static const char *const weights[] = {NULL, "500", "700"};
    const char *weight = weights[MAX(style->weight, 0)];
    add_number(out, "font-size", style->size_pt * MM_PER_PT);
    if (weight)
        g_string_append_printf(out, " font-weight=\"%s\"", weight);
    if (style->italic)
        g_string_append(out, " font-style=\"italic\"");
    if (!isnan(style->spacing_pt) && style->spacing_pt != 0)
        add_number(out, "letter-spacing", style->spacing_pt * MM_PER_PT);
    add_colour(out, "fill", style->colour);
    if (style->halo_mm > 0) {
        add_colour(out, "stroke", style->halo);
        add_number(out, "stroke-width", 2 * style->halo_mm);
        g_string_append(out, " paint-order=\"stroke\"");
    }
}

/* With the text's length, a viewer without the font sets its own apart or closer, and the text
 * still ends where the page wants it: names stay centred, numbers stay in their symbols. */
static void add_line(writer *w, const amont_item *item) {
    g_string_append(w->out, "<text");
    add_number(w->out, "x", item->x);
    add_number(w->out, "y", item->y);
    if (item->angle_rad != 0) {
        g_string_append(w->out, " transform=\"rotate(");
        add_length(w->out, micrometres(item->angle_rad * 180 / G_PI));
        g_string_append_c(w->out, ' ');
        add_pair(w->out, micrometres(item->x), micrometres(item->y));
        g_string_append(w->out, ")\"");
    }
    add_style(w->out, &item->style);
    add_number(w->out, "textLength", width_of(w, item));
    g_string_append_c(w->out, '>');
    add_text(w->out, item->text);
    g_string_append(w->out, "</text>\n");
}

/* ---- pictures ------------------------------------------------------------------------------ */

/* A picture stands once in the file, in each of its colours. */
static guint define_picture(writer *w, const amont_item *item) {
    g_autofree char *width =
        amont_number_plain((double)micrometres(100 * amont_picture_ratio(item->picture)) / 1000);
    g_autofree char *markup = amont_picture_markup(item->picture, item->paint.fill, width, "100");
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(w->pictures, markup));
    if (number > 0)
        return number;
    number = g_hash_table_size(w->pictures) + 1;
    g_string_append_printf(w->out, "<symbol id=\"picture-%u\" viewBox=\"0 0 %s 100\">%s</symbol>\n",
                           number, width, markup);
    g_hash_table_insert(w->pictures, g_steal_pointer(&markup), GUINT_TO_POINTER(number));
    return number;
}

static void add_picture(writer *w, const amont_item *item) {
    guint number = define_picture(w, item);
    g_string_append_printf(w->out, "<use href=\"#picture-%u\"", number);
    add_number(w->out, "x", item->box.min_x);
    add_number(w->out, "y", item->box.min_y);
    add_number(w->out, "width", item->box.max_x - item->box.min_x);
    add_number(w->out, "height", item->box.max_y - item->box.min_y);
    if (item->paint.transparency > 0)
        add_number(w->out, "opacity", 1 - item->paint.transparency);
    g_string_append(w->out, "/>\n");
}

/* ---- layers and clips ---------------------------------------------------------------------- */

/* What is written in a symbol stays with it. */
static const char *layer_of(const writer *w, const char *role) {
    if (w->layer && (strcmp(role, "label.badge") == 0 || strcmp(role, "label.value") == 0))
        return w->layer;
    bool french = strcmp(w->page->language, "fr") == 0;
    size_t i = 0;
    while (!g_str_has_prefix(role, layers[i].prefix))
        i++;
    return french ? layers[i].french : layers[i].english;
}

static void close_clips(writer *w, guint kept) {
    for (; w->n_open > kept; w->n_open--)
        g_string_append(w->out, "</g>\n");
}

static void close_layer(writer *w) {
    close_clips(w, 0);
    if (w->layer)
        g_string_append(w->out, "</g>\n");
    w->layer = NULL;
}

/* Runs of one name have the same label, and ids of their own: noms, noms-2 ... */
static void open_layer(writer *w, const char *name) {
    guint run = GPOINTER_TO_UINT(g_hash_table_lookup(w->layers, name)) + 1;
    g_hash_table_insert(w->layers, (char *)name, GUINT_TO_POINTER(run));
    g_autofree char *ascii = g_str_to_ascii(name, "C");
    g_autofree char *id = g_ascii_strdown(ascii, -1);
    g_string_append_printf(w->out, "<g id=\"%s", id);
    if (run > 1)
        g_string_append_printf(w->out, "-%u", run);
    g_string_append_printf(w->out, "\" inkscape:groupmode=\"layer\" inkscape:label=\"%s\">\n",
                           name);
    w->layer = name;
}

/* Layers stand at the top, where editors look for them; clips are opened anew in each. */
static void enter(writer *w, const char *role) {
    const char *name = layer_of(w, role);
    if (!w->layer || strcmp(w->layer, name) != 0) {
        close_layer(w);
        open_layer(w, name);
    }
    for (; w->n_open < w->clips->len; w->n_open++)
        g_string_append_printf(w->out, "<g clip-path=\"url(#clip-%u)\">\n",
                               g_array_index(w->clips, guint, w->n_open));
}

static void add_item(writer *w, const amont_item *item) {
    switch (item->kind) {
    case AMONT_ITEM_PATH:
        enter(w, item->role);
        add_path(w, item);
        break;
    case AMONT_ITEM_TEXT:
        enter(w, item->role);
        add_line(w, item);
        break;
    case AMONT_ITEM_CLIP:
        w->n_clips++;
        g_array_append_val(w->clips, w->n_clips);
        break;
    case AMONT_ITEM_UNCLIP:
        g_array_set_size(w->clips, w->clips->len - 1);
        close_clips(w, MIN(w->n_open, w->clips->len));
        break;
    case AMONT_ITEM_PICTURE:
        enter(w, item->role);
        add_picture(w, item);
        break;
    }
}

/* ---- the document -------------------------------------------------------------------------- */

static void add_clip_paths(writer *w) {
    guint number = 0;
    g_string_append(w->out, "<defs>\n");
    for (guint i = 0; i < w->page->items->len; i++) {
        const amont_item *item = &g_array_index(w->page->items, amont_item, i);
        if (item->kind != AMONT_ITEM_CLIP)
            continue;
        g_string_append_printf(w->out, "<clipPath id=\"clip-%u\">", ++number);
        open_shape(w, item);
        g_string_append(w->out, "/></clipPath>\n");
    }
    g_string_append(w->out, "</defs>\n");
}

static void add_root(writer *w) {
    const amont_page *page = w->page;
    g_string_append(w->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                            "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\"");
    g_string_append_printf(w->out, " lang=\"%s\" xml:lang=\"%s\" width=\"", page->language,
                           page->language);
    gint64 bleed = micrometres(page->bleed_mm);
    gint64 width = micrometres(page->width_mm) + 2 * bleed;
    gint64 height = micrometres(page->height_mm) + 2 * bleed;
    add_length(w->out, width);
    g_string_append(w->out, "mm\" height=\"");
    add_length(w->out, height);
    g_string_append(w->out, "mm\" viewBox=\"");
    for (int axis = 0; axis < 2; axis++) {
        add_length(w->out, -bleed);
        g_string_append_c(w->out, ' ');
    }
    add_pair(w->out, width, height);
    add_element(w->out,
                "\" fill=\"none\" fill-rule=\"evenodd\" clip-rule=\"evenodd\" "
                "stroke-linejoin=\"round\" stroke-linecap=\"round\" xml:space=\"preserve\" "
                "text-rendering=\"geometricPrecision\" font-family=\"'",
                amont_fonts_family(page->fonts), "', 'Liberation Sans', Arial, sans-serif\" ");
    g_string_append(w->out, "style=\"font-feature-settings:'calt' 0\">\n");
}

/* Title and description are what a reader of screens says; the rest is in Dublin Core's words, in
 * the order that Inkscape shows and keeps. */
static void add_metadata(writer *w) {
    const amont_page *page = w->page;
    GString *out = w->out;
    add_element(out, "<title>", page->title, "</title>\n");
    add_element(out, "<desc>", page->subject, "</desc>\n");
    g_string_append(out, "<metadata><rdf:RDF "
                         "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                         "xmlns:cc=\"http://creativecommons.org/ns#\" "
                         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><cc:Work rdf:about=\"\">\n"
                         "<dc:format>image/svg+xml</dc:format>\n");
    add_element(out, "<dc:title>", page->title, "</dc:title>\n");
    add_element(out, "<dc:description>", page->subject, "</dc:description>\n");
    add_element(out, "<dc:creator><cc:Agent><dc:title>", page->author,
                "</dc:title></cc:Agent></dc:creator>\n");
    add_element(out, "<dc:date>", page->date, "</dc:date>\n");
    add_element(out, "<dc:language>", page->language, "</dc:language>\n");
    g_string_append(out, "</cc:Work></rdf:RDF></metadata>\n<!-- amont " AMONT_VERSION " -->\n");
}

GByteArray *amont_render_svg(const amont_page *page, GError **error) {
    if (!amont_page_check(page, error))
        return NULL;
    g_autoptr(GHashTable) runs = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GArray) clips = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GHashTable) pictures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    writer w = {.page = page,
                .out = g_string_new(NULL),
                .layers = runs,
                .clips = clips,
                .pictures = pictures};
    add_root(&w);
    add_metadata(&w);
    add_clip_paths(&w);
    for (guint i = 0; i < page->items->len; i++)
        add_item(&w, &g_array_index(page->items, amont_item, i));
    close_layer(&w);
    g_string_append(w.out, "</svg>\n");
    return g_bytes_unref_to_array(g_string_free_to_bytes(w.out));
}
