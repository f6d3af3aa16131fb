/* Rounding: a limit may move anywhere in the gap between the values that it parts. */
#include "analysis/classing.h"

#include <math.h>

enum { DIGITS_MOST = 18 }; /* more significant ones than a double has */

/* Neighbours of the nearest number are tried as well: it may lie just outside. */
static double nearest_within(double low, double limit, double high, int digits) {
    double unit = pow(10, -digits), nearest = amont_number_round(limit, digits), best = NAN;
    double tries[] = {nearest, amont_number_round(nearest + unit, digits),
                      amont_number_round(nearest - unit, digits)};
    for (size_t i = 0; i < G_N_ELEMENTS(tries); i++)
        if (low < tries[i] && tries[i] <= high &&
            (isnan(best) || fabs(tries[i] - limit) < fabs(best - limit)))
            best = tries[i];
    return best;
}

double amont_round_within(double low, double limit, double high, int *decimals) {
    int magnitude = (int)floor(log10(fmax(fabs(low), fabs(high)))) + 1;
    for (int digits = -magnitude; digits <= DIGITS_MOST - magnitude; digits++) {
        double rounded = nearest_within(low, limit, high, digits);
        if (isnan(rounded))
            continue;
        *decimals = CLAMP(digits, 0, 15);
        return rounded;
    }
    *decimals = 15;
    return high;
}
