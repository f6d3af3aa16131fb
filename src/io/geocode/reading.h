/* The ways to read an address: what is the number, what the street, what the commune. Several are
 * tried, and what the BAN holds decides. */
#ifndef AMONT_IO_GEOCODE_READING_H
#define AMONT_IO_GEOCODE_READING_H

#include <glib.h>
#include <stdbool.h>

typedef struct amont_reading {
    char **way;                   /* words of type and name; maybe none */
    char **commune;               /* words after the postcode, or taken for a commune; maybe none */
    unsigned number, last_number; /* 0: none; a range has two that differ */
    char *repetition;             /* "", "bis", "b" ... */
} amont_reading;

/* An address cut at its postcode. */
typedef struct amont_split {
    char **head, **tail; /* words before and after */
    char *postcode;      /* "" when there is none */
} amont_split;

/* Leaves out what is within a building (flat, floor, staircase) and the country. */
void amont_split_text(amont_split *split, const char *text);
void amont_split_clear(amont_split *split);

/* Adds the readings of `head` without its last `n_commune` words, which are the commune (0: the
 * commune is `tail`). Array of amont_reading *. */
GPtrArray *amont_readings_new(void);
void amont_readings_add(GPtrArray *readings, const amont_split *split, size_t n_commune);

#endif
