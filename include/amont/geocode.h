/* folder: io */
/* Geocoding, offline: addresses found in an extract of the Base Adresse Nationale (BAN).
 *
 *     amont_gazetteer *gazetteer = amont_gazetteer_open("adresses-94.csv.gz", NULL, &error);
 *     amont_address address = {.text = "12 bis av. J. Jaurès", .commune = "Vitry-sur-Seine"};
 *     amont_match match = {0};
 *     if (gazetteer && amont_geocode(gazetteer, &address, &match, &error))
 *         printf("%s %.2f\n", match.label, match.score);
 *     amont_match_clear(&match);
 *
 * score = street x commune x number, each in 0..1 and each kept in the match:
 *
 * - street: how much of the two names is the same, words compared whatever their order, letters by
 *   edit distance, articles hardly counted; x 0.9 when one side lacks the type of way (rue, avenue
 *   ...), x 0.8 when the types differ; a part between words (a lost hyphen) costs little.
 * - commune: 1 when name and postcode agree, or the name without a postcode; 0.95 a postcode of one
 *   commune alone. Everything weaker is 0.8 at most, so that no score above 0.8 rests on a doubtful
 *   commune: 0.8 a postcode of several communes, a name spelt otherwise without a postcode, nothing
 *   stated; 0.75 the name, but another postcode of its département; 0.6 the postcode, but another
 *   name; 0.5 the name, but a postcode from elsewhere; 0.3 neither.
 * - number: 1 the very number; 0.97 B for bis, T for ter; 0.95 the end of a range; 0.85 another
 *   repetition of the number; 0.75 not in the BAN: the middle of the street, precision `street`.
 *
 * What fits as well more than 500 m away or in another commune makes a match ambiguous, and its
 * score 0.55 at most. An address whose street is not found gets its commune, and 0.4 at most.
 */
#ifndef AMONT_GEOCODE_H
#define AMONT_GEOCODE_H

#include "amont/error.h"

/* Below this score a match is for a person to look at. A street name with one or two wrong letters,
 * the wrong type of way or an old postcode stays above; two of these faults together do not; nor
 * does anything ambiguous. */
#define AMONT_GEOCODE_MIN_SCORE 0.6

typedef struct amont_gazetteer amont_gazetteer;

/* Reads a BAN file (the CSV of adresse.data.gouv.fr, plain or gzip) and indexes it in a private
 * temporary database. With `index`, the database is kept in that file and used again as long as
 * the BAN file has the same name, size and date. */
amont_gazetteer *amont_gazetteer_open(const char *ban, const char *index, GError **error);
void amont_gazetteer_free(amont_gazetteer *gazetteer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_gazetteer, amont_gazetteer_free)

/* What it holds; and the rows left out for want of a position, a name or a commune. */
typedef struct amont_gazetteer_size {
    size_t addresses, ways, communes, left_out;
} amont_gazetteer_size;
amont_gazetteer_size amont_gazetteer_count(const amont_gazetteer *gazetteer);

typedef struct amont_address {
    const char *text;     /* number and street; may go on with postcode and commune */
    const char *postcode; /* NULL or "": unknown or in the text */
    const char *commune;  /* the same; a name or an INSEE code */
} amont_address;

typedef enum amont_match_precision {
    AMONT_MATCH_NONE,
    AMONT_MATCH_COMMUNE, /* an address in the middle of the commune */
    AMONT_MATCH_PLACE,   /* a locality: a name without a type of way */
    AMONT_MATCH_STREET,  /* an address in the middle of the street */
    AMONT_MATCH_ADDRESS, /* the number */
    AMONT_MATCH_PRECISIONS
} amont_match_precision;
const char *amont_match_precision_name(amont_match_precision precision); /* "address"; "" none */

/* Why a score is not 1. */
typedef enum amont_match_remark {
    AMONT_REMARK_NOT_FOUND = 1 << 0,        /* not_found */
    AMONT_REMARK_STREET_NOT_FOUND = 1 << 1, /* street_not_found */
    AMONT_REMARK_STREET_DIFFERS = 1 << 2,   /* street_differs */
    AMONT_REMARK_NUMBER_NOT_FOUND = 1 << 3, /* number_not_found */
    AMONT_REMARK_NUMBER_DIFFERS = 1 << 4,   /* number_differs: a range, another repetition */
    AMONT_REMARK_COMMUNE_DIFFERS = 1 << 5,  /* commune_differs */
    AMONT_REMARK_COMMUNE_UNSTATED = 1 << 6, /* commune_unstated */
    AMONT_REMARK_POSTCODE_DIFFERS = 1 << 7, /* postcode_differs */
    AMONT_REMARK_POSTCODE_SEVERAL = 1 << 8, /* postcode_several: of several communes */
    AMONT_REMARK_AMBIGUOUS = 1 << 9,        /* ambiguous */
} amont_match_remark;
char *amont_match_remarks_text(unsigned remarks); /* their names, blanks between */

typedef struct amont_match {
    amont_match_precision precision;
    double lon, lat; /* WGS 84, degrees */
    double score, street, commune, number;
    unsigned remarks;
    char *label;  /* "12 bis Rue X 94400 Vitry-sur-Seine"; NULL with precision NONE */
    char *ban_id; /* of the address or the street; the INSEE code for a commune; "" for a locality
                     that has none */
} amont_match;
void amont_match_clear(amont_match *match);

/* Finds an address; nothing found is a match of precision NONE, not an error. */
bool amont_geocode(amont_gazetteer *gazetteer, const amont_address *address, amont_match *match,
                   GError **error);

/* Columns by name; NULL lets them be recognised. */
typedef struct amont_geocode_options {
    const char *address, *postcode, *commune;
    double min_score;
} amont_geocode_options;

/* Two CSV texts in the separator of the file, UTF-8, every row of the file in one of them in its
 * order: its own columns, then lon, lat, score, precision, label, ban_id, remarks. A column of the
 * file that has one of these names keeps it, and ours are called geo_lon ...; but a file that ends
 * in all seven is one of ours, and they are replaced. */
typedef struct amont_geocoded {
    GString *sites, *review;
    size_t n_sites, n_review;
    size_t by_precision[AMONT_MATCH_PRECISIONS]; /* of the sites */
} amont_geocoded;
bool amont_geocode_table(amont_gazetteer *gazetteer, const char *path,
                         const amont_geocode_options *options, amont_geocoded *result,
                         GError **error);
void amont_geocoded_clear(amont_geocoded *result);

#endif
