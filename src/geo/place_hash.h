/* A hash of a place, the same for coordinates that are equal. */
#ifndef AMONT_GEO_PLACE_HASH_H
#define AMONT_GEO_PLACE_HASH_H

#include <glib.h>
#include <string.h>

/* The finaliser of splitmix64 (G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom
 * number generators, OOPSLA 2014). */
static inline guint64 amont_hash_mix(guint64 h) {
    h = (h ^ (h >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    h = (h ^ (h >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
    return h ^ (h >> 31);
}

static inline guint64 amont_coordinate_bits(double value) {
    double plain = value + 0.0; /* -0 is 0 */
    guint64 bits = 0;
    memcpy(&bits, &plain, sizeof bits);
    return bits;
}

static inline guint64 amont_place_hash(double x, double y) {
    return amont_hash_mix(
        amont_coordinate_bits(x) +
        amont_hash_mix(amont_coordinate_bits(y) + G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)));
}

#endif
