/* A CSV file in pieces: each worker takes the next piece of a few MiB, begins behind its first line
 * end and reads on to the end of the row that crosses its last byte. That a piece began at a row,
 * and not within a quoted text, is shown afterwards: the piece before must have ended there. When
 * it did not, or a row is odd, the file is read whole, as any CSV file; when a column turns out to
 * be written in another way than its first rows showed, it is gone through again. */
#include "amont/csv.h"
#include "amont/encoding.h"
#include "io/loaders/filter.h"
#include "io/loaders/match.h"
#include "io/source.h"
#include "io/streams/csv_pieces.h"
#include "io/streams/streams.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD_BYTES = 1 << 16, MOST_PASSES = 5 };

typedef struct csv_stream {
    source_stream base;
    int file;
    char separator;
    goffset size, rows_at; /* of the file; where its second row begins */
} csv_stream;

/* ---- the head ------------------------------------------------------------------------------ */

/* The first bytes, cut behind a line end; NULL for a file that is not plain. */
static char *read_head(int file, goffset size, size_t *length) {
    g_autofree char *bytes = g_malloc(HEAD_BYTES + 1);
    ssize_t n = pread(file, bytes, HEAD_BYTES, 0);
    if (n <= 0 || memchr(bytes, '\0', (size_t)n))
        return NULL;
    if (n < size) {
        const char *end = memrchr(bytes, '\n', (size_t)n);
        if (!end)
            return NULL;
        n = end + 1 - bytes;
    }
    bytes[n] = '\0';
    *length = (size_t)n;
    return amont_encoding_detect(bytes, (size_t)n) == AMONT_ENCODING_UTF8 ? g_steal_pointer(&bytes)
                                                                          : NULL;
}

static size_t mark_length(const char *text) {
    return g_str_has_prefix(text, "\xef\xbb\xbf") ? 3 : 0;
}

/* Titles in the first row, all different and none empty; rows as long as they. */
static bool are_plain(const amont_layer *head) {
    for (guint i = 0; i < head->columns->len; i++) {
        const amont_column *column = head->columns->pdata[i];
        if (!*column->name || amont_layer_column(head, column->name) != column)
            return false;
    }
    return head->columns->len >= 2;
}

static amont_layer *take_head(const char *name, amont_csv *csv, size_t n_rows) {
    amont_layer *head = amont_layer_new(name, n_rows);
    amont_csv_row row;
    amont_csv_rewind(csv);
    amont_csv_next(csv, &row);
    for (size_t i = 0; i < row.n; i++) {
        g_autofree char *title = g_strstrip(g_strdup(row.cells[i]));
        amont_layer_add_column(head, title, AMONT_COLUMN_TEXT);
    }
    head->lines = g_new0(long, n_rows);
    for (size_t r = 0; r < n_rows && amont_csv_next(csv, &row); r++) {
        head->lines[r] = row.line;
        for (size_t i = 0; i < MIN(row.n, head->columns->len); i++)
            amont_column_set_text(head->columns->pdata[i], r, *row.cells[i] ? row.cells[i] : NULL);
    }
    amont_layer_learn_dialects(head);
    return head;
}

/* NULL when a row is not as long as the titles: a preamble, perhaps. */
static amont_layer *parse_head(const char *name, amont_csv *csv) {
    amont_csv_row row;
    size_t n_rows = 0, n_titles = 0;
    if (!amont_csv_separator(csv) || !amont_csv_next(csv, &row) || row.line != 1)
        return NULL;
    for (n_titles = row.n; amont_csv_next(csv, &row); n_rows++)
        if (row.n != n_titles || row.strays)
            return NULL;
    if (n_rows == 0)
        return NULL;
    g_autoptr(amont_layer) head = take_head(name, csv, n_rows);
    return are_plain(head) ? g_steal_pointer(&head) : NULL;
}

/* Where the second row begins: behind the line end of the titles, which hold none themselves. */
static goffset behind_titles(const char *text, const char *start) {
    const char *end = strchr(start, '\n');
    return end && !memchr(start, '"', (size_t)(end - start)) ? end + 1 - text : -1;
}

static bool read_beginning(csv_stream *s) {
    size_t length = 0;
    g_autofree char *text = read_head(s->file, s->size, &length);
    if (!text)
        return false;
    size_t mark = mark_length(text);
    g_autoptr(amont_csv) csv = amont_csv_new(text + mark, length - mark);
    s->rows_at = behind_titles(text, text + mark);
    s->separator = amont_csv_separator(csv);
    s->base.stream.head =
        s->rows_at > 0 ? parse_head(amont_source_name(&s->base.source), csv) : NULL;
    return s->base.stream.head != NULL;
}

/* ---- a run --------------------------------------------------------------------------------- */

/* The title of each slot of numbers: coordinates, what the plan wants, what the filter asks. */
static const char **list_wanted(const csv_stream *s, const amont_stream_plan *plan,
                                const amont_matching *filter, size_t *n) {
    guint n_asked = filter ? filter->asked->len : 0;
    *n = plan->n_columns + 2 + n_asked;
    const char **wanted = g_new0(const char *, *n + 1);
    wanted[0] = s->base.stream.x;
    wanted[1] = s->base.stream.y;
    for (size_t i = 0; i < plan->n_columns; i++)
        wanted[2 + i] = plan->columns[i];
    for (guint i = 0; i < n_asked; i++) {
        guint column = g_array_index(filter->asked, amont_asked, i).column;
        const amont_layer *head = s->base.stream.head;
        wanted[2 + plan->n_columns + i] =
            ((const amont_column *)head->columns->pdata[column])->name;
    }
    return wanted;
}

/* A column may be wanted twice: the first slot is filled. -1 for none. */
static int slot_of(const char *const *wanted, size_t n, const char *title) {
    for (size_t i = 0; i < n; i++)
        if (g_strcmp0(title, wanted[i]) == 0)
            return (int)i;
    return -1;
}

/* What a filter compares with numbers must hold nothing else. */
static void mark_strict(const amont_matching *filter, csv_shape *shape) {
    for (guint i = 0; filter && i < filter->asked->len; i++) {
        const amont_asked *asked = &g_array_index(filter->asked, amont_asked, i);
        if (asked->is_compared)
            shape->is_strict[shape->number_slot[asked->column]] = true;
    }
}

static void shape_of(const csv_stream *s, const amont_stream_plan *plan, const char *where,
                     const amont_matching *filter, csv_shape *shape) {
    const amont_layer *head = s->base.stream.head;
    *shape = (csv_shape){.separator = s->separator, .n_titles = head->columns->len};
    g_autofree const char **wanted = list_wanted(s, plan, filter, &shape->n_numbers);
    shape->number_slot = g_new(int, shape->n_titles);
    shape->text_slot = g_new(int, shape->n_titles);
    shape->dialects = g_new0(amont_dialect, shape->n_numbers);
    shape->is_strict = g_new0(bool, shape->n_numbers);
    shape->twin = g_new(size_t, shape->n_numbers);
    for (size_t i = 0; i < shape->n_numbers; i++)
        shape->twin[i] = (size_t)slot_of(wanted, shape->n_numbers, wanted[i]);
    for (size_t i = 0; i < shape->n_titles; i++) {
        const amont_column *column = head->columns->pdata[i];
        bool named = where && amont_filter_names(where, column->name);
        shape->number_slot[i] = slot_of(wanted, shape->n_numbers, column->name);
        shape->text_slot[i] = named ? (int)shape->n_texts++ : -1;
        if (shape->number_slot[i] >= 0)
            shape->dialects[shape->number_slot[i]] = column->dialect;
    }
    mark_strict(filter, shape);
}

static void clear_shape(csv_shape *shape) {
    g_free(shape->number_slot);
    g_free(shape->text_slot);
    g_free(shape->dialects);
    g_free(shape->is_strict);
    g_free(shape->twin);
}

static bool check_filter(const csv_stream *s, const amont_stream_plan *plan, const char *where,
                         GError **error) {
    amont_source source = source_stream_for(&s->base, plan);
    source.findings = NULL; /* these rows come again */
    const amont_layer *head = s->base.stream.head;
    g_autofree bool *matches = g_new0(bool, head->n_rows);
    return !where || amont_rows_match(head, &source, "where", where, matches, error);
}

static bool run_whole(csv_stream *s, const amont_stream_plan *plan, GError **error) {
    amont_source source = s->base.source;
    source.findings = plan->findings;
    g_autoptr(amont_layer) layer = amont_source_read(&source, NULL, error);
    return layer && amont_layer_take(&s->base.stream, &source, layer, plan, error);
}

static bool run(amont_stream *stream, const amont_stream_plan *plan, GError **error) {
    csv_stream *s = (csv_stream *)stream;
    g_autofree char *where = source_stream_filter(&s->base, plan);
    if (!check_filter(s, plan, where, error))
        return false;
    if (plan->n_texts > 0)
        return run_whole(s, plan, error);
    g_autoptr(amont_matching) filter = where ? amont_matching_new(stream->head, where) : NULL;
    csv_shape shape;
    shape_of(s, plan, where, filter, &shape);
    csv_pass pass = {.file = s->file,
                     .start = s->rows_at,
                     .size = s->size,
                     .shape = &shape,
                     .plan = plan,
                     .filter = filter,
                     .source = &s->base.source,
                     .head = stream->head};
    csv_verdict verdict = CSV_AGAIN;
    for (int i = 0; i < MOST_PASSES && verdict == CSV_AGAIN; i++) {
        if (i > 0)
            plan->restart(plan->data);
        verdict = csv_pass_run(&pass);
    }
    clear_shape(&shape);
    if (verdict == CSV_DONE)
        return true;
    plan->restart(plan->data);
    return run_whole(s, plan, error);
}

/* ---- opening ------------------------------------------------------------------------------- */

static void free_stream(amont_stream *stream) {
    csv_stream *s = (csv_stream *)stream;
    if (s->file >= 0)
        close(s->file);
    source_stream_clear(&s->base);
}

amont_stream *amont_csv_stream(const amont_source *source) {
    csv_stream *s = g_new0(csv_stream, 1);
    source_stream_init(&s->base, source);
    s->base.stream.run = run;
    s->base.stream.free = free_stream;
    s->file = open(source->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct stat status;
    bool is_file = s->file >= 0 && fstat(s->file, &status) == 0 && S_ISREG(status.st_mode);
    s->size = is_file ? status.st_size : 0;
    if (is_file && read_beginning(s))
        return &s->base.stream;
    free_stream(&s->base.stream);
    return NULL;
}
