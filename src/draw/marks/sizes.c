/* Legend values by the 1-2-5 series, and the floor of C14. */
#include "draw/marks/sizes.h"

#include <math.h>

/* The series as whole numbers: step 0 is 1, 1 is 2, 2 is 5, 3 is 10, -1 is 0.5. */
static double value_of_step(int step) {
    static const double digits[] = {1, 2, 5};
    int decade = (int)floor(step / 3.0);
    double power = pow(10, abs(decade)), digit = digits[step - 3 * decade];
    return decade < 0 ? digit / power : digit * power;
}

/* The least that is no less than `value`. */
static int step_up(double value) {
    int step = 3 * (int)floor(log10(value)) - 1;
    while (value_of_step(step) < value * (1 - 1e-12))
        step++;
    return step;
}

static size_t fill(int first, int stride, bool whole, double values[AMONT_SIZES_SHOWN]) {
    size_t n = 0;
    for (int step = first; n < AMONT_SIZES_SHOWN; step -= stride) {
        double value = value_of_step(step);
        if (whole && value < 1)
            break;
        values[n++] = value;
    }
    return n;
}

size_t amont_sizes_shown(double most, double least, bool whole, double values[AMONT_SIZES_SHOWN]) {
    double near = isinf(least) ? 2.0 / 3 : 0.75; /* an eye adds to a length, hardly to an area */
    int first = step_up(whole ? fmax(near * most, 1) : near * most);
    size_t n = fill(first, 2, whole, values);
    bool reaches = n == AMONT_SIZES_SHOWN && values[n - 1] >= least;
    return reaches ? n : fill(first, 1, whole, values);
}

double amont_sizes_round_up(double value) {
    return value_of_step(step_up(value));
}

double amont_sizes_limit(double below, double upto, int *decimals) {
    int first = -(int)floor(log10(upto));
    for (int digits = first; digits < first + 15; digits++) {
        double limit = amont_number_round(upto, digits);
        if (limit > upto)
            limit = amont_number_round(upto - pow(10, -digits), digits);
        if (limit > below && limit <= upto) {
            *decimals = digits > 0 ? digits : 0;
            return limit;
        }
    }
    *decimals = 0;
    return upto;
}

int amont_sizes_decimals(double value) {
    return value < 1 ? (int)ceil(-log10(value) - 1e-9) : 0;
}

double amont_sizes_floor_mm(const amont_composer *c) {
    const double least_mm2 = 1.2, insert_mm = 1.8;
    return c->look->compact ? insert_mm : sqrt(4 * least_mm2 / G_PI);
}

bool amont_sizes_check_scale(const amont_plot *p, double greatest, double times, GError **error) {
    const double most_times = 3;
    double largest_mm = p->c->look->largest_mm;
    if (times <= most_times)
        return true;
    g_autofree char *value = amont_number_plain(greatest);
    amont_entry_fail(&p->spec->entry, "largest", error, AMONT_ERROR_CONFIG,
                     "the symbol of %s would be %.0f mm large", value, times * largest_mm);
    amont_hint(error, "%s or more: the value whose symbol is %g mm large", value, largest_mm);
    return false;
}

double amont_sizes_fit(const amont_plot *p, double area_mm2) {
    const double most_covered = 0.3; /* of the territory */
    double metres_per_mm = p->c->frame.metres_per_mm;
    double territory_mm2 = amont_shapes_area(p->c->territory, 0) / (metres_per_mm * metres_per_mm);
    return fmin(1, most_covered * territory_mm2 / area_mm2);
}
