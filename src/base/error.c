/* Errors are GErrors whose code is the exit code. Formats are translated here, once, so that the
 * call sites hold plain literals that the message catalogue collects. */
#include "amont/error.h"

#include "base/i18n.h"
#include <string.h>

GQuark amont_error_quark(void) {
    return g_quark_from_static_string("amont-error");
}

/* The translated format has the same conversions as the literal the compiler has checked:
 * msgfmt --check-format vouches for it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static char *format_translated(const char *format, va_list args) {
    return g_strdup_vprintf(_(format), args);
}

#pragma GCC diagnostic pop

bool amont_fail(GError **error, amont_error_code code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    g_autofree char *fact = format_translated(format, args);
    va_end(args);
    g_set_error_literal(error, AMONT_ERROR, (int)code, fact);
    return false;
}

bool amont_fail_at_valist(GError **error, amont_error_code code, amont_place place, const char *key,
                          const char *format, va_list args) {
    g_autofree char *fact = format_translated(format, args);
    GString *text = g_string_new(place.file);
    if (place.line > 0)
        g_string_append_printf(text, ":%d:%d", place.line, place.column);
    if (text->len > 0)
        g_string_append(text, ": ");
    if (key)
        g_string_append_printf(text, "%s: ", key);
    g_string_append(text, fact);
    g_set_error_literal(error, AMONT_ERROR, (int)code, text->str);
    g_string_free(text, TRUE);
    return false;
}

bool amont_fail_at(GError **error, amont_error_code code, amont_place place, const char *key,
                   const char *format, ...) {
    va_list args;
    va_start(args, format);
    amont_fail_at_valist(error, code, place, key, format, args);
    va_end(args);
    return false;
}

void amont_fail_about(GError **error, const char *format, ...) {
    if (!error || !*error)
        return;
    va_list args;
    va_start(args, format);
    g_autofree char *about = format_translated(format, args);
    va_end(args);
    char *message = (*error)->message;
    size_t fact = strcspn(message, "\n");
    (*error)->message = g_strdup_printf("%.*s (%s)%s", (int)fact, message, about, message + fact);
    g_free(message);
}

void amont_hint(GError **error, const char *format, ...) {
    if (!error || !*error)
        return;
    va_list args;
    va_start(args, format);
    g_autofree char *hint = format_translated(format, args);
    va_end(args);
    char *joined = g_strconcat((*error)->message, "\n", hint, NULL);
    g_free((*error)->message);
    (*error)->message = joined;
}
