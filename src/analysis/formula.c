#include "amont/formula.h"

#include <math.h>
#include <muParserDLL.h>
#include <string.h>

enum { LONGEST = 1000, MOST_NAMES = 50 };

struct amont_formula {
    muParserHandle_t parser;
    GPtrArray *names; /* as written */
    bool has_numbers; /* beside them */
    double *values;   /* one a name; the parser holds pointers to them */
};

/* ---- reading ------------------------------------------------------------------------------- */

/* The index of a name, which is new or not. */
static guint keep_name(amont_formula *formula, char *name) {
    guint index = 0;
    if (g_ptr_array_find_with_equal_func(formula->names, name, g_str_equal, &index)) {
        g_free(name);
        return index;
    }
    g_ptr_array_add(formula->names, name);
    return formula->names->len - 1;
}

/* Names in brackets become words that the parser takes: `[a(b)]` is `_0_`. NULL where a bracket
 * does not close. */
static char *take_brackets(amont_formula *formula, const char *text, GError **error) {
    GString *plain = g_string_new(NULL);
    for (const char *at = text; *at;) {
        size_t n = strcspn(at, "[]");
        g_string_append_len(plain, at, (gssize)n);
        at += n;
        const char *end = *at == '[' ? strchr(at, ']') : NULL;
        if (*at && (!end || end == at + 1)) {
            amont_fail(error, AMONT_ERROR_CONFIG, "in the formula \"%s\", a bracket holds no name",
                       text);
            amont_hint(error, "write \"[landuse.area(X)] / area_km2\"");
            g_string_free(plain, TRUE);
            return NULL;
        }
        if (*at) {
            char *name = g_strstrip(g_strndup(at + 1, (gsize)(end - at - 1)));
            g_string_append_printf(plain, "_%u_", keep_name(formula, name));
            at = end + 1;
        }
    }
    return g_string_free(plain, FALSE);
}

static void ignore_error(muParserHandle_t parser) { /* asked for by mupError */
    (void)parser;
}

static bool fail_parser(amont_formula *formula, const char *text, GError **error) {
    const char *token = mupGetErrorToken(formula->parser);
    if (token && *token)
        amont_fail(error, AMONT_ERROR_CONFIG, "the formula \"%s\" cannot be read at '%s'", text,
                   token);
    else
        amont_fail(error, AMONT_ERROR_CONFIG, "the formula \"%s\" cannot be read", text);
    amont_hint(error, "names, numbers with a point, + - * / ^, brackets, and functions as "
                      "min, max, sqrt, ln");
    mupErrorReset(formula->parser);
    return false;
}

static bool stands_for_brackets(const char *word) {
    size_t n = strspn(word + 1, "0123456789");
    return word[0] == '_' && n > 0 && strcmp(word + 1 + n, "_") == 0;
}

static bool define_names(amont_formula *formula, const char *text, GError **error) {
    guint n_brackets = formula->names->len;
    int n = mupGetExprVarNum(formula->parser);
    if (mupError(formula->parser))
        return fail_parser(formula, text, error);
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    for (int i = 0; i < n; i++) {
        const muChar_t *word = NULL;
        muFloat_t *unused = NULL;
        mupGetExprVar(formula->parser, (unsigned)i, &word, &unused);
        if (!stands_for_brackets(word))
            g_ptr_array_add(formula->names, g_strdup(word));
    }
    if (formula->names->len > MOST_NAMES)
        return amont_fail(error, AMONT_ERROR_CONFIG, "the formula \"%s\" has more than %d names",
                          text, MOST_NAMES);
    formula->values = g_new0(double, formula->names->len + 1);
    for (guint i = 0; i < formula->names->len; i++) {
        g_autofree char *word =
            i < n_brackets ? g_strdup_printf("_%u_", i) : g_strdup(formula->names->pdata[i]);
        mupDefineVar(formula->parser, word, &formula->values[i]);
    }
    return true;
}

/* One result, and nothing that assigns: `a = b` and `a, b` are no formulas. */
static bool try_out(amont_formula *formula, const char *text, GError **error) {
    double *values = formula->values;
    g_assert(values);
    for (guint i = 0; i < formula->names->len; i++)
        values[i] = 1.5 + i;
    int n = 0;
    mupEvalMulti(formula->parser, &n);
    if (mupError(formula->parser))
        return fail_parser(formula, text, error);
    bool assigns = false;
    for (guint i = 0; i < formula->names->len; i++)
        assigns = assigns || values[i] != 1.5 + i;
    if (n == 1 && !assigns)
        return true;
    amont_fail(error, AMONT_ERROR_CONFIG, "the formula \"%s\" is not one value", text);
    amont_hint(error, "write it without '=' and without a comma outside of a function");
    return false;
}

/* Digits that are of no name. */
static bool has_numbers(const char *plain) {
    bool in_name = false;
    for (const char *c = plain; *c; c++) {
        if (g_ascii_isdigit(*c) && !in_name)
            return true;
        in_name =
            g_ascii_isalpha(*c) || *c == '_' || (in_name && (g_ascii_isdigit(*c) || *c == '.'));
    }
    return false;
}

amont_formula *amont_formula_new(const char *text, GError **error) {
    g_autoptr(amont_formula) formula = g_new0(amont_formula, 1);
    formula->names = g_ptr_array_new_with_free_func(g_free);
    if (strlen(text) > LONGEST) {
        amont_fail(error, AMONT_ERROR_CONFIG, "a formula of more than %d characters", LONGEST);
        return NULL;
    }
    g_autofree char *plain = take_brackets(formula, text, error);
    if (!plain)
        return NULL;
    formula->parser = mupCreate(muBASETYPE_FLOAT);
    mupSetErrorHandler(formula->parser, ignore_error);
    mupDefineNameChars(formula->parser, "0123456789_."
                                        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    mupSetExpr(formula->parser, plain);
    formula->has_numbers = has_numbers(plain);
    if (mupError(formula->parser)) {
        fail_parser(formula, text, error);
        return NULL;
    }
    bool ok = define_names(formula, text, error) && try_out(formula, text, error);
    return ok ? g_steal_pointer(&formula) : NULL;
}

void amont_formula_free(amont_formula *formula) {
    if (!formula)
        return;
    if (formula->parser)
        mupRelease(formula->parser);
    g_ptr_array_unref(formula->names);
    g_free(formula->values);
    g_free(formula);
}

/* ---- asking -------------------------------------------------------------------------------- */

size_t amont_formula_n_names(const amont_formula *formula) {
    return formula->names->len;
}

const char *amont_formula_name(const amont_formula *formula, size_t index) {
    return formula->names->pdata[index];
}

double amont_formula_value(amont_formula *formula, const double *values) {
    if (formula->names->len > 0)
        memcpy(formula->values, values, formula->names->len * sizeof *values);
    double value = mupEval(formula->parser);
    if (mupError(formula->parser)) {
        mupErrorReset(formula->parser);
        return NAN;
    }
    return value;
}

/* ---- units --------------------------------------------------------------------------------- */

enum { TRIALS = 40, NEEDED = 3 };

/* How the result grows with dimension `d` from one set of values on; NaN where it says nothing. */
static double growth(amont_formula *formula, const amont_unit *units, int d, double factor,
                     const double *values) {
    double scaled[MOST_NAMES];
    for (guint i = 0; i < formula->names->len; i++)
        scaled[i] = values[i] * pow(factor, units[i].power[d]);
    double ratio = amont_formula_value(formula, scaled) / amont_formula_value(formula, values);
    return ratio > 0 && isfinite(ratio) ? log(ratio) / log(factor) : NAN;
}

static bool find_power(amont_formula *formula, const amont_unit *units, int d, double *power) {
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    const double near = 1e-6;
    int known = 0;
    *power = 0;
    for (int trial = 0; trial < TRIALS && known < NEEDED; trial++) {
        double values[MOST_NAMES];
        for (guint i = 0; i < formula->names->len; i++)
            values[i] = exp(g_rand_double_range(random, -2, 6));
        double once = growth(formula, units, d, 2, values);
        double twice = growth(formula, units, d, 7, values);
        if (isnan(once) || isnan(twice))
            continue;
        if (fabs(once - twice) > near || (known > 0 && fabs(once - *power) > near))
            return false;
        *power = once;
        known++;
    }
    return true;
}

bool amont_formula_unit(amont_formula *formula, const char *const *units, amont_unit *unit) {
    amont_unit known[MOST_NAMES];
    for (guint i = 0; i < formula->names->len; i++)
        known[i] = amont_unit_of(units[i]);
    unit->scale = 1;
    for (int d = 0; d < AMONT_DIMENSIONS; d++)
        if (!find_power(formula, known, d, &unit->power[d]))
            return false;
    return true;
}

/* Whether it is a product of powers of its names, times a number. */
static bool is_monomial(amont_formula *formula) {
    double ones[MOST_NAMES], other[MOST_NAMES], product = 1;
    for (guint i = 0; i < formula->names->len; i++)
        ones[i] = 1;
    double number = amont_formula_value(formula, ones);
    for (guint i = 0; i < formula->names->len; i++) {
        memcpy(other, ones, sizeof other);
        other[i] = 3;
        double power = log(amont_formula_value(formula, other) / number) / log(3);
        product *= pow(7 + 2.0 * i, power);
    }
    for (guint i = 0; i < formula->names->len; i++)
        other[i] = 7 + 2.0 * i;
    return fabs(amont_formula_value(formula, other) / (number * product) - 1) < 1e-9;
}

double amont_formula_misses(amont_formula *formula, const char *const *units,
                            const amont_unit *unit) {
    double values[MOST_NAMES], scaled[MOST_NAMES];
    bool monomial = is_monomial(formula);
    if (!monomial && formula->has_numbers)
        return NAN;
    for (guint i = 0; i < formula->names->len; i++) {
        values[i] = monomial ? 1 : 7 + 2.0 * i;
        scaled[i] = values[i] * amont_unit_of(units[i]).scale;
    }
    double number = monomial ? amont_formula_value(formula, values) : 1;
    return amont_formula_value(formula, scaled) / number /
           (amont_formula_value(formula, values) * unit->scale);
}
