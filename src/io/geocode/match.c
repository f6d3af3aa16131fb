/* Every reading of an address is weighed against the ways that share its trigrams, first in the
 * communes that it may be in, then anywhere. All that was found is kept until the end, since a
 * second answer as good as the first makes both worthless. */
#include "amont/geocode.h"

#include "io/geocode/gazetteer.h"
#include "io/geocode/reading.h"
#include "io/geocode/street.h"
#include "io/geocode/words.h"

#include <math.h>
#include <string.h>

enum { MOST_COMMUNES = 4, MOST_COMMUNE_WORDS = 6 };

static const double least_street = 0.5, sure = 0.8;
static const double number_not_found = 0.75, ambiguous_cap = 0.55, commune_only_cap = 0.4;
static const double as_good = 0.02, apart_m = 500;

/* One address being looked for. */
typedef struct search {
    amont_gazetteer *gazetteer;
    const char *postcode; /* "" */
    char *commune_code;   /* "" */
    GPtrArray *matches;   /* found *, best not yet known */
    double best;
} search;

typedef struct found {
    amont_match match;
    size_t commune;
    int64_t way; /* 0: a commune */
} found;

static void free_found(void *data) {
    found *one = data;
    amont_match_clear(&one->match);
    g_free(one);
}

static void free_way(void *data) {
    amont_way_free(data);
}

/* ---- one way ------------------------------------------------------------------------------- */

static amont_match_precision way_precision(const amont_way *way) {
    g_auto(GStrv) words = g_strsplit(way->words, " ", -1);
    for (size_t i = 0; words[i]; i++)
        if (amont_word_is_way_type(words[i]))
            return AMONT_MATCH_STREET; /* also "grande rue" */
    return AMONT_MATCH_PLACE;
}

static char *make_label(const search *s, const amont_way *way, const amont_house *house) {
    const amont_commune *commune = s->gazetteer->communes->pdata[way->commune];
    GString *label = g_string_new(NULL);
    if (house)
        g_string_append_printf(label, "%u%s%s ", house->number, *house->repetition ? " " : "",
                               house->repetition);
    g_string_append_printf(label, "%s %s %s", way->name, way->postcode, commune->name);
    return g_string_free(label, FALSE);
}

static void set_house(const search *s, amont_match *match, const amont_way *way,
                      const amont_house *house) {
    match->precision = AMONT_MATCH_ADDRESS;
    match->lon = house->lon;
    match->lat = house->lat;
    match->number = house->factor;
    match->remarks |= house->factor < 1 ? AMONT_REMARK_NUMBER_DIFFERS : 0;
    match->ban_id = g_strdup(house->ban_id);
    match->label = make_label(s, way, house);
}

static void set_way(const search *s, amont_match *match, const amont_way *way, bool number_asked) {
    match->precision = way_precision(way);
    match->lon = way->lon;
    match->lat = way->lat;
    match->number = number_asked ? number_not_found : 1;
    match->remarks |= number_asked ? AMONT_REMARK_NUMBER_NOT_FOUND : 0;
    match->ban_id = g_strdup(way->ban_id);
    match->label = make_label(s, way, NULL);
}

static void keep(search *s, const amont_match *match, size_t commune, int64_t way) {
    found *one = g_new0(found, 1);
    *one = (found){*match, commune, way};
    one->match.score = match->street * match->commune * match->number;
    s->best = MAX(s->best, one->match.score);
    g_ptr_array_add(s->matches, one);
}

static bool weigh_way(search *s, const amont_reading *reading, const amont_statement *statement,
                      const amont_way *way, GError **error) {
    amont_match match = {.number = 1};
    g_auto(GStrv) there = g_strsplit(way->words, " ", -1);
    match.street = amont_street_likeness(reading->way, there);
    if (match.street < least_street)
        return true;
    match.remarks = match.street < 1 ? AMONT_REMARK_STREET_DIFFERS : 0;
    match.commune =
        amont_statement_weigh(statement, s->gazetteer->communes, way->commune, &match.remarks);
    if (*s->postcode && strcmp(way->postcode, s->postcode) != 0)
        match.commune *= 0.99; /* a street of two postcodes: the half that was asked */
    amont_house house = {0};
    if (reading->number &&
        !amont_gazetteer_house(s->gazetteer, way, reading->number, reading->last_number,
                               reading->repetition, &house, error))
        return false;
    if (house.factor > 0)
        set_house(s, &match, way, &house);
    else
        set_way(s, &match, way, reading->number > 0);
    amont_house_clear(&house);
    keep(s, &match, way->commune, way->id);
    return true;
}

/* ---- one reading --------------------------------------------------------------------------- */

static bool find_in_commune(search *s, const char *key, size_t index, GPtrArray *ways,
                            GError **error) {
    const amont_commune *commune = s->gazetteer->communes->pdata[index];
    return amont_gazetteer_find(s->gazetteer, key, commune->code, ways, error);
}

/* In the communes that agree best with what is stated, if they are few. */
static bool find_near(search *s, const char *key, const amont_statement *statement, GPtrArray *ways,
                      GError **error) {
    const GPtrArray *communes = s->gazetteer->communes;
    size_t n = 0;
    for (guint i = 0; i < communes->len && n < MOST_COMMUNES; i++) {
        unsigned remarks = 0;
        double factor = amont_statement_weigh(statement, communes, i, &remarks);
        if (factor < 0.5 || (remarks & AMONT_REMARK_COMMUNE_UNSTATED))
            continue;
        n++;
        if (!find_in_commune(s, key, i, ways, error))
            return false;
    }
    return true;
}

static bool weigh_ways(search *s, const amont_reading *reading, const amont_statement *statement,
                       const GPtrArray *ways, guint from, GError **error) {
    for (guint i = from; i < ways->len; i++)
        if (!weigh_way(s, reading, statement, ways->pdata[i], error))
            return false;
    return true;
}

static void weigh_communes(search *s, const amont_reading *reading,
                           const amont_statement *statement) {
    bool bare = !reading->way[0] && reading->number == 0;
    for (guint i = 0; i < s->gazetteer->communes->len; i++) {
        const amont_commune *commune = s->gazetteer->communes->pdata[i];
        unsigned remarks = bare ? 0 : AMONT_REMARK_STREET_NOT_FOUND;
        double factor = amont_statement_weigh(statement, s->gazetteer->communes, i, &remarks);
        if (factor < 0.5 || (remarks & AMONT_REMARK_COMMUNE_UNSTATED))
            continue;
        amont_match match = {.precision = AMONT_MATCH_COMMUNE,
                             .lon = commune->lon,
                             .lat = commune->lat,
                             .street = bare ? 1 : commune_only_cap,
                             .commune = factor,
                             .number = 1,
                             .remarks = remarks,
                             .ban_id = g_strdup(commune->code),
                             .label = g_strdup(commune->name)};
        keep(s, &match, i, 0);
    }
}

static bool try_reading(search *s, const amont_reading *reading, GError **error) {
    amont_statement statement;
    amont_statement_make(&statement, s->gazetteer->communes, reading->commune, s->commune_code,
                         s->postcode);
    g_autofree char *key = amont_gazetteer_key(reading->way);
    g_autoptr(GPtrArray) ways = g_ptr_array_new_with_free_func(free_way);
    weigh_communes(s, reading, &statement);
    bool ok = find_near(s, key, &statement, ways, error) &&
              weigh_ways(s, reading, &statement, ways, 0, error);
    guint n = ways->len;
    if (ok && s->best < sure)
        ok = amont_gazetteer_find(s->gazetteer, key, NULL, ways, error) &&
             weigh_ways(s, reading, &statement, ways, n, error);
    amont_statement_clear(&statement);
    return ok;
}

/* ---- the best of all ----------------------------------------------------------------------- */

static double distance_m(const amont_match *a, const amont_match *b) {
    double metres = G_PI / 180 * 6371009, middle = (a->lat + b->lat) / 2 * G_PI / 180;
    return metres * hypot(a->lat - b->lat, (a->lon - b->lon) * cos(middle));
}

static bool is_better(const found *a, const found *b) {
    if (a->match.score != b->match.score)
        return a->match.score > b->match.score;
    if (a->match.precision != b->match.precision)
        return a->match.precision > b->match.precision;
    return a->way < b->way;
}

static bool is_rival(const found *best, const found *other) {
    g_assert(other);
    bool same = best->way == other->way && best->commune == other->commune;
    bool is_elsewhere =
        best->commune != other->commune || distance_m(&best->match, &other->match) > apart_m;
    return !same && is_elsewhere && best->match.precision != AMONT_MATCH_NONE &&
           other->match.score >= best->match.score - as_good;
}

static void choose(search *s, amont_match *match) {
    found *best = NULL;
    for (guint i = 0; i < s->matches->len; i++)
        if (!best || is_better(s->matches->pdata[i], best))
            best = s->matches->pdata[i];
    if (!best) {
        match->remarks = AMONT_REMARK_NOT_FOUND;
        return;
    }
    for (guint i = 0; i < s->matches->len; i++)
        if (is_rival(best, s->matches->pdata[i])) {
            best->match.score = MIN(best->match.score, ambiguous_cap);
            best->match.remarks |= AMONT_REMARK_AMBIGUOUS;
            break;
        }
    *match = best->match;
    best->match = (amont_match){0};
}

/* ---- readings ------------------------------------------------------------------------------ */

/* Without words after a postcode, the last words may be the commune. */
static void add_readings(const search *s, GPtrArray *readings, const amont_split *split) {
    amont_readings_add(readings, split, 0);
    size_t n = g_strv_length(split->head);
    if (split->tail[0])
        return;
    for (size_t k = 1; k <= MIN(n, MOST_COMMUNE_WORDS); k++) {
        g_autofree char *end = amont_words_join(split->head + n - k, " ");
        g_auto(GStrv) words = amont_words_commune(end);
        g_autofree char *name = amont_words_join(words, " ");
        if (*name && amont_communes_likeness(s->gazetteer->communes, name) >= 0.8)
            amont_readings_add(readings, split, k);
    }
}

static bool is_known_code(const search *s, const char *code) {
    for (guint i = 0; i < s->gazetteer->communes->len; i++)
        if (strcmp(((const amont_commune *)s->gazetteer->communes->pdata[i])->code, code) == 0)
            return true;
    return false;
}

/* "1000" is 01000, that a spreadsheet has taken for a number. */
static char *read_postcode(const char *text) {
    g_autofree char *digits = g_strdup(text ? text : "");
    g_strstrip(digits);
    bool lost_zero = amont_word_is_number(digits) && strlen(digits) == 4;
    return g_strconcat(lost_zero ? "0" : "", digits, NULL);
}

/* What a column states of the commune stands before what the text does. */
static void apply_columns(search *s, const amont_address *address, GPtrArray *readings) {
    if (!address->commune || !*address->commune)
        return;
    g_autofree char *code = g_ascii_strup(address->commune, -1);
    if (is_known_code(s, g_strstrip(code))) {
        g_free(s->commune_code);
        s->commune_code = g_steal_pointer(&code);
        return;
    }
    for (guint i = 0; i < readings->len; i++) {
        amont_reading *reading = readings->pdata[i];
        g_strfreev(reading->commune);
        reading->commune = amont_words_commune(address->commune);
    }
}

bool amont_geocode(amont_gazetteer *gazetteer, const amont_address *address, amont_match *match,
                   GError **error) {
    amont_match_clear(match);
    amont_split split = {0};
    amont_split_text(&split, address->text ? address->text : "");
    g_autofree char *stated = read_postcode(address->postcode);
    g_autoptr(GPtrArray) readings = amont_readings_new();
    g_autoptr(GPtrArray) matches = g_ptr_array_new_with_free_func(free_found);
    search s = {.gazetteer = gazetteer,
                .postcode = *stated ? stated : split.postcode,
                .commune_code = g_strdup(""),
                .matches = matches};
    add_readings(&s, readings, &split);
    apply_columns(&s, address, readings);
    bool ok = true;
    for (guint i = 0; ok && i < readings->len; i++)
        ok = try_reading(&s, readings->pdata[i], error);
    if (ok)
        choose(&s, match);
    amont_split_clear(&split);
    g_free(s.commune_code);
    return ok;
}
