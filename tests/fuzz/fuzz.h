/* What every harness defines: give the bytes to the reader under test, free what it returns, and
 * return 0. Any crash, leak or sanitizer report is a failure. */
#ifndef AMONT_TESTS_FUZZ_H
#define AMONT_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
