/* folder: base */
/* Errors: what stops a command.
 *
 * A fallible function returns false or NULL and fills the GError given last. The message has one
 * or two lines: the fact (`file:line:column: key: fact` where a place is known), then what would
 * be right. The code of the error is the exit code of the program (sysexits.h).
 *
 *     if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
 *         amont_fail_at(error, AMONT_ERROR_NO_INPUT, node, "source", "no file '%s'", path);
 *         amont_hint(error, "paths are relative to the study file");
 *         return false;
 *     }
 *
 * Formats are translated inside these functions, so that a message cannot be forgotten: the
 * message catalogue collects the literal strings given to them.
 */
#ifndef AMONT_ERROR_H
#define AMONT_ERROR_H

#include <glib.h>
#include <stdbool.h>

typedef enum amont_error_code {
    AMONT_ERROR_USAGE = 64,         /* the command line */
    AMONT_ERROR_DATA = 65,          /* a file is there but broken, or lacks what is asked */
    AMONT_ERROR_NO_INPUT = 66,      /* a file that the study names is not there */
    AMONT_ERROR_UNAVAILABLE = 69,   /* a driver, a font or a glyph is missing */
    AMONT_ERROR_INTERNAL = 70,      /* a bug of ours */
    AMONT_ERROR_CANNOT_CREATE = 73, /* an output cannot be made */
    AMONT_ERROR_IO = 74,            /* an output cannot be written whole */
    AMONT_ERROR_CONFIG = 78,        /* what the study says is impossible by itself */
} amont_error_code;

#define AMONT_ERROR (amont_error_quark())
GQuark amont_error_quark(void);

/* A place in a text file, 1-based; line 0 where there is none. */
typedef struct amont_place {
    const char *file;
    int line, column;
} amont_place;

/* Sets `error` to the translated, formatted fact. Always returns false. */
bool amont_fail(GError **error, amont_error_code code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The same with `file:line:column: key: ` in front; `key` may be NULL. Always returns false. */
bool amont_fail_at(GError **error, amont_error_code code, amont_place place, const char *key,
                   const char *format, ...) G_GNUC_PRINTF(5, 6);

bool amont_fail_at_valist(GError **error, amont_error_code code, amont_place place, const char *key,
                          const char *format, va_list args) G_GNUC_PRINTF(5, 0);

/* Adds to the first line, in brackets, what it is about. Does nothing without an error. */
void amont_fail_about(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Adds a second line: what would be right. Does nothing without an error. */
void amont_hint(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
