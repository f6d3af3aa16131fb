/* The handler calls nothing but what a handler may: its text is made before. */
#include "cli/interrupt.h"

#include "amont/edition.h"
#include "base/i18n.h"
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static char text[128]; /* "\r" and "\033[K" on a terminal: progress goes */
static size_t length;
static pid_t owner;

/* Processes that were forked inherit the handler, but are not asked to speak or to clear up. */
static void die(int signal_number) {
    if (getpid() == owner) {
        if (!amont_edition_drop_all())
            return; /* files are being renamed: the run is as good as done */
        ssize_t ignored = write(STDERR_FILENO, text, length);
        (void)ignored;
    }
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* What was ignored when the program began (nohup) stays so. */
static void handle(int signal_number) {
    struct sigaction action;
    if (sigaction(signal_number, NULL, &action) != 0 || action.sa_handler == SIG_IGN)
        return;
    memset(&action, 0, sizeof action);
    action.sa_handler = die;
    action.sa_flags = SA_RESTART;
    sigaction(signal_number, &action, NULL);
}

void amont_interrupt_prepare(void) {
    g_snprintf(text, sizeof text, "%samont: %s\n", isatty(STDERR_FILENO) ? "\r\033[K" : "",
               _("interrupted"));
    length = strlen(text);
    owner = getpid();
    signal(SIGXFSZ, SIG_IGN);
    handle(SIGINT);
    handle(SIGTERM);
    handle(SIGHUP);
}
