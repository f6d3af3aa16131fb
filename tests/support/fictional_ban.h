/* A BAN file of a département that does not exist, and addresses from it as people write them.
 *
 * Everything is invented: the Archipel, code 99, has no commune, street or postcode of France. Rows
 * say so: source_position and source_nom_voie are "fictif". The same seed makes the same bytes.
 */
#ifndef AMONT_TESTS_FICTIONAL_BAN_H
#define AMONT_TESTS_FICTIONAL_BAN_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* splitmix64 (Steele, Lea, Flood 2014). */
typedef struct fictional_dice {
    uint64_t state;
} fictional_dice;
unsigned fictional_roll(fictional_dice *dice, unsigned sides); /* 0 .. sides-1 */

typedef struct fictional_address {
    char *id, *way_id, *repetition, *way, *postcode, *commune_code, *commune;
    unsigned number;
    double lon, lat;
} fictional_address;

/* Array of fictional_address *, in the order of the file. */
GPtrArray *fictional_ban(uint64_t seed, unsigned n_communes, unsigned n_addresses);
char *fictional_ban_csv(const GPtrArray *addresses);

/* The parts of an address as someone writes them, to be damaged. */
typedef struct fictional_parts {
    char *before, *number, *repetition, *way, *postcode, *commune, *after;
    bool number_last;
    bool way_expected; /* the street is the right answer, not the house */
} fictional_parts;

typedef struct fictional_damage {
    const char *name;
    bool (*inflict)(fictional_parts *parts, fictional_dice *dice); /* false: not possible here */
} fictional_damage;
extern const fictional_damage fictional_damages[20];

typedef struct fictional_query {
    const char *damage;
    char *text, *postcode, *commune; /* the last two NULL when all is in the text */
    char *expected_id, *commune_code;
} fictional_query;

/* `each` queries of each kind of damage, by turns in columns and in one text. */
GPtrArray *fictional_queries(const GPtrArray *addresses, uint64_t seed, unsigned each);

#endif
