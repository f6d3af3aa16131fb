#include "analysis/transition_areas.h"

#include "analysis/figures.h"

static const double fully_known = 0.99; /* one per cent is left to limits drawn at another scale */

static bool is_known(const amont_transitions *t, const amont_transition *cell) {
    return cell->from < t->n_known && cell->to < t->n_known;
}

typedef struct zone_sums {
    amont_sum area, known;
    double n, n_known;
} zone_sums;

static zone_sums *sum_zones(const amont_transitions *t, amont_transition_fits *fits,
                            const void *data) {
    zone_sums *sums = g_new0(zone_sums, t->level->n + 1);
    for (guint i = 0; i < t->cells->len; i++) {
        const amont_transition *cell = &g_array_index(t->cells, amont_transition, i);
        if (cell->zone == AMONT_NO_ZONE || !is_known(t, cell))
            continue;
        zone_sums *z = &sums[cell->zone];
        amont_sum_add(&z->known, cell->area_m2);
        z->n_known += cell->n;
        if (!fits || !fits(cell, data))
            continue;
        amont_sum_add(&z->area, cell->area_m2);
        amont_sum_add(&z->area, -cell->noise_m2);
        z->n += cell->n;
    }
    return sums;
}

static bool is_partly_known(const amont_transitions *t, const zone_sums *sums, size_t zone) {
    return amont_sum_value(&sums[zone].known) < fully_known * t->level->area_m2[zone];
}

void amont_transitions_fill(const amont_transitions *transitions, amont_transition_fits *fits,
                            const void *data, amont_figure *figures) {
    g_autofree zone_sums *sums = sum_zones(transitions, fits, data);
    for (size_t zone = 0; zone < transitions->level->n; zone++) {
        figures[zone] = AMONT_FIGURE_MISSING;
        if (!(sums[zone].n_known > 0))
            continue;
        figures[zone] = amont_figure_of(amont_sum_value(&sums[zone].area) / 1e4, sums[zone].n);
        if (is_partly_known(transitions, sums, zone))
            figures[zone].flag = AMONT_FLAG_ESTIMATED;
    }
}

void amont_transitions_grounds(const amont_transitions *transitions, amont_figure *figures) {
    g_autofree zone_sums *sums = sum_zones(transitions, NULL, NULL);
    for (size_t zone = 0; zone < transitions->level->n; zone++) {
        figures[zone] = amont_figure_area(transitions->level, zone, 1e4);
        if (!is_partly_known(transitions, sums, zone))
            continue;
        figures[zone] = amont_figure_of(amont_sum_value(&sums[zone].known) / 1e4, 1);
        figures[zone].flag = AMONT_FLAG_ESTIMATED;
    }
}
