#include "io/streams/csv_pieces.h"

#include "amont/pool.h"

#include "io/loaders/rows.h"
#include "io/source.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#define PIECE ((goffset)4 << 20)
#define CHUNK ((goffset)256 << 10)
#define LONGEST_ROW ((goffset)16 << 20)

/* What a row tells, to be told in the order of the file. */
typedef struct remark {
    amont_finding_kind kind;
    long line; /* within the piece, from 0 */
    char *text;
} remark;

typedef struct piece {
    goffset began, ended;
    long n_lines;
    bool is_odd;
    size_t counts[2]; /* of ragged rows, of numbers that are none */
    GArray *remarks;  /* the first of each kind */
} piece;

enum { RAGGED, NOT_NUMBER };
static const amont_finding_kind kinds[] = {AMONT_FINDING_CSV_RAGGED,
                                           AMONT_FINDING_VALUE_NOT_NUMBER};

/* What all workers share; pieces are claimed in order. */
typedef struct shared {
    csv_pass *pass;
    size_t n_pieces;
    piece *pieces;
    atomic_size_t next;
    atomic_bool stop;   /* something is odd: the rest need not be read */
    atomic_bool failed; /* a filter */
    pthread_mutex_t lock;
    amont_dialect *evidence; /* of each number, from all workers */
    bool surprised;
} shared;

typedef struct worker {
    shared *all;
    unsigned index;
    csv_scanner scanner;
    csv_scanned row;
    char *buffer;
    size_t room;
    amont_batch batch;
    double **arrays; /* of each number: x, y, columns */
    amont_layer *texts;
} worker;

/* ---- batches ------------------------------------------------------------------------------- */

/* Keeps the rows of the batch that the filter keeps. */
static bool filter_batch(worker *w) {
    const csv_pass *pass = w->all->pass;
    bool kept[AMONT_BATCH_ROWS];
    w->texts->n_rows = w->batch.n;
    bool ok = amont_rows_match(w->texts, pass->source, "where", pass->where, kept, NULL);
    w->texts->n_rows = AMONT_BATCH_ROWS;
    size_t n = 0;
    for (size_t row = 0; ok && row < w->batch.n; row++) {
        for (size_t i = 0; i < pass->shape->n_numbers; i++)
            w->arrays[i][n] = w->arrays[i][row];
        n += kept[row];
    }
    w->batch.n = n;
    return ok;
}

static bool flush(worker *w) {
    const amont_stream_plan *plan = w->all->pass->plan;
    bool ok = w->batch.n == 0 || !w->texts || filter_batch(w);
    if (ok && w->batch.n > 0)
        plan->take(plan->data, w->index, &w->batch);
    w->batch.n = 0;
    return ok;
}

static void put_row(worker *w) {
    size_t at = w->batch.n++;
    const csv_shape *shape = w->all->pass->shape;
    for (size_t i = 0; i < shape->n_numbers; i++)
        w->arrays[i][at] = w->row.numbers[shape->twin[i]];
    for (size_t i = 0; i < shape->n_texts; i++) {
        amont_column *column = w->texts->columns->pdata[i];
        const csv_slice *text = &w->row.texts[i];
        g_free(column->texts[at]);
        column->texts[at] = text->length ? g_strndup(text->start, text->length) : NULL;
    }
}

/* ---- what a row tells ---------------------------------------------------------------------- */

static void remark_on(piece *p, int what, long line, char *text) {
    if (p->counts[what]++ >= AMONT_FINDING_EXAMPLES) {
        g_free(text);
        return;
    }
    remark r = {kinds[what], line, text};
    g_array_append_val(p->remarks, r);
}

static const char *title_of(const csv_pass *pass, int slot) {
    for (size_t i = 0; i < pass->shape->n_titles; i++)
        if (pass->shape->number_slot[i] == slot)
            return ((const amont_column *)pass->head->columns->pdata[i])->name;
    return "";
}

static void remark_on_row(const worker *w, piece *p) {
    const csv_pass *pass = w->all->pass;
    if (w->row.n_cells < pass->shape->n_titles)
        remark_on(p, RAGGED, p->n_lines,
                  g_strdup_printf("%zu / %zu", w->row.n_cells, pass->shape->n_titles));
    if (w->row.wrong >= 0)
        remark_on(p, NOT_NUMBER, p->n_lines,
                  g_strdup_printf("%s '%.*s'", title_of(pass, w->row.wrong),
                                  (int)MIN(w->row.wrong_text.length, 100),
                                  w->row.wrong_text.start));
}

static void keep_row(worker *w, piece *p) {
    if (!w->row.is_blank) {
        remark_on_row(w, p);
        put_row(w);
    }
    p->n_lines += w->row.n_lines;
    if (w->batch.n == AMONT_BATCH_ROWS && !flush(w))
        atomic_store(&w->all->failed, true);
}

/* ---- a piece ------------------------------------------------------------------------------- */

static bool load(worker *w, goffset from, size_t length) {
    if (length > w->room) {
        w->room = length;
        w->buffer = g_realloc(w->buffer, length);
    }
    size_t n = 0;
    while (n < length) {
        ssize_t got = pread(w->all->pass->file, w->buffer + n, length - n, from + (goffset)n);
        if (got <= 0)
            return false;
        n += (size_t)got;
    }
    return true;
}

/* The rows that begin before `to`; the buffer holds the file from `base` to `loaded`. False when
 * the row at p->ended is longer than what was loaded. */
static bool scan_rows(worker *w, piece *p, goffset base, goffset loaded, goffset to) {
    const char *end = w->buffer + (loaded - base),
               *stop = w->buffer + MIN(to - base, loaded - base);
    const char *at = w->buffer + (p->ended - base);
    bool is_last = loaded == w->all->pass->size, is_cut = false;
    while (at < stop && !is_cut && !p->is_odd) {
        const char *start = at;
        csv_outcome outcome = csv_scan_row(&w->scanner, &at, end, is_last, &w->row);
        is_cut = outcome == CSV_CUT;
        p->is_odd = outcome == CSV_ODD || (outcome == CSV_ROW && !w->row.is_ascii &&
                                           !g_utf8_validate_len(start, (size_t)(at - start), NULL));
        if (outcome == CSV_ROW && !p->is_odd)
            keep_row(w, p);
    }
    p->ended = base + (at - w->buffer);
    return !is_cut;
}

/* Behind the first line end at or before `from`; -1 when none is found in the piece. */
static goffset find_start(worker *w, goffset from, goffset to) {
    for (goffset at = from - 1; at < to; at += CHUNK) {
        size_t length = (size_t)MIN(CHUNK, to - at);
        if (!load(w, at, length))
            return -1;
        const char *end = memchr(w->buffer, '\n', length);
        if (end)
            return at + (end - w->buffer) + 1;
    }
    return -1;
}

/* In chunks, which stay in the cache; the row that crosses the end of one is read again with the
 * next, and is given room as long as it asks for it. */
static void read_piece(worker *w, size_t index) {
    const csv_pass *pass = w->all->pass;
    piece *p = &w->all->pieces[index];
    goffset from = pass->start + (goffset)index * PIECE, to = MIN(from + PIECE, pass->size);
    goffset start = index == 0 ? from : find_start(w, from, to);
    p->began = p->ended = start < 0 ? to : start;
    p->is_odd = index > 0 && start < 0 && to < pass->size;
    for (goffset room = CHUNK; !p->is_odd && p->ended < to;) {
        goffset base = p->ended, loaded = MIN(base + room, pass->size);
        if (room > LONGEST_ROW || !load(w, base, (size_t)(loaded - base))) {
            p->is_odd = true;
            break;
        }
        bool is_too_long = !scan_rows(w, p, base, loaded, to) && p->ended == base;
        room = is_too_long ? 4 * room : CHUNK;
    }
}

/* ---- workers ------------------------------------------------------------------------------- */

static void start_worker(worker *w, shared *all, unsigned index) {
    const csv_shape *shape = all->pass->shape;
    w->all = all;
    w->room = (size_t)CHUNK;
    w->buffer = g_malloc0(w->room);
    w->index = index;
    csv_scanner_init(&w->scanner, shape);
    w->row.numbers = g_new(double, shape->n_numbers);
    w->row.texts = g_new(csv_slice, shape->n_texts);
    w->arrays = g_new0(double *, shape->n_numbers);
    for (size_t i = 0; i < shape->n_numbers; i++)
        w->arrays[i] = g_new(double, AMONT_BATCH_ROWS);
    w->batch = (amont_batch){.x = w->arrays[0], .y = w->arrays[1], .numbers = w->arrays + 2};
    if (!all->pass->where)
        return;
    w->texts = amont_layer_new(all->pass->head->path, AMONT_BATCH_ROWS);
    for (size_t i = 0; i < shape->n_titles; i++)
        if (shape->text_slot[i] >= 0)
            amont_layer_add_column(w->texts,
                                   ((const amont_column *)all->pass->head->columns->pdata[i])->name,
                                   AMONT_COLUMN_TEXT);
}

static void add_evidence(amont_dialect *sum, const amont_dialect *seen) {
    sum->comma_decimal |= seen->comma_decimal;
    sum->comma_group |= seen->comma_group;
    sum->point_decimal |= seen->point_decimal;
    sum->point_group |= seen->point_group;
}

static void end_worker(worker *w) {
    shared *all = w->all;
    size_t n_numbers = all->pass->shape->n_numbers;
    pthread_mutex_lock(&all->lock);
    all->surprised = all->surprised || w->scanner.surprised;
    for (size_t i = 0; i < n_numbers; i++)
        add_evidence(&all->evidence[i], &w->scanner.evidence[i]);
    pthread_mutex_unlock(&all->lock);
    for (size_t i = 0; i < n_numbers; i++)
        g_free(w->arrays[i]);
    g_free(w->arrays);
    g_free(w->row.numbers);
    g_free(w->row.texts);
    csv_scanner_clear(&w->scanner);
    amont_layer_free(w->texts);
    g_free(w->buffer);
}

static void work(size_t index, void *data) {
    shared *all = data;
    worker w = {NULL};
    start_worker(&w, all, (unsigned)index);
    while (!atomic_load(&all->stop)) {
        size_t next = atomic_fetch_add(&all->next, 1);
        if (next >= all->n_pieces)
            break;
        read_piece(&w, next);
        if (all->pieces[next].is_odd || w.scanner.surprised)
            atomic_store(&all->stop, true);
    }
    if (!flush(&w))
        atomic_store(&all->failed, true);
    end_worker(&w);
}

/* ---- the pass ------------------------------------------------------------------------------ */

static bool pieces_meet(const shared *all) {
    for (size_t i = 0; i < all->n_pieces; i++)
        if (all->pieces[i].is_odd || (i > 0 && all->pieces[i].began != all->pieces[i - 1].ended))
            return false;
    return true;
}

static void tell(const shared *all) {
    amont_findings *findings = all->pass->plan->findings;
    const char *name = amont_source_name(all->pass->source);
    long line = 2;
    for (size_t i = 0; findings && i < all->n_pieces; i++) {
        const piece *p = &all->pieces[i];
        for (guint r = 0; r < p->remarks->len; r++) {
            const remark *said = &g_array_index(p->remarks, remark, r);
            amont_find(findings, said->kind, name, line + said->line, "%s", said->text);
        }
        for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
            if (p->counts[k] > AMONT_FINDING_EXAMPLES)
                amont_findings_add(findings, kinds[k], p->counts[k] - AMONT_FINDING_EXAMPLES, NULL,
                                   0);
        line += p->n_lines;
    }
}

static csv_verdict judge(const shared *all) {
    if (all->surprised) {
        for (size_t i = 0; i < all->pass->shape->n_numbers; i++)
            add_evidence(&all->pass->shape->dialects[i], &all->evidence[i]);
        return CSV_AGAIN;
    }
    if (atomic_load(&all->failed) || !pieces_meet(all))
        return CSV_WHOLE;
    tell(all);
    return CSV_DONE;
}

static void clear_remark(void *data) {
    g_free(((remark *)data)->text);
}

csv_verdict csv_pass_run(csv_pass *pass) {
    shared all = {.pass = pass};
    all.n_pieces = (size_t)((pass->size - pass->start + PIECE - 1) / PIECE);
    all.pieces = g_new0(piece, all.n_pieces);
    all.evidence = g_new0(amont_dialect, pass->shape->n_numbers);
    for (size_t i = 0; i < all.n_pieces; i++) {
        all.pieces[i].remarks = g_array_new(FALSE, FALSE, sizeof(remark));
        g_array_set_clear_func(all.pieces[i].remarks, clear_remark);
    }
    pthread_mutex_init(&all.lock, NULL);
    amont_pool_run(pass->plan->n_workers, pass->plan->n_workers, work, &all);
    csv_verdict verdict = judge(&all);
    pthread_mutex_destroy(&all.lock);
    for (size_t i = 0; i < all.n_pieces; i++)
        g_array_unref(all.pieces[i].remarks);
    g_free(all.pieces);
    g_free(all.evidence);
    return verdict;
}
