/* How much an SVG draws. An element that refers to others (use, a pattern, a mask) draws them
 * again, so that some lines of text can ask for more than any machine draws: what each element
 * comes to is found once, and added up where it is named. Markers are counted once a path. */
#include "draw/pictures.h"

#include <math.h>
#include <string.h>

/* Deeper references could use up the stack of what draws them. */
enum { MOST_DEPTH = 200 };

typedef struct element {
    size_t end;       /* elements from its own index up to here are in it */
    GPtrArray *names; /* char *: what its attributes refer to, or NULL */
    double total;     /* elements drawn; 0 while they are being counted */
    int depth;        /* of what is in it and what it refers to; 0: not begun */
} element;

static const element endless = {.total = INFINITY, .depth = MOST_DEPTH};

typedef struct drawing {
    GArray *elements; /* element, in the order of their first tags */
    GArray *open;     /* size_t */
    GHashTable *ids;  /* char * → its index and 1 */
} drawing;

/* Of "#name" and of "url(#name)"; a colour is the name of nothing. */
static void add_names(element *one, const char *value) {
    for (const char *at = strchr(value, '#'); at; at = strchr(at, '#')) {
        size_t length = strcspn(++at, ")\"'; ");
        if (!one->names)
            one->names = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(one->names, g_strndup(at, length));
    }
}

static void begin(GMarkupParseContext *context, const char *name, const char **keys,
                  const char **values, void *data, GError **error) {
    (void)context, (void)name, (void)error;
    drawing *d = data;
    element one = {0};
    size_t index = d->elements->len;
    for (size_t i = 0; keys[i]; i++) {
        if (strcmp(keys[i], "id") != 0)
            add_names(&one, values[i]);
        else if (!g_hash_table_contains(d->ids, values[i]))
            g_hash_table_insert(d->ids, g_strdup(values[i]), GSIZE_TO_POINTER(index + 1));
    }
    g_array_append_val(d->elements, one);
    g_array_append_val(d->open, index);
}

static void end(GMarkupParseContext *context, const char *name, void *data, GError **error) {
    (void)context, (void)name, (void)error;
    drawing *d = data;
    size_t index = g_array_index(d->open, size_t, d->open->len - 1);
    g_array_index(d->elements, element, index).end = d->elements->len;
    g_array_set_size(d->open, d->open->len - 1);
}

static const element *count(const drawing *d, size_t index, int above);

static void add(const drawing *d, size_t index, int above, double *total, int *depth) {
    const element *other = count(d, index, above + 1);
    *total += other->total;
    *depth = MAX(*depth, other->depth + 1);
}

/* What refers to itself is not drawn. */
static const element *count(const drawing *d, size_t index, int above) {
    element *one = &g_array_index(d->elements, element, index);
    if (one->depth > 0 || above > MOST_DEPTH)
        return one->depth > 0 ? one : &endless;
    double total = 1;
    int depth = one->depth = 1;
    for (size_t i = index + 1; i < one->end; i = g_array_index(d->elements, element, i).end)
        add(d, i, above, &total, &depth);
    for (guint i = 0; one->names && i < one->names->len; i++) {
        size_t target = GPOINTER_TO_SIZE(g_hash_table_lookup(d->ids, one->names->pdata[i]));
        if (target > 0)
            add(d, target - 1, above, &total, &depth);
    }
    one->depth = depth;
    one->total = depth > MOST_DEPTH ? INFINITY : total;
    return one;
}

static void clear_element(void *data) {
    element *one = data;
    g_clear_pointer(&one->names, g_ptr_array_unref);
}

static bool parse(drawing *d, const char *text, size_t length) {
    static const GMarkupParser parser = {.start_element = begin, .end_element = end};
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, d, NULL);
    return g_markup_parse_context_parse(context, text, (gssize)length, NULL) &&
           g_markup_parse_context_end_parse(context, NULL) && d->elements->len > 0;
}

/* Entities may stand for elements and names that are not looked into: then nothing may be repeated.
 */
static bool may_repeat(const char *text) {
    static const char *const words[] = {"href", "url(", "&#"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(text, words[i]))
            return true;
    return text[0] != '<';
}

static double total_of(const char *text, size_t length) {
    drawing d = {g_array_new(FALSE, FALSE, sizeof(element)),
                 g_array_new(FALSE, FALSE, sizeof(size_t)),
                 g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    g_array_set_clear_func(d.elements, clear_element);
    double unread = may_repeat(text) ? INFINITY : 0;
    double total = parse(&d, text, length) ? count(&d, 0, 0)->total : unread;
    g_hash_table_unref(d.ids);
    g_array_unref(d.open);
    g_array_unref(d.elements);
    return total;
}

/* Of other encodings elements and names are told as if it were Latin-1, as they are ASCII. */
double amont_picture_elements(const char *text, size_t length) {
    static const char mark[] = "\xef\xbb\xbf";
    gsize n = 0;
    if (length >= 3 && memcmp(text, mark, 3) == 0)
        return total_of(text + 3, length - 3);
    if (g_utf8_validate(text, (gssize)length, NULL))
        return total_of(text, length);
    g_autofree char *latin = g_convert(text, (gssize)length, "UTF-8", "ISO-8859-1", NULL, &n, NULL);
    return latin ? total_of(latin, n) : INFINITY;
}
