#include "analysis/spatial/facts.h"

#include "base/i18n.h"

#include <math.h>

/* A sentence in one of two languages: untranslated where `said` is false. */
typedef struct telling {
    const amont_asked *asked;
    GPtrArray *facts;
    bool said;
    amont_language language; /* of numbers */
} telling;

static const char *in(const telling *t, const char *text) {
    return t->said ? _(text) : text;
}

static void add(const telling *t, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void add(const telling *t, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(t->facts, g_strdup_vprintf(in(t, format), arguments));
    va_end(arguments);
}

static char *whole(const telling *t, size_t number) {
    return amont_number_format((double)number, 0, t->language);
}

static void say_weights(const telling *t) {
    const amont_spatial_spec *how = &t->asked->how;
    g_autofree char *tolerance = amont_number_plain(how->tolerance_m);
    g_autofree char *k = whole(t, (size_t)how->k);
    g_autofree char *distance = amont_number_plain(how->distance_m);
    switch ((amont_neighbours)how->weights) {
    case AMONT_NEIGHBOURS_QUEEN:
        add(t, N_("neighbours: zones that touch, in a corner at least (queen), within %s m"),
            tolerance);
        break;
    case AMONT_NEIGHBOURS_ROOK:
        add(t, N_("neighbours: zones with a border in common (rook), within %s m"), tolerance);
        break;
    case AMONT_NEIGHBOURS_NEAREST:
        add(t, N_("neighbours: the %s nearest zones, between centroids"), k);
        break;
    case AMONT_NEIGHBOURS_DISTANCE:
        add(t, N_("neighbours: zones within %s m, between centroids"), distance);
        break;
    }
    if (how->standardise == AMONT_STANDARDISE_ROW)
        add(t, N_("weights of a zone add up to 1"));
    else
        add(t, N_("weights are 1"));
}

static char *list_islands(const telling *t) {
    const amont_asked *asked = t->asked;
    GString *names = g_string_new(NULL);
    for (size_t unit = 0; asked->weights && unit < asked->n; unit++)
        if (amont_weights_count(asked->weights, unit) == 0)
            g_string_append_printf(names, "%s%s", names->len ? ", " : "",
                                   asked->level->names[asked->zone_of[unit]]);
    return g_string_free(names, FALSE);
}

static void say_zones(const telling *t) {
    g_autofree char *n = whole(t, t->asked->n), *missing = whole(t, t->asked->n_missing);
    g_autofree char *islands = list_islands(t);
    add(t, N_("n = %s zones; left out without a figure: %s"), n, missing);
    if (t->asked->weights)
        add(t, N_("zones without neighbours: %s"), *islands ? islands : in(t, N_("none")));
}

static void say_refusal(const telling *t) {
    if (t->asked->n < AMONT_SPATIAL_FEWEST)
        add(t, N_("refused: %d zones with a figure are needed"), AMONT_SPATIAL_FEWEST);
    else if (t->asked->n < AMONT_SPATIAL_FEW)
        add(t, N_("p-values are refused: %d zones with a figure are needed"), AMONT_SPATIAL_FEW);
    else if (t->asked->rates && !t->asked->values)
        add(t, N_("refused: the rates do not vary as those of events do"));
}

static void say_moran(const telling *t, const amont_moran *moran) {
    g_autofree char *i = amont_number_format(moran->i, 4, t->language);
    g_autofree char *expected = amont_number_format(moran->expected, 4, t->language);
    add(t, N_("I = %s; without any order it would be E[I] = %s"), i, expected);
    if (t->asked->n < AMONT_SPATIAL_FEW)
        return;
    g_autofree char *z = amont_number_format(moran->z, 2, t->language);
    g_autofree char *p = amont_number_format(moran->p_normal, 4, t->language);
    g_autofree char *p_drawn = amont_number_format(moran->p, 4, t->language);
    add(t, N_("if figures were normal: z = %s, p = %s; of permutations: p = %s"), z, p, p_drawn);
}

static void say_draws(const telling *t) {
    g_autofree char *draws = whole(t, (size_t)t->asked->how.permutations);
    g_autofree char *seed = amont_number_plain(t->asked->how.seed);
    add(t, N_("permutations: %s, seed %s; p = (r + 1) / (R + 1), on both sides"), draws, seed);
}

static void say(const telling *t, const amont_moran *moran, bool draws) {
    if (moran && !isnan(moran->i))
        say_moran(t, moran);
    say_weights(t);
    say_zones(t);
    if (draws && t->asked->n >= AMONT_SPATIAL_FEW)
        say_draws(t);
    if (t->asked->series->shared_out)
        add(t, N_("figures were shared out by area: cells of one zone are alike by that alone"));
    say_refusal(t);
}

void amont_spatial_say(const amont_request *ask, const amont_asked *asked, const amont_moran *moran,
                       bool draws) {
    const amont_study *study = amont_analysis_layers(ask->analysis)->study;
    telling t = {asked, ask->series->facts, true, (amont_language)study->language};
    say(&t, moran, draws);
    g_autoptr(GPtrArray) trace = g_ptr_array_new_with_free_func(g_free);
    telling plain = {asked, trace, false, AMONT_LANGUAGE_EN};
    say(&plain, moran, draws);
    g_ptr_array_add(trace, NULL);
    g_autofree char *sentences = g_strjoinv("; ", (char **)trace->pdata);
    char *method =
        g_strconcat(ask->series->method, "; ", sentences, "; ", asked->series->method, NULL);
    g_free(ask->series->method);
    ask->series->method = method;
}
