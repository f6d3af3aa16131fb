/* Round steps: 1, 2 or 5 times a power of ten, by the rule of S and R (Becker, Chambers & Wilks
 * 1988, The New S Language, as `pretty` of R 4.2 has it by default). */
#include "analysis/classing.h"

#include <math.h>

/* How much a longer step is preferred: `high.u.bias` and `u5.bias`. */
static const long double bias = 1.5L, bias_of_5 = 2.75L;

/* Where values are that near to a step, it need not be gone beyond. */
static const long double slack = 1e-10L;

typedef struct step {
    int times;    /* 1, 2, 5 or 10 */
    int exponent; /* of ten */
} step;

static step choose_step(long double cell) {
    int exponent = (int)floorl(log10l(cell));
    long double base = powl(10, exponent);
    step s = {1, exponent};
    if (2 * base - cell >= bias * (cell - base))
        return s;
    s.times = 2;
    if (5 * base - cell >= bias_of_5 * (cell - 2 * base))
        return s;
    s.times = 5;
    if (10 * base - cell < bias * (cell - 5 * base))
        s.times = 10;
    return s;
}

void amont_pretty_limits(long double least, long double greatest, size_t k, GArray *inner) {
    step s = choose_step((greatest - least) / (long double)k);
    long double unit = s.times * powl(10, s.exponent);
    long double first = floorl(least / unit + slack), last = ceill(greatest / unit - slack);
    while (first * unit > least + slack * unit)
        first--;
    while (last * unit < greatest - slack * unit)
        last++;
    size_t n_steps = (size_t)(last - first);
    for (size_t i = 1; i < n_steps; i++) {
        long double steps = first + (long double)i;
        double limit = amont_number_round((double)(steps * unit), -s.exponent);
        g_array_append_val(inner, limit);
    }
}
