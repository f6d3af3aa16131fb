/* A file of palettes: its keys, and what must hold between them. */
#include "study/palettes.h"

#include "base/i18n.h"

#define KEY(type_, struct_, member_, help_) \
    .name = #member_, .type = (type_), .offset = offsetof(struct_, member_), .help = (help_)

const char *const amont_palette_kinds[] = {"sequential", "diverging", "qualitative", "bivariate",
                                           NULL};

#define COUNT_KEY(name_, index_)                                                   \
    {                                                                              \
        .name = (name_), .type = AMONT_KEY_COLOURS,                                \
        .offset = offsetof(amont_palette, by_count) + (index_) * sizeof(GArray *), \
        .help = N_("colours of that many classes, low to high")                    \
    }
static const amont_key palette_keys[] = {
    {KEY(AMONT_KEY_CHOICE, amont_palette, kind, N_("what it is for")),
     .choices = amont_palette_kinds},
    {KEY(AMONT_KEY_TEXT, amont_palette, label, N_("what it is for"))},
    {KEY(AMONT_KEY_TEXT, amont_palette, source, N_("who made its colours"))},
    {KEY(AMONT_KEY_TEXT, amont_palette, licence, N_("what allows their use"))},
    {KEY(AMONT_KEY_COLOURS, amont_palette, ramp, N_("colours that others are taken between"))},
    {KEY(AMONT_KEY_NUMBER, amont_palette, most, N_("most classes that the ramp is for")),
     .fallback = AMONT_PALETTE_MOST, .least = 2, .most = AMONT_PALETTE_MOST},
    {KEY(AMONT_KEY_COLOURS, amont_palette, colours, N_("colours of categories, or the nine"))},
    COUNT_KEY("2", 0),
    COUNT_KEY("3", 1),
    COUNT_KEY("4", 2),
    COUNT_KEY("5", 3),
    COUNT_KEY("6", 4),
    COUNT_KEY("7", 5),
    COUNT_KEY("8", 6),
    COUNT_KEY("9", 7),
};
const amont_schema amont_palette_schema =
    AMONT_SCHEMA(N_("a palette"), amont_palette, palette_keys);

static const amont_key palettes_keys[] = {
    {KEY(AMONT_KEY_DICTIONARY, amont_palettes, palettes, N_("palettes")),
     .schema = &amont_palette_schema, .required = true},
};
static const amont_schema palettes_schema =
    AMONT_SCHEMA(N_("a file of palettes"), amont_palettes, palettes_keys);

/* ---- what must hold ------------------------------------------------------------------------ */

static bool is_ordered(const amont_palette *palette) {
    return palette->kind == AMONT_PALETTE_SEQUENTIAL || palette->kind == AMONT_PALETTE_DIVERGING;
}

static bool has_lists(const amont_palette *palette) {
    for (size_t i = 0; i < G_N_ELEMENTS(palette->by_count); i++)
        if (palette->by_count[i])
            return true;
    return false;
}

/* One way of giving colours, and the one that its kind takes. */
static bool check_way(const amont_palette *palette, GError **error) {
    int ways = has_lists(palette) + (palette->ramp != NULL) + (palette->colours != NULL);
    if (ways == 1 && (palette->colours != NULL) != is_ordered(palette))
        return true;
    amont_entry_fail(&palette->entry, NULL, error, AMONT_ERROR_CONFIG,
                     "the palette '%s' needs one way of giving its colours", palette->entry.name);
    if (is_ordered(palette))
        amont_hint(error, "either 'ramp: [...]', or lists by number of classes: '\"2\": [...]'");
    else
        amont_hint(error, "'colours: [...]'");
    return false;
}

static bool check_lengths(const amont_palette *palette, GError **error) {
    for (size_t i = 0; i < G_N_ELEMENTS(palette->by_count); i++) {
        const GArray *list = palette->by_count[i];
        const char key[] = {(char)('2' + i), '\0'};
        if (list && list->len != i + 2)
            return amont_entry_fail(&palette->entry, key, error, AMONT_ERROR_CONFIG,
                                    "%u colours are written for %zu classes", list->len, i + 2);
    }
    const GArray *colours = palette->colours;
    bool is_bivariate = palette->kind == AMONT_PALETTE_BIVARIATE;
    if (colours && is_bivariate && colours->len != 9)
        return amont_entry_fail(&palette->entry, "colours", error, AMONT_ERROR_CONFIG,
                                "a bivariate palette has nine colours, not %u", colours->len);
    if (colours && (colours->len < 2 || colours->len > AMONT_PALETTE_MOST))
        return amont_entry_fail(&palette->entry, "colours", error, AMONT_ERROR_CONFIG,
                                "from 2 to %d colours are expected here", AMONT_PALETTE_MOST);
    return true;
}

static double lightness(const GArray *colours, guint i) {
    return amont_colour_lightness(g_array_index(colours, amont_colour, i));
}

static bool fail_ramp(const amont_palette *palette, GError **error) {
    if (palette->kind == AMONT_PALETTE_DIVERGING)
        amont_hint(error, "a diverging ramp grows light up to its centre, then dark");
    else
        amont_hint(error, "a sequential ramp is written from light to dark");
    return false;
}

/* A ramp grows dark all along, or away from one lightest colour between its ends. */
static bool check_ramp(const amont_palette *palette, GError **error) {
    const GArray *ramp = palette->ramp;
    bool is_diverging = palette->kind == AMONT_PALETTE_DIVERGING;
    if (!ramp)
        return true;
    if (ramp->len < (is_diverging ? 3 : 2))
        return amont_entry_fail(&palette->entry, "ramp", error, AMONT_ERROR_CONFIG,
                                "the ramp has too few colours");
    guint top = 0;
    while (is_diverging && top + 1 < ramp->len && lightness(ramp, top) < lightness(ramp, top + 1))
        top++;
    for (guint i = top + 1; i < ramp->len; i++)
        if (lightness(ramp, i) >= lightness(ramp, i - 1)) {
            amont_entry_fail(&palette->entry, "ramp", error, AMONT_ERROR_CONFIG,
                             "colour %u is not darker than the one before", i + 1);
            return fail_ramp(palette, error);
        }
    if (!is_diverging || (top > 0 && top + 1 < ramp->len))
        return true;
    amont_entry_fail(&palette->entry, "ramp", error, AMONT_ERROR_CONFIG,
                     "the lightest colour of a diverging ramp cannot be at its end");
    return fail_ramp(palette, error);
}

/* ---- reading ------------------------------------------------------------------------------- */

amont_palettes *amont_palettes_read(const amont_yaml *tree, GError **error) {
    amont_palettes *palettes = amont_schema_read(&palettes_schema, tree, error);
    for (guint i = 0; palettes && i < palettes->palettes->len; i++) {
        const amont_palette *palette = palettes->palettes->pdata[i];
        if (check_way(palette, error) && check_lengths(palette, error) &&
            check_ramp(palette, error))
            continue;
        amont_palettes_free(palettes);
        return NULL;
    }
    return palettes;
}

void amont_palettes_free(amont_palettes *palettes) {
    amont_schema_free(&palettes_schema, palettes);
}
