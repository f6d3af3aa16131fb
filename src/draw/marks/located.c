/* Places in the territory are told from those beyond it. */
#include "draw/marks/located.h"

#include "draw/places.h"

static void note_count(amont_plot *p, const char *key, size_t count) {
    g_autofree char *n = amont_composer_number(p->c, (double)count, 0);
    g_autofree char *note = count > 0 ? amont_phrase(p->c, key, "n", n, NULL) : NULL;
    if (note)
        amont_composer_note(p->c, note);
}

/* How many lie beyond the territory. */
static size_t keep_inside(const amont_plot *p, const amont_places *places, amont_located *located) {
    static const size_t only = 0;
    g_autoptr(amont_locator) territory = amont_locator_new(p->c->territory, &only, 1);
    size_t n_beyond = places->n_beyond;
    for (guint i = 0; i < places->spots->len; i++) {
        const amont_spot *spot = &g_array_index(places->spots, amont_spot, i);
        if (amont_locator_find(territory, spot->x, spot->y, NULL) == AMONT_NO_ZONE) {
            n_beyond++;
            continue;
        }
        g_array_append_val(located->x, spot->x);
        g_array_append_val(located->y, spot->y);
    }
    return n_beyond;
}

static bool check_any(const amont_plot *p, const amont_located *located, GError **error) {
    if (located->x->len > 0)
        return true;
    amont_entry_fail(&p->spec->entry, "layer", error, AMONT_ERROR_DATA,
                     "no place of the layer '%s' lies in the territory", p->spec->layer);
    amont_hint(error, "'amont check' tells where its places are");
    return false;
}

bool amont_located_find(amont_plot *p, amont_located *located, GError **error) {
    amont_places *places = amont_places_read(p, 0, error);
    if (!places)
        return false;
    *located = (amont_located){
        .x = g_array_new(FALSE, FALSE, sizeof(double)),
        .y = g_array_new(FALSE, FALSE, sizeof(double)),
        .projects = places->spec->kind == AMONT_LAYER_SITES,
    };
    size_t n_beyond = keep_inside(p, places, located);
    note_count(p, located->projects ? "note_sites_counted" : "note_places_counted",
               located->x->len);
    amont_places_credit(p, places);
    note_count(p, "note_beyond", n_beyond);
    amont_places_free(places);
    return check_any(p, located, error);
}

void amont_located_clear(amont_located *located) {
    if (located->x)
        g_array_unref(located->x);
    if (located->y)
        g_array_unref(located->y);
}

static const char *section_of(const amont_plot *p, const amont_located *located) {
    if (p->spec->legend_title)
        return p->spec->legend_title;
    return amont_word(p->c, located->projects ? "sites_per_km2" : "places_per_km2");
}

void amont_located_declare(amont_plot *p, const amont_located *located,
                           const amont_classes *classes, const amont_colour *colours,
                           int *entries) {
    const char *section = section_of(p, located);
    for (size_t i = classes->n; i-- > 0;) {
        g_autofree char *label = amont_classes_label(p, classes, classes->decimals, i);
        entries[i] = amont_class_key(p, section, label, colours[i]);
    }
}
