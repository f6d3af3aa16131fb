/* What is kept of a group follows from the statistics wanted: counts, extremes, up to four exact
 * sums (analysis/exact.h), or the values themselves. Batches are taken in slices that stay in the
 * nearest cache, one kept thing after the other. Values for quantiles are noted with their group as
 * they come, and sorted by group (counting sort) when all are there. */
#include "amont/reducer.h"

#include "amont/pool.h"
#include "analysis/exact.h"
#include "analysis/select.h"

#include <math.h>
#include <stdbool.h>

#define SLICE ((size_t)1024)
#define BLOCK ((size_t)1 << 16)

typedef enum kept {
    KEPT_EXTREMES = 1 << 0,
    KEPT_SUM = 1 << 1,
    KEPT_SQUARES = 1 << 2,
    KEPT_WEIGHTS = 1 << 3,
    KEPT_PRODUCTS = 1 << 4,
    KEPT_VALUES = 1 << 5,
} kept;

/* Values as they come, for quantiles. */
typedef struct block {
    size_t n;
    uint32_t group[BLOCK];
    double value[BLOCK];
} block;

struct amont_reducer {
    size_t n_groups; /* the last one is outside */
    unsigned kept;
    uint64_t *count, *missing;
    double *least, *most;                            /* extremes */
    amont_exact *sum, *squares, *weights, *products; /* NULL when not kept */
    size_t n_unsettled;                              /* terms since sums were settled, at most */
    GPtrArray *blocks;                               /* until finished */
    double *values;                                  /* then: those of group g stand from */
    size_t *first;                                   /* first[g] to first[g + 1] */
    bool is_finished;
};

/* The rows of a slice that have a value, or all its rows when only these are counted. */
typedef struct slice {
    size_t n;
    uint32_t group[SLICE];
    double value[SLICE], weight[SLICE];
} slice;

static const unsigned kept_for[AMONT_STATISTICS] = {
    [AMONT_STATISTIC_SUM] = KEPT_SUM,
    [AMONT_STATISTIC_MEAN] = KEPT_SUM,
    [AMONT_STATISTIC_MIN] = KEPT_EXTREMES,
    [AMONT_STATISTIC_MAX] = KEPT_EXTREMES,
    [AMONT_STATISTIC_VARIANCE] = KEPT_SUM | KEPT_SQUARES,
    [AMONT_STATISTIC_STDDEV] = KEPT_SUM | KEPT_SQUARES,
    [AMONT_STATISTIC_MEDIAN] = KEPT_VALUES,
    [AMONT_STATISTIC_QUANTILE] = KEPT_VALUES,
    [AMONT_STATISTIC_WEIGHT] = KEPT_WEIGHTS,
    [AMONT_STATISTIC_WEIGHTED_SUM] = KEPT_PRODUCTS,
    [AMONT_STATISTIC_WEIGHTED_MEAN] = KEPT_WEIGHTS | KEPT_PRODUCTS,
};

/* --- one reducer --- */

static amont_exact *new_sums(const amont_reducer *reducer, kept what) {
    return reducer->kept & what ? g_new0(amont_exact, reducer->n_groups) : NULL;
}

static double *new_extremes(const amont_reducer *reducer, double start) {
    if (!(reducer->kept & KEPT_EXTREMES))
        return NULL;
    double *extremes = g_new(double, reducer->n_groups);
    for (size_t g = 0; g < reducer->n_groups; g++)
        extremes[g] = start;
    return extremes;
}

amont_reducer *amont_reducer_new(size_t n_groups, unsigned wanted) {
    g_assert(n_groups < UINT32_MAX);
    amont_reducer *reducer = g_new0(amont_reducer, 1);
    reducer->n_groups = n_groups + 1;
    for (unsigned s = 0; s < AMONT_STATISTICS; s++)
        reducer->kept |= wanted & AMONT_WANTED(s) ? kept_for[s] : 0;
    reducer->count = g_new0(uint64_t, reducer->n_groups);
    reducer->missing = g_new0(uint64_t, reducer->n_groups);
    reducer->least = new_extremes(reducer, INFINITY);
    reducer->most = new_extremes(reducer, -INFINITY);
    reducer->sum = new_sums(reducer, KEPT_SUM);
    reducer->squares = new_sums(reducer, KEPT_SQUARES);
    reducer->weights = new_sums(reducer, KEPT_WEIGHTS);
    reducer->products = new_sums(reducer, KEPT_PRODUCTS);
    reducer->blocks = g_ptr_array_new_with_free_func(g_free);
    return reducer;
}

void amont_reducer_free(amont_reducer *reducer) {
    if (!reducer)
        return;
    g_free(reducer->count);
    g_free(reducer->missing);
    g_free(reducer->least);
    g_free(reducer->most);
    g_free(reducer->sum);
    g_free(reducer->squares);
    g_free(reducer->weights);
    g_free(reducer->products);
    g_ptr_array_unref(reducer->blocks);
    g_free(reducer->values);
    g_free(reducer->first);
    g_free(reducer);
}

/* --- adding --- */

static void settle(const amont_reducer *reducer, amont_exact *sums) {
    for (size_t g = 0; sums && g < reducer->n_groups; g++)
        amont_exact_settle(&sums[g]);
}

static void settle_all(amont_reducer *reducer) {
    settle(reducer, reducer->sum);
    settle(reducer, reducer->squares);
    settle(reducer, reducer->weights);
    settle(reducer, reducer->products);
    reducer->n_unsettled = 0;
}

/* Counts the rows and keeps those with a value. Adding 0 makes 0 of -0. */
static void take(amont_reducer *reducer, slice *s, const uint32_t *group, const double *value,
                 const double *weight, size_t n) {
    const uint32_t outside = (uint32_t)(reducer->n_groups - 1);
    s->n = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t g = MIN(group[i], outside);
        double x = value ? value[i] + 0.0 : 0, w = weight ? weight[i] : 1;
        if (!isfinite(x) || !isfinite(w)) {
            reducer->missing[g]++;
            continue;
        }
        s->group[s->n] = g;
        s->value[s->n] = x;
        s->weight[s->n++] = w;
    }
    for (size_t i = 0; i < s->n; i++)
        reducer->count[s->group[i]]++;
}

static void count_rows(amont_reducer *reducer, const uint32_t *group, size_t n) {
    const uint32_t outside = (uint32_t)(reducer->n_groups - 1);
    for (size_t i = 0; i < n; i++)
        reducer->count[MIN(group[i], outside)]++;
}

static void add_extremes(amont_reducer *reducer, const slice *s) {
    for (size_t i = 0; i < s->n; i++) {
        double *least = &reducer->least[s->group[i]], *most = &reducer->most[s->group[i]];
        *least = MIN(*least, s->value[i]);
        *most = MAX(*most, s->value[i]);
    }
}

static void add_terms(amont_exact *sums, const slice *s, const double *terms) {
    for (size_t i = 0; i < s->n; i++)
        amont_exact_add(&sums[s->group[i]], terms[i]);
}

static void add_products(amont_exact *sums, const slice *s, const double *factors) {
    for (size_t i = 0; i < s->n; i++)
        amont_exact_add_product(&sums[s->group[i]], s->value[i], factors[i]);
}

static block *block_with_room(const amont_reducer *reducer) {
    GPtrArray *blocks = reducer->blocks;
    block *last = blocks->len > 0 ? blocks->pdata[blocks->len - 1] : NULL;
    if (last && last->n + SLICE <= BLOCK)
        return last;
    last = g_new(block, 1);
    last->n = 0;
    g_ptr_array_add(blocks, last);
    return last;
}

static void add_values(amont_reducer *reducer, const slice *s) {
    block *b = block_with_room(reducer);
    memcpy(b->group + b->n, s->group, s->n * sizeof *s->group);
    memcpy(b->value + b->n, s->value, s->n * sizeof *s->value);
    b->n += s->n;
}

static void add_slice(amont_reducer *reducer, const slice *s) {
    if (reducer->n_unsettled + 2 * SLICE > AMONT_EXACT_TERMS) /* a product is two terms */
        settle_all(reducer);
    reducer->n_unsettled += 2 * s->n;
    if (reducer->least)
        add_extremes(reducer, s);
    if (reducer->sum)
        add_terms(reducer->sum, s, s->value);
    if (reducer->squares)
        add_products(reducer->squares, s, s->value);
    if (reducer->weights)
        add_terms(reducer->weights, s, s->weight);
    if (reducer->products)
        add_products(reducer->products, s, s->weight);
    if (reducer->kept & KEPT_VALUES)
        add_values(reducer, s);
}

void amont_reducer_add(amont_reducer *reducer, const uint32_t *group, const double *value,
                       const double *weight, size_t n) {
    g_assert(!reducer->is_finished && (value || reducer->kept == 0));
    if (!value && !weight) {
        count_rows(reducer, group, n);
        return;
    }
    slice s;
    for (size_t i = 0; i < n; i += SLICE) {
        take(reducer, &s, group + i, value ? value + i : NULL, weight ? weight + i : NULL,
             MIN(n - i, SLICE));
        add_slice(reducer, &s);
    }
}

/* --- merging --- */

static void merge_sums(const amont_reducer *reducer, amont_exact *into, const amont_exact *from) {
    for (size_t g = 0; into && g < reducer->n_groups; g++)
        amont_exact_merge(&into[g], &from[g]);
}

static void merge_blocks(GPtrArray *into, GPtrArray *from) {
    for (guint b = 0; b < from->len; b++)
        g_ptr_array_insert(into, 0, g_steal_pointer(&from->pdata[b])); /* the last one stays last */
}

void amont_reducer_merge(amont_reducer *into, amont_reducer *from) {
    g_assert(into->n_groups == from->n_groups && into->kept == from->kept);
    g_assert(!into->is_finished && !from->is_finished);
    settle_all(into);
    settle_all(from);
    for (size_t g = 0; g < into->n_groups; g++) {
        into->count[g] += from->count[g];
        into->missing[g] += from->missing[g];
        if (into->least) {
            into->least[g] = MIN(into->least[g], from->least[g]);
            into->most[g] = MAX(into->most[g], from->most[g]);
        }
    }
    merge_sums(into, into->sum, from->sum);
    merge_sums(into, into->squares, from->squares);
    merge_sums(into, into->weights, from->weights);
    merge_sums(into, into->products, from->products);
    merge_blocks(into->blocks, from->blocks);
    amont_reducer_free(from);
}

/* --- results --- */

/* Counting sort of the values by group, each part of the blocks by itself: how many of each group
 * are in each part says where a part's values of a group go. */
typedef struct sorting {
    amont_reducer *reducer;
    size_t n_parts;
    size_t *next; /* of each part and group: first how many, then where the next one goes */
} sorting;

static guint first_block(const sorting *s, size_t part) {
    return (guint)(s->reducer->blocks->len * part / s->n_parts);
}

static void count_part(size_t part, void *data) {
    const sorting *s = data;
    size_t *next = s->next + part * s->reducer->n_groups;
    for (guint k = first_block(s, part); k < first_block(s, part + 1); k++) {
        const block *b = s->reducer->blocks->pdata[k];
        for (size_t i = 0; i < b->n; i++)
            next[b->group[i]]++;
    }
}

static void assign_places(const sorting *s) {
    size_t n_groups = s->reducer->n_groups, n = 0;
    for (size_t g = 0; g < n_groups; g++) {
        s->reducer->first[g] = n;
        for (size_t part = 0; part < s->n_parts; part++) {
            size_t *next = &s->next[part * n_groups + g], count = *next;
            *next = n;
            n += count;
        }
    }
    s->reducer->first[n_groups] = n;
}

static void place_part(size_t part, void *data) {
    const sorting *s = data;
    size_t *next = s->next + part * s->reducer->n_groups;
    double *values = s->reducer->values;
    for (guint k = first_block(s, part); k < first_block(s, part + 1); k++) {
        block *b = g_steal_pointer(&s->reducer->blocks->pdata[k]);
        for (size_t i = 0; i < b->n; i++)
            values[next[b->group[i]]++] = b->value[i];
        g_free(b);
    }
}

static void sort_values(amont_reducer *reducer) {
    unsigned n_threads = amont_pool_threads();
    sorting s = {.reducer = reducer, .n_parts = CLAMP(reducer->blocks->len, 1, n_threads)};
    s.next = g_new0(size_t, s.n_parts * reducer->n_groups);
    amont_pool_run(n_threads, s.n_parts, count_part, &s);
    reducer->first = g_new(size_t, reducer->n_groups + 1);
    assign_places(&s);
    reducer->values = g_new(double, reducer->first[reducer->n_groups]);
    amont_pool_run(n_threads, s.n_parts, place_part, &s);
    g_free(s.next);
}

void amont_reducer_finish(amont_reducer *reducer) {
    g_assert(!reducer->is_finished);
    reducer->is_finished = true;
    settle_all(reducer);
    if (reducer->kept & KEPT_VALUES)
        sort_values(reducer);
}

static double variance(const amont_reducer *reducer, size_t g) {
    double n = (double)reducer->count[g];
    if (n < 2)
        return NAN;
    return amont_exact_spread(&reducer->sum[g], &reducer->squares[g], n) / n / (n - 1);
}

static double quantile(const amont_reducer *reducer, size_t g, double p) {
    g_assert(p >= 0 && p <= 1);
    size_t first = reducer->first[g];
    return amont_select_quantile(reducer->values + first, reducer->first[g + 1] - first, p);
}

static double quotient(double numerator, double denominator) {
    return denominator != 0 ? numerator / denominator : NAN;
}

double amont_reducer_result(amont_reducer *reducer, size_t group, amont_statistic statistic,
                            double p) {
    size_t g = MIN(group, reducer->n_groups - 1);
    double n = (double)reducer->count[g];
    g_assert(reducer->is_finished && statistic < AMONT_STATISTICS);
    g_assert((kept_for[statistic] & ~reducer->kept) == 0);
    switch (statistic) {
    case AMONT_STATISTIC_COUNT:
        return n;
    case AMONT_STATISTIC_MISSING:
        return (double)reducer->missing[g];
    case AMONT_STATISTIC_SUM:
        return amont_exact_value(&reducer->sum[g]);
    case AMONT_STATISTIC_MEAN:
        return quotient(amont_exact_value(&reducer->sum[g]), n);
    case AMONT_STATISTIC_MIN:
        return n > 0 ? reducer->least[g] : NAN;
    case AMONT_STATISTIC_MAX:
        return n > 0 ? reducer->most[g] : NAN;
    case AMONT_STATISTIC_VARIANCE:
        return variance(reducer, g);
    case AMONT_STATISTIC_STDDEV:
        return sqrt(variance(reducer, g));
    case AMONT_STATISTIC_MEDIAN:
        return quantile(reducer, g, 0.5);
    case AMONT_STATISTIC_QUANTILE:
        return quantile(reducer, g, p);
    case AMONT_STATISTIC_WEIGHT:
        return amont_exact_value(&reducer->weights[g]);
    case AMONT_STATISTIC_WEIGHTED_SUM:
        return amont_exact_value(&reducer->products[g]);
    case AMONT_STATISTIC_WEIGHTED_MEAN:
        return quotient(amont_exact_value(&reducer->products[g]),
                        amont_exact_value(&reducer->weights[g]));
    case AMONT_STATISTICS:
        break;
    }
    g_assert_not_reached();
}
