/* Quickselect (C. A. R. Hoare, Algorithm 65: Find, CACM 4, 1961) around a value of a sample that is
 * a little on the far side of the one looked for, so that the larger part falls away (after R. W.
 * Floyd, R. L. Rivest, Algorithm 489: Select, CACM 18, 1975). Values are moved without branches,
 * which would be guessed wrong half of the time; where sampling goes badly the rest is sorted, as
 * in D. R. Musser, Introspective sorting and selection algorithms, 1997. */
#include "analysis/select.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { FEW = 24, SAMPLE = 31 };

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void sort_few(double *values, size_t n) {
    for (size_t i = 1; i < n; i++) {
        double value = values[i];
        size_t at = i;
        for (; at > 0 && values[at - 1] > value; at--)
            values[at] = values[at - 1];
        values[at] = value;
    }
}

/* Moves those less than the pivot, or not more than it, to the front; returns how many. */
static inline size_t part(double *values, size_t n, double pivot, bool or_equal) {
    size_t front = 0;
    for (size_t i = 0; i < n; i++) {
        double value = values[i];
        values[i] = values[front];
        values[front] = value;
        front += or_equal ? value <= pivot : value < pivot;
    }
    return front;
}

/* One of the values, near the one of rank k. */
static double choose_pivot(const double *values, size_t n, size_t k) {
    double sample[SAMPLE];
    for (size_t i = 0; i < SAMPLE; i++)
        sample[i] = values[i * (n - 1) / (SAMPLE - 1)];
    sort_few(sample, SAMPLE);
    size_t at = k * (SAMPLE - 1) / (n - 1);
    if (at < SAMPLE / 2)
        return sample[at + 2];
    return sample[at > 2 ? at - 2 : 0];
}

/* Moves values so that the one of rank k stands at k, none larger before it, none less after. */
static void place(double *values, size_t n, size_t k) {
    for (size_t left = 2 * (size_t)log2((double)n) + 2; n > FEW && left > 0; left--) {
        double pivot = choose_pivot(values, n, k);
        size_t front = part(values, n, pivot, false);
        if (k < front) {
            n = front;
            continue;
        }
        if (front == 0) { /* the pivot is the least */
            front = part(values, n, pivot, true);
            if (k < front)
                return;
        }
        values += front;
        n -= front;
        k -= front;
    }
    if (n <= FEW)
        sort_few(values, n);
    else
        qsort(values, n, sizeof *values, compare);
}

static double least(const double *values, size_t n) {
    double found = values[0];
    for (size_t i = 1; i < n; i++)
        found = values[i] < found ? values[i] : found;
    return found;
}

double amont_select_quantile(double *values, size_t n, double p) {
    if (n == 0)
        return NAN;
    double h = (double)(n - 1) * p, rank = floor(h);
    size_t k = (size_t)rank;
    place(values, n, k);
    if (h == rank)
        return values[k];
    double next = least(values + k + 1, n - k - 1);
    return (1 - (h - rank)) * values[k] + (h - rank) * next;
}
