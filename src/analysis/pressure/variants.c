#include "analysis/pressure/variants.h"

#include <stdlib.h>

amont_variant_room amont_variant_room_new(const amont_composite *composite) {
    size_t n = composite->n_units, k = composite->n_indicators;
    return (amont_variant_room){g_new(double, k), g_new(double, k), g_new(double, n),
                                g_new(unsigned, n)};
}

void amont_variant_room_clear(amont_variant_room *room) {
    g_free(room->drawn);
    g_free(room->without);
    g_free(room->sums);
    g_free(room->ranks);
}

void amont_variant_rank(const amont_composite *composite, const amont_variant *variant,
                        const amont_variant_room *room) {
    amont_composite_leave_out(composite, variant->weights, variant->left_out, room->without);
    amont_composite_sum(composite, composite->terms[variant->normalisation][variant->aggregation],
                        room->without, room->sums);
    amont_rank(room->sums, composite->n_units, room->ranks);
}

unsigned long amont_variant_shift(const amont_composite *composite, const unsigned *ranks,
                                  const unsigned *reference) {
    unsigned long shift = 0;
    for (size_t u = 0; u < composite->n_units; u++)
        shift += (unsigned long)labs((long)ranks[u] - (long)reference[u]);
    return shift;
}

unsigned *amont_variant_reference(const amont_composite *composite, const amont_draws *draws) {
    amont_variant own = {draws->normalisation, draws->aggregation, composite->n_indicators,
                         composite->weights};
    amont_variant_room room = amont_variant_room_new(composite);
    amont_variant_rank(composite, &own, &room);
    unsigned *ranks = g_steal_pointer(&room.ranks);
    amont_variant_room_clear(&room);
    return ranks;
}
