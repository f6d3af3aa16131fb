/* Dates: the year first or the day first, never the month first. Whether a day exists is asked of
 * GLib's calendar (proleptic Gregorian). */
#include "base/blank.h"

#include "amont/reading.h"

#include <math.h>
#include <string.h>

enum { MIN_YEAR = 1000, MAX_YEAR = 9999 };

/* A run of at most `max_digits` digits; its length, 0 where there is none. */
static int read_digits(const char **text, int max_digits, int *value) {
    int n = 0;
    *value = 0;
    for (; n < max_digits && g_ascii_isdigit(**text); n++)
        *value = *value * 10 + *(*text)++ - '0';
    return n;
}

/* Nothing, or a time of day: « 10:30 », « T10:30:05.25Z », « 10:30:05+02:00 ». */
static bool is_time_or_end(const char *text) {
    const char *start = *text == 'T' ? text + 1 : amont_blank_skip(text);
    if (*start == '\0')
        return *text != 'T';
    if (start == text)
        return false;
    int hour = 0, minute = 0;
    if (read_digits(&start, 2, &hour) == 0 || *start++ != ':' ||
        read_digits(&start, 2, &minute) != 2 || hour > 24 || minute > 59)
        return false;
    return start[strspn(start, "0123456789:.+-Z")] == '\0' || *amont_blank_skip(start) == '\0';
}

static bool make_date(int year, int month, int day, amont_date *date) {
    if (year < MIN_YEAR || year > MAX_YEAR || month < 1 || month > 12 || day < 1 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return false;
    *date = (amont_date){year, month, day};
    return true;
}

bool amont_date_from_serial(double serial, amont_date *date) {
    double day = floor(serial);
    /* 2958465 is 9999-12-31. The written comparison refuses NaN. */
    if (!(day >= 1 && day <= 2958465) || day == 60)
        return false;
    GDate found;
    g_date_set_dmy(&found, 31, G_DATE_DECEMBER, 1899);
    g_date_add_days(&found, (guint)(day > 60 ? day - 1 : day));
    return make_date(g_date_get_year(&found), (int)g_date_get_month(&found), g_date_get_day(&found),
                     date);
}

bool amont_date_read(const char *text, amont_date *date) {
    if (!text)
        return false;
    text = amont_blank_skip(text);
    int first = 0, second = 0, third = 0;
    int n_first = read_digits(&text, 5, &first);
    if (n_first == 5)
        return *amont_blank_skip(text) == '\0' && amont_date_from_serial(first, date);
    char mark = *text;
    if (n_first == 0 || !mark || !strchr("-/.", mark))
        return false;
    text++;
    if (read_digits(&text, 2, &second) == 0 || *text++ != mark)
        return false;
    int n_third = read_digits(&text, 4, &third);
    if (!is_time_or_end(text))
        return false;
    if (n_first == 4 && n_third >= 1 && n_third <= 2 && mark != '.')
        return make_date(first, second, third, date);
    return n_first <= 2 && n_third == 4 && make_date(third, second, first, date);
}
