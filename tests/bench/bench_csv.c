/* Processor times of scanning CSV text: rows of an identifier, longitude, latitude and a value, as
 * they are plainly written, by the way that takes any row, and with decimal commas. */
#include "io/streams/csv_scan.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

enum { N_ROWS = 200000, N_RUNS = 9 };

typedef csv_outcome (*scan)(csv_scanner *, const char **, const char *, bool, csv_scanned *);

static GString *make_rows(char separator, char mark) {
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    GString *text = g_string_new(NULL);
    for (int i = 0; i < N_ROWS; i++) {
        gsize start = text->len;
        g_string_append_printf(
            text, "%d;%d.%07d;48.%07d;%d.%02d\n", i + 1, g_rand_int_range(random, 1, 4),
            g_rand_int_range(random, 0, 10000000), g_rand_int_range(random, 0, 10000000),
            g_rand_int_range(random, 10000, 1000000), g_rand_int_range(random, 0, 100));
        for (gsize at = start; at < text->len; at++) {
            if (text->str[at] == ';')
                text->str[at] = separator;
            else if (text->str[at] == '.')
                text->str[at] = mark;
        }
    }
    return text;
}

static double processor_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void measure(const char *name, scan scan_row, char separator, char mark) {
    int number_slots[] = {-1, 0, 1, 2}, text_slots[] = {-1, -1, -1, -1};
    amont_dialect dialects[3] = {{.point_decimal = mark == '.', .comma_decimal = mark == ','},
                                 {.point_decimal = mark == '.', .comma_decimal = mark == ','},
                                 {.point_decimal = mark == '.', .comma_decimal = mark == ','}};
    size_t twins[] = {0, 1, 2};
    double numbers[3];
    csv_shape shape = {separator, 4, number_slots, text_slots, 3, 0, twins, dialects};
    csv_scanned row = {.numbers = numbers};
    csv_scanner scanner;
    csv_scanner_init(&scanner, &shape);
    GString *text = make_rows(separator, mark);
    double best = INFINITY, sum = 0;
    for (int run = 0; run < N_RUNS; run++) {
        double started = processor_seconds();
        const char *at = text->str, *end = text->str + text->len;
        while (at < end && scan_row(&scanner, &at, end, true, &row) == CSV_ROW)
            sum += numbers[2];
        best = MIN(best, processor_seconds() - started);
    }
    printf("%-24s %8.1f ns a row, mean %.2f\n", name, best * 1e9 / N_ROWS, sum / N_ROWS / N_RUNS);
    csv_scanner_clear(&scanner);
    g_string_free(text, TRUE);
}

int main(void) {
    measure("plain", csv_scan_row, ',', '.');
    measure("plain, decimal commas", csv_scan_row, ';', ',');
    measure("any row", csv_scan_any_row, ',', '.');
    measure("any, decimal commas", csv_scan_any_row, ';', ',');
    return 0;
}
