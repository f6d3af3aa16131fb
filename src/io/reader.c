/* The child is a fork: it shares the study's tree with its parent, so that a request names the
 * entry that asks by its address and messages come out the same. Requests and answers are messages
 * of bytes (channel.h, amont/wire.h). Limits are set in the child before it sees a file: memory and
 * time grow with the size of the file, so that only what swells is stopped. */
#include "io/reader.h"

#include "amont/wire.h"
#include "io/channel.h"
#include "io/confine.h"
#include "io/gdal.h"
#include "io/loaders/archive.h"
#include "io/loaders/raster.h"
#include "io/loaders/vector.h"
#include "io/request.h"
#include "io/shuttle.h"
#include "io/source.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct process {
    pid_t child; /* 0 when it was lost or not started yet: the next question starts another */
    int channel;
    amont_arena *memory; /* for shapes; or NULL */
} process;

struct amont_reader {
    process files;     /* confined */
    process databases; /* may open sockets */
    bool has_databases;
    bool wants_gdal; /* as soon as a process is there */
};

enum { LEAST_MEMORY_MB = 256, MEMORY_TIMES_FILE = 16, LEAST_SECONDS = 4, MB_PER_SECOND = 8 };

/* The size of a table is not known beforehand: it has what a file of this size would have. */
static const guint64 database_bytes = (guint64)512 << 20;

/* ---- the child ----------------------------------------------------------------------------- */

static guint64 seconds_for(guint64 bytes) {
    return LEAST_SECONDS + (bytes >> 20) / MB_PER_SECOND;
}

static void set_limit(int what, guint64 most) {
    struct rlimit limit;
    if (getrlimit((__rlimit_resource_t)what, &limit) != 0)
        return;
    limit.rlim_cur = MIN((rlim_t)most, limit.rlim_max);
    setrlimit((__rlimit_resource_t)what, &limit);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
/* Sanitizers hold back what is freed: no limit tells what a file takes. */
static void limit_memory(guint64 bytes) {
    (void)bytes;
}
#else
/* What the process holds already, its share of the parent's memory included. */
static guint64 memory_in_use(void) {
    enum { DATA = 5 }; /* proc(5): the fields of statm, in pages */
    g_autofree char *text = NULL;
    if (!g_file_get_contents("/proc/self/statm", &text, NULL, NULL))
        return 0;
    g_auto(GStrv) fields = g_strsplit(text, " ", -1);
    guint64 pages = g_strv_length(fields) > DATA ? g_ascii_strtoull(fields[DATA], NULL, 10) : 0;
    return pages * (guint64)sysconf(_SC_PAGESIZE);
}

static void limit_memory(guint64 bytes) {
    set_limit(RLIMIT_DATA,
              memory_in_use() + ((guint64)LEAST_MEMORY_MB << 20) + MEMORY_TIMES_FILE * bytes);
}
#endif

/* Soft limits, for so many bytes of data: they are set anew for each file, and again for an archive
 * when it is known what it unpacks to. What was spent and held before counts, so it is added. */
static void set_limits(guint64 bytes) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    set_limit(RLIMIT_CPU, (guint64)used.ru_utime.tv_sec + (guint64)used.ru_stime.tv_sec + 1 +
                              seconds_for(bytes));
    limit_memory(bytes);
}

/* GDAL's reasons may quote bytes of the file. */
static void put_error(GByteArray *answer, const GError *error) {
    g_autofree char *message = g_utf8_make_valid(error->message, -1);
    amont_wire_put_number(answer, AMONT_ANSWER_ERROR);
    amont_wire_put_number(answer, (guint64)error->code);
    amont_wire_put_text(answer, message);
}

static void answer_read(const process *own, amont_request *r, GByteArray *answer) {
    g_autoptr(GError) error = NULL;
    amont_sender sender = {.channel = own->channel, .memory = own->memory};
    amont_outlet outlet = amont_sender_outlet(&sender);
    g_autoptr(amont_findings) findings = amont_findings_new();
    r->source.findings = findings;
    g_autofree char *crs = NULL;
    g_autoptr(amont_layer) layer =
        amont_source_read_here(&r->source, set_limits, &outlet, &crs, &error);
    amont_sender_finish(&sender);
    if (!layer) {
        put_error(answer, error);
        return;
    }
    amont_wire_put_number(answer, AMONT_ANSWER_DONE);
    amont_wire_put_text(answer, crs);
    amont_wire_put_findings(answer, findings);
    if (outlet.used)
        amont_wire_put_layer_beside(answer, layer);
    else
        amont_wire_put_layer(answer, layer);
}

static void answer_text(const amont_request *r, GByteArray *answer) {
    g_autoptr(GError) error = NULL;
    g_autofree char *bytes = NULL;
    size_t length = 0;
    if (!amont_source_text_here(&r->source, set_limits, &bytes, &length, &error)) {
        put_error(answer, error);
        return;
    }
    amont_wire_put_number(answer, AMONT_ANSWER_DONE);
    amont_wire_put_number(answer, bytes != NULL);
    amont_wire_put_number(answer, length);
    if (bytes)
        amont_wire_put_block(answer, bytes, length);
}

static void answer_match(const amont_request *r, GByteArray *answer) {
    g_autoptr(GError) error = NULL;
    g_autofree bool *matches = g_new0(bool, r->n + 1);
    if (!amont_source_match_here(&r->source, set_limits, r->filter, r->filter_key, matches, r->n,
                                 &error)) {
        put_error(answer, error);
        return;
    }
    amont_wire_put_number(answer, AMONT_ANSWER_DONE);
    amont_wire_put_block(answer, matches, r->n * sizeof *matches);
}

typedef struct sending {
    int channel;
    const amont_request *asked;
    bool sent;
    size_t n_columns; /* of a raster */
} sending;

static bool send_points(void *data, size_t n, const double *x, const double *y,
                        const double *const *numbers) {
    sending *s = data;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    amont_wire_put_number(bytes, AMONT_POINTS_BATCH);
    amont_wire_put_number(bytes, n);
    amont_wire_put_block(bytes, x, n * sizeof *x);
    amont_wire_put_block(bytes, y, n * sizeof *y);
    for (guint c = 0; c < s->asked->columns->len; c++)
        amont_wire_put_block(bytes, numbers[c], n * sizeof *x);
    s->sent = amont_channel_send(s->channel, bytes);
    return s->sent;
}

/* The last message; batches were sent before it. */
static void answer_points(int channel, const amont_request *r, GByteArray *answer) {
    g_autoptr(GError) error = NULL;
    sending s = {.channel = channel, .asked = r, .sent = true};
    amont_arrow_points wanted = {.columns = (const char *const *)r->columns->pdata,
                                 .n_columns = r->columns->len,
                                 .take = send_points,
                                 .data = &s};
    amont_arrow_outcome outcome = AMONT_ARROW_UNUSUAL;
    if (!amont_source_points_here(&r->source, set_limits, &wanted, &outcome, &error)) {
        amont_wire_put_number(answer, AMONT_POINTS_FAILED);
        put_error(answer, error);
        return;
    }
    amont_wire_put_number(answer,
                          outcome == AMONT_ARROW_DONE ? AMONT_POINTS_DONE : AMONT_POINTS_UNUSUAL);
}

static bool send_head(void *data, const amont_lattice *lattice, const char *crs) {
    sending *s = data;
    s->n_columns = lattice->columns;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    amont_wire_put_number(bytes, AMONT_POINTS_BATCH);
    amont_wire_put_block(bytes, lattice, sizeof *lattice);
    amont_wire_put_text(bytes, crs);
    return amont_channel_send(s->channel, bytes);
}

static bool send_rows(void *data, const amont_raster_rows *rows) {
    sending *s = data;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    amont_wire_put_number(bytes, AMONT_POINTS_BATCH);
    amont_wire_put_number(bytes, rows->first);
    amont_wire_put_number(bytes, rows->n);
    amont_wire_put_block(bytes, rows->values, rows->n * s->n_columns * sizeof(double));
    return amont_channel_send(s->channel, bytes);
}

/* The last message; head and rows were sent before it. */
static void answer_raster(int channel, const amont_request *r, GByteArray *answer) {
    g_autoptr(GError) error = NULL;
    sending s = {.channel = channel, .asked = r};
    amont_raster_sink sink = {send_head, r->head_only ? NULL : send_rows, &s};
    if (amont_raster_read(&r->source, set_limits, r->band, &sink, &error)) {
        amont_wire_put_number(answer, AMONT_POINTS_DONE);
        return;
    }
    amont_wire_put_number(answer, AMONT_POINTS_FAILED);
    if (error)
        put_error(answer, error);
}

/* Of an archive, the directory is read first, for which the least is enough. */
static guint64 bytes_at_first(const amont_source *source) {
    const char *inner = NULL;
    if (amont_source_connection(source))
        return database_bytes;
    g_autofree char *archive = amont_archive_path(source->path, &inner);
    return archive ? 0 : amont_archive_disk_size(source->path);
}

static bool wants_gdal(const amont_request *r) {
    if (r->what == AMONT_ASK_MATCH)
        return amont_source_match_wants_gdal(&r->source, r->filter);
    return r->what == AMONT_ASK_READ ? amont_source_wants_gdal(&r->source)
                                     : r->what != AMONT_ASK_TEXT;
}

static bool serve_one(const process *own) {
    g_autoptr(GByteArray) bytes = amont_channel_receive(own->channel, -1);
    if (!bytes)
        return false;
    amont_wire wire = {bytes->data, bytes->len, false};
    amont_request r = {0};
    amont_request_take(&wire, &r);
    g_autoptr(GByteArray) answer = g_byte_array_new();
    if (wants_gdal(&r))
        amont_vector_register(); /* before the limits, which do not reckon with it */
    set_limits(bytes_at_first(&r.source));
    if (r.what == AMONT_ASK_READ)
        answer_read(own, &r, answer);
    else if (r.what == AMONT_ASK_TEXT)
        answer_text(&r, answer);
    else if (r.what == AMONT_ASK_POINTS)
        answer_points(own->channel, &r, answer);
    else if (r.what == AMONT_ASK_RASTER)
        answer_raster(own->channel, &r, answer);
    else
        answer_match(&r, answer);
    amont_request_clear(&r);
    return amont_channel_send(own->channel, answer);
}

/* A crash leaves no core, a side file finds no room, and a dead parent takes the child with it. */
G_GNUC_NORETURN static void serve(const process *own, pid_t parent, bool asks_databases,
                                  bool wants_gdal) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (getppid() != parent)
        _exit(0);
    set_limit(RLIMIT_CORE, 0);
    set_limit(RLIMIT_FSIZE, 0);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGINT, SIG_IGN); /* Ctrl-C is for the parent */
    if (asks_databases || wants_gdal)
        amont_gdal();
    if (!asks_databases)
        amont_confine();
    if (wants_gdal)
        amont_vector_register(); /* before it is asked: the parent is busy with something else */
    while (serve_one(own))
        continue;
    _exit(0);
}

/* ---- the parent ---------------------------------------------------------------------------- */

static bool fail_start(GError **error) {
    return amont_fail(error, AMONT_ERROR_UNAVAILABLE, "the reader process cannot start: %s",
                      g_strerror(errno));
}

/* The child gives up the channel of its sibling, to which it could speak as the parent does. */
static bool start_child(process *own, const process *sibling, bool may_ask, bool wants_gdal,
                        GError **error) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return fail_start(error);
    amont_arena *memory = amont_shuttle_memory();
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        close(ends[0]);
        if (sibling->child != 0)
            close(sibling->channel);
        serve(&(process){0, ends[1], memory}, parent, may_ask, wants_gdal);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        amont_arena_free(memory);
        return fail_start(error);
    }
    *own = (process){child, ends[0], memory};
    return true;
}

static bool start(amont_reader *reader, process *own, GError **error) {
    bool may_ask = own == &reader->databases;
    const process *sibling = may_ask ? &reader->files : &reader->databases;
    bool wants_gdal = reader->wants_gdal && !may_ask;
    return own->child != 0 || start_child(own, sibling, may_ask, wants_gdal, error);
}

/* The child ends by itself when the channel closes; one that hangs is killed. */
static void end_child(process *own) {
    if (own->child == 0)
        return;
    close(own->channel);
    g_clear_pointer(&own->memory, amont_arena_free);
    kill(own->child, SIGKILL);
    while (waitpid(own->child, NULL, 0) < 0 && errno == EINTR)
        continue;
    own->child = 0;
}

amont_reader *amont_reader_start(GError **error) {
    return amont_reader_start_with(true, error);
}

amont_reader *amont_reader_start_with(bool wants_gdal, GError **error) {
    g_autoptr(amont_reader) reader = g_new0(amont_reader, 1);
    reader->wants_gdal = wants_gdal;
    return start(reader, &reader->files, error) ? g_steal_pointer(&reader) : NULL;
}

void amont_reader_stop(amont_reader *reader) {
    if (!reader)
        return;
    end_child(&reader->files);
    end_child(&reader->databases);
    g_free(reader);
}

bool amont_reader_allow_databases(amont_reader *reader, GError **error) {
    reader->has_databases = start(reader, &reader->databases, error);
    return reader->has_databases;
}

bool amont_reader_has_databases(const amont_reader *reader) {
    return reader->has_databases;
}

static bool fail_database(const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "the database '%s' does not answer in time, or with more than can be held",
                     amont_source_name(source));
    amont_hint(error, "a filter, 'where:', or a view with fewer rows may help");
    return false;
}

static process *process_for(amont_reader *reader, const amont_source *source) {
    return amont_source_connection(source) ? &reader->databases : &reader->files;
}

/* A child that died, hangs or talks nonsense must not answer the next question: it is ended. */
static bool lose_child(amont_reader *reader, const amont_source *source, GError **error) {
    end_child(process_for(reader, source));
    if (amont_source_connection(source))
        return fail_database(source, error);
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' cannot be read: it takes more memory or time than a file of its size "
                     "should, or breaks its reader",
                     amont_source_name(source));
    amont_hint(error, "save the file anew from the program that made it, or as GeoPackage");
    return false;
}

/* The child's clock counts work, this one counts waiting: longer, for a busy machine. */
static gint64 deadline_for(guint64 bytes) {
    return g_get_monotonic_time() + (gint64)(5 * seconds_for(bytes) + 2) * G_USEC_PER_SEC;
}

/* The error that the child tells. Returns false. */
static bool take_error(amont_reader *reader, const amont_source *source, amont_wire *wire,
                       GError **error) {
    guint64 code = amont_wire_take_number(wire);
    g_autofree char *message = amont_wire_take_text(wire);
    bool is_exit_code = code >= AMONT_ERROR_USAGE && code <= AMONT_ERROR_CONFIG;
    if (wire->failed || !message || !is_exit_code)
        return lose_child(reader, source, error);
    g_set_error_literal(error, AMONT_ERROR, (int)code, message);
    return false;
}

/* The next message that is no piece of shapes; NULL when there is none, or a piece is not sound. */
static GByteArray *receive(amont_collector *collector, guint64 bytes, amont_wire *wire,
                           guint64 *kind) {
    gint64 deadline = deadline_for(bytes);
    for (;;) {
        g_autoptr(GByteArray) message = amont_channel_receive(collector->channel, deadline);
        if (!message)
            return NULL;
        *wire = (amont_wire){message->data, message->len, false};
        *kind = amont_wire_take_number(wire);
        if (*kind != AMONT_ANSWER_PIECE)
            return g_steal_pointer(&message);
        if (!amont_collector_take(collector, wire))
            return NULL;
    }
}

/* The answer behind its status, or an error: the child's own, or that it was lost. Shapes that came
 * before it are left in `*beside`, or NULL. */
static GByteArray *ask_for_shapes(amont_reader *reader, const GByteArray *question,
                                  const amont_source *source, amont_shapes **beside,
                                  amont_wire *wire, GError **error) {
    process *asked = process_for(reader, source);
    bool is_database = asked == &reader->databases;
    g_assert(reader->has_databases || !is_database);
    if (!start(reader, asked, error))
        return NULL;
    guint64 bytes = is_database ? database_bytes : amont_archive_most(source->path), kind = 0;
    amont_collector collector = {.channel = asked->channel,
                                 .memory = asked->memory,
                                 .most = amont_limits_of(source),
                                 .file_bytes = bytes};
    g_autoptr(GByteArray) answer = NULL;
    if (amont_channel_send(asked->channel, question))
        answer = receive(&collector, bytes, wire, &kind);
    *beside = amont_collector_finish(&collector);
    if (answer && kind == AMONT_ANSWER_DONE)
        return g_steal_pointer(&answer);
    if (answer)
        take_error(reader, source, wire, error);
    else
        lose_child(reader, source, error);
    g_clear_pointer(beside, amont_shapes_free);
    return NULL;
}

static GByteArray *ask(amont_reader *reader, const GByteArray *question, const amont_source *source,
                       amont_wire *wire, GError **error) {
    g_autoptr(amont_shapes) none = NULL;
    return ask_for_shapes(reader, question, source, &none, wire, error);
}

bool amont_reader_text(amont_reader *reader, const amont_source *source, char **bytes,
                       size_t *length, GError **error) {
    *bytes = NULL;
    g_autoptr(GByteArray) question = g_byte_array_new();
    amont_request_put(question, AMONT_ASK_TEXT, source);
    amont_wire wire;
    g_autoptr(GByteArray) answer = ask(reader, question, source, &wire, error);
    if (!answer)
        return false;
    bool is_text = amont_wire_take_number(&wire) == 1;
    guint64 n = amont_wire_take_number(&wire);
    if (wire.failed || n > wire.left)
        return lose_child(reader, source, error);
    if (!is_text)
        return true;
    *bytes = g_malloc(n + 1);
    (*bytes)[n] = '\0';
    amont_wire_take_block(&wire, *bytes, (size_t)n);
    *length = (size_t)n;
    return true;
}

amont_layer *amont_reader_read(amont_reader *reader, const amont_source *source,
                               char **crs_definition, GError **error) {
    g_autoptr(GByteArray) question = g_byte_array_new();
    amont_request_put(question, AMONT_ASK_READ, source);
    amont_wire wire;
    amont_shapes *beside = NULL;
    g_autoptr(GByteArray) answer = ask_for_shapes(reader, question, source, &beside, &wire, error);
    if (!answer)
        return NULL;
    g_autofree char *crs = amont_wire_take_text(&wire);
    amont_wire_take_findings(&wire, source->findings);
    amont_layer *layer = amont_wire_take_layer_beside(&wire, beside);
    if (!layer)
        lose_child(reader, source, error);
    else if (crs_definition)
        *crs_definition = g_steal_pointer(&crs);
    return layer;
}

bool amont_reader_match(amont_reader *reader, const amont_source *source, const char *filter,
                        const char *filter_key, bool *matches, size_t n, GError **error) {
    g_autoptr(GByteArray) question = g_byte_array_new();
    amont_request_put(question, AMONT_ASK_MATCH, source);
    amont_wire_put_text(question, filter);
    amont_wire_put_text(question, filter_key);
    amont_wire_put_number(question, n);
    amont_wire wire;
    g_autoptr(GByteArray) answer = ask(reader, question, source, &wire, error);
    if (!answer)
        return false;
    for (size_t i = 0; i < n; i++) {
        guint8 match = 0;
        amont_wire_take_block(&wire, &match, 1);
        matches[i] = match == 1;
    }
    return !wire.failed || lose_child(reader, source, error);
}

/* ---- points -------------------------------------------------------------------------------- */

bool amont_reader_ask_points(amont_reader *reader, const amont_source *source,
                             const char *const *columns, size_t n_columns, GError **error) {
    g_autoptr(GByteArray) question = g_byte_array_new();
    amont_request_put(question, AMONT_ASK_POINTS, source);
    amont_wire_put_number(question, n_columns);
    for (size_t c = 0; c < n_columns; c++)
        amont_wire_put_text(question, columns[c]);
    process *asked = process_for(reader, source);
    return start(reader, asked, error) &&
           (amont_channel_send(asked->channel, question) || lose_child(reader, source, error));
}

bool amont_reader_ask_raster(amont_reader *reader, const amont_source *source, size_t band,
                             bool head_only, GError **error) {
    g_autoptr(GByteArray) question = g_byte_array_new();
    amont_request_put(question, AMONT_ASK_RASTER, source);
    amont_wire_put_number(question, band);
    amont_wire_put_number(question, head_only);
    return start(reader, &reader->files, error) &&
           (amont_channel_send(reader->files.channel, question) ||
            lose_child(reader, source, error));
}

bool amont_reader_lose(amont_reader *reader, const amont_source *source, GError **error) {
    return lose_child(reader, source, error);
}

amont_points_answer amont_reader_next_points(amont_reader *reader, const amont_source *source,
                                             GByteArray **batch, GError **error) {
    guint64 bytes = amont_archive_most(source->path);
    g_autoptr(GByteArray) answer =
        amont_channel_receive(process_for(reader, source)->channel, deadline_for(bytes));
    amont_wire wire = {answer ? answer->data : NULL, answer ? answer->len : 0, false};
    guint64 kind = amont_wire_take_number(&wire);
    if (wire.failed || kind > AMONT_POINTS_FAILED) {
        lose_child(reader, source, error);
        return AMONT_POINTS_FAILED;
    }
    if (kind == AMONT_POINTS_BATCH) {
        g_byte_array_remove_range(answer, 0, sizeof(guint64));
        *batch = g_steal_pointer(&answer);
    } else if (kind == AMONT_POINTS_FAILED) {
        amont_wire_take_number(&wire); /* put_error's own mark */
        take_error(reader, source, &wire, error);
    }
    return (amont_points_answer)kind;
}
