/* folder: base */
/* Random numbers by counter: the n-th number of a stream is a function of the seed, the stream and
 * n alone, so that draws are the same whatever the order, the threads and the machine.
 *
 * Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3",
 * SC '11).
 *
 *     amont_random r = amont_random_stream(seed, draw);
 *     double u = amont_random_unit(&r);
 */
#ifndef AMONT_RANDOM_H
#define AMONT_RANDOM_H

#include <stdint.h>

typedef struct amont_random {
    uint32_t key[2], counter[4];
    uint32_t block[4];
    unsigned used; /* of the block; 4: none is left */
} amont_random;

/* Ten rounds over a counter. */
void amont_random_philox(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4]);

amont_random amont_random_stream(uint64_t seed, uint64_t stream);
uint32_t amont_random_bits(amont_random *r);
/* In [0, 1[, 53 bits. */
double amont_random_unit(amont_random *r);
/* In 0 .. n - 1, without bias (Lemire 2019, ACM TOMACS 29(1)); n > 0. */
uint32_t amont_random_below(amont_random *r, uint32_t n);

#endif
