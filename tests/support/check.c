#include "check.h"

#include <math.h>

void check_near(double actual, double expected, double tolerance, const char *expression,
                const char *file, int line) {
    if (actual == expected || fabs(actual - expected) <= tolerance)
        return;
    print_error("%s = %.17g, expected %.17g within %g (difference %g)\n", expression, actual,
                expected, tolerance, actual - expected);
    _fail(file, line);
}

void check_ok(const GError *error, const char *file, int line) {
    if (!error)
        return;
    print_error("error %s %d: %s\n", g_quark_to_string(error->domain), error->code, error->message);
    _fail(file, line);
}

char *check_path(const char *relative) {
    const char *tests = g_getenv("TEST_SOURCE_DIR");
    assert_non_null(tests);
    return g_build_filename(tests, relative, NULL);
}
