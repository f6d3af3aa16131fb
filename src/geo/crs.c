/* Coordinate reference systems, by PROJ. proj_create would accept any text, down to a fuzzy search
 * of names ("Paris" finds a datum); so the form of a definition is recognised first and handed to
 * the function for that form. Heights play no part here: of a compound CRS the first part alone is
 * kept. */
#include "geo/crs.h"

#include <pthread.h>
#include <string.h>

/* What a thread has: its context, and the operations that it used last, for zones and layers mostly
 * come in the same system. */
enum { KEPT_OPERATIONS = 4 };

typedef struct thread_state {
    PJ_CONTEXT *context;
    amont_operation kept[KEPT_OPERATIONS];
    unsigned next; /* to be replaced */
} thread_state;

static pthread_key_t state_key;
static pthread_once_t state_key_made = PTHREAD_ONCE_INIT;

static void clear_operation(amont_operation *operation) {
    proj_destroy(operation->way);
    proj_destroy(operation->from);
    proj_destroy(operation->to);
    g_free(operation->definitions);
    *operation = (amont_operation){.way = NULL};
}

static void free_state(void *data) {
    thread_state *state = data;
    for (size_t i = 0; i < KEPT_OPERATIONS; i++)
        clear_operation(&state->kept[i]);
    proj_context_destroy(state->context);
    g_free(state);
}

static void make_state_key(void) {
    pthread_key_create(&state_key, free_state);
}

static thread_state *state_of_thread(void) {
    pthread_once(&state_key_made, make_state_key);
    thread_state *state = pthread_getspecific(state_key);
    if (state)
        return state;
    state = g_new0(thread_state, 1);
    state->context = proj_context_create();
    pthread_setspecific(state_key, state);
    proj_log_level(state->context, PJ_LOG_NONE);
    proj_context_set_enable_network(state->context, 0);
    return state;
}

PJ_CONTEXT *amont_crs_context(void) {
    return state_of_thread()->context;
}

const amont_operation *amont_crs_operation(const char *from, const char *to) {
    thread_state *state = state_of_thread();
    g_autofree char *definitions = g_strjoin("\n", from, to, NULL);
    for (size_t i = 0; i < KEPT_OPERATIONS; i++)
        if (g_strcmp0(state->kept[i].definitions, definitions) == 0)
            return &state->kept[i];
    amont_operation *kept = &state->kept[state->next];
    state->next = (state->next + 1) % KEPT_OPERATIONS;
    clear_operation(kept);
    kept->definitions = g_steal_pointer(&definitions);
    kept->from = amont_crs_open(state->context, from);
    kept->to = amont_crs_open(state->context, to);
    if (!kept->from || !kept->to)
        return kept;
    kept->is_same = amont_crs_equal(state->context, kept->from, kept->to);
    kept->way = amont_crs_way(state->context, kept->from, kept->to);
    return kept;
}

static bool is_code(const char *text) {
    const char *colon = strchr(text, ':');
    if (!colon || colon == text || colon[1] == '\0' || !g_ascii_isalpha(text[0]))
        return false;
    for (const char *c = text; *c; c++)
        if (c != colon && !g_ascii_isalnum(*c) && *c != '_' && *c != '.')
            return false;
    return true;
}

static PJ *open_code(PJ_CONTEXT *context, const char *text) {
    g_auto(GStrv) halves = g_strsplit(text, ":", 2);
    g_autofree char *authority = g_ascii_strup(halves[0], -1);
    return proj_create_from_database(context, authority, halves[1], PJ_CATEGORY_CRS, 0, NULL);
}

static PJ *open_proj_string(PJ_CONTEXT *context, const char *text) {
    if (strstr(text, "step")) /* PROJ would take the last step of a pipeline for a CRS */
        return NULL;
    if (strstr(text, "type=crs"))
        return proj_create(context, text);
    g_autofree char *typed = g_strconcat(text, " +type=crs", NULL);
    return proj_create(context, typed);
}

static PJ *open_wkt(PJ_CONTEXT *context, const char *text) {
    PROJ_STRING_LIST warnings = NULL, errors = NULL;
    PJ *crs = proj_create_from_wkt(context, text, NULL, &warnings, &errors);
    proj_string_list_destroy(warnings);
    proj_string_list_destroy(errors);
    return crs;
}

static PJ *open_text(PJ_CONTEXT *context, const char *definition) {
    g_autofree char *text = g_strstrip(g_strdup(definition));
    if (is_code(text))
        return open_code(context, text);
    if (g_str_has_prefix(text, "+proj=") || g_str_has_prefix(text, "proj="))
        return open_proj_string(context, text);
    if (proj_context_guess_wkt_dialect(context, text) != PJ_GUESSED_NOT_WKT)
        return open_wkt(context, text);
    return NULL;
}

/* A bound CRS is another one with a fixed transformation to WGS 84 (+towgs84). */
static PJ *unbound(PJ_CONTEXT *context, const PJ *crs) {
    return proj_get_type(crs) == PJ_TYPE_BOUND_CRS ? proj_get_source_crs(context, crs)
                                                   : proj_clone(context, crs);
}

static bool is_horizontal(PJ_CONTEXT *context, const PJ *crs) {
    g_autoptr(PJ) base = unbound(context, crs);
    PJ_TYPE type = base ? proj_get_type(base) : PJ_TYPE_UNKNOWN;
    return type == PJ_TYPE_PROJECTED_CRS || type == PJ_TYPE_GEOGRAPHIC_2D_CRS ||
           type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

PJ *amont_crs_open(PJ_CONTEXT *context, const char *definition) {
    g_autoptr(PJ) whole = open_text(context, definition);
    if (!whole || !proj_is_crs(whole))
        return NULL;
    g_autoptr(PJ) part = proj_get_type(whole) == PJ_TYPE_COMPOUND_CRS
                             ? proj_crs_get_sub_crs(context, whole, 0)
                             : g_steal_pointer(&whole);
    return part && is_horizontal(context, part) ? g_steal_pointer(&part) : NULL;
}

bool amont_crs_equal(PJ_CONTEXT *context, const PJ *a, const PJ *b) {
    return proj_is_equivalent_to_with_ctx(context, a, b,
                                          PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS);
}

static bool is_in_metres(PJ_CONTEXT *context, const PJ *crs) {
    g_autoptr(PJ) base = unbound(context, crs);
    g_autoptr(PJ) axes = proj_crs_get_coordinate_system(context, base);
    double metres = 0;
    return proj_get_type(base) == PJ_TYPE_PROJECTED_CRS && axes &&
           proj_cs_get_axis_info(context, axes, 0, NULL, NULL, NULL, &metres, NULL, NULL, NULL) &&
           metres == 1;
}

/* WKT can be long, and a command line can hold any bytes. */
static char *shortened(const char *definition) {
    g_autofree char *text = g_utf8_make_valid(definition, -1);
    g_autofree char *start = g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), 60));
    return g_strconcat(start, strlen(start) < strlen(text) ? "…" : "", NULL);
}

amont_crs *amont_crs_new(const char *definition, GError **error) {
    PJ_CONTEXT *context = amont_crs_context();
    if (!proj_context_get_database_path(context)) {
        amont_fail(error, AMONT_ERROR_UNAVAILABLE, "PROJ does not find its database proj.db");
        return NULL;
    }
    g_autoptr(PJ) opened = amont_crs_open(context, definition);
    if (!opened) {
        g_autofree char *shown = shortened(definition);
        amont_fail(error, AMONT_ERROR_CONFIG,
                   "no coordinate reference system of maps is called '%s'", shown);
        amont_hint(error, "for example EPSG:2154 (Lambert-93) or EPSG:4326 (longitude, latitude)");
        return NULL;
    }
    const char *name = proj_get_name(opened);
    amont_crs *crs = g_new0(amont_crs, 1);
    crs->definition = g_strdup(definition);
    crs->name = g_strdup(name && strcmp(name, "unknown") != 0 ? name : definition);
    crs->projected = is_in_metres(context, opened);
    return crs;
}

void amont_crs_free(amont_crs *crs) {
    if (!crs)
        return;
    g_free(crs->definition);
    g_free(crs->name);
    g_free(crs);
}

const char *amont_crs_name(const amont_crs *crs) {
    return crs->name;
}

const char *amont_crs_definition(const amont_crs *crs) {
    return crs->definition;
}

bool amont_crs_is_projected(const amont_crs *crs) {
    return crs->projected;
}

bool amont_crs_same(const amont_crs *a, const amont_crs *b) {
    if (strcmp(a->definition, b->definition) == 0)
        return true;
    PJ_CONTEXT *context = amont_crs_context();
    g_autoptr(PJ) first = amont_crs_open(context, a->definition);
    g_autoptr(PJ) second = amont_crs_open(context, b->definition);
    return first && second && amont_crs_equal(context, first, second);
}

int amont_crs_epsg(const amont_crs *crs) {
    g_autoptr(PJ) opened = amont_crs_open(amont_crs_context(), crs->definition);
    const char *authority = proj_get_id_auth_name(opened, 0), *code = proj_get_id_code(opened, 0);
    bool is_epsg = authority && code && strcmp(authority, "EPSG") == 0;
    return is_epsg ? (int)g_ascii_strtoll(code, NULL, 10) : 0;
}

char *amont_crs_wkt(const amont_crs *crs) {
    PJ_CONTEXT *context = amont_crs_context();
    g_autoptr(PJ) opened = amont_crs_open(context, crs->definition);
    static const char *const on_one_line[] = {"MULTILINE=NO", NULL};
    return g_strdup(proj_as_wkt(context, opened, PJ_WKT1_GDAL, on_one_line));
}
