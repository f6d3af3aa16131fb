/* Rows are noted as they come; when all are there they are sorted by group, value and weight, so
 * that nothing depends on how they came. */
#include "amont/weighted.h"

#include "analysis/exact.h"

#include <stdbool.h>
#include <stdlib.h>

typedef struct row {
    double value, weight;
} row;

typedef struct noted {
    uint32_t group;
    row row;
} noted;

struct amont_weighted {
    size_t n_groups; /* the last one is outside */
    GArray *noted;   /* until finished */
    row *rows;       /* then: those of group g stand from first[g] to first[g + 1] */
    size_t *first;
};

amont_weighted *amont_weighted_new(size_t n_groups) {
    g_assert(n_groups < UINT32_MAX);
    amont_weighted *weighted = g_new0(amont_weighted, 1);
    weighted->n_groups = n_groups + 1;
    weighted->noted = g_array_new(FALSE, FALSE, sizeof(noted));
    return weighted;
}

void amont_weighted_free(amont_weighted *weighted) {
    if (!weighted)
        return;
    if (weighted->noted)
        g_array_unref(weighted->noted);
    g_free(weighted->rows);
    g_free(weighted->first);
    g_free(weighted);
}

void amont_weighted_add(amont_weighted *weighted, const uint32_t *group, const double *value,
                        const double *weight, size_t n) {
    uint32_t outside = (uint32_t)(weighted->n_groups - 1);
    g_assert(!weighted->rows);
    for (size_t i = 0; i < n; i++) {
        noted one = {MIN(group[i], outside), {value[i] + 0.0, weight[i]}}; /* makes 0 of -0 */
        if (isfinite(value[i]) && isfinite(weight[i]) && weight[i] > 0)
            g_array_append_val(weighted->noted, one);
    }
}

void amont_weighted_merge(amont_weighted *into, amont_weighted *from) {
    g_assert(into->n_groups == from->n_groups && !into->rows && !from->rows);
    g_array_append_vals(into->noted, from->noted->data, from->noted->len);
    amont_weighted_free(from);
}

static int compare_rows(const void *a, const void *b) {
    const row *left = a, *right = b;
    if (left->value != right->value)
        return left->value < right->value ? -1 : 1;
    return (left->weight > right->weight) - (left->weight < right->weight);
}

void amont_weighted_finish(amont_weighted *weighted) {
    g_autoptr(GArray) all = g_steal_pointer(&weighted->noted);
    const noted *rows = (const noted *)(const void *)all->data;
    g_assert(!weighted->rows);
    weighted->rows = g_new(row, all->len + 1); /* never NULL */
    weighted->first = g_new0(size_t, weighted->n_groups + 1);
    size_t *next = weighted->first + 1; /* counts, then where the next row of a group goes */
    for (guint i = 0; i < all->len; i++)
        if (rows[i].group + 1 < weighted->n_groups)
            next[rows[i].group + 1]++;
    for (size_t g = 1; g < weighted->n_groups; g++)
        next[g] += next[g - 1];
    for (guint i = 0; i < all->len; i++)
        weighted->rows[next[rows[i].group]++] = rows[i].row;
    for (size_t g = 0; g < weighted->n_groups; g++)
        qsort(weighted->rows + weighted->first[g], weighted->first[g + 1] - weighted->first[g],
              sizeof(row), compare_rows);
}

/* The values go up, so that the first one whose share suffices is the smallest. */
double amont_weighted_quantile(const amont_weighted *weighted, size_t group, double p) {
    size_t g = MIN(group, weighted->n_groups - 1);
    size_t first = weighted->first[g], end = weighted->first[g + 1];
    amont_exact all = {0}, below = {0};
    g_assert(p >= 0 && p <= 1);
    for (size_t i = first; i < end; i++)
        amont_exact_add(&all, weighted->rows[i].weight);
    double total = amont_exact_value(&all);
    for (size_t i = first; i < end; i++) {
        double value = weighted->rows[i].value;
        amont_exact_add(&below, weighted->rows[i].weight);
        bool is_last_of_value = i + 1 == end || weighted->rows[i + 1].value != value;
        if (is_last_of_value && amont_exact_value(&below) / total >= p)
            return value;
    }
    return end > first ? weighted->rows[end - 1].value : NAN;
}
