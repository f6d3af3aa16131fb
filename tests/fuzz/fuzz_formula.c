/* A formula as a study may write it: read, evaluated, its units looked at. */
#include "fuzz.h"

#include "amont/formula.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_formula) formula = amont_formula_new(text, &error);
    g_assert((formula == NULL) == (error != NULL));
    if (!formula)
        return 0;
    size_t n = amont_formula_n_names(formula);
    g_autofree double *values = g_new0(double, n + 1);
    g_autofree const char **units = g_new0(const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        units[i] = i % 2 ? "hab./km²" : "ha";
    amont_formula_value(formula, values);
    amont_unit unit;
    amont_formula_unit(formula, units, &unit);
    return 0;
}
