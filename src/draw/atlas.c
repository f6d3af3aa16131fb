/* Atlases: which pages there are, what each of them is about, and the scale that they share. */
#include "amont/atlas.h"

#include "amont/analyse.h"
#include "amont/facts.h"
#include "base/i18n.h"
#include "draw/focus.h"
#include <math.h>
#include <string.h>

typedef enum kind { OF_ZONES, OF_PROJECTS, OF_INDICATORS } kind;

/* A page, and what it is about; the first member is what others see of it. */
typedef struct leaf {
    amont_atlas_page page;
    amont_map_spec map; /* borrows all but its title from the map of the atlas */
    amont_focus focus;
} leaf;

struct amont_atlas {
    const amont_layers *layers;
    const amont_map_spec *map;
    bool is_asked; /* of what there are pages was not said by the study */
    kind kind;
    const amont_level *level;   /* of zones */
    const amont_projects *list; /* of projects */
    GPtrArray *leaves;          /* leaf */
};

static leaf *leaf_at(const amont_atlas *atlas, size_t index) {
    return atlas->leaves->pdata[index];
}

static void free_leaf(void *data) {
    leaf *l = data;
    g_free(l->page.key);
    g_free(l->page.name);
    amont_shapes_free(l->focus.subject);
    g_free(l->focus.grounds);
    g_free(l);
}

static leaf *add_leaf(amont_atlas *atlas, const char *key, const char *name) {
    leaf *l = g_new0(leaf, 1);
    l->map = *atlas->map;
    l->page = (amont_atlas_page){g_strdup(key), g_strdup(name), &l->map};
    g_ptr_array_add(atlas->leaves, l);
    return l;
}

/* What is wrong with `each`: in the study, or where it was asked for in its place. */
static void fail_asked(const amont_atlas *atlas, const char *key, GError **error,
                       const char *format, ...) {
    const amont_map_spec *map = atlas->map;
    const amont_entry *entry = map->atlas ? &map->atlas->entry : &map->entry;
    const amont_place nowhere = {0}, place = amont_yaml_place(entry->node, key);
    va_list args;
    va_start(args, format);
    amont_fail_at_valist(error, atlas->is_asked ? AMONT_ERROR_USAGE : AMONT_ERROR_CONFIG,
                         atlas->is_asked ? nowhere : place, atlas->is_asked ? NULL : key, format,
                         args);
    va_end(args);
}

/* ---- zones --------------------------------------------------------------------------------- */

/* The same name may be that of zones in several communes. */
static char *name_of_zone(const amont_level *level, size_t zone) {
    size_t parent = level->parent && level->parent_level ? level->parent[zone] : AMONT_NO_ZONE;
    if (parent == AMONT_NO_ZONE)
        return g_strdup(level->names[zone]);
    return g_strdup_printf("%s (%s)", level->names[zone], level->parent_level->names[parent]);
}

static bool plan_zones(amont_atlas *atlas, GError **error) {
    const amont_level *level = atlas->level;
    for (size_t i = 0; i < level->n; i++) {
        size_t zone = level->by_code[i];
        if (!level->selected[zone])
            continue;
        g_autofree char *name = name_of_zone(level, zone);
        leaf *l = add_leaf(atlas, level->codes[zone], name);
        l->focus = (amont_focus){.veils = true, .level = level, .zone = zone};
        l->focus.subject = amont_focus_of_zone(level, zone, error);
        if (!l->focus.subject)
            return false;
    }
    return true;
}

/* ---- projects ------------------------------------------------------------------------------ */

static const amont_map_spec *find_projects(const amont_layers *layers, const amont_map_spec *map) {
    const amont_map_spec *found = NULL;
    for (guint i = 0; !found && map->panels && i < map->panels->len; i++)
        found = find_projects(layers, amont_study_map(layers->study, map->panels->pdata[i]));
    if (map->style && strcmp(map->style, "projects") == 0)
        found = map;
    else if (map->over)
        found = find_projects(layers, map->over);
    return found;
}

/* Nothing is read off a single site at a larger scale. */
static const double least_of_projects = 10000;

static bool plan_project(amont_atlas *atlas, size_t index, amont_findings *findings,
                         GError **error) {
    const amont_level *ground = amont_layers_level(atlas->layers, NULL);
    const amont_project *project = &atlas->list->projects[index];
    g_autofree bool *grounds = amont_focus_grounds(ground, atlas->list, index);
    bool has_place = project->n_sites > 0;
    for (size_t zone = 0; zone < ground->n; zone++)
        has_place = has_place || grounds[zone];
    if (!has_place) {
        amont_find(findings, AMONT_FINDING_PROJECT_UNPLACED, atlas->list->spec->entry.name,
                   project->row, "%s", project->id);
        return true;
    }
    leaf *l = add_leaf(atlas, project->id, project->name ? project->name : project->id);
    l->focus = (amont_focus){
        .veils = project->n_sites == 0,
        .list = atlas->list,
        .project = index,
        .grounds = g_steal_pointer(&grounds),
        .least = least_of_projects,
    };
    l->focus.subject = amont_focus_of_project(ground, atlas->list, index, error);
    return l->focus.subject != NULL;
}

static bool plan_projects(amont_atlas *atlas, amont_findings *findings, GError **error) {
    const amont_map_spec *spec = find_projects(atlas->layers, atlas->map);
    atlas->list = spec ? amont_layers_projects(atlas->layers, spec->layer) : NULL;
    if (!atlas->list) {
        fail_asked(atlas, atlas->map->atlas ? "each" : NULL, error,
                   "the map '%s' shows no projects to make a page of each", atlas->map->id);
        amont_hint(error, "choose a map with 'style: projects'");
        return false;
    }
    for (size_t i = 0; i < atlas->list->n_projects; i++)
        if (!plan_project(atlas, i, findings, error))
            return false;
    return true;
}

/* ---- indicators ---------------------------------------------------------------------------- */

/* As far as it is known before it is computed. */
static const char *label_of(const amont_study *study, const char *id) {
    for (guint i = 0; i < study->indicators->len; i++) {
        const amont_indicator_spec *spec = study->indicators->pdata[i];
        if (spec->label && strcmp(spec->id, id) == 0)
            return spec->label;
    }
    for (guint i = 0; i < study->zones->len; i++) {
        const GPtrArray *fields = ((const amont_zones_spec *)study->zones->pdata[i])->fields;
        for (guint k = 0; k < fields->len; k++) {
            const amont_field_spec *field = fields->pdata[k];
            if (field->label && strcmp(field->entry.name, id) == 0)
                return field->label;
        }
    }
    const amont_indicator_info *info = amont_indicator_info_of(id);
    return info ? info->label[study->language] : id;
}

static bool plan_indicators(amont_atlas *atlas, GError **error) {
    const amont_map_spec *map = atlas->map;
    const GPtrArray *values = map->atlas ? map->atlas->values : NULL;
    if (!values || values->len == 0) {
        fail_asked(atlas, NULL, error, "no indicators are listed for the pages of '%s'", map->id);
        amont_hint(error, "list them in the map: 'atlas: {each: indicator, values: [ID, ID]}'");
        return false;
    }
    for (guint i = 0; i < values->len; i++) {
        const char *id = values->pdata[i];
        leaf *l = add_leaf(atlas, id, label_of(atlas->layers->study, id));
        l->map.value = values->pdata[i];
        l->map.values = NULL;
        l->map.legend_title = l->map.subtitle = NULL;
    }
    return true;
}

/* ---- the plan ------------------------------------------------------------------------------ */

/* What `each` may be; free with g_ptr_array_unref. */
static GPtrArray *words_of(const amont_atlas *atlas) {
    GPtrArray *words = g_ptr_array_new();
    const GPtrArray *zones = atlas->layers->study->zones;
    for (guint i = 0; i < zones->len; i++)
        g_ptr_array_add(words, (char *)((const amont_zones_spec *)zones->pdata[i])->entry.name);
    g_ptr_array_add(words, (char *)"project");
    g_ptr_array_add(words, (char *)"indicator");
    return words;
}

static bool fail_each(const amont_atlas *atlas, const char *each, GError **error) {
    const amont_map_spec *map = atlas->map;
    g_autoptr(GPtrArray) words = words_of(atlas);
    const char *nearest =
        each ? amont_nearest(each, (const char *const *)words->pdata, words->len) : NULL;
    g_ptr_array_add(words, NULL);
    g_autofree char *list = g_strjoinv(", ", (char **)words->pdata);
    if (each)
        fail_asked(atlas, map->atlas ? "each" : NULL, error,
                   "'%s' is nothing of which an atlas could have pages", each);
    else
        amont_entry_fail(&map->entry, NULL, error, AMONT_ERROR_CONFIG,
                         "the map '%s' does not say of what its atlas has pages", map->id);
    if (nearest)
        amont_hint(error, "did you mean '%s'? one of: %s", nearest, list);
    else
        amont_hint(error, "one of: %s", list);
    return false;
}

static bool find_kind(amont_atlas *atlas, const char *each, GError **error) {
    if (each && amont_study_zones(atlas->layers->study, each))
        atlas->level = amont_layers_level(atlas->layers, each);
    if (atlas->level) {
        atlas->kind = OF_ZONES;
    } else if (each && strcmp(each, "project") == 0) {
        atlas->kind = OF_PROJECTS;
    } else if (each && strcmp(each, "indicator") == 0) {
        atlas->kind = OF_INDICATORS;
    } else {
        return fail_each(atlas, each, error);
    }
    return true;
}

static bool plan(amont_atlas *atlas, const char *each, amont_findings *findings, GError **error) {
    if (!find_kind(atlas, each, error))
        return false;
    bool ok = atlas->level                 ? plan_zones(atlas, error)
              : atlas->kind == OF_PROJECTS ? plan_projects(atlas, findings, error)
                                           : plan_indicators(atlas, error);
    for (guint i = 0; i < atlas->leaves->len; i++) {
        leaf_at(atlas, i)->focus.page = i + 1;
        leaf_at(atlas, i)->focus.n_pages = atlas->leaves->len;
    }
    if (ok && atlas->leaves->len == 0)
        return amont_entry_fail(&atlas->map->entry, NULL, error, AMONT_ERROR_DATA,
                                "the atlas of '%s' has no page", atlas->map->id);
    return ok;
}

amont_atlas *amont_atlas_plan(const amont_layers *layers, const amont_map_spec *map,
                              const char *each, amont_findings *findings, GError **error) {
    g_autoptr(amont_atlas) atlas = g_new0(amont_atlas, 1);
    *atlas = (amont_atlas){
        .layers = layers,
        .map = map,
        .is_asked = each != NULL,
        .leaves = g_ptr_array_new_with_free_func(free_leaf),
    };
    if (!each && map->atlas)
        each = map->atlas->each;
    return plan(atlas, each, findings, error) ? g_steal_pointer(&atlas) : NULL;
}

void amont_atlas_free(amont_atlas *atlas) {
    if (!atlas)
        return;
    g_ptr_array_unref(atlas->leaves);
    g_free(atlas);
}

size_t amont_atlas_size(const amont_atlas *atlas) {
    return atlas->leaves->len;
}

const amont_atlas_page *amont_atlas_page_at(const amont_atlas *atlas, size_t index) {
    return &leaf_at(atlas, index)->page;
}

bool amont_atlas_has_one_scale(const amont_atlas *atlas) {
    return !atlas->map->atlas || atlas->map->atlas->scale == AMONT_ATLAS_ONE_SCALE;
}

/* ---- pages --------------------------------------------------------------------------------- */

/* Texts of one page, made for one composition. */
typedef struct wording {
    char *title, *subtitle, *legend_title;
} wording;

static char *fill_in(const char *pattern, const amont_atlas *atlas, const char *name,
                     const char *code) {
    GString *text = g_string_new(pattern);
    g_string_replace(text, "{title}", atlas->map->title, 0);
    g_string_replace(text, "{study}", atlas->layers->study->title, 0);
    g_string_replace(text, "{code}", code, 0);
    g_string_replace(text, "{name}", name, 0);
    return g_string_free(text, FALSE);
}

static char *unit_of(const char *pattern, const char *label, const char *unit) {
    GString *text = g_string_new(pattern);
    g_string_replace(text, "{label}", label, 0);
    g_string_replace(text, "{unit}", unit, 0);
    return g_string_free(text, FALSE);
}

static bool word_page(const amont_atlas *atlas, const leaf *l, const amont_table *table,
                      const amont_styles *styles, wording *w, GError **error) {
    bool is_indicator = atlas->kind == OF_INDICATORS; /* the map's title is of another */
    const char *pattern =
        amont_styles_word(styles, is_indicator ? "atlas_indicator" : "atlas_title", error);
    const char *in_unit = pattern ? amont_styles_word(styles, "atlas_unit", error) : NULL;
    const char *axis = in_unit ? amont_styles_word(styles, "axis", error) : NULL;
    const char *name = l->page.name;
    if (!axis)
        return false;
    if (atlas->map->atlas && atlas->map->atlas->title)
        pattern = atlas->map->atlas->title;
    const amont_level *level = amont_layers_level(atlas->layers, l->map.zones);
    const amont_series *series =
        atlas->kind == OF_INDICATORS ? amont_table_find(table, l->map.value, level->name) : NULL;
    if (series) {
        bool has_unit = series->unit && *series->unit;
        name = series->label;
        w->subtitle = has_unit ? unit_of(in_unit, name, series->unit) : NULL;
        w->legend_title = has_unit ? unit_of(axis, name, series->unit) : g_strdup(name);
    }
    w->title = fill_in(pattern, atlas, name, l->page.key);
    return true;
}

static void clear_wording(wording *w) {
    g_free(w->title);
    g_free(w->subtitle);
    g_free(w->legend_title);
}

amont_page *amont_atlas_compose(const amont_atlas *atlas, size_t index, const amont_table *table,
                                amont_styles *styles, amont_fonts *fonts, double denominator,
                                amont_findings *findings, GError **error) {
    const leaf *l = leaf_at(atlas, index);
    amont_map_spec map = l->map;
    amont_focus focus = l->focus;
    wording w = {0};
    if (!word_page(atlas, l, table, styles, &w, error))
        return NULL;
    map.title = w.title;
    if (atlas->kind == OF_INDICATORS) {
        map.subtitle = w.subtitle;
        map.legend_title = w.legend_title;
    }
    if (!isnan(denominator))
        focus.least = fmax(focus.least, denominator);
    amont_page *page =
        amont_compose_about(atlas->layers, &map, table, styles, fonts, &focus, findings, error);
    clear_wording(&w);
    return page;
}

/* ---- scales -------------------------------------------------------------------------------- */

void amont_atlas_fix_scale(amont_atlas *atlas, double denominator, const char *option) {
    for (guint i = 0; i < atlas->leaves->len; i++) {
        leaf_at(atlas, i)->map.scale = denominator;
        leaf_at(atlas, i)->map.scale_option = option;
    }
}

double amont_atlas_scale_of(const amont_page *page) {
    return ((const amont_panel_facts *)page->facts->panels->pdata[0])->denominator;
}

double amont_atlas_fit(const amont_atlas *atlas, size_t index, const amont_table *table,
                       amont_styles *styles, amont_fonts *fonts, double least, GError **error) {
    g_autoptr(amont_findings) unused = amont_findings_new();
    g_autoptr(amont_page) page =
        amont_atlas_compose(atlas, index, table, styles, fonts, least, unused, error);
    return page ? amont_atlas_scale_of(page) : NAN;
}

double amont_atlas_scale(const amont_atlas *atlas, const amont_table *table, amont_styles *styles,
                         amont_fonts *fonts, GError **error) {
    double scale = NAN, before = NAN;
    do {
        before = scale;
        for (size_t i = 0; i < atlas->leaves->len; i++) {
            double fit = amont_atlas_fit(atlas, i, table, styles, fonts, scale, error);
            if (isnan(fit))
                return NAN;
            scale = fmax(scale, fit);
        }
    } while (!(scale <= before));
    return scale;
}
