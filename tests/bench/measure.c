/* Times commands as whole processes, in turn: A B C A B C ...
 *
 *     measure RUNS COMMAND...
 *
 * A command is given to `sh -c exec`; what it prints is thrown away unless it says otherwise. A
 * first run of each is not timed: it fills the page cache, and the memory of the process and all
 * its descendants is watched. Prints a line per command, separated by tabs: seconds of wall clock
 * (median, least, most), seconds of processor (median), peak of anonymous memory in MB (the sum of
 * RssAnon over the processes, looked at every 5 ms), and the worst exit code. */
#include <dirent.h>
#include <fcntl.h>
#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct figures {
    double *wall_s, *cpu_s; /* of each run */
    double anonymous_mb;
    int code;
} figures;

static double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double seconds_of(struct timeval t) {
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* ---- memory --------------------------------------------------------------------------------- */

/* A number of /proc/PID/status; 0 where the process is gone. */
static long status_number(int pid, const char *key) {
    g_autofree char *path = g_strdup_printf("/proc/%d/status", pid);
    g_autofree char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    const char *line = text ? strstr(text, key) : NULL;
    return line ? strtol(line + strlen(key), NULL, 10) : 0;
}

/* Every process and its parent, as pairs. */
static GArray *list_processes(void) {
    GArray *pairs = g_array_new(FALSE, FALSE, 2 * sizeof(int));
    DIR *folder = opendir("/proc");
    const struct dirent *entry = NULL;
    while (folder && (entry = readdir(folder))) { /* NOLINT(concurrency-mt-unsafe): one thread */
        int pid = (int)strtol(entry->d_name, NULL, 10);
        int pair[2] = {pid, pid > 0 ? (int)status_number(pid, "\nPPid:") : 0};
        if (pid > 0)
            g_array_append_val(pairs, pair);
    }
    if (folder)
        closedir(folder);
    return pairs;
}

static long anonymous_kb(int pid, const GArray *pairs) {
    long sum = status_number(pid, "\nRssAnon:");
    for (guint i = 0; i < pairs->len; i++) {
        const int *pair = (const int *)(const void *)pairs->data + 2 * (size_t)i;
        if (pair[1] == pid)
            sum += anonymous_kb(pair[0], pairs);
    }
    return sum;
}

static double watch_mb(int pid) {
    long peak = 0;
    siginfo_t info = {0};
    while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0) {
        g_autoptr(GArray) pairs = list_processes();
        peak = MAX(peak, anonymous_kb(pid, pairs));
        g_usleep(5000);
    }
    return (double)peak / 1024;
}

/* ---- runs ----------------------------------------------------------------------------------- */

static int start(const char *command) {
    g_autofree char *text = g_strconcat("exec ", command, NULL);
    int pid = fork();
    if (pid != 0)
        return pid;
    int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    execl("/bin/sh", "sh", "-c", text, (char *)NULL);
    _exit(127);
}

/* One run; `run` is -1 for the one that is watched and not timed. */
static void run_command(const char *command, figures *f, int run) {
    double started = now_s();
    int pid = start(command), status = 0;
    if (run < 0)
        f->anonymous_mb = watch_mb(pid);
    struct rusage usage;
    wait4(pid, &status, 0, &usage);
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    f->code = MAX(f->code, code);
    if (run < 0)
        return;
    f->wall_s[run] = now_s() - started;
    f->cpu_s[run] = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_figures(figures *f, int runs) {
    qsort(f->wall_s, (size_t)runs, sizeof(double), compare);
    qsort(f->cpu_s, (size_t)runs, sizeof(double), compare);
    printf("%.3f\t%.3f\t%.3f\t%.3f\t%.0f\t%d\n", f->wall_s[runs / 2], f->wall_s[0],
           f->wall_s[runs - 1], f->cpu_s[runs / 2], f->anonymous_mb, f->code);
}

int main(int argc, char **argv) {
    int runs = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 0;
    if (runs < 1) {
        fputs("usage: measure RUNS COMMAND...\n", stderr);
        return 64;
    }
    int n = argc - 2;
    g_autofree figures *all = g_new0(figures, n);
    for (int c = 0; c < n; c++) {
        all[c].wall_s = g_new(double, runs);
        all[c].cpu_s = g_new(double, runs);
    }
    for (int run = -1; run < runs; run++)
        for (int c = 0; c < n; c++)
            run_command(argv[2 + c], &all[c], run);
    for (int c = 0; c < n; c++) {
        print_figures(&all[c], runs);
        g_free(all[c].wall_s);
        g_free(all[c].cpu_s);
    }
    return EXIT_SUCCESS;
}
