/* A number is cut into runs of digits and what stands between them; the lengths of the runs say
 * what the marks can be. Only one mark with one to three digits before it, not starting with zero,
 * and exactly three behind it can be either decimal or thousands. */
#include "amont/reading.h"

#include "base/blank.h"

#include <math.h>
#include <string.h>

enum { MAX_RUNS = 24, MAX_DIGITS = 400 };

/* Digits in runs; before[i] is what stands before run i: ' ' for any blank, '\'', ',' or '.'; 0
 * before the first. */
typedef struct mantissa {
    size_t n;
    const char *runs[MAX_RUNS];
    size_t lengths[MAX_RUNS];
    char before[MAX_RUNS];
} mantissa;

typedef enum form { FORM_NONE, FORM_WHOLE, FORM_DECIMAL, FORM_EITHER } form;

typedef struct writing {
    mantissa digits;
    form form;
    char mark, group; /* decimal mark or the one mark of FORM_EITHER; what parts thousands, or 0 */
    bool negative;
    int exponent;
    double scale;
} writing;

gsize amont_blank_length(const char *text) {
    static const char *const wide[] = {"\u00a0", "\u2007", "\u2009", "\u202f"};
    if ((unsigned char)*text < 0x80)
        return *text == ' ' || *text == '\t' || *text == '\r' || *text == '\n';
    for (size_t i = 0; i < G_N_ELEMENTS(wide); i++)
        if (g_str_has_prefix(text, wide[i]))
            return strlen(wide[i]);
    return 0;
}

const char *amont_blank_skip(const char *text) {
    for (gsize length = 0; (length = amont_blank_length(text)) > 0;)
        text += length;
    return text;
}

/* ---- the parts of a number ----------------------------------------------------------------- */

static bool skip_word(const char **text, const char *word) {
    if (g_ascii_strncasecmp(*text, word, strlen(word)) != 0)
        return false;
    *text += strlen(word);
    return true;
}

static bool skip_any(const char **text, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (skip_word(text, words[i])) {
            *text = amont_blank_skip(*text);
            return true;
        }
    return false;
}

static bool skip_sign(const char **text) {
    static const char *const minus[] = {"-", "\u2212"}, *const plus[] = {"+"};
    bool negative = skip_any(text, minus, G_N_ELEMENTS(minus));
    if (!negative)
        skip_any(text, plus, G_N_ELEMENTS(plus));
    return negative;
}

/* What may stand between two runs at `text`, and its bytes; 0 where nothing does. Blanks and
 * apostrophes part digits only. */
static char separator_at(const char *text, bool after_digit, gsize *length) {
    static const char *const apostrophes[] = {"'", "\u2019"};
    *length = 1;
    if (*text == ',' || *text == '.')
        return *text;
    char kind = ' ';
    *length = amont_blank_length(text);
    for (size_t i = 0; *length == 0 && i < G_N_ELEMENTS(apostrophes); i++)
        if (g_str_has_prefix(text, apostrophes[i])) {
            kind = '\'';
            *length = strlen(apostrophes[i]);
        }
    bool parts = *length > 0 && after_digit && g_ascii_isdigit(text[*length]);
    if (!parts)
        return '\0';
    return kind;
}

static bool read_mantissa(const char **text, mantissa *m) {
    const char *p = *text;
    size_t digits = 0;
    m->n = 1;
    m->before[0] = '\0';
    m->runs[0] = p;
    m->lengths[0] = 0;
    while (*p) {
        size_t *length = &m->lengths[m->n - 1];
        gsize bytes = 0;
        char separator = 0;
        if (g_ascii_isdigit(*p)) {
            ++*length;
            digits++;
            p++;
        } else if ((separator = separator_at(p, *length > 0, &bytes)) != 0) {
            if (m->n == MAX_RUNS)
                return false;
            p += bytes;
            m->runs[m->n] = p;
            m->lengths[m->n] = 0;
            m->before[m->n++] = separator;
        } else {
            break;
        }
    }
    *text = p;
    return digits > 0 && digits <= MAX_DIGITS;
}

static bool read_exponent(const char **text, int *exponent) {
    const char *p = *text;
    if (*p != 'e' && *p != 'E')
        return false;
    p++;
    int sign = *p == '-' ? -1 : 1;
    p += *p == '-' || *p == '+';
    if (!g_ascii_isdigit(*p))
        return false;
    int value = 0;
    for (; g_ascii_isdigit(*p); p++)
        value = MIN(value * 10 + (*p - '0'), 9999);
    *exponent = sign * value;
    *text = p;
    return true;
}

static const char *const currencies[] = {"€", "euros", "euro", "eur"};

/* k€, M€, Md€; « millions » and « milliards » say enough without a currency. */
static double read_scale(const char **text) {
    static const struct {
        const char *word;
        double scale;
    } words[] = {{"milliards", 1e9}, {"milliard", 1e9}, {"millions", 1e6}, {"million", 1e6}},
      letters[] = {{"Mds", 1e9}, {"Md", 1e9}, {"M", 1e6}, {"k", 1e3}, {"K", 1e3}};
    static const char *const of[] = {"d'", "d’", "de "};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (skip_any(text, &words[i].word, 1)) {
            skip_any(text, of, G_N_ELEMENTS(of));
            return words[i].scale;
        }
    for (size_t i = 0; i < G_N_ELEMENTS(letters); i++) {
        if (!g_str_has_prefix(*text, letters[i].word))
            continue;
        const char *rest = amont_blank_skip(*text + strlen(letters[i].word));
        const char *after = rest;
        if (!skip_any(&after, currencies, G_N_ELEMENTS(currencies)))
            continue;
        *text = rest;
        return letters[i].scale;
    }
    return 1;
}

static bool read_unit(const char *text, double *scale) {
    static const char *const percent[] = {"%"}, *const taxes[] = {"HT", "TTC"};
    *scale = read_scale(&text);
    if (skip_any(&text, currencies, G_N_ELEMENTS(currencies)))
        skip_any(&text, taxes, G_N_ELEMENTS(taxes));
    else if (*scale == 1)
        skip_any(&text, percent, G_N_ELEMENTS(percent));
    return *text == '\0';
}

/* ---- what the marks can be ----------------------------------------------------------------- */

static bool is_mark(char separator) {
    return separator == ',' || separator == '.';
}

/* Runs 0..n-1 are groups of three parted by one kind of separator. */
static bool is_grouped(const mantissa *m, size_t n) {
    if (m->lengths[0] < 1 || m->lengths[0] > 3)
        return false;
    for (size_t i = 1; i < n; i++)
        if (m->lengths[i] != 3 || m->before[i] != m->before[1])
            return false;
    return true;
}

static form form_of_one_mark(const mantissa *m, bool has_exponent) {
    bool either = m->lengths[0] >= 1 && m->lengths[0] <= 3 && *m->runs[0] != '0' &&
                  m->lengths[1] == 3 && !has_exponent;
    return either ? FORM_EITHER : FORM_DECIMAL;
}

static void find_form(writing *w, bool has_exponent) {
    const mantissa *m = &w->digits;
    char last = m->before[m->n - 1];
    w->form = FORM_NONE;
    w->mark = w->group = '\0';
    if (m->n == 1) {
        w->form = FORM_WHOLE;
    } else if (m->n == 2 && is_mark(last)) {
        w->mark = last;
        w->form = form_of_one_mark(m, has_exponent);
    } else if (is_grouped(m, m->n)) {
        w->group = m->before[1];
        w->form = FORM_WHOLE;
    } else if (is_mark(last) && last != m->before[1] && is_grouped(m, m->n - 1)) {
        w->mark = last;
        w->group = m->before[1];
        w->form = FORM_DECIMAL;
    }
}

static bool read_writing(const char *text, writing *w) {
    text = amont_blank_skip(text);
    w->negative = skip_sign(&text);
    skip_any(&text, currencies, G_N_ELEMENTS(currencies));
    if (!read_mantissa(&text, &w->digits))
        return false;
    w->exponent = 0;
    bool has_exponent = read_exponent(&text, &w->exponent);
    if (!read_unit(amont_blank_skip(text), &w->scale))
        return false;
    find_form(w, has_exponent);
    return w->form != FORM_NONE;
}

/* ---- the dialect --------------------------------------------------------------------------- */

static void learn(amont_dialect *dialect, const writing *w) {
    if (w->form == FORM_DECIMAL) {
        dialect->comma_decimal |= w->mark == ',';
        dialect->point_decimal |= w->mark == '.';
    }
    dialect->comma_group |= w->group == ',';
    dialect->point_group |= w->group == '.';
}

/* Digits, a mark, digits, of which the lengths say that the mark is decimal: most numbers are
 * written so. */
static bool is_plain_decimal(const char *text, char *mark) {
    text += *text == '-';
    const char *digits = text;
    while (g_ascii_isdigit(*text))
        text++;
    size_t before = (size_t)(text - digits);
    *mark = *text;
    if (before == 0 || !is_mark(*mark))
        return false;
    const char *behind = ++text;
    while (g_ascii_isdigit(*text))
        text++;
    bool either = text - behind == 3 && before <= 3 && *digits != '0';
    return *text == '\0' && !either && text - digits < MAX_DIGITS;
}

bool amont_dialect_learn(amont_dialect *dialect, const char *text) {
    writing w = {.form = FORM_DECIMAL};
    if (is_plain_decimal(text, &w.mark)) {
        learn(dialect, &w);
        return false;
    }
    if (!strpbrk(text, ",.") || !read_writing(text, &w))
        return false;
    learn(dialect, &w);
    return w.form == FORM_EITHER;
}

amont_dialect amont_column_dialect(const char *const *texts, size_t n) {
    amont_dialect dialect = {false, false, false, false};
    for (size_t i = 0; i < n; i++)
        if (texts[i])
            amont_dialect_learn(&dialect, texts[i]);
    return dialect;
}

amont_dialect amont_dialect_complete(amont_dialect column, amont_dialect file) {
    if (!column.comma_decimal && !column.comma_group) {
        bool points = column.point_decimal || column.point_group;
        column.comma_decimal = file.comma_decimal && !points;
        column.comma_group = file.comma_group && !points;
    }
    return column;
}

static form decide(char mark, amont_dialect dialect) {
    if (mark == ',') {
        if (dialect.comma_decimal == dialect.comma_group)
            return FORM_EITHER;
        return dialect.comma_decimal ? FORM_DECIMAL : FORM_WHOLE;
    }
    if (dialect.point_group)
        return dialect.point_decimal ? FORM_EITHER : FORM_WHOLE;
    return dialect.point_decimal || !dialect.comma_decimal ? FORM_DECIMAL : FORM_EITHER;
}

/* ---- reading ------------------------------------------------------------------------------- */

bool amont_number_scan(const char *at, const char *end, bool points, double *number) {
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    static const guint64 largest_exact = (guint64)1 << 53;
    static const ptrdiff_t longest = 40; /* of zeros there may be any number */
    bool negative = at < end && *at == '-', point = false, any = false;
    guint64 digits = 0;
    size_t behind = 0;
    if (end - at > longest)
        return false;
    for (at += negative; at < end; at++) {
        if (*at == '.' && points && !point) {
            point = true;
            continue;
        }
        if (!g_ascii_isdigit(*at))
            return false;
        digits = digits * 10 + (guint64)(*at - '0');
        if (digits > largest_exact)
            return false;
        behind += point;
        any = true;
    }
    if (!any || behind >= G_N_ELEMENTS(powers))
        return false;
    double value = (double)digits / powers[behind];
    *number = negative ? -value : value;
    return true;
}

static double value_of(const writing *w, form as) {
    char digits[MAX_DIGITS + 16];
    size_t length = 0;
    for (size_t i = 0; i < w->digits.n; i++) {
        if (as == FORM_DECIMAL && i == w->digits.n - 1)
            digits[length++] = '.';
        memcpy(digits + length, w->digits.runs[i], w->digits.lengths[i]);
        length += w->digits.lengths[i];
    }
    /* The scale goes into the exponent: 1.2e6 is nearer to « 1,2 M€ » than 1.2 times 1e6. */
    int exponent = w->exponent + (int)lround(log10(w->scale));
    g_snprintf(digits + length, (gulong)(sizeof digits - length), "e%d", exponent);
    double value = g_ascii_strtod(digits, NULL);
    return w->negative ? -value : value;
}

/* Words for what is not there; a reading for each. */
static amont_reading absence(const char *text) {
    static const char *const words[] = {"-",  "–",    "—",  "…",    "..",  "...",  "nd", "n.d.",
                                        "nc", "n.c.", "na", "n.a.", "n/a", "#n/a", "//"};
    g_autofree char *word = g_strndup(text, 8);
    for (size_t end = strlen(word); end > 0 && g_ascii_isspace(word[end - 1]);)
        word[--end] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strcasecmp(word, words[i]) == 0)
            return AMONT_READ_MISSING;
    return strcmp(word, "s") == 0 ? AMONT_READ_SECRET : AMONT_READ_WRONG;
}

/* Whatever the number that holds one. */
static bool points_are_decimal(amont_dialect dialect) {
    return !dialect.comma_decimal && !dialect.comma_group && !dialect.point_group;
}

amont_reading amont_number_read(const char *text, amont_dialect dialect, double *value) {
    *value = NAN;
    const char *start = text ? amont_blank_skip(text) : "";
    if (*start == '\0')
        return AMONT_READ_MISSING;
    if (amont_number_scan(start, start + strlen(start), points_are_decimal(dialect), value))
        return AMONT_READ_NUMBER;
    writing w;
    if (!read_writing(start, &w))
        return absence(start);
    form as = w.form == FORM_EITHER ? decide(w.mark, dialect) : w.form;
    if (as == FORM_EITHER)
        return AMONT_READ_AMBIGUOUS;
    double number = value_of(&w, as);
    if (!isfinite(number))
        return AMONT_READ_WRONG;
    *value = number;
    return AMONT_READ_NUMBER;
}
