/* folder: base */
/* Neumaier's compensated sum (ZAMM 54, 1974): no digit lost to the order of the terms. */
#ifndef AMONT_SUM_H
#define AMONT_SUM_H

typedef struct amont_sum {
    double total, rest;
} amont_sum;
void amont_sum_add(amont_sum *sum, double term);
double amont_sum_value(const amont_sum *sum);

#endif
