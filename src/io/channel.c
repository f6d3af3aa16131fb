#include "io/channel.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

static bool send_all(int channel, const void *from, size_t length) {
    const char *next = from;
    while (length > 0) {
        ssize_t sent = send(channel, next, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        next += sent;
        length -= (size_t)sent;
    }
    return true;
}

bool amont_channel_send(int channel, const GByteArray *bytes) {
    guint64 length = bytes->len;
    return send_all(channel, &length, sizeof length) && send_all(channel, bytes->data, bytes->len);
}

static bool wait_for_bytes(int channel, gint64 deadline) {
    for (;;) {
        gint64 left = deadline < 0 ? -1 : (deadline - g_get_monotonic_time()) / 1000;
        if (deadline >= 0 && left <= 0)
            return false;
        struct pollfd waiting = {.fd = channel, .events = POLLIN};
        int ready = poll(&waiting, 1, (int)MIN(left, 60000));
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
    }
}

static bool receive_all(int channel, void *to, size_t length, gint64 deadline) {
    char *next = to;
    while (length > 0) {
        if (!wait_for_bytes(channel, deadline))
            return false;
        ssize_t got = recv(channel, next, length, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        next += got;
        length -= (size_t)got;
    }
    return true;
}

/* Room is made as bytes come, not as they are announced. */
GByteArray *amont_channel_receive(int channel, gint64 deadline) {
    guint64 length = 0;
    if (!receive_all(channel, &length, sizeof length, deadline) || length > G_MAXUINT - 64)
        return NULL;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    while (bytes->len < length) {
        guint at = bytes->len, step = (guint)MIN(length - at, 1U << 24);
        g_byte_array_set_size(bytes, at + step);
        if (!receive_all(channel, bytes->data + at, step, deadline))
            return NULL;
    }
    return g_steal_pointer(&bytes);
}
