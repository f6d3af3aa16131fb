/* The child is a fork: it shares the study's tree with its parent, so that a request names the
 * entry that asks by its address and messages come out the same. Requests and answers are a length
 * and that many bytes, over a pair of sockets. Limits are set in the child before it sees a file:
 * memory and time grow with the size of the file, so that only what swells is stopped. */
#include "io/reader.h"

#include "amont/wire.h"
#include "io/source.h"

#include <errno.h>
#include <glib/gstdio.h>
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
    pid_t child; /* 0 when it was lost: the next question starts another */
    int channel;
};

enum { LEAST_MEMORY_MB = 256, MEMORY_TIMES_FILE = 16, LEAST_SECONDS = 4, MB_PER_SECOND = 8 };

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

typedef enum task { READ = 1, MATCH = 2 } task;

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

static guint64 size_of(const char *path) {
    GStatBuf status;
    return g_stat(path, &status) == 0 ? (guint64)status.st_size : 0;
}

static guint64 seconds_for(const char *path) {
    return LEAST_SECONDS + (size_of(path) >> 20) / MB_PER_SECOND;
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
static void limit_memory(const char *path) {
    (void)path;
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

static void limit_memory(const char *path) {
    set_limit(RLIMIT_DATA, memory_in_use() + ((guint64)LEAST_MEMORY_MB << 20) +
                               MEMORY_TIMES_FILE * size_of(path));
}
#endif

/* Soft limits: they are set anew for each file. What was spent and held before counts, so it is
 * added. */
static void set_limits(const char *path) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    set_limit(RLIMIT_CPU, (guint64)used.ru_utime.tv_sec + (guint64)used.ru_stime.tv_sec + 1 +
                              seconds_for(path));
    limit_memory(path);
}

/* GDAL's reasons may quote bytes of the file. */
static void put_error(GByteArray *answer, const GError *error) {
    g_autofree char *message = g_utf8_make_valid(error->message, -1);
    amont_wire_put_number(answer, 0);
    amont_wire_put_number(answer, (guint64)error->code);
    amont_wire_put_text(answer, message);
}

static void answer_read(request *r, GByteArray *answer) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_findings) findings = amont_findings_new();
    r->source.findings = findings;
    g_autofree char *crs = NULL;
    g_autoptr(amont_layer) layer = amont_source_read_here(&r->source, &crs, &error);
    if (!layer) {
        put_error(answer, error);
        return;
    }
    amont_wire_put_number(answer, 1);
    amont_wire_put_text(answer, crs);
    amont_wire_put_findings(answer, findings);
    amont_wire_put_layer(answer, layer);
}

static void answer_match(const request *r, GByteArray *answer) {
    g_autoptr(GError) error = NULL;
    g_autofree bool *matches = g_new0(bool, r->n + 1);
    if (!amont_source_match_here(&r->source, r->filter, r->filter_key, matches, r->n, &error)) {
        put_error(answer, error);
        return;
    }
    amont_wire_put_number(answer, 1);
    amont_wire_put_block(answer, matches, r->n * sizeof *matches);
}

static bool serve_one(int channel) {
    g_autoptr(GByteArray) bytes = receive_message(channel, -1);
    if (!bytes)
        return false;
    amont_wire wire = {bytes->data, bytes->len, false};
    request r = {0};
    take_request(&wire, &r);
    g_autoptr(GByteArray) answer = g_byte_array_new();
    set_limits(r.path);
    if (r.what == READ)
        answer_read(&r, answer);
    else
        answer_match(&r, answer);
    clear_request(&r);
    return send_message(channel, answer);
}

/* A crash leaves no core, a side file finds no room, and a dead parent takes the child with it. */
G_GNUC_NORETURN static void serve(int channel, pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (getppid() != parent)
        _exit(0);
    set_limit(RLIMIT_CORE, 0);
    set_limit(RLIMIT_FSIZE, 0);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGINT, SIG_IGN); /* Ctrl-C is for the parent */
    while (serve_one(channel))
        continue;
    _exit(0);
}

/* ---- the parent ---------------------------------------------------------------------------- */

static bool fail_start(GError **error) {
    return amont_fail(error, AMONT_ERROR_UNAVAILABLE, "the reader process cannot start: %s",
                      g_strerror(errno));
}

static bool start_child(amont_reader *reader, GError **error) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return fail_start(error);
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        close(ends[0]);
        serve(ends[1], parent);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return fail_start(error);
    }
    *reader = (amont_reader){child, ends[0]};
    return true;
}

/* The child ends by itself when the channel closes; one that hangs is killed. */
static void end_child(amont_reader *reader) {
    if (reader->child == 0)
        return;
    close(reader->channel);
    kill(reader->child, SIGKILL);
    while (waitpid(reader->child, NULL, 0) < 0 && errno == EINTR)
        continue;
    reader->child = 0;
}

amont_reader *amont_reader_start(GError **error) {
    g_autoptr(amont_reader) reader = g_new0(amont_reader, 1);
    return start_child(reader, error) ? g_steal_pointer(&reader) : NULL;
}

void amont_reader_stop(amont_reader *reader) {
    if (!reader)
        return;
    end_child(reader);
    g_free(reader);
}

/* A child that died, hangs or talks nonsense must not answer the next question: it is ended. */
static bool lose_child(amont_reader *reader, const amont_source *source, GError **error) {
    end_child(reader);
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' cannot be read: it takes more memory or time than a file of its size "
                     "should, or breaks its reader",
                     amont_source_name(source));
    amont_hint(error, "save the file anew from the program that made it, or as GeoPackage");
    return false;
}

/* The answer behind its status, or an error: the child's own, or that it was lost. */
static GByteArray *ask(amont_reader *reader, const GByteArray *question, const amont_source *source,
                       amont_wire *wire, GError **error) {
    if (reader->child == 0 && !start_child(reader, error))
        return NULL;
    /* the child's clock counts work, this one counts waiting: twice as long, for a busy machine */
    gint64 deadline =
        g_get_monotonic_time() + (gint64)(2 * seconds_for(source->path) + 2) * G_USEC_PER_SEC;
    g_autoptr(GByteArray) answer = NULL;
    if (send_message(reader->channel, question))
        answer = receive_message(reader->channel, deadline);
    if (!answer) {
        lose_child(reader, source, error);
        return NULL;
    }
    *wire = (amont_wire){answer->data, answer->len, false};
    if (amont_wire_take_number(wire) == 1)
        return g_steal_pointer(&answer);
    guint64 code = amont_wire_take_number(wire);
    g_autofree char *message = amont_wire_take_text(wire);
    bool is_exit_code = code >= AMONT_ERROR_USAGE && code <= AMONT_ERROR_CONFIG;
    if (wire->failed || !message || !is_exit_code)
        lose_child(reader, source, error);
    else
        g_set_error_literal(error, AMONT_ERROR, (int)code, message);
    return NULL;
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
        lose_child(reader, source, error);
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
    return !wire.failed || lose_child(reader, source, error);
}
