#include "amont/sum.h"

#include <math.h>

void amont_sum_add(amont_sum *sum, double term) {
    double total = sum->total + term;
    sum->rest +=
        fabs(sum->total) >= fabs(term) ? (sum->total - total) + term : (term - total) + sum->total;
    sum->total = total;
}

double amont_sum_value(const amont_sum *sum) {
    return sum->total + sum->rest;
}
