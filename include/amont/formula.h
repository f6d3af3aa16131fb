/* folder: analysis */
/* Formulas of the study's own: `formula: "emplois / area_km2"`, over what the zones carry.
 *
 * A name is an indicator, a field, a column or a quantity; one that is not a plain word stands in
 * square brackets: "[landuse.area(activites)] / area_km2". Names, numbers, functions and operators
 * are those of muParser. */
#ifndef AMONT_FORMULA_H
#define AMONT_FORMULA_H

#include "amont/error.h"
#include "amont/unit.h"

#include <stddef.h>

typedef struct amont_formula amont_formula;

/* The text is read, and the names in it; a mistake names the place in the text. */
amont_formula *amont_formula_new(const char *text, GError **error);
void amont_formula_free(amont_formula *formula);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_formula, amont_formula_free)

/* The names in it, each once, in the order of the text. */
size_t amont_formula_n_names(const amont_formula *formula);
const char *amont_formula_name(const amont_formula *formula, size_t index);

/* The value for one value a name. */
double amont_formula_value(amont_formula *formula, const double *values);

/* The unit of the result, of one unit a name; false where units are mixed, as in « € + ha »: the
 * result must grow by a power when all that is measured in a unit does (so says dimensional
 * analysis: E. Buckingham, On physically similar systems, 1914). */
bool amont_formula_unit(amont_formula *formula, const char *const *units, amont_unit *unit);

/* What the formula must be multiplied by to be in `unit`, where that can be told: of products of
 * powers, and of formulas without a number in them; NaN of others. 1: it is. */
double amont_formula_misses(amont_formula *formula, const char *const *units,
                            const amont_unit *unit);

#endif
