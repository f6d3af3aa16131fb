/* One way to compute a composite among those that the uncertainty draws from. */
#ifndef AMONT_ANALYSIS_PRESSURE_VARIANTS_H
#define AMONT_ANALYSIS_PRESSURE_VARIANTS_H

#include "amont/composite.h"

/* Streams of random numbers, one kind of draw each (amont/random.h). */
#define AMONT_STREAM_DRAWS (UINT64_C(0) << 60)
#define AMONT_STREAM_SOBOL (UINT64_C(1) << 60)
#define AMONT_STREAM_BOOTSTRAP (UINT64_C(2) << 60)

typedef struct amont_variant {
    unsigned normalisation, aggregation;
    size_t left_out; /* n_indicators: none */
    const double *weights;
} amont_variant;

/* Room for one thread: drawn weights, weights without one, sums and ranks. */
typedef struct amont_variant_room {
    double *drawn, *without, *sums;
    unsigned *ranks;
} amont_variant_room;
amont_variant_room amont_variant_room_new(const amont_composite *composite);
void amont_variant_room_clear(amont_variant_room *room);

/* Ranks of the variant, in `room->ranks`. */
void amont_variant_rank(const amont_composite *composite, const amont_variant *variant,
                        const amont_variant_room *room);

/* Σ |rank - reference| over the units. */
unsigned long amont_variant_shift(const amont_composite *composite, const unsigned *ranks,
                                  const unsigned *reference);

/* Ranks with the composite's own weights, as `draws` says; free them. */
unsigned *amont_variant_reference(const amont_composite *composite, const amont_draws *draws);

#endif
