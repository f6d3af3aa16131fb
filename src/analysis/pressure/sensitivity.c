/* What the shift of ranks depends on: the four choices that the uncertainty draws over, each with
 * two independent draws. */
#include "analysis/pressure/variants.h"

typedef struct model {
    const amont_composite *composite;
    const amont_draws *draws;
    const unsigned *reference;
} model;

/* The choices of one side (0: A, 1: B) of a sample; weights go to `drawn`. */
static amont_variant draw_side(const model *m, size_t sample, unsigned side, double *drawn) {
    const amont_composite *c = m->composite;
    amont_random random =
        amont_random_stream(m->draws->seed, AMONT_STREAM_SOBOL | ((uint64_t)sample << 1 | side));
    amont_variant variant = {
        .normalisation = amont_random_below(&random, AMONT_NORMALISATIONS),
        .aggregation = amont_random_below(&random, AMONT_AGGREGATIONS),
        .left_out = amont_random_below(&random, (uint32_t)c->n_indicators + 1),
        .weights = drawn,
    };
    amont_dirichlet(&random, m->draws->alpha, c->weights, c->n_indicators, drawn);
    return variant;
}

static amont_variant mix(amont_variant a, const amont_variant *b, unsigned factor) {
    switch ((amont_sensitivity_factor)factor) {
    case AMONT_FACTOR_WEIGHTS:
        a.weights = b->weights;
        break;
    case AMONT_FACTOR_NORMALISATION:
        a.normalisation = b->normalisation;
        break;
    case AMONT_FACTOR_AGGREGATION:
        a.aggregation = b->aggregation;
        break;
    case AMONT_FACTOR_LEFT_OUT:
        a.left_out = b->left_out;
        break;
    case AMONT_FACTORS:
        break;
    }
    return a;
}

static void find_shifts(size_t sample, double *outcomes, const void *data) {
    const model *m = data;
    const amont_composite *c = m->composite;
    amont_variant_room room = amont_variant_room_new(c);
    g_autofree double *other = g_new(double, c->n_indicators);
    amont_variant a = draw_side(m, sample, 0, room.drawn), b = draw_side(m, sample, 1, other);
    for (unsigned column = 0; column < AMONT_FACTORS + 2; column++) {
        amont_variant variant = column == 0 ? a : column == 1 ? b : mix(a, &b, column - 2);
        amont_variant_rank(c, &variant, &room);
        outcomes[column] =
            (double)amont_variant_shift(c, room.ranks, m->reference) / (double)c->n_units;
    }
    amont_variant_room_clear(&room);
}

void amont_composite_sensitivity(const amont_composite *composite, const amont_draws *draws,
                                 amont_sobol_index indices[AMONT_FACTORS]) {
    g_autofree unsigned *reference = amont_variant_reference(composite, draws);
    model m = {composite, draws, reference};
    amont_sobol(AMONT_FACTORS, draws->n, draws->seed, find_shifts, &m, indices);
}
