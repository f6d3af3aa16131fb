#include "analysis/crossed.h"

#include "analysis/figures.h"

static const double fully_known = 0.99; /* one per cent is left to limits drawn at another scale */

static bool is_known(const amont_crossing *c, const amont_crossed *cell) {
    return cell->from < c->n_known && cell->to < c->n_known;
}

typedef struct zone_sums {
    amont_sum area, known;
    double n;
} zone_sums;

static zone_sums *sum_zones(const amont_crossing *c, amont_crossed_fits *fits, const void *data) {
    zone_sums *sums = g_new0(zone_sums, c->level->n + 1);
    for (guint i = 0; i < c->cells->len; i++) {
        const amont_crossed *cell = &g_array_index(c->cells, amont_crossed, i);
        if (cell->zone == AMONT_NO_ZONE || !is_known(c, cell))
            continue;
        zone_sums *z = &sums[cell->zone];
        amont_sum_add(&z->known, cell->area_m2);
        if (!fits || !fits(cell, data))
            continue;
        amont_sum_add(&z->area, cell->area_m2);
        amont_sum_add(&z->area, -cell->noise_m2);
        z->n += cell->n;
    }
    return sums;
}

static bool is_partly_known(const amont_crossing *c, const zone_sums *sums, size_t zone) {
    return amont_sum_value(&sums[zone].known) < fully_known * c->level->area_m2[zone];
}

void amont_crossed_fill(const amont_crossing *crossing, amont_crossed_fits *fits, const void *data,
                        amont_figure *figures) {
    g_autofree zone_sums *sums = sum_zones(crossing, fits, data);
    for (size_t zone = 0; zone < crossing->level->n; zone++) {
        figures[zone] = AMONT_FIGURE_MISSING;
        if (!(amont_sum_value(&sums[zone].known) > 0))
            continue;
        figures[zone] = amont_figure_of(amont_sum_value(&sums[zone].area) / 1e4, sums[zone].n);
        if (is_partly_known(crossing, sums, zone))
            figures[zone].flag = AMONT_FLAG_ESTIMATED;
    }
}

void amont_crossed_grounds(const amont_crossing *crossing, amont_figure *figures) {
    g_autofree zone_sums *sums = sum_zones(crossing, NULL, NULL);
    for (size_t zone = 0; zone < crossing->level->n; zone++) {
        figures[zone] = amont_figure_area(crossing->level, zone, 1e4);
        if (!is_partly_known(crossing, sums, zone))
            continue;
        figures[zone] = amont_figure_of(amont_sum_value(&sums[zone].known) / 1e4, 1);
        figures[zone].flag = AMONT_FLAG_ESTIMATED;
    }
}
