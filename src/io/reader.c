/* The child is a fork: it shares the study's tree with its parent, so that a request names the
 * entry that asks by its address and messages come out the same. Requests and answers are a length
 * and that many bytes, over a pair of sockets. Limits are set in the child before it sees a file:
 * memory and time grow with the size of the file, so that only what swells is stopped. */
#include "io/reader.h"

#include "amont/wire.h"
#include "io/confine.h"
#include "io/loaders/archive.h"
#include "io/source.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

struct amont_reader {
    pid_t child;
    int channel;
    bool asks_databases;            /* else it reads files */
    struct amont_reader *databases; /* the process for them, or NULL: not allowed */
};

enum { LEAST_MEMORY_MB = 256, MEMORY_TIMES_FILE = 16, LEAST_SECONDS = 4, MB_PER_SECOND = 8 };

/* The size of a table is not known beforehand: it has what a file of this size would have. */
static const guint64 database_bytes = (guint64)512 << 20;

/* ---- whole messages ------------------------------------------------------------------------ */

static bool send_all(int channel, const void *from, size_t length) {
    const char *next = from;
    while (length > 0) {
        ssize_t sent = send(channel, next, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        next += sent;
        length -= (size_t)sent;
    }
    return true;
}

static bool send_message(int channel, const GByteArray *bytes) {
    guint64 length = bytes->len;
    return send_all(channel, &length, sizeof length) && send_all(channel, bytes->data, bytes->len);
}

/* `deadline` in monotonic microseconds, -1 to wait for ever. */
static bool wait_for_bytes(int channel, gint64 deadline) {
    for (;;) {
        gint64 left = deadline < 0 ? -1 : (deadline - g_get_monotonic_time()) / 1000;
        if (deadline >= 0 && left <= 0)
            return false;
        struct pollfd waiting = {.fd = channel, .events = POLLIN};
        int ready = poll(&waiting, 1, (int)MIN(left, 60000));
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
    }
}

static bool receive_all(int channel, void *to, size_t length, gint64 deadline) {
    char *next = to;
    while (length > 0) {
        if (!wait_for_bytes(channel, deadline))
            return false;
        ssize_t got = recv(channel, next, length, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        next += got;
        length -= (size_t)got;
    }
    return true;
}

/* Room is made as bytes come, not as they are announced. */
static GByteArray *receive_message(int channel, gint64 deadline) {
    guint64 length = 0;
    if (!receive_all(channel, &length, sizeof length, deadline) || length > G_MAXUINT - 64)
        return NULL;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    while (bytes->len < length) {
        guint at = bytes->len, step = (guint)MIN(length - at, 1U << 24);
        g_byte_array_set_size(bytes, at + step);
        if (!receive_all(channel, bytes->data + at, step, deadline))
            return NULL;
    }
    return g_steal_pointer(&bytes);
}

/* ---- requests ------------------------------------------------------------------------------ */

typedef enum task { READ = 1, MATCH, TEXT } task;

static void put_source(GByteArray *bytes, task what, const amont_source *source) {
    amont_wire_put_number(bytes, what);
    amont_wire_put_block(bytes, &source->entry, sizeof(void *));
    amont_wire_put_text(bytes, source->key);
    amont_wire_put_text(bytes, source->path);
    amont_wire_put_text(bytes, source->layer);
    amont_wire_put_text(bytes, source->where);
}

typedef struct request {
    task what;
    amont_source source;
    char *key, *path, *layer, *where, *filter, *filter_key;
    size_t n;
} request;

static void clear_request(request *r) {
    g_free(r->key);
    g_free(r->path);
    g_free(r->layer);
    g_free(r->where);
    g_free(r->filter);
    g_free(r->filter_key);
}

static void take_request(amont_wire *wire, request *r) {
    r->what = (task)amont_wire_take_number(wire);
    amont_wire_take_block(wire, &r->source.entry, sizeof(void *));
    r->source.key = r->key = amont_wire_take_text(wire);
    r->source.path = r->path = amont_wire_take_text(wire);
    r->source.layer = r->layer = amont_wire_take_text(wire);
    r->source.where = r->where = amont_wire_take_text(wire);
    if (r->what == MATCH) {
        r->filter = amont_wire_take_text(wire);
        r->filter_key = amont_wire_take_text(wire);
        r->n = (size_t)amont_wire_take_number(wire);
    }
}

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

/* Soft limits, for so many bytes of data: they are set anew for each file, and again for an archive
 * when it is known what it unpacks to. Time already spent counts, so it is added. The
 * address sanitizer reserves more memory than any limit; under it only time is limited. */
static void set_limits(guint64 bytes) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    set_limit(RLIMIT_CPU, (guint64)used.ru_utime.tv_sec + (guint64)used.ru_stime.tv_sec + 1 +
                              seconds_for(bytes));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    set_limit(RLIMIT_DATA, ((guint64)LEAST_MEMORY_MB << 20) + MEMORY_TIMES_FILE * bytes);
#endif
}

static void put_error(GByteArray *answer, const GError *error) {
    amont_wire_put_number(answer, 0);
    amont_wire_put_number(answer, (guint64)error->code);
    amont_wire_put_text(answer, error->message);
}

static void answer_read(request *r, GByteArray *answer) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_findings) findings = amont_findings_new();
    r->source.findings = findings;
    g_autofree char *crs = NULL;
    g_autoptr(amont_layer) layer = amont_source_read_here(&r->source, set_limits, &crs, &error);
    if (!layer) {
        put_error(answer, error);
        return;
    }
    amont_wire_put_number(answer, 1);
    amont_wire_put_text(answer, crs);
    amont_wire_put_findings(answer, findings);
    amont_wire_put_layer(answer, layer);
}

static void answer_text(const request *r, GByteArray *answer) {
    g_autoptr(GError) error = NULL;
    g_autofree char *bytes = NULL;
    size_t length = 0;
    if (!amont_source_text_here(&r->source, set_limits, &bytes, &length, &error)) {
        put_error(answer, error);
        return;
    }
    amont_wire_put_number(answer, 1);
    amont_wire_put_number(answer, bytes != NULL);
    amont_wire_put_number(answer, length);
    if (bytes)
        amont_wire_put_block(answer, bytes, length);
}

static void answer_match(const request *r, GByteArray *answer) {
    g_autoptr(GError) error = NULL;
    g_autofree bool *matches = g_new0(bool, r->n + 1);
    if (!amont_source_match_here(&r->source, set_limits, r->filter, r->filter_key, matches, r->n,
                                 &error)) {
        put_error(answer, error);
        return;
    }
    amont_wire_put_number(answer, 1);
    amont_wire_put_block(answer, matches, r->n * sizeof *matches);
}

/* Of an archive, the directory is read first, for which the least is enough. */
static guint64 bytes_at_first(const amont_source *source) {
    const char *inner = NULL;
    if (amont_source_connection(source))
        return database_bytes;
    g_autofree char *archive = amont_archive_path(source->path, &inner);
    return archive ? 0 : amont_archive_disk_size(source->path);
}

static bool serve_one(int channel) {
    g_autoptr(GByteArray) bytes = receive_message(channel, -1);
    if (!bytes)
        return false;
    amont_wire wire = {bytes->data, bytes->len, false};
    request r = {0};
    take_request(&wire, &r);
    g_autoptr(GByteArray) answer = g_byte_array_new();
    set_limits(bytes_at_first(&r.source));
    if (r.what == READ)
        answer_read(&r, answer);
    else if (r.what == TEXT)
        answer_text(&r, answer);
    else
        answer_match(&r, answer);
    clear_request(&r);
    return send_message(channel, answer);
}

/* A crash leaves no core, a side file finds no room, and a dead parent takes the child with it. */
G_GNUC_NORETURN static void serve(int channel, pid_t parent, bool asks_databases) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (getppid() != parent)
        _exit(0);
    set_limit(RLIMIT_CORE, 0);
    set_limit(RLIMIT_FSIZE, 0);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGINT, SIG_IGN); /* Ctrl-C is for the parent */
    if (!asks_databases)
        amont_confine();
    while (serve_one(channel))
        continue;
    _exit(0);
}

/* ---- the parent ---------------------------------------------------------------------------- */

static amont_reader *start(bool asks_databases, GError **error) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        amont_fail(error, AMONT_ERROR_UNAVAILABLE, "the reader process cannot start: %s",
                   g_strerror(errno));
        return NULL;
    }
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        close(ends[0]);
        serve(ends[1], parent, asks_databases);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        amont_fail(error, AMONT_ERROR_UNAVAILABLE, "the reader process cannot start: %s",
                   g_strerror(errno));
        return NULL;
    }
    amont_reader *reader = g_new0(amont_reader, 1);
    reader->child = child;
    reader->channel = ends[0];
    reader->asks_databases = asks_databases;
    return reader;
}

amont_reader *amont_reader_start(GError **error) {
    return start(false, error);
}

bool amont_reader_allow_databases(amont_reader *reader, GError **error) {
    if (!reader->databases)
        reader->databases = start(true, error);
    return reader->databases != NULL;
}

bool amont_reader_has_databases(const amont_reader *reader) {
    return reader->databases != NULL;
}

/* The child ends by itself when the channel closes; one that hangs is killed. */
void amont_reader_stop(amont_reader *reader) {
    if (!reader)
        return;
    amont_reader_stop(reader->databases);
    close(reader->channel);
    kill(reader->child, SIGKILL);
    while (waitpid(reader->child, NULL, 0) < 0 && errno == EINTR)
        continue;
    g_free(reader);
}

static bool fail_lost(const amont_source *source, GError **error) {
    if (amont_source_connection(source)) {
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                         "the database '%s' does not answer in time, or with more than can be held",
                         amont_source_name(source));
        amont_hint(error, "a filter, 'where:', or a view with fewer rows may help");
        return false;
    }
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' cannot be read: it takes more memory or time than a file of its size "
                     "should, or breaks its reader",
                     amont_source_name(source));
    amont_hint(error, "save the file anew from the program that made it, or as GeoPackage");
    return false;
}

/* The answer behind its status, or an error: the child's own, or that it was lost. */
static GByteArray *ask(const amont_reader *reader, const GByteArray *question,
                       const amont_source *source, amont_wire *wire, GError **error) {
    bool is_database = amont_source_connection(source) != NULL;
    guint64 bytes = is_database ? database_bytes : amont_archive_most(source->path);
    if (is_database)
        reader = reader->databases;
    /* the child's clock counts work, this one counts waiting: twice as long, for a busy machine */
    gint64 deadline =
        g_get_monotonic_time() + (gint64)(2 * seconds_for(bytes) + 2) * G_USEC_PER_SEC;
    g_autoptr(GByteArray) answer = NULL;
    if (send_message(reader->channel, question))
        answer = receive_message(reader->channel, deadline);
    if (!answer) {
        fail_lost(source, error);
        return NULL;
    }
    *wire = (amont_wire){answer->data, answer->len, false};
    if (amont_wire_take_number(wire) == 1)
        return g_steal_pointer(&answer);
    guint64 code = amont_wire_take_number(wire);
    g_autofree char *message = amont_wire_take_text(wire);
    if (wire->failed || !message)
        fail_lost(source, error);
    else
        g_set_error_literal(error, AMONT_ERROR, (int)code, message);
    return NULL;
}

bool amont_reader_text(amont_reader *reader, const amont_source *source, char **bytes,
                       size_t *length, GError **error) {
    *bytes = NULL;
    g_autoptr(GByteArray) question = g_byte_array_new();
    put_source(question, TEXT, source);
    amont_wire wire;
    g_autoptr(GByteArray) answer = ask(reader, question, source, &wire, error);
    if (!answer)
        return false;
    bool is_text = amont_wire_take_number(&wire) == 1;
    guint64 n = amont_wire_take_number(&wire);
    if (wire.failed || n > wire.left)
        return fail_lost(source, error);
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
    put_source(question, READ, source);
    amont_wire wire;
    g_autoptr(GByteArray) answer = ask(reader, question, source, &wire, error);
    if (!answer)
        return NULL;
    g_autofree char *crs = amont_wire_take_text(&wire);
    amont_wire_take_findings(&wire, source->findings);
    amont_layer *layer = amont_wire_take_layer(&wire);
    if (!layer)
        fail_lost(source, error);
    else if (crs_definition)
        *crs_definition = g_steal_pointer(&crs);
    return layer;
}

bool amont_reader_match(amont_reader *reader, const amont_source *source, const char *filter,
                        const char *filter_key, bool *matches, size_t n, GError **error) {
    g_autoptr(GByteArray) question = g_byte_array_new();
    put_source(question, MATCH, source);
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
    return !wire.failed || fail_lost(source, error);
}
