/* The database of a gazetteer: communes and their names, ways (streets and localities) with an
 * FTS5 index of trigrams over their names, houses. Streets are indexed, not houses: an extract of a
 * département has 50 times more of these. */
#ifndef AMONT_IO_GEOCODE_GAZETTEER_H
#define AMONT_IO_GEOCODE_GAZETTEER_H

#include "amont/geocode.h"
#include "io/geocode/communes.h"
#include "io/sql.h"

struct amont_gazetteer {
    sqlite3 *db;
    sqlite3_stmt *find_ways, *find_house;
    GPtrArray *communes; /* amont_commune * */
    amont_gazetteer_size size;
};

/* "amon": this database is ours and may be replaced. The version of the tables below. */
#define AMONT_GAZETTEER_ID "1634561902"
#define AMONT_GAZETTEER_VERSION "1"

/* Fills an empty database from a BAN file. `stamp` identifies the file. */
bool amont_gazetteer_build(sqlite3 *db, const char *ban, const char *stamp, GError **error);

typedef struct amont_way {
    int64_t id;
    size_t commune; /* index in the gazetteer's communes */
    char *name, *words, *postcode, *ban_id;
    double lon, lat;
} amont_way;
void amont_way_free(amont_way *way);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_way, amont_way_free)

/* The ways whose names share most trigrams with `words`, by bm25; those of one commune, or of all
 * with NULL. Adds amont_way * that are not there yet. */
bool amont_gazetteer_find(amont_gazetteer *gazetteer, const char *words, const char *commune_code,
                          GPtrArray *ways, GError **error);

/* What trigrams are taken of: the words of a name without its type and articles. */
char *amont_gazetteer_key(char *const *words);

typedef struct amont_house {
    unsigned number;
    double lon, lat;
    double factor; /* as in geocode.h; 0: there is none */
    char *repetition, *ban_id;
} amont_house;
/* The house of a way that fits best a number, or the last number of a range. */
bool amont_gazetteer_house(amont_gazetteer *gazetteer, const amont_way *way, unsigned number,
                           unsigned last_number, const char *repetition, amont_house *house,
                           GError **error);
void amont_house_clear(amont_house *house);

#endif
