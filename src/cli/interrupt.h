/* Ctrl-C and its like: one line to stderr, nothing half-written, and the death that shells expect
 * (exit code 128 + the signal). Files that grow beyond a limit are an error of writing and no
 * death. */
#ifndef AMONT_CLI_INTERRUPT_H
#define AMONT_CLI_INTERRUPT_H

void amont_interrupt_prepare(void);

#endif
