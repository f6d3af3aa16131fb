#include "fictional_geojson.h"

#include <stdbool.h>

enum { MOST_FIELDS = 5, MOST_ROWS = 6 };

typedef enum kind { TEXT, WHOLE, REAL, TRUTH, DATE, EMPTY, KINDS } kind;

typedef struct maker {
    GRand *random;
    GString *text;
    int oddity;
    kind kinds[MOST_FIELDS];
    int n_fields, shape, id;
} maker;

#define PICK(m, list) (list)[below((m), (int)G_N_ELEMENTS(list))]

static int below(const maker *m, int n) {
    return g_rand_int_range(m->random, 0, n);
}

static bool odd(const maker *m) {
    return m->oddity > 0 && below(m, m->oddity) == 0;
}

static void say(maker *m, const char *what) {
    static const char *const blanks[] = {"", "", "", "", " ", "\n", "\t", "\r\n", "\f"};
    g_string_append(m->text, what);
    g_string_append(m->text, blanks[below(m, odd(m) ? 9 : 6)]);
}

/* ---- values -------------------------------------------------------------------------------- */

static const char *const texts[] = {
    "\"Île fictive\"",
    "\"94022\"",
    "\"\"",
    "\"a/b\"",
    "\"94022-0001\"",
    "\"l’« été »\"",
    "\"\\u00e9\"",
    "\"\\ud83d\\ude00\"",
    "\"😀\"",
    "\"\\n\\t\\\"\\\\\\/\"",
    "\" blanks \"",
    "\"12:x\"",
    "\"Ã©tÃ©\"",
    "\"1-2\"",
    "\"true\"",
    "\"x-y-z\"",
    "\"rue 3/4/5\"",
    "\"-\"",
    "\"NaN\"",
    "\"1e5\"",
};
static const char *const wholes[] = {
    "0",          "-0",          "1",          "42",          "-7",    "2147483647",
    "2147483648", "-2147483649", "4294967296", "75000000000", "94081", "9007199254740992",
};
static const char *const reals[] = {
    "0.1",
    "-0.0",
    "1e5",
    "1E+5",
    "2.5e-7",
    "1e-400",
    "3.141592653589793238462643",
    "12.5",
    "1.0",
    "4.9e-324",
    "1.7976931348623157e308",
    "0.30000000000000004",
    "123456789.123456789",
    "-1e-5",
};
static const char *const truths[] = {"true", "false"};
static const char *const dates[] = {"\"2021-03-04\"", "\"1999-12-31\"", "\"2024-02-30\""};
static const char *const oddities[] = {
    "\"2021-03-04T10:30:00Z\"",
    "\"10:30\"",
    "\"2021/03/04\"",
    "\" 2021-03-04\"",
    "[1,2]",
    "{}",
    "{\"a\":1}",
    "[]",
    "9007199254740993",
    "-9223372036854775808",
    "12345678901234567890123",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "1e400",
    "NaN",
    "Infinity",
    "01",
    "1.",
    ".5",
    "+1",
    "\"\xe9t\xe9\"",
    "null",
    "\"3-4-5\"",
    "\"12/12/2020\"",
    "\"-5-5-5\"",
    "\"0000-01-01\"",
    "\"2021-13-01\"",
    "nan",
    "\"8:05 \"",
    "\"\x01\"",
    "'x'",
    "True",
    "1d5",
};

static const char *value_of(maker *m, kind wanted) {
    if (odd(m))
        return PICK(m, oddities);
    if (wanted == EMPTY || below(m, 8) == 0)
        return "null";
    if (odd(m))
        wanted = (kind)below(m, KINDS - 1);
    switch (wanted) {
    case WHOLE:
        return PICK(m, wholes);
    case REAL:
        return below(m, 4) == 0 ? PICK(m, wholes) : PICK(m, reals);
    case TRUTH:
        return PICK(m, truths);
    case DATE:
        return PICK(m, dates);
    default:
        return PICK(m, texts);
    }
}

static void say_properties(maker *m, bool first) {
    static const char *const names[] = {"\"code\"", "\"nom\"", "\"n\"", "\"id\"", "\"é/\\u00e8\""};
    static const char *const odd_names[] = {"\"\"",     "\" n\"",  "\"ID\"", "\"type\"",
                                            "\"code\"", "\"_id\"", "\"x y\""};
    bool any = false;
    say(m, odd(m) ? "\"Properties\"" : "\"properties\"");
    say(m, ":");
    if (odd(m)) {
        say(m, below(m, 2) ? "null" : "[]");
        return;
    }
    say(m, "{");
    for (int i = 0; i < m->n_fields; i++) {
        if (!first && below(m, 10) == 0)
            continue;
        say(m, any ? "," : "");
        int field = odd(m) ? below(m, m->n_fields) : i;
        say(m, odd(m) ? PICK(m, odd_names) : names[field]);
        say(m, ":");
        say(m, value_of(m, m->kinds[i]));
        any = true;
    }
    say(m, "}");
}

/* ---- geometries ---------------------------------------------------------------------------- */

static void say_place(maker *m) {
    static const char *const odd_places[] = {"[1]",         "[]",   "[1,2,3,4]",  "[1,null]",
                                             "[\"1\",2]",   "null", "[1,2,null]", "[NaN,1]",
                                             "[1,2,\"z\"]", "1"};
    if (odd(m)) {
        say(m, PICK(m, odd_places));
        return;
    }
    bool high = odd(m);
    say(m, "[");
    for (int i = 0; i < (high ? 3 : 2); i++) {
        say(m, i ? "," : "");
        say(m, below(m, 2) ? PICK(m, wholes) : PICK(m, reals));
    }
    say(m, "]");
}

/* An array of arrays, `depth` levels above a place. */
static void say_nested(maker *m, int depth) {
    if (depth == 0) {
        say_place(m);
        return;
    }
    say(m, "[");
    int n = odd(m) ? below(m, 3) : 1 + below(m, 5);
    for (int i = 0; i < n; i++) {
        say(m, i ? "," : "");
        say_nested(m, depth - 1);
    }
    say(m, "]");
}

static void say_geometry(maker *m) {
    static const char *const names[] = {"\"Point\"",      "\"MultiPoint\"",
                                        "\"LineString\"", "\"MultiLineString\"",
                                        "\"Polygon\"",    "\"MultiPolygon\""};
    static const int depths[] = {0, 1, 1, 2, 2, 3};
    if (below(m, 8) == 0) {
        say(m, "null");
        return;
    }
    int form = 2 * (odd(m) ? below(m, 3) : m->shape) + below(m, 2);
    say(m, "{");
    say(m, "\"type\":");
    say(m, odd(m) ? "\"polygon\"" : names[form]);
    say(m, ",\"coordinates\":");
    say_nested(m, odd(m) ? below(m, 4) : depths[form]);
    say(m, odd(m) ? ",\"crs\":null}" : "}");
}

/* ---- the whole ----------------------------------------------------------------------------- */

static void say_feature(maker *m, bool first) {
    static const char *const ids[] = {"", "\"id\":7,", "\"id\":\"commune.1\",",
                                      "\"id\":\"2021-03-04\","};
    static const char *const odd_ids[] = {"\"id\":-1,",    "\"id\":null,", "\"id\":1.5,",
                                          "\"Id\":\"x\",", "\"id\":true,", "\"id\":{},"};
    static const char *const more[] = {",\"bbox\":[0,0,1,1]",   ",\"geometry_name\":\"geom\"",
                                       ",\"Geometry\":null",    ",\"x\":{}",
                                       ",\"type\":\"Feature\"", ",\"properties\":{}"};
    say(m, "{");
    say(m, odd(m) ? PICK(m, odd_ids) : ids[m->id]);
    say(m, odd(m) ? "\"type\":\"feature\"," : "\"type\":\"Feature\",");
    say_properties(m, first);
    if (!odd(m)) {
        say(m, ",\"geometry\":");
        say_geometry(m);
    }
    say(m, odd(m) ? PICK(m, more) : "");
    say(m, "}");
}

static void say_members(maker *m) {
    static const char *const members[] = {
        "",
        "\"name\":\"zones\",",
        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},",
        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2154\"}},\"bbox\":[0,0,1,1],",
        "\"crs\":{\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::3949\"},\"type\":\"name\"},\"n\":3,",
    };
    static const char *const odd_members[] = {
        "\"crs\":null,",
        "\"crs\":{\"type\":\"EPSG\",\"properties\":{\"code\":2154}},",
        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:99999\"}},",
        "\"CRS\":1,",
        "\"features\":[],",
        "\"metadata\":{\"features\":[]},",
        "\"x\":\"\\\"features\\\":[\",",
        "\"type\":\"Topology\",",
        "\"exceededTransferLimit\":true,",
        "\"name\":{},",
        "\"fieldAliases\":1,",
        "\"bbox\":{},",
    };
    say(m, odd(m) ? PICK(m, odd_members) : PICK(m, members));
}

GString *fictional_geojson(GRand *random, int oddity) {
    static const char *const heads[] = {
        "{\"features\":[],", "\xef\xbb\xbf{\"type\":\"FeatureCollection\",",
        "{\"type\":\"Feature\",", "x", "jsonp({\"type\":\"FeatureCollection\","};
    maker made = {.random = random, .text = g_string_new(NULL), .oddity = oddity}, *m = &made;
    m->n_fields = below(m, MOST_FIELDS + 1);
    m->shape = below(m, 3);
    m->id = below(m, 2) ? 0 : below(m, m->n_fields > 3 && !odd(m) ? 2 : 4); /* or two of them */
    for (int i = 0; i < m->n_fields; i++)
        m->kinds[i] = (kind)below(m, KINDS);
    say(m, odd(m) ? PICK(m, heads) : "{\"type\":\"FeatureCollection\",");
    say_members(m);
    say(m, "\"features\":[");
    for (int i = 0, n = odd(m) ? 0 : 1 + below(m, MOST_ROWS); i < n; i++) {
        say(m, i ? "," : "");
        say_feature(m, i == 0);
    }
    say(m, "]");
    say(m, odd(m) ? ",\"name\":\"behind\"" : "");
    say(m, odd(m) ? "}}" : "}");
    return m->text;
}

void fictional_geojson_damage(GString *text, GRand *random) {
    static const char signs[] = "{}[]\",:0123456789.-+eEuntf\\ \n\x01\xc3\xa9/";
    for (int n = g_rand_int_range(random, 1, 4); n > 0; n--) {
        gsize at = (gsize)g_rand_int_range(random, 0, (gint32)text->len);
        text->str[at] = signs[g_rand_int_range(random, 0, sizeof signs - 1)];
    }
}
