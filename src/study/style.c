/* Styles are read by the same kind of tables as studies, so that a mistake in a style is reported
 * at its line too. */
#include "amont/style.h"

#include "base/i18n.h"
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
    {KEY(AMONT_KEY_NUMBERS, amont_graphic_style, dashes_mm, N_("lengths of dashes and gaps"))},
    {KEY(AMONT_KEY_NUMBER, amont_graphic_style, hatch_gap_mm, N_("distance between hatches")),
     .least = 0.2, .most = 10},
    {KEY(AMONT_KEY_NUMBER, amont_graphic_style, hatch_angle_deg, N_("direction of hatches")),
     .least = -180, .most = 180},
    {KEY(AMONT_KEY_CHOICE, amont_graphic_style, symbol, N_("shape of points")),
     .choices = amont_symbol_names},
    {KEY(AMONT_KEY_NUMBER, amont_graphic_style, size_mm, N_("size of points")), .least = 0.3,
     .most = 50},
    {KEY(AMONT_KEY_TEXT, amont_graphic_style, text, N_("text style of its names"))},
    {KEY(AMONT_KEY_TEXT, amont_graphic_style, word, N_("its legend entry in words/"))},
};
static const amont_schema graphic_schema =
    AMONT_SCHEMA(N_("a graphic style"), amont_graphic_style, graphic_keys);

static const amont_key theme_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_theme, family, N_("font family")), .required = true},
    {KEY(AMONT_KEY_TEXTS, amont_theme, fonts, N_("font files")), .required = true},
    {KEY(AMONT_KEY_DICTIONARY, amont_theme, texts, N_("text styles")), .schema = &text_schema,
     .required = true},
    {KEY(AMONT_KEY_DICTIONARY, amont_theme, graphics, N_("graphic styles")),
     .schema = &graphic_schema, .required = true},
};
static const amont_schema theme_schema = AMONT_SCHEMA(N_("a theme"), amont_theme, theme_keys);

static const amont_key page_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_page_style, label, N_("what it is for"))},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, width_mm, N_("paper width")), .required = true,
     .least = 30, .most = 2000},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, height_mm, N_("paper height")), .required = true,
     .least = 30, .most = 2000},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, margin_mm, N_("empty border")), .fallback = 8,
     .least = 0.5, .most = 100},
    {KEY(AMONT_KEY_NUMBER, amont_page_style, key_columns,
         N_("columns of the key list; default: as many as make it lowest")),
     .least = 1, .most = 6},
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

#define COUNT_KEY(name_, index_)                                                   \
    {                                                                              \
        .name = (name_), .type = AMONT_KEY_COLOURS,                                \
        .offset = offsetof(amont_palette, by_count) + (index_) * sizeof(GArray *), \
        .help = N_("colours of that many classes, low to high")                    \
    }
static const amont_key palette_keys[] = {
    {KEY(AMONT_KEY_TEXT, amont_palette, label, N_("what it is for"))},
    COUNT_KEY("2", 0),
    COUNT_KEY("3", 1),
    COUNT_KEY("4", 2),
    COUNT_KEY("5", 3),
    COUNT_KEY("6", 4),
    COUNT_KEY("7", 5),
    COUNT_KEY("8", 6),
    COUNT_KEY("9", 7),
};
static const amont_schema palette_schema =
    AMONT_SCHEMA(N_("a palette"), amont_palette, palette_keys);

typedef struct amont_palettes {
    amont_entry entry;
    GPtrArray *palettes;
} amont_palettes;

static const amont_key palettes_keys[] = {
    {KEY(AMONT_KEY_DICTIONARY, amont_palettes, palettes, N_("palettes")), .schema = &palette_schema,
     .required = true},
};
static const amont_schema palettes_schema =
    AMONT_SCHEMA(N_("a file of palettes"), amont_palettes, palettes_keys);

/* ---- loading ------------------------------------------------------------------------------- */

bool amont_colour_is_none(amont_colour colour) {
    return isnan(colour.red);
}

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

static bool load(amont_styles *styles, const char *theme, GError **error) {
    static const char *const languages[] = {"fr", "en"};
    amont_yaml *tree = read_tree(styles, "themes", theme, error);
    if (!tree || !(styles->theme = amont_schema_read(&theme_schema, tree, error)))
        return false;
    tree = read_tree(styles, ".", "palettes", error);
    if (!tree || !(styles->palettes = amont_schema_read(&palettes_schema, tree, error)))
        return false;
    styles->words = read_tree(styles, "words", languages[styles->language], error);
    return styles->words != NULL;
}

amont_styles *amont_styles_load(const char *folder, const char *theme, amont_language language,
                                GError **error) {
    g_autoptr(amont_styles) styles = g_new0(amont_styles, 1);
    styles->folder = g_strdup(folder);
    styles->trees = g_ptr_array_new_with_free_func(free_tree);
    styles->language = language;
    return load(styles, theme ? theme : "amont", error) ? g_steal_pointer(&styles) : NULL;
}

void amont_styles_free(amont_styles *styles) {
    if (!styles)
        return;
    amont_schema_free(&theme_schema, styles->theme);
    amont_schema_free(&palettes_schema, styles->palettes);
    g_ptr_array_unref(styles->trees);
    g_free(styles->folder);
    g_free(styles);
}

/* ---- finding ------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **amont_styles_pages(const char *folder) {
    GPtrArray *names = g_ptr_array_new();
    g_autofree char *path = g_build_filename(folder, "pages", NULL);
    g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
    for (const char *file; directory && (file = g_dir_read_name(directory));)
        if (g_str_has_suffix(file, ".yaml"))
            g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(".yaml")));
    qsort(names->pdata, names->len, sizeof(void *), compare_names);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

char **amont_styles_palettes(const amont_styles *styles) {
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; i < styles->palettes->palettes->len; i++)
        g_ptr_array_add(names,
                        g_strdup(((amont_entry *)styles->palettes->palettes->pdata[i])->name));
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

amont_page_style *amont_styles_page(amont_styles *styles, const char *name, GError **error) {
    g_auto(GStrv) names = amont_styles_pages(styles->folder);
    if (!g_strv_contains((const char *const *)names, name)) {
        g_autofree char *list = g_strjoinv(", ", names);
        amont_fail(error, AMONT_ERROR_CONFIG, "there is no page '%s'", name);
        amont_hint(error, "one of: %s", list);
        return NULL;
    }
    amont_yaml *tree = read_tree(styles, "pages", name, error);
    return tree ? amont_schema_read(&page_schema, tree, error) : NULL;
}

void amont_page_style_free(amont_page_style *page) {
    amont_schema_free(&page_schema, page);
}

static void *find_named(const GPtrArray *entries, const char *name) {
    for (guint i = 0; name && i < entries->len; i++)
        if (strcmp(((const amont_entry *)entries->pdata[i])->name, name) == 0)
            return entries->pdata[i];
    return NULL;
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
