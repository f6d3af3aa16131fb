/* A private fontconfig set holds the theme's files and nothing else: what it lacks shows as an
 * unknown glyph, which is an error, where the system's set would silently bring another font. */
#include "draw/fonts.h"

#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangofc-fontmap.h>
#include <pthread.h>
#include <string.h>

struct amont_fonts {
    char *family;
    double capital;   /* em */
    GPtrArray *added; /* char *: files that the theme does not name */
    FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
    GHashTable *extents; /* by line */
};

/* A line of text that was measured: all that its size depends on, and its size. */
typedef struct line {
    char *text;
    const char *family; /* interned, or NULL */
    double size_pt, spacing_pt;
    int weight;
    bool italic;
    amont_extent extent;
    gunichar missing;
} line;

enum { MOST_LINES = 20000 };

static guint hash_line(const void *key) {
    const line *l = key;
    return g_str_hash(l->text) ^ g_double_hash(&l->size_pt) ^ (guint)l->weight;
}

static gboolean same_line(const void *a, const void *b) {
    const line *one = a, *other = b;
    return one->size_pt == other->size_pt && one->spacing_pt == other->spacing_pt &&
           one->weight == other->weight && one->italic == other->italic &&
           one->family == other->family && strcmp(one->text, other->text) == 0;
}

static void free_line(void *data) {
    line *l = data;
    g_free(l->text);
    g_free(l);
}

/* `home`: the folder of the theme that names it. */
static char *find_font(const char *file, const char *home) {
    const char *chosen = g_getenv("AMONT_FONTS");
    const char *const folders[] = {home, chosen ? chosen : "", "/usr/share/fonts",
                                   "/usr/local/share/fonts", g_get_user_data_dir()};
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        if (!folders[i][0])
            continue;
        char *path = g_build_filename(folders[i], file, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return path;
        g_free(path);
    }
    return NULL;
}

static bool add_font(FcConfig *config, const char *file, const char *home, GError **error) {
    g_autofree char *path = find_font(file, home);
    if (path && FcConfigAppFontAddFile(config, (const FcChar8 *)path))
        return true;
    amont_fail(error, AMONT_ERROR_UNAVAILABLE, "the font file '%s' is not to be found", file);
    amont_hint(error,
               "install it (Debian: fonts-inter for the theme amont), lay it beside the theme, "
               "or set AMONT_FONTS to its folder");
    return false;
}

/* The same shapes on paper and on screen: no hinting of outlines or of advances. */
static PangoContext *plain_context(PangoFontMap *map) {
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("fr"));
    return context;
}

static pthread_once_t emptied = PTHREAD_ONCE_INIT;

/* Pango asks fontconfig for the system's set, in a thread, whatever set its map is given. An empty
 * one in its place keeps it from reading the folders of fonts and the user's settings. */
static void empty_system_set(void) {
    FcConfig *empty = FcConfigCreate();
    FcConfigSetCurrent(empty);
    FcConfigDestroy(empty);
}

/* Of the letter H, which has neither overshoot nor accent. */
static double measure_capital(amont_fonts *fonts) {
    const amont_text_style style = {.size_pt = 100};
    gunichar missing = 0;
    PangoRectangle ink;
    g_autoptr(PangoLayout) layout = amont_fonts_layout(fonts, "H", &style, &missing);
    pango_layout_get_extents(layout, &ink, NULL);
    return missing ? 0.7 : (double)ink.height / PANGO_SCALE / style.size_pt;
}

double amont_fonts_capital(const amont_fonts *fonts) {
    return fonts->capital;
}

amont_fonts *amont_fonts_new(const amont_theme *theme, GError **error) {
    g_autoptr(amont_fonts) fonts = g_new0(amont_fonts, 1);
    pthread_once(&emptied, empty_system_set);
    fonts->family = g_strdup(theme->family);
    fonts->added = g_ptr_array_new_with_free_func(g_free);
    fonts->extents = g_hash_table_new_full(hash_line, same_line, NULL, free_line);
    fonts->config = FcConfigCreate();
    amont_place place = amont_yaml_place(theme->entry.node, "fonts");
    g_autofree char *home = g_path_get_dirname(place.file);
    for (guint i = 0; i < theme->fonts->len; i++)
        if (!add_font(fonts->config, theme->fonts->pdata[i], home, error))
            return NULL;
    fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), fonts->config);
    fonts->context = plain_context(fonts->map);
    fonts->capital = measure_capital(fonts);
    return g_steal_pointer(&fonts);
}

bool amont_fonts_add(amont_fonts *fonts, const char *file) {
    if (g_ptr_array_find_with_equal_func(fonts->added, file, g_str_equal, NULL))
        return true;
    g_autofree char *path = find_font(file, "");
    if (!path || !FcConfigAppFontAddFile(fonts->config, (const FcChar8 *)path))
        return false;
    g_ptr_array_add(fonts->added, g_strdup(file));
    pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(fonts->map));
    g_hash_table_remove_all(fonts->extents);
    return true;
}

void amont_fonts_free(amont_fonts *fonts) {
    if (!fonts)
        return;
    g_clear_object(&fonts->context);
    g_clear_object(&fonts->map);
    g_clear_pointer(&fonts->config, FcConfigDestroy);
    g_ptr_array_unref(fonts->added);
    g_clear_pointer(&fonts->extents, g_hash_table_unref);
    g_free(fonts->family);
    g_free(fonts);
}

const char *amont_fonts_family(const amont_fonts *fonts) {
    return fonts->family;
}

static PangoFontDescription *describe(const amont_fonts *fonts, const amont_text_style *style) {
    static const PangoWeight weights[] = {PANGO_WEIGHT_NORMAL, PANGO_WEIGHT_MEDIUM,
                                          PANGO_WEIGHT_BOLD};
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family(description, style->family ? style->family : fonts->family);
    pango_font_description_set_absolute_size(description, style->size_pt * PANGO_SCALE);
    pango_font_description_set_weight(description, weights[MAX(style->weight, 0)]);
    pango_font_description_set_style(description,
                                     style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    return description;
}

/* Contextual alternates would turn "3x3" or "->" into other glyphs than the text says. */
static PangoAttrList *attributes(const amont_text_style *style) {
    PangoAttrList *list = pango_attr_list_new();
    pango_attr_list_insert(list, pango_attr_font_features_new("calt=0"));
    if (style->spacing_pt == style->spacing_pt && style->spacing_pt != 0)
        pango_attr_list_insert(
            list, pango_attr_letter_spacing_new((int)(style->spacing_pt * PANGO_SCALE)));
    return list;
}

static gunichar first_unknown(PangoLayout *layout) {
    if (pango_layout_get_unknown_glyphs_count(layout) == 0)
        return 0;
    const char *text = pango_layout_get_text(layout);
    for (PangoLayoutIter *iter = pango_layout_get_iter(layout); iter;) {
        PangoLayoutRun *run = pango_layout_iter_get_run_readonly(iter);
        for (int i = 0; run && i < run->glyphs->num_glyphs; i++)
            if (run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
                gunichar c =
                    g_utf8_get_char(text + run->item->offset + run->glyphs->log_clusters[i]);
                pango_layout_iter_free(iter);
                return c;
            }
        if (!pango_layout_iter_next_run(iter)) {
            pango_layout_iter_free(iter);
            break;
        }
    }
    return 0xFFFD;
}

PangoLayout *amont_fonts_layout(amont_fonts *fonts, const char *text, const amont_text_style *style,
                                gunichar *missing) {
    PangoLayout *layout = pango_layout_new(fonts->context);
    PangoFontDescription *description = describe(fonts, style);
    PangoAttrList *list = attributes(style);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_font_description(layout, description);
    pango_layout_set_attributes(layout, list);
    pango_layout_set_text(layout, text, -1);
    pango_attr_list_unref(list);
    pango_font_description_free(description);
    *missing = first_unknown(layout);
    return layout;
}

static void measure(amont_fonts *fonts, line *l, const amont_text_style *style) {
    g_autoptr(PangoLayout) layout = amont_fonts_layout(fonts, l->text, style, &l->missing);
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    double unit = 25.4 / 72 / PANGO_SCALE; /* mm */
    double base = pango_layout_get_baseline(layout) * unit;
    l->extent = (amont_extent){
        .width = logical.width * unit,
        .ascent = base,
        .descent = logical.height * unit - base,
        .capital = fonts->capital * style->size_pt * (25.4 / 72),
    };
}

amont_extent amont_fonts_extent(amont_fonts *fonts, const char *text, const amont_text_style *style,
                                gunichar *missing) {
    line asked = {
        .text = (char *)text,
        .family = g_intern_string(style->family),
        .size_pt = style->size_pt,
        .spacing_pt = isnan(style->spacing_pt) ? 0 : style->spacing_pt,
        .weight = style->weight,
        .italic = style->italic,
    };
    line *known = g_hash_table_lookup(fonts->extents, &asked);
    if (!known) {
        if (g_hash_table_size(fonts->extents) >= MOST_LINES)
            g_hash_table_remove_all(fonts->extents);
        known = g_memdup2(&asked, sizeof asked);
        known->text = g_strdup(text);
        measure(fonts, known, style);
        g_hash_table_add(fonts->extents, known);
    }
    *missing = known->missing;
    return known->extent;
}
