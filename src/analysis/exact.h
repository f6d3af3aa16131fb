/* Sums without rounding.
 *
 * A sum is a fixed-point number wide enough for every double and for 2^63 of them, so adding is
 * exact and the order of terms does not matter; only reading it rounds, once, to the nearest
 * double.
 *
 *     amont_exact sum = {0};
 *     amont_exact_add(&sum, 1e100); amont_exact_add(&sum, 1); amont_exact_add(&sum, -1e100);
 *     amont_exact_value(&sum)                                                               is 1
 *
 * After every AMONT_EXACT_TERMS terms at most, settle the sum.
 */
#ifndef AMONT_ANALYSIS_EXACT_H
#define AMONT_ANALYSIS_EXACT_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#define AMONT_EXACT_DIGITS 68
#define AMONT_EXACT_TERMS ((size_t)1 << 30)

/* Digit i counts 2^(32 i - 1074); digits are signed and may hold more than 32 bits for a while. */
typedef struct amont_exact {
    int64_t digits[AMONT_EXACT_DIGITS];
} amont_exact;

/* Adds a number that is not NaN; an infinity counts as 2^1024, which reads as an infinity. */
static inline void amont_exact_add(amont_exact *sum, double term) {
    uint64_t bits;
    memcpy(&bits, &term, sizeof bits);
    unsigned exponent = (unsigned)(bits >> 52) & 0x7ff;
    unsigned is_normal = exponent > 0;
    uint64_t mantissa = (bits & ((UINT64_C(1) << 52) - 1)) | (uint64_t)is_normal << 52;
    unsigned place = exponent - is_normal, shift = place % 32;
    uint64_t low = mantissa << shift, high = mantissa >> 1 >> (63 - shift);
    int64_t sign = bits >> 63 ? -1 : 1;
    int64_t *digit = &sum->digits[place / 32];
    digit[0] += sign * (int64_t)(low & UINT32_MAX);
    digit[1] += sign * (int64_t)(low >> 32);
    digit[2] += sign * (int64_t)high;
}

/* Adds a product as two terms. Exact unless it overflows, or is so small (under 1e-290) that its
 * last bits are beyond the least double. */
static inline void amont_exact_add_product(amont_exact *sum, double a, double b) {
    double product = a * b;
    amont_exact_add(sum, product);
    if (isfinite(product))
        amont_exact_add(sum, fma(a, b, -product));
}

/* Brings digits back to 32 bits, all but the highest without sign. */
void amont_exact_settle(amont_exact *sum);

/* Adds another sum; both are settled. */
void amont_exact_merge(amont_exact *into, const amont_exact *from);

/* The double nearest to the sum, ties to even; an infinity beyond the largest. */
double amont_exact_value(const amont_exact *sum);

/* n Σx² - (Σx)², rounded once: n² times the variance of a population. Not negative, and exactly 0
 * when all x are equal. NaN when the squares overflow. */
double amont_exact_spread(const amont_exact *sum, const amont_exact *squares, double n);

#endif
