/* Styles are read by the same kind of tables as studies, so that a mistake in a style is reported
 * at its line too. */
#include "amont/style.h"

#include "base/i18n.h"
#include "study/palettes.h"
#include "study/style_files.h"
#include <math.h>
#include <string.h>

#define KEY(type_, struct_, member_, help_) \
    .name = #member_, .type = (type_), .offset = offsetof(struct_, member_), .help = (help_)

const char *const amont_symbol_names[] = {"circle",   "square",  "diamond",
                                          "triangle", "hexagon", NULL};
const char *const amont_legend_places[] = {"auto", "map", "right", "bottom", NULL};
static const char *const presences[] = {"never", "auto", "always", NULL};
static const char *const weights[] = {"regular", "medium", "bold", NULL};

static const amont_key text_keys[] = {
    {KEY(AMONT_KEY_NUMBER, amont_text_style, size_pt, N_("size in points")), .least = 3,
     .most = 72},
    {KEY(AMONT_KEY_CHOICE, amont_text_style, weight, N_("thickness of the letters")),
     .choices = weights, .fallback = -1},
    {KEY(AMONT_KEY_BOOL, amont_text_style, italic, N_("true for water only"))},
    {KEY(AMONT_KEY_COLOUR, amont_text_style, colour, N_("colour of the letters"))},
    {KEY(AMONT_KEY_NUMBER, amont_text_style, halo_mm, N_("width of the halo")), .least = 0,
     .most = 3},
    {KEY(AMONT_KEY_COLOUR, amont_text_style, halo, N_("colour of the halo"))},
    {KEY(AMONT_KEY_NUMBER, amont_text_style, spacing_pt, N_("space added between letters")),
     .least = -2, .most = 10},
};
static const amont_schema text_schema =
    AMONT_SCHEMA(N_("a text style"), amont_text_style, text_keys);

static const amont_key graphic_keys[] = {
    {KEY(AMONT_KEY_COLOUR, amont_graphic_style, fill, N_("fill colour; none when absent"))},
    {KEY(AMONT_KEY_COLOUR, amont_graphic_style, stroke, N_("line colour; none when absent"))},
    {KEY(AMONT_KEY_NUMBER, amont_graphic_style, width_mm, N_("line width")), .least = 0.01,
     .most = 20},
    {KEY(AMONT_KEY_NUMBER, amont_graphic_style, width_m, N_("line width on the ground")),
     .least = 0.1, .most = 100000},
    {KEY(AMONT_KEY_NUMBERS, amont_graphic_style, dashes_mm, N_("lengths of dashes and gaps")),
     .least = 0.01, .most = 100},
    {KEY(AMONT_KEY_NUMBER, amont_graphic_style, hatch_gap_mm, N_("distance between hatches")),
     .least = 0.2, .most = 10},
    {KEY(AMONT_KEY_NUMBER, amont_graphic_style, hatch_angle_deg, N_("direction of hatches")),
     .least = -180, .most = 180},
    {KEY(AMONT_KEY_NUMBER, amont_graphic_style, opacity,
         N_("from 0, not seen, to 1, opaque; default: 1")),
     .least = 0, .most = 1},
    {KEY(AMONT_KEY_BOOL, amont_graphic_style, unmasked,
         N_("context: true: the style 'mask' does not fade it outside the territory"))},
    {KEY(AMONT_KEY_TEXT, amont_graphic_style, symbol,
         N_("of points: circle, square, diamond, triangle, hexagon, a name of styles/symbols or an "
            "SVG file of your own; default: circle"))},
    {KEY(AMONT_KEY_NUMBER, amont_graphic_style, size_mm, N_("size of points")), .least = 0.3,
     .most = 50},
    {KEY(AMONT_KEY_TEXT, amont_graphic_style, text, N_("text style of its names"))},
    {KEY(AMONT_KEY_TEXT, amont_graphic_style, word, N_("its legend entry in words/"))},
};
static const amont_schema graphic_schema =
    AMONT_SCHEMA(N_("a graphic style"), amont_graphic_style, graphic_keys);

static const amont_key page_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_page_style, extends, N_("the page that it changes"))},
    {KEY(AMONT_KEY_TEXT, amont_page_style, label, N_("what it is for"))},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, width_mm, N_("paper width")), .least = 30,
     .most = 2000},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, height_mm, N_("paper height")), .least = 30,
     .most = 2000},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, margin_mm, N_("empty border")), .fallback = 8,
     .least = 0.5, .most = 100},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, key_columns,
         N_("columns of the key list; default: as many as make it lowest")),
     .least = 1, .most = 6},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, bleed_mm,
         N_("paper beyond each side, with marks where to cut; default: none")),
     .least = 1, .most = 20},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, inset_mm, N_("room around what lies in the map")),
     .fallback = 3, .least = 0.5, .most = 50},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, subject_mm, N_("room between frame and subject")),
     .fallback = 6, .least = 0.5, .most = 100},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, symbol_scale, N_("sizes of symbols and lines")),
     .fallback = 1, .least = 0.2, .most = 5},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, largest_mm, N_("largest proportional symbol")),
     .fallback = 16, .least = 2, .most = 100},
    {KEY(AMONT_KEY_BOOL, amont_page_style, compact, N_("true for an insert in a column of text"))},
    {KEY(AMONT_KEY_CHOICE, amont_page_style, legend,
         N_("where the legend stands: in the map, at its right, under it; auto: where the map is "
            "largest")),
     .choices = amont_legend_places},
    {KEY(AMONT_KEY_CHOICE, amont_page_style, locator,
         N_("a small map of where the map lies; auto: where there is room; default: never")),
     .choices = presences},
    {KEY(AMONT_KEY_CHOICE, amont_page_style, north_arrow,
         N_("auto, the default: where north is more than 2 degrees off, on no insert")),
     .choices = presences, .fallback = AMONT_PRESENCE_AUTO},
    {KEY(AMONT_KEY_CHOICE, amont_page_style, stamp,
         N_("version, sum of the drawing and date at the border; auto, the default: on no insert")),
     .choices = presences, .fallback = AMONT_PRESENCE_AUTO},
    {KEY(AMONT_KEY_DICTIONARY, amont_page_style, texts, N_("text styles that change")),
     .schema = &text_schema},
};
static const amont_schema page_schema = AMONT_SCHEMA(N_("a page"), amont_page_style, page_keys);

#define USUAL_KEY(name_, kind_)                                                       \
    {                                                                                 \
        .name = (name_), .type = AMONT_KEY_TEXT,                                      \
        .offset = offsetof(amont_usual_palettes, by_kind) + (kind_) * sizeof(char *), \
        .help = N_("palette of maps that name none")                                  \
    }
static const amont_key usual_keys[] = {
    USUAL_KEY("sequential", AMONT_PALETTE_SEQUENTIAL),
    USUAL_KEY("diverging", AMONT_PALETTE_DIVERGING),
    USUAL_KEY("qualitative", AMONT_PALETTE_QUALITATIVE),
    USUAL_KEY("bivariate", AMONT_PALETTE_BIVARIATE),
};
static const amont_schema usual_schema =
    AMONT_SCHEMA(N_("the usual palettes"), amont_usual_palettes, usual_keys);

static const amont_key theme_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_theme, extends, N_("the theme that it changes"))},
    {KEY(AMONT_KEY_TEXT, amont_theme, label, N_("what it is for"))},
    {KEY(AMONT_KEY_TEXT, amont_theme, family, N_("font family")), .required = true},
    {KEY(AMONT_KEY_TEXTS, amont_theme, fonts, N_("font files")), .required = true},
    {KEY(AMONT_KEY_DICTIONARY, amont_theme, texts, N_("text styles")), .schema = &text_schema,
     .required = true},
    {KEY(AMONT_KEY_DICTIONARY, amont_theme, graphics, N_("graphic styles")),
     .schema = &graphic_schema, .required = true},
    {KEY(AMONT_KEY_DICTIONARY, amont_theme, pages,
         N_("what it changes on a page of that name; 'all': on every page")),
     .schema = &page_schema},
    {KEY(AMONT_KEY_DICTIONARY, amont_theme, palettes,
         N_("palettes of its own, also in place of those of the same name")),
     .schema = &amont_palette_schema},
    {KEY(AMONT_KEY_ENTRY, amont_theme, usual_palettes,
         N_("what maps that name none are drawn with")),
     .schema = &usual_schema},
};
static const amont_schema theme_schema = AMONT_SCHEMA(N_("a theme"), amont_theme, theme_keys);

/* ---- loading ------------------------------------------------------------------------------- */

/* Reads `folder/between/name.yaml`; the tree is kept alive by `styles`. */
static amont_yaml *read_tree(amont_styles *styles, const char *between, const char *name,
                             GError **error) {
    g_autofree char *file = g_strconcat(name, ".yaml", NULL);
    g_autofree char *path = g_build_filename(styles->folder, between, file, NULL);
    amont_yaml *tree = amont_yaml_read(path, error);
    if (tree)
        g_ptr_array_add(styles->trees, tree);
    return tree;
}

static void free_tree(void *tree) {
    amont_yaml_free(tree);
}

static void *find_named(const GPtrArray *entries, const char *name) {
    for (guint i = 0; name && i < entries->len; i++)
        if (strcmp(((const amont_entry *)entries->pdata[i])->name, name) == 0)
            return entries->pdata[i];
    return NULL;
}

static bool check_page_texts(const amont_styles *styles, const amont_page_style *page,
                             GError **error) {
    for (guint i = 0; i < page->texts->len; i++) {
        const amont_text_style *text = page->texts->pdata[i];
        if (!find_named(styles->theme->texts, text->entry.name))
            return amont_entry_fail(&text->entry, NULL, error, AMONT_ERROR_CONFIG,
                                    "the theme has no text style '%s'", text->entry.name);
    }
    return true;
}

/* What a theme changes on pages must be of pages that there are. */
static bool check_pages(const amont_styles *styles, GError **error) {
    g_auto(GStrv) known = amont_styles_names(styles->folder, "pages");
    for (guint i = 0; i < styles->theme->pages->len; i++) {
        const amont_page_style *page = styles->theme->pages->pdata[i];
        const char *name = page->entry.name;
        if (strcmp(name, "all") != 0 && !g_strv_contains((const char *const *)known, name)) {
            g_autofree char *list = g_strjoinv(", ", known);
            amont_entry_fail(&page->entry, NULL, error, AMONT_ERROR_CONFIG, "there is no page '%s'",
                             name);
            amont_hint(error, "all, %s; a page of your own is a file that a map names", list);
            return false;
        }
        if (!check_page_texts(styles, page, error))
            return false;
    }
    return true;
}

/* Those of the theme go before those of the same name. */
static bool load_palettes(amont_styles *styles, GError **error) {
    amont_yaml *tree = read_tree(styles, ".", "palettes", error);
    if (!tree)
        return false;
    const amont_yaml *own = amont_yaml_find(styles->theme->entry.node, "palettes");
    if (own) {
        amont_yaml name = {.kind = AMONT_YAML_SCALAR, .place = own->place, .text = "palettes"};
        amont_yaml *keys[] = {&name}, *items[] = {(amont_yaml *)own};
        amont_yaml over = {
            .kind = AMONT_YAML_MAPPING, .place = own->place, .n = 1, .keys = keys, .items = items};
        tree = amont_yaml_merge(tree, &over, 2);
        g_ptr_array_add(styles->trees, tree);
    }
    styles->palettes = amont_palettes_read(tree, error);
    return styles->palettes != NULL;
}

static bool load(amont_styles *styles, const char *theme, GError **error) {
    static const char *const languages[] = {"fr", "en"};
    amont_yaml *tree = amont_style_tree(styles->folder, "themes", theme, styles->home, error);
    if (!tree)
        return false;
    g_ptr_array_add(styles->trees, tree);
    if (!(styles->theme = amont_schema_read(&theme_schema, tree, error)) ||
        !check_pages(styles, error))
        return false;
    if (!load_palettes(styles, error))
        return false;
    styles->words = read_tree(styles, "words", languages[styles->language], error);
    return styles->words != NULL;
}

amont_styles *amont_styles_load(const char *folder, const char *home, const char *theme,
                                amont_language language, GError **error) {
    g_autoptr(amont_styles) styles = g_new0(amont_styles, 1);
    styles->folder = g_strdup(folder);
    styles->home = g_strdup(home);
    styles->trees = g_ptr_array_new_with_free_func(free_tree);
    styles->language = language;
    return load(styles, theme ? theme : "amont", error) ? g_steal_pointer(&styles) : NULL;
}

void amont_styles_free(amont_styles *styles) {
    if (!styles)
        return;
    amont_schema_free(&theme_schema, styles->theme);
    amont_palettes_free(styles->palettes);
    g_ptr_array_unref(styles->trees);
    g_free(styles->folder);
    g_free(styles->home);
    g_free(styles);
}

/* ---- finding ------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **amont_styles_names(const char *folder, const char *between) {
    const char *suffix = strcmp(between, "symbols") == 0 ? ".svg" : ".yaml";
    GPtrArray *names = g_ptr_array_new();
    g_autofree char *path = g_build_filename(folder, between, NULL);
    g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
    for (const char *file; directory && (file = g_dir_read_name(directory));)
        if (g_str_has_suffix(file, suffix))
            g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(suffix)));
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

char **amont_styles_palettes(const amont_styles *styles, int kind) {
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; i < styles->palettes->palettes->len; i++) {
        const amont_palette *palette = styles->palettes->palettes->pdata[i];
        if (palette->kind == kind)
            g_ptr_array_add(names, g_strdup(palette->entry.name));
    }
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

/* Pages of a size of their own take the design that is meant for their width (C11-C19). */
static const char *design_for(double width_mm, double height_mm) {
    if (width_mm <= 120)
        return "insert-85";
    if (width_mm <= 185 && height_mm <= 220)
        return "insert-170";
    return width_mm > height_mm ? "a4-paysage" : "a4-portrait";
}

/* What the theme changes on a page, on all of them first. */
static amont_yaml *change_page(const amont_styles *styles, const char *name, amont_yaml *tree) {
    const char *const keys[] = {"all", name};
    const amont_yaml *pages = amont_yaml_find(styles->theme->entry.node, "pages");
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const amont_yaml *over = pages ? amont_yaml_find(pages, keys[i]) : NULL;
        if (!over)
            continue;
        amont_yaml *changed = amont_yaml_merge(tree, over, amont_style_depth);
        amont_yaml_free(tree);
        tree = changed;
    }
    return tree;
}

static bool check_size(const amont_page_style *page, GError **error) {
    const char *key = isnan(page->width_mm) ? "width_mm" : "height_mm";
    if (!isnan(page->width_mm) && !isnan(page->height_mm))
        return true;
    return amont_entry_fail(&page->entry, key, error, AMONT_ERROR_CONFIG,
                            "this key is required in %s", _(page_schema.what));
}

amont_page_style *amont_styles_page(const amont_styles *styles, const char *name, GError **error) {
    double width = NAN, height = NAN;
    bool is_size = amont_style_parse_size(name, &width, &height);
    if (is_size && !(width >= 30 && width <= 2000 && height >= 30 && height <= 2000)) {
        amont_fail(error, AMONT_ERROR_CONFIG, "a page of %g × %g mm cannot be made", width, height);
        amont_hint(error, "from 30 to 2000 mm a side");
        return NULL;
    }
    const char *design = is_size ? design_for(width, height) : name;
    amont_yaml *tree = amont_style_tree(styles->folder, "pages", design, styles->home, error);
    if (!tree)
        return NULL;
    tree = change_page(styles, design, tree);
    amont_page_style *page = amont_schema_read(&page_schema, tree, error);
    if (!page) {
        amont_yaml_free(tree);
        return NULL;
    }
    page->tree = tree;
    if (is_size) {
        page->width_mm = width;
        page->height_mm = height;
    }
    if (!check_size(page, error))
        g_clear_pointer(&page, amont_page_style_free);
    return page;
}

void amont_page_style_free(amont_page_style *page) {
    amont_yaml *tree = page ? page->tree : NULL;
    amont_schema_free(&page_schema, page);
    amont_yaml_free(tree);
}

char *amont_styles_help(void) {
    g_autofree char *theme = amont_schema_help(&theme_schema);
    g_autofree char *page = amont_schema_help(&page_schema);
    g_autofree char *palette = amont_schema_help(&amont_palette_schema);
    return g_strdup_printf(
        _("# a theme: styles/themes/NAME.yaml, or a file of your own\n%s\n"
          "# a page: styles/pages/NAME.yaml, or a file of your own\n%s\n"
          "# a palette: in styles/palettes.yaml, or in 'palettes' of a theme\n%s"),
        theme, page, palette);
}

char *amont_styles_describe(const amont_styles *styles, const amont_page_style *page) {
    g_autofree char *of_page = amont_schema_print(&page_schema, page, 1);
    g_autofree char *of_theme = amont_schema_print(&theme_schema, styles->theme, 1);
    return g_strdup_printf("page:\n%stheme:\n%s", of_page, of_theme);
}

const amont_graphic_style *amont_styles_graphic(const amont_styles *styles, const char *name) {
    return find_named(styles->theme->graphics, name);
}

const amont_palette *amont_styles_palette(const amont_styles *styles, const char *name) {
    return find_named(styles->palettes->palettes, name);
}

static void change(amont_text_style *style, const amont_text_style *by) {
    if (!isnan(by->size_pt))
        style->size_pt = by->size_pt;
    if (by->weight >= 0)
        style->weight = by->weight;
    if (!amont_colour_is_none(by->colour))
        style->colour = by->colour;
    if (!isnan(by->halo_mm))
        style->halo_mm = by->halo_mm;
    if (!amont_colour_is_none(by->halo))
        style->halo = by->halo;
    if (!isnan(by->spacing_pt))
        style->spacing_pt = by->spacing_pt;
    style->italic = style->italic || by->italic;
}

bool amont_styles_text(const amont_styles *styles, const amont_page_style *page, const char *name,
                       amont_text_style *style, GError **error) {
    const amont_text_style *base = find_named(styles->theme->texts, name);
    if (!base)
        return amont_fail_at(error, AMONT_ERROR_CONFIG, styles->theme->entry.node->place, "texts",
                             "the theme has no text style '%s'", name);
    *style = (amont_text_style){.entry = base->entry, .size_pt = 8, .halo = {1, 1, 1}};
    change(style, base);
    const amont_text_style *changed = page ? find_named(page->texts, name) : NULL;
    if (changed)
        change(style, changed);
    return true;
}

const char *amont_styles_word_or(const amont_styles *styles, const char *key, const char *other) {
    const amont_yaml *word = amont_yaml_find(styles->words, key);
    return word && word->kind == AMONT_YAML_SCALAR ? word->text : other;
}

const char *amont_styles_word(const amont_styles *styles, const char *key, GError **error) {
    const char *word = amont_styles_word_or(styles, key, NULL);
    if (!word) {
        amont_fail_at(error, AMONT_ERROR_DATA, styles->words->place, key,
                      "this word is missing from the dictionary");
        amont_hint(error, "add a line '%s: ...' to it", key);
    }
    return word;
}
