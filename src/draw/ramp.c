/* Asking a palette for colours, and saying why not. */
#include "draw/ramp.h"

#include <string.h>

/* What a map that names none is drawn with. */
static const char *const usual[] = {
    [AMONT_PALETTE_SEQUENTIAL] = "blues",
    [AMONT_PALETTE_DIVERGING] = "rdbu",
    [AMONT_PALETTE_QUALITATIVE] = "okabe-ito",
    [AMONT_PALETTE_BIVARIATE] = "bivariate-blue-ochre",
};

/* ---- finding ------------------------------------------------------------------------------- */

static const amont_palette *find(const amont_styles *styles, const amont_entry *map,
                                 const char *name, amont_palette_kind kind, GError **error) {
    const amont_usual_palettes *own = styles->theme->usual_palettes;
    if (!name)
        name = own && own->by_kind[kind] ? own->by_kind[kind] : usual[kind];
    const amont_palette *palette = amont_styles_palette(styles, name);
    if (palette && palette->kind == (int)kind)
        return palette;
    if (palette)
        amont_entry_fail(map, "palette", error, AMONT_ERROR_CONFIG,
                         "the palette '%s' is of kind '%s', and kind '%s' is needed here",
                         palette->entry.name, amont_palette_kinds[palette->kind],
                         amont_palette_kinds[kind]);
    else
        amont_entry_fail(map, "palette", error, AMONT_ERROR_CONFIG, "there is no palette '%s'",
                         name);
    g_auto(GStrv) names = amont_styles_palettes(styles, kind);
    g_autofree char *list = g_strjoinv(", ", names);
    amont_hint(error, "one of: %s", list);
    return NULL;
}

/* ---- saying why not ------------------------------------------------------------------------ */

static bool passes_for(const amont_palette *palette, size_t n) {
    amont_shades shades;
    if (!amont_palette_shades(palette, n, &shades))
        return false;
    amont_palette_figures figures = amont_palette_measure(palette->kind, &shades);
    return amont_palette_passes(&figures);
}

/* The most classes, fewer than n, for which the palette passes; 0 for none. */
static size_t most_below(const amont_palette *palette, size_t n) {
    size_t most = MIN(n - 1, AMONT_PALETTE_MOST);
    while (most >= 2 && !passes_for(palette, most))
        most--;
    return most >= 2 ? most : 0;
}

static void say_instead(const amont_palette *palette, size_t n, const char *nearest,
                        GError **error) {
    size_t fewer = most_below(palette, n);
    if (nearest && fewer)
        amont_hint(error, "the nearest palette that passes: '%s'; with %zu classes '%s' passes too",
                   nearest, fewer, palette->entry.name);
    else if (nearest)
        amont_hint(error, "the nearest palette that passes: '%s'", nearest);
    else if (fewer)
        amont_hint(error, "with %zu classes '%s' passes", fewer, palette->entry.name);
    else
        amont_hint(error, "'amont list palettes' shows what passes");
}

static bool fail_gate(const amont_styles *styles, const amont_entry *map,
                      const amont_palette *palette, const amont_shades *shades,
                      const amont_palette_figures *figures, GError **error) {
    amont_vision worst = amont_palette_worst(figures);
    const size_t *pair = figures->pair[worst];
    if (figures->difference[worst] < figures->needed)
        amont_entry_fail(map, "palette", error, AMONT_ERROR_CONFIG,
                         "the palette '%s' fails for %zu classes: classes %zu and %zu are %.1f "
                         "apart (ΔE2000) for %s, less than %g",
                         palette->entry.name, shades->n, pair[0] + 1, pair[1] + 1,
                         figures->difference[worst], amont_vision_name(worst), figures->needed);
    else
        amont_entry_fail(map, "palette", error, AMONT_ERROR_CONFIG,
                         "the palette '%s' fails for %zu classes: from class %zu to %zu lightness "
                         "(L*) changes by %.1f, less than %d",
                         palette->entry.name, shades->n, figures->step_at + 1, figures->step_at + 2,
                         figures->step, AMONT_PALETTE_STEP);
    const amont_palette *nearest = amont_palettes_nearest(styles->palettes, palette->kind, shades);
    say_instead(palette, shades->n, nearest ? nearest->entry.name : NULL, error);
    return false;
}

static bool fail_count(const amont_entry *map, const amont_palette *palette, size_t n,
                       GError **error) {
    amont_entry_fail(map, "palette", error, AMONT_ERROR_CONFIG,
                     "the palette '%s' has no colours for %zu classes", palette->entry.name, n);
    say_instead(palette, n, NULL, error);
    return false;
}

/* ---- asking -------------------------------------------------------------------------------- */

static bool check(const amont_styles *styles, const amont_entry *map, const amont_palette *palette,
                  const amont_shades *shades, amont_colour *colours, GError **error) {
    amont_palette_figures figures = amont_palette_measure(palette->kind, shades);
    if (!amont_palette_passes(&figures))
        return fail_gate(styles, map, palette, shades, &figures, error);
    memcpy(colours, shades->colours, shades->n * sizeof *colours);
    return true;
}

bool amont_ramp(const amont_styles *styles, const amont_entry *map, const char *name,
                amont_palette_kind kind, size_t n, amont_colour *colours, GError **error) {
    const amont_palette *palette = find(styles, map, name, kind, error);
    amont_shades shades;
    if (!palette)
        return false;
    if (!amont_palette_shades(palette, n, &shades))
        return fail_count(map, palette, n, error);
    return check(styles, map, palette, &shades, colours, error);
}

bool amont_ramp_diverging(const amont_styles *styles, const amont_entry *map, const char *name,
                          size_t n_below, size_t n_above, bool has_centre, amont_colour *colours,
                          GError **error) {
    const amont_palette *palette = find(styles, map, name, AMONT_PALETTE_DIVERGING, error);
    amont_shades shades;
    if (!palette)
        return false;
    if (!amont_palette_arms(palette, n_below, n_above, has_centre, &shades))
        return fail_count(map, palette, n_below + n_above + has_centre, error);
    return check(styles, map, palette, &shades, colours, error);
}
