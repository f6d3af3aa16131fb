/* folder: analysis */
/* Distinct counts: how many different texts, or numbers, each group has. Exact.
 *
 *     amont_distinct *mutations = amont_distinct_new(n_zones);
 *     amont_distinct_add_texts(mutations, zone, ids, n);              (once for each batch)
 *     amont_distinct_merge(mutations, of_another_thread);
 *     size_t n = amont_distinct_count(mutations, z);
 *
 * Counts do not depend on the order of values, the size of batches or the order of merging. Memory
 * grows with the different values: 24 to 48 bytes each, and their bytes.
 */
#ifndef AMONT_DISTINCT_H
#define AMONT_DISTINCT_H

#include <stddef.h>
#include <stdint.h>

#include <glib.h>

typedef struct amont_distinct amont_distinct;

/* Groups 0 .. n_groups - 1, and one for what is outside them, to which any other number leads. */
amont_distinct *amont_distinct_new(size_t n_groups);
void amont_distinct_free(amont_distinct *distinct);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_distinct, amont_distinct_free)

/* Either texts or numbers are added, not both. Texts are compared as bytes, NULL is missing; of
 * numbers, NaN is missing and -0 is 0. What is missing is not counted. */
void amont_distinct_add_texts(amont_distinct *distinct, const uint32_t *group,
                              const char *const *texts, size_t n);
void amont_distinct_add_numbers(amont_distinct *distinct, const uint32_t *group,
                                const double *numbers, size_t n);

/* Adds all of `from`, which has the same groups, to `into`, and frees it. */
void amont_distinct_merge(amont_distinct *into, amont_distinct *from);

/* Of a group, n_groups or more being what is outside. */
size_t amont_distinct_count(const amont_distinct *distinct, size_t group);

#endif
