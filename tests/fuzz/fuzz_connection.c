/* Connections: what is shown never holds a user or a password, and what is given to libpq is read
 * back the same. */
#include "fuzz.h"

#include "amont/connection.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autofree char *shown = amont_connection_shown(text);
    g_autofree char *keywords = amont_connection_keywords(text);
    g_assert_true(strstr(shown, "password=") == NULL);
    if (keywords) {
        g_autofree char *again = amont_connection_keywords(keywords);
        g_autofree char *shown_again = amont_connection_shown(keywords);
        g_assert_cmpstr(keywords, ==, again);
        g_assert_cmpstr(shown, ==, shown_again);
    } else {
        g_assert_cmpstr(shown, ==, "PG:…");
    }
    return 0;
}
