/* Weights drawn about those of a study. */
#include "amont/composite.h"

#include <math.h>

/* Box & Muller (1958); the logarithm is never of 0. */
static double draw_normal(amont_random *random) {
    double u = 1 - amont_random_unit(random), v = amont_random_unit(random);
    return sqrt(-2 * log(u)) * cos(2 * G_PI * v);
}

/* Marsaglia & Tsang's squeeze, for shapes of 1 and more. */
static double draw_large(amont_random *random, double shape) {
    const double squeeze = 0.0331; /* of their paper */
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = draw_normal(random), root = 1 + c * x, v = root * root * root;
        if (root <= 0)
            continue;
        double u = amont_random_unit(random);
        if (u < 1 - squeeze * x * x * x * x || log(u) < x * x / 2 + d * (1 - v + log(v)))
            return d * v;
    }
}

static double draw_gamma(amont_random *random, double shape) {
    if (shape >= 1)
        return draw_large(random, shape);
    double larger = draw_large(random, shape + 1);
    return larger * pow(1 - amont_random_unit(random), 1 / shape);
}

void amont_dirichlet(amont_random *random, double alpha, const double *weights, size_t n,
                     double *drawn) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        drawn[i] = weights[i] > 0 ? draw_gamma(random, alpha * weights[i]) : 0;
        sum += drawn[i];
    }
    for (size_t i = 0; i < n; i++)
        drawn[i] /= sum;
}
