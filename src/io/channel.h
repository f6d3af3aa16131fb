/* Whole messages between two processes over a pair of sockets: a length and that many bytes. */
#ifndef AMONT_IO_CHANNEL_H
#define AMONT_IO_CHANNEL_H

#include <glib.h>
#include <stdbool.h>

/* False when the other end is gone. */
bool amont_channel_send(int channel, const GByteArray *bytes);

/* NULL when the other end is gone or `deadline`, in monotonic microseconds, has passed; -1 waits
 * for ever. */
GByteArray *amont_channel_receive(int channel, gint64 deadline);

#endif
