/* Checks that cmocka lacks; also the one way to include cmocka.
 *
 *     #include "check.h"
 *
 *     static void square_of_one_hectare(void **state)
 *     {
 *         (void)state;
 *         g_autoptr(GError) error = NULL;
 *         double area_m2 = amont_something(&error);
 *         assert_ok(error);
 *         assert_near(area_m2, 10000.0, 1e-6);
 *     }
 */
#ifndef AMONT_TESTS_CHECK_H
#define AMONT_TESTS_CHECK_H

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Fails unless |actual - expected| <= tolerance. (cmocka's assert_float_equal casts to float.)
 * A NaN is near nothing; an infinity is near itself. */
#define assert_near(actual, expected, tolerance) \
    check_near((actual), (expected), (tolerance), #actual, __FILE__, __LINE__)

/* Fails with the message of the error, if there is one. */
#define assert_ok(error) check_ok((error), __FILE__, __LINE__)

/* Random rounds are so many times fewer under sanitizers, which take ten times as long. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { CHECK_FEWER = 20 };
#else
enum { CHECK_FEWER = 1 };
#endif

/* Absolute path of a file below tests/; free with g_free. */
char *check_path(const char *relative);

void check_near(double actual, double expected, double tolerance, const char *expression,
                const char *file, int line);
void check_ok(const GError *error, const char *file, int line);

#endif
