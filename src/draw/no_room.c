/* What is said where a page has no room. */
#include "draw/layout.h"

#include "base/i18n.h"
#include <math.h>

static bool fail_scale(const amont_sheet *sheet, const amont_bands *bands, GError **error) {
    const amont_composer *root = &sheet->root;
    amont_map_fail(root->map, "scale", error, "at 1:%.0f the territory is larger than the map",
                   root->map->scale);
    amont_hint(error, "1:%.0f is the largest round scale that shows it on this page",
               amont_bands_denominator(sheet, bands, 0));
    return false;
}

/* The first setting is the one that leaves a map most. */
bool amont_sheet_fail_plans(const amont_sheet *sheet, const amont_bands *bands, GError **error) {
    const amont_composer *root = &sheet->root;
    if (!isinf(amont_bands_denominator(sheet, bands, 0)))
        return fail_scale(sheet, bands, error);
    if (amont_bands_list(bands) > 0) {
        amont_map_fail(root->map, "page", error,
                       "the page '%s' (%g × %g mm) leaves %.0f mm for the map over its list of "
                       "%.0f mm",
                       root->map->page, root->look->width_mm, root->look->height_mm,
                       fmax(0, amont_bands_least(bands)), amont_bands_list(bands));
        amont_hint(error, "choose a larger page, or another mark");
        return false;
    }
    amont_map_fail(root->map, "page", error,
                   "the page '%s' (%g × %g mm) leaves %.0f mm for the map: its title takes "
                   "%.0f mm, its notes and sources %.0f mm",
                   root->map->page, root->look->width_mm, root->look->height_mm,
                   fmax(0, amont_bands_least(bands)), bands->title.max_y - bands->title.min_y,
                   bands->footer.max_y - bands->footer.min_y);
    amont_hint(error, "choose a larger page, or shorten the title and the notes");
    return false;
}

bool amont_sheet_fail_room(const amont_sheet *sheet, GError **error) {
    const amont_composer *root = &sheet->root;
    bool fixed = !isnan(root->map->scale);
    amont_map_fail(root->map, fixed ? "scale" : "page", error,
                   "%s finds no room off the territory on the page '%s' (%g × %g mm)",
                   _(sheet->lacking), root->map->page, root->look->width_mm, root->look->height_mm);
    if (fixed)
        amont_hint(error, "choose a larger page or a smaller scale");
    else
        amont_hint(error, "choose a larger page, fewer classes or shorter words");
    return false;
}
