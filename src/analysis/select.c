/* Quickselect (C. A. R. Hoare, Algorithm 65: Find, CACM 4, 1961) around the median of three; where
 * that goes badly the rest is sorted, as in D. R. Musser, Introspective sorting and selection
 * algorithms, 1997. Scans stop at values equal to the pivot, so that many equal values are halved
 * too. */
#include "analysis/select.h"

#include <math.h>
#include <stdlib.h>

static void swap(double *values, size_t i, size_t j) {
    double kept = values[i];
    values[i] = values[j];
    values[j] = kept;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Puts the three in order and returns the middle one. */
static double median_of_three(double *values, size_t low, size_t high) {
    size_t middle = low + (high - low) / 2;
    if (values[middle] < values[low])
        swap(values, middle, low);
    if (values[high] < values[low])
        swap(values, high, low);
    if (values[high] < values[middle])
        swap(values, high, middle);
    return values[middle];
}

/* Moves values so that the one of rank k stands at k, none larger before it, none less after. */
static void place(double *values, size_t n, size_t k) {
    size_t low = 0, high = n - 1;
    for (size_t left = 2 * (size_t)log2((double)n) + 2; high > low + 1 && left > 0; left--) {
        double pivot = median_of_three(values, low, high);
        size_t i = low, j = high;
        while (i <= j) {
            while (values[i] < pivot)
                i++;
            while (values[j] > pivot)
                j--;
            if (i <= j)
                swap(values, i++, j--);
        }
        if (k <= j)
            high = j;
        else if (k >= i)
            low = i;
        else
            return;
    }
    qsort(values + low, high - low + 1, sizeof *values, compare);
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
