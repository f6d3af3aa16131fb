/* A superaccumulator (U. Kulisch, Computer arithmetic and validity, 2008) in the small form of
 * R. M. Neal, Fast exact summation using small and large superaccumulators, arXiv:1505.05571, 2015:
 * digits of 32 bits in words of 64, so that carries wait. */
#include "analysis/exact.h"

#include <stdbool.h>

#define BASE INT64_C(0x100000000)

void amont_exact_settle(amont_exact *sum) {
    int64_t carry = 0;
    for (size_t i = 0; i + 1 < AMONT_EXACT_DIGITS; i++) {
        int64_t digit = sum->digits[i] + carry;
        int64_t low = (int64_t)((uint64_t)digit & UINT32_MAX);
        carry = (digit - low) / BASE; /* without a rest */
        sum->digits[i] = low;
    }
    sum->digits[AMONT_EXACT_DIGITS - 1] += carry;
}

void amont_exact_merge(amont_exact *into, const amont_exact *from) {
    for (size_t i = 0; i < AMONT_EXACT_DIGITS; i++)
        into->digits[i] += from->digits[i];
    amont_exact_settle(into);
}

static void negate(amont_exact *sum) {
    for (size_t i = 0; i < AMONT_EXACT_DIGITS; i++)
        sum->digits[i] = -sum->digits[i];
    amont_exact_settle(sum);
}

/* The 64 bits from the highest one on, the last of which also stands for all that follow. The
 * highest is in digit `top`, after so many zeros of its 32 bits. */
static uint64_t leading_bits(const amont_exact *sum, size_t top, unsigned zeros) {
    uint64_t first = (uint64_t)sum->digits[top];
    uint64_t second = top >= 1 ? (uint64_t)sum->digits[top - 1] : 0;
    uint64_t third = top >= 2 ? (uint64_t)sum->digits[top - 2] : 0;
    uint64_t bits = (first << 32 | second) << zeros | third << zeros >> 32;
    bool more = (third << zeros & UINT32_MAX) != 0;
    for (size_t i = 0; !more && i + 2 < top; i++)
        more = sum->digits[i] != 0;
    return bits | more;
}

/* Of a settled sum that is not negative. What is below the least normal double has fewer than 53
 * bits, so that it is not rounded a second time. */
static double magnitude(const amont_exact *sum) {
    size_t top = AMONT_EXACT_DIGITS - 1;
    while (top > 0 && sum->digits[top] == 0)
        top--;
    if (sum->digits[top] == 0)
        return 0;
    unsigned zeros = (unsigned)__builtin_clzll((unsigned long long)sum->digits[top]) - 32;
    int place = 32 * (int)top - 32 - (int)zeros - 1074;
    return ldexp((double)leading_bits(sum, top, zeros), place);
}

double amont_exact_value(const amont_exact *sum) {
    amont_exact settled = *sum;
    amont_exact_settle(&settled);
    if (settled.digits[AMONT_EXACT_DIGITS - 1] >= 0)
        return magnitude(&settled);
    negate(&settled);
    return -magnitude(&settled);
}

/* Writes the sum as doubles of falling size and returns how many: each is what is left, rounded. */
enum { MOST_PARTS = AMONT_EXACT_DIGITS };

static size_t split(const amont_exact *sum, double *parts) {
    amont_exact rest = *sum;
    size_t n = 0;
    while (n < MOST_PARTS && (parts[n] = amont_exact_value(&rest)) != 0)
        amont_exact_add(&rest, -parts[n++]);
    return n;
}

double amont_exact_spread(const amont_exact *sum, const amont_exact *squares, double n) {
    if (!isfinite(amont_exact_value(squares)))
        return NAN;
    double parts[MOST_PARTS];
    amont_exact spread = {0};
    size_t n_parts = split(squares, parts);
    for (size_t i = 0; i < n_parts; i++)
        amont_exact_add_product(&spread, n, parts[i]);
    n_parts = split(sum, parts);
    for (size_t i = 0; i < n_parts; i++)
        for (size_t j = 0; j < n_parts; j++)
            amont_exact_add_product(&spread, -parts[i], parts[j]);
    return amont_exact_value(&spread);
}
