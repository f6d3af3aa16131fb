#include "analysis/pressure/phrases.h"

#include <math.h>
#include <string.h>

enum { PAIRS_MOST = 16 };

const char *amont_phrases_word(amont_phrases *phrases, const char *key) {
    GError *cause = NULL;
    const char *word = amont_styles_word(phrases->styles, key, &cause);
    if (cause && phrases->error)
        g_error_free(cause);
    else if (cause)
        phrases->error = cause;
    return word ? word : "";
}

const char *amont_phrases_word_of(amont_phrases *phrases, const char *key, const char *name) {
    g_autofree char *whole = g_strconcat(key, name, NULL);
    return amont_phrases_word(phrases, whole);
}

/* What is filled in is not looked through for names again. */
char *amont_phrases_fill(amont_phrases *phrases, const char *key, ...) {
    const char *names[PAIRS_MOST], *texts[PAIRS_MOST];
    size_t n = 0;
    va_list args;
    va_start(args, key);
    for (const char *name; (name = va_arg(args, const char *)); n++) {
        g_assert(n < PAIRS_MOST);
        names[n] = name;
        texts[n] = va_arg(args, const char *);
    }
    va_end(args);
    GString *filled = g_string_new(NULL);
    for (const char *at = amont_phrases_word(phrases, key); *at;) {
        size_t length = *at == '{' ? strcspn(at, "}") : 0, i = 0;
        while (length > 0 && i < n &&
               (strlen(names[i]) != length - 1 || strncmp(names[i], at + 1, length - 1) != 0))
            i++;
        if (length > 0 && i < n) {
            g_string_append(filled, texts[i]);
            at += length + 1;
        } else {
            g_string_append_c(filled, *at++);
        }
    }
    return g_string_free(filled, FALSE);
}

char *amont_phrases_number(const amont_phrases *phrases, double value, int decimals) {
    return amont_number_format(value, decimals, phrases->styles->language);
}

bool amont_phrases_is_plural(const amont_phrases *phrases, double value, int decimals) {
    double printed = fabs(amont_number_round(value, decimals));
    return phrases->styles->language == AMONT_LANGUAGE_FR ? printed >= 2 : printed != 1;
}

/* Most units stand in the plural; the words `pressure_many_ID` are for the others. */
static const char *unit_of(const amont_phrases *phrases, const amont_series *series, double value,
                           int decimals) {
    g_autofree char *key = g_strconcat("pressure_many_", series->indicator, NULL);
    return amont_phrases_is_plural(phrases, value, decimals)
               ? amont_styles_word_or(phrases->styles, key, series->unit)
               : series->unit;
}

char *amont_phrases_value(amont_phrases *phrases, const amont_series *series, double value,
                          int more) {
    g_autofree char *number = amont_phrases_number(phrases, value, series->decimals + more);
    if (!series->unit || !*series->unit)
        return g_steal_pointer(&number);
    if (strcmp(series->unit, "%") == 0)
        return amont_phrases_fill(phrases, "pressure_share", "share", number, NULL);
    return amont_phrases_fill(phrases, "pressure_value", "value", number, "unit",
                              unit_of(phrases, series, value, series->decimals + more), NULL);
}

char *amont_phrases_date(amont_phrases *phrases, const amont_study *study) {
    g_autofree char *date = amont_study_date(study); /* YYYY-MM-DD */
    g_autofree char *month = g_strndup(date + 5, 2);
    g_autofree char *year = g_strndup(date, 4);
    int day = (int)g_ascii_strtoll(date + 8, NULL, 10);
    g_autofree char *number = g_strdup_printf("%d", day);
    return amont_phrases_fill(phrases, "date", "day",
                              day == 1 ? amont_phrases_word(phrases, "day_first") : number, "month",
                              amont_phrases_word_of(phrases, "month_", month), "year", year, NULL);
}

char *amont_phrases_list(amont_phrases *phrases, const GPtrArray *texts) {
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < texts->len; i++) {
        if (i > 0)
            g_string_append(list, i + 1 < texts->len ? ", "
                                                     : amont_phrases_word(phrases, "pressure_and"));
        g_string_append(list, texts->pdata[i]);
    }
    return g_string_free(list, FALSE);
}

char *amont_phrases_series(amont_phrases *phrases, const GPtrArray *texts) {
    GString *series = g_string_new(NULL);
    for (guint i = 0; i < texts->len; i++) {
        g_string_append(series, i > 0 ? amont_phrases_word(phrases, "pressure_then") : "");
        g_string_append(series, texts->pdata[i]);
    }
    return g_string_free(series, FALSE);
}

char *amont_phrases_label(const char *label) {
    const char *second = g_utf8_next_char(label);
    if (!*label || g_unichar_isupper(g_utf8_get_char(second)))
        return g_strdup(label);
    g_autofree char *first = g_utf8_strdown(label, second - label);
    return g_strconcat(first, second, NULL);
}

const char *amont_phrases_units(amont_phrases *phrases, const amont_level *level) {
    g_autofree char *key = g_strconcat("pressure_units_", level->name, NULL);
    const char *word = amont_styles_word_or(phrases->styles, key, NULL);
    return word ? word : amont_phrases_word(phrases, "pressure_units");
}
