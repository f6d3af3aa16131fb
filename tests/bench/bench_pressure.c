/* Times the uncertainty of an index of 12 indicators in 3 pillars over 47 units, generated: 10,000
 * draws, then the sensitivity to the four choices (60,000 evaluations and 200 bootstrap samples).
 *
 *     cmake --build --preset bench --target bench_pressure
 *     build/bench/tests/bench_pressure [THREADS [RUNS]] */
#include "amont/composite.h"
#include "amont/pool.h"

#include <stdio.h>
#include <stdlib.h>

enum { UNITS = 47, INDICATORS = 12, PILLARS = 3, DRAWS = 10000, TOP = 5 };

static amont_composite *make_composite(void) {
    double values[INDICATORS * UNITS], weights[INDICATORS];
    size_t pillars[INDICATORS];
    amont_random random = amont_random_stream(1, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        values[i] = amont_random_unit(&random);
    for (size_t i = 0; i < INDICATORS; i++) {
        pillars[i] = i % PILLARS;
        weights[i] = 1.0 / INDICATORS;
    }
    amont_composite_shape shape = {UNITS, INDICATORS, pillars, weights};
    return amont_composite_new(&shape, values);
}

static double seconds_since(gint64 start) {
    return (double)(g_get_monotonic_time() - start) / 1e6;
}

int main(int argc, char **argv) {
    if (argc > 1)
        amont_pool_set_threads((unsigned)strtoul(argv[1], NULL, 10));
    int runs = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 5;
    g_autoptr(amont_composite) composite = make_composite();
    amont_draws draws = {.n = DRAWS, .alpha = 50, .seed = 1, .top = TOP};
    for (int run = 0; run < runs; run++) {
        amont_rank_spread spreads[UNITS];
        amont_sobol_index indices[AMONT_FACTORS];
        gint64 start = g_get_monotonic_time();
        double shift = amont_composite_spread(composite, &draws, spreads);
        double spread_s = seconds_since(start);
        start = g_get_monotonic_time();
        amont_composite_sensitivity(composite, &draws, indices);
        printf("%u threads: draws %.3f s, sensitivity %.3f s; mean shift %.4f, first unit %u-%u, "
               "S %.3f %.3f %.3f %.3f ST %.3f\n",
               amont_pool_threads(), spread_s, seconds_since(start), shift, spreads[0].low,
               spreads[0].high, indices[0].first, indices[1].first, indices[2].first,
               indices[3].first, indices[3].total);
    }
    return 0;
}
