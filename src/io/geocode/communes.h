/* The communes of a gazetteer, and how well each agrees with what an address states. */
#ifndef AMONT_IO_GEOCODE_COMMUNES_H
#define AMONT_IO_GEOCODE_COMMUNES_H

#include <glib.h>
#include <stdbool.h>

typedef struct amont_commune {
    char *code, *name;
    double lon, lat;      /* of an address near its middle */
    GPtrArray *names;     /* char *: folded; its own, the postal one, those of merged communes */
    GPtrArray *postcodes; /* char * */
} amont_commune;

amont_commune *amont_commune_new(const char *code, const char *name);
void amont_commune_free(amont_commune *commune);
void amont_commune_add_name(amont_commune *commune, const char *name);         /* once */
void amont_commune_add_postcode(amont_commune *commune, const char *postcode); /* once */

/* What an address says of its commune. */
typedef struct amont_statement {
    char *name;             /* folded; "" when not stated */
    char *code;             /* INSEE code; "" */
    char *postcode;         /* "" */
    double *likeness;       /* of the name, one a commune: 1 the same, 0 another */
    double most;            /* of these */
    unsigned n_of_postcode; /* communes that have the postcode */
} amont_statement;

/* `communes`: array of amont_commune *. `words` are folded. */
void amont_statement_make(amont_statement *statement, const GPtrArray *communes, char *const *words,
                          const char *code, const char *postcode);
void amont_statement_clear(amont_statement *statement);

/* The factor of geocode.h for a commune, with its remarks. */
double amont_statement_weigh(const amont_statement *statement, const GPtrArray *communes,
                             size_t commune, unsigned *remarks);

/* How like a folded name is to the nearest of all names: 0.75 to 1, else 0. */
double amont_communes_likeness(const GPtrArray *communes, const char *name);

#endif
