/* Eight bytes as a double and one as a number of digits, then the rest as a text (a shorter input
 * is all text): what is printed is UTF-8 and is read back, what is rounded stays near and stays
 * rounded. */
#include "amont/colour.h"
#include "amont/text.h"

#include "fuzz.h"

#include <math.h>
#include <string.h>

static void check_plain(double value) {
    g_autofree char *text = amont_number_plain(value);
    double back = 0;
    g_assert(strcmp(text, "-0") != 0);
    g_assert(amont_number_parse(text, &back));
    g_assert(fabs(back - value) <= 1e-11 * fabs(value));
}

static void check_format(double value, int decimals) {
    for (int language = AMONT_LANGUAGE_FR; language <= (int)AMONT_LANGUAGE_EN; language++) {
        g_autofree char *text = amont_number_format(value, decimals, (amont_language)language);
        g_assert(*text && g_utf8_validate(text, -1, NULL));
    }
}

static void check_round(double value, int decimals) {
    double rounded = amont_number_round(value, decimals);
    g_assert(isfinite(rounded) || fabs(value) > 1e307);
    g_assert(amont_number_round(rounded, decimals) == rounded);
    if (isfinite(rounded))
        g_assert(fabs(rounded - value) <= 0.5 * pow(10, -decimals) + 1e-15 * fabs(value));
}

static void check_number(double value, uint8_t digits) {
    check_format(value, digits % 16);
    if (!isfinite(value))
        return;
    check_plain(value);
    check_round(value, digits % 32 - 16);
}

static void check_text(const char *text) {
    double value = NAN;
    if (amont_number_parse(text, &value))
        check_number(value, 3);
    else
        g_assert(isnan(value));
    amont_colour colour;
    if (amont_colour_parse(text, &colour)) {
        double lightness = amont_colour_lightness(colour);
        g_assert(lightness >= 0 && lightness <= 100 + 1e-9);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { HEAD = sizeof(double) + 1 };
    if (size >= HEAD) {
        double value = 0;
        memcpy(&value, data, sizeof value);
        check_number(value, data[sizeof value]);
        data += HEAD;
        size -= HEAD;
    }
    g_autofree char *text = g_strndup((const char *)data, size);
    check_text(text);
    return 0;
}
