/* Atlases: which pages there are, and what each of them shows. */
#include "amont/atlas.h"

#include "amont/facts.h"
#include "base/i18n.h"
#include <math.h>
#include <string.h>

struct amont_atlas {
    const amont_layers *layers;
    const amont_map_spec *map;
    GPtrArray *pages; /* amont_atlas_page */
};

static void free_page(void *data) {
    amont_atlas_page *page = data;
    amont_map_spec *map = (amont_map_spec *)page->map;
    g_free(map->title);
    g_free(map);
    g_free(page->key);
    g_free(page->name);
    g_free(page);
}

static void add_page(amont_atlas *atlas, const char *key, const char *name) {
    amont_atlas_page *page = g_new0(amont_atlas_page, 1);
    amont_map_spec *map = g_memdup2(atlas->map, sizeof *atlas->map);
    map->title = g_strdup_printf("%s – %s", name, atlas->map->title);
    *page = (amont_atlas_page){g_strdup(key), g_strdup(name), map};
    g_ptr_array_add(atlas->pages, page);
}

amont_atlas *amont_atlas_plan(const amont_layers *layers, const amont_map_spec *map,
                              const char *each, amont_findings *findings, GError **error) {
    (void)findings;
    amont_atlas *atlas = g_new0(amont_atlas, 1);
    *atlas = (amont_atlas){layers, map, g_ptr_array_new_with_free_func(free_page)};
    const amont_level *level = amont_layers_level(layers, each);
    for (size_t i = 0; level && i < level->n; i++)
        if (level->selected[level->by_code[i]])
            add_page(atlas, level->codes[level->by_code[i]], level->names[level->by_code[i]]);
    if (atlas->pages->len > 0)
        return atlas;
    amont_atlas_free(atlas);
    amont_fail(error, AMONT_ERROR_CONFIG, "the study has no zone level '%s'", each);
    return NULL;
}

void amont_atlas_free(amont_atlas *atlas) {
    if (!atlas)
        return;
    g_ptr_array_unref(atlas->pages);
    g_free(atlas);
}

size_t amont_atlas_size(const amont_atlas *atlas) {
    return atlas->pages->len;
}

const amont_atlas_page *amont_atlas_page_at(const amont_atlas *atlas, size_t index) {
    return atlas->pages->pdata[index];
}

bool amont_atlas_has_one_scale(const amont_atlas *atlas) {
    (void)atlas;
    return true;
}

double amont_atlas_fit(const amont_atlas *atlas, size_t index, const amont_table *table,
                       amont_styles *styles, amont_fonts *fonts, double least, GError **error) {
    g_autoptr(amont_page) page =
        amont_atlas_compose(atlas, index, table, styles, fonts, NAN, NULL, error);
    if (!page)
        return NAN;
    return fmax(least, ((const amont_panel_facts *)page->facts->panels->pdata[0])->denominator);
}

double amont_atlas_scale(const amont_atlas *atlas, const amont_table *table, amont_styles *styles,
                         amont_fonts *fonts, GError **error) {
    double scale = NAN, before = NAN;
    do {
        before = scale;
        for (size_t i = 0; i < atlas->pages->len; i++) {
            double fit = amont_atlas_fit(atlas, i, table, styles, fonts, scale, error);
            if (isnan(fit))
                return NAN;
            scale = fmax(scale, fit);
        }
    } while (!(scale <= before));
    return scale;
}

amont_page *amont_atlas_compose(const amont_atlas *atlas, size_t index, const amont_table *table,
                                amont_styles *styles, amont_fonts *fonts, double denominator,
                                amont_findings *findings, GError **error) {
    amont_map_spec map = *amont_atlas_page_at(atlas, index)->map;
    if (!isnan(denominator))
        map.scale = denominator;
    return amont_compose(atlas->layers, &map, table, styles, fonts, findings, error);
}
