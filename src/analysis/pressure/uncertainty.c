/* How sure ranks are: draw d takes its numbers from stream d, and what is kept are counts, so that
 * who draws what does not matter. */
#include "amont/pool.h"
#include "analysis/pressure/variants.h"

typedef struct count {
    uint32_t *at_rank;    /* [u * n_units + rank - 1]: draws */
    unsigned long *shift; /* of each unit, over all draws */
} count;

typedef struct run {
    const amont_composite *composite;
    const amont_draws *draws;
    const unsigned *reference;
    size_t n_tasks;
    count *counts; /* one a task */
} run;

static void add_ranks(const run *r, const unsigned *ranks, const count *counted) {
    size_t n = r->composite->n_units;
    for (size_t u = 0; u < n; u++) {
        unsigned own = r->reference[u];
        counted->at_rank[u * n + ranks[u] - 1]++;
        counted->shift[u] += ranks[u] > own ? ranks[u] - own : own - ranks[u];
    }
}

static void draw_one(const run *r, size_t draw, const amont_variant_room *room,
                     const count *counted) {
    const amont_composite *c = r->composite;
    amont_random random = amont_random_stream(r->draws->seed, AMONT_STREAM_DRAWS | draw);
    amont_variant variant = {
        .normalisation = amont_random_below(&random, AMONT_NORMALISATIONS),
        .aggregation = amont_random_below(&random, AMONT_AGGREGATIONS),
        .left_out = amont_random_below(&random, (uint32_t)c->n_indicators + 1),
        .weights = room->drawn,
    };
    amont_dirichlet(&random, r->draws->alpha, c->weights, c->n_indicators, room->drawn);
    amont_variant_rank(c, &variant, room);
    add_ranks(r, room->ranks, counted);
}

static void draw_share(size_t task, void *data) {
    const run *r = data;
    amont_variant_room room = amont_variant_room_new(r->composite);
    for (size_t draw = task; draw < r->draws->n; draw += r->n_tasks)
        draw_one(r, draw, &room, &r->counts[task]);
    amont_variant_room_clear(&room);
}

/* All into the first. */
static void merge(const run *r) {
    size_t n = r->composite->n_units;
    for (size_t task = 1; task < r->n_tasks; task++) {
        for (size_t i = 0; i < n * n; i++)
            r->counts[0].at_rank[i] += r->counts[task].at_rank[i];
        for (size_t u = 0; u < n; u++)
            r->counts[0].shift[u] += r->counts[task].shift[u];
    }
}

/* The least rank that a share of the draws has, or a better one. */
static unsigned quantile(const uint32_t *at_rank, size_t n_draws, double share) {
    unsigned rank = 0;
    for (size_t below = 0; (double)below < share * (double)n_draws;)
        below += at_rank[rank++];
    return rank;
}

static amont_rank_spread spread_of(const run *r, size_t unit) {
    const double low = 0.05, high = 0.95;
    size_t n = r->composite->n_units, n_draws = r->draws->n, n_top = 0;
    const uint32_t *at_rank = &r->counts[0].at_rank[unit * n];
    for (unsigned rank = 0; rank < r->draws->top && rank < n; rank++)
        n_top += at_rank[rank];
    return (amont_rank_spread){
        .rank = r->reference[unit],
        .median = quantile(at_rank, n_draws, 0.5),
        .low = quantile(at_rank, n_draws, low),
        .high = quantile(at_rank, n_draws, high),
        .top_share = (double)n_top / (double)n_draws,
        .mean_shift = (double)r->counts[0].shift[unit] / (double)n_draws,
    };
}

double amont_composite_spread(const amont_composite *composite, const amont_draws *draws,
                              amont_rank_spread *spreads) {
    size_t n = composite->n_units;
    g_autofree unsigned *reference = amont_variant_reference(composite, draws);
    run r = {composite, draws, reference, MIN(amont_pool_threads(), draws->n), NULL};
    g_autofree count *counts = r.counts = g_new(count, r.n_tasks);
    for (size_t task = 0; task < r.n_tasks; task++)
        counts[task] = (count){g_new0(uint32_t, n * n), g_new0(unsigned long, n)};
    amont_pool_run(amont_pool_threads(), r.n_tasks, draw_share, &r);
    merge(&r);
    unsigned long shift = 0;
    for (size_t u = 0; u < n; u++) {
        spreads[u] = spread_of(&r, u);
        shift += counts[0].shift[u];
    }
    for (size_t task = 0; task < r.n_tasks; task++) {
        g_free(counts[task].at_rank);
        g_free(counts[task].shift);
    }
    return (double)shift / ((double)draws->n * (double)n);
}
