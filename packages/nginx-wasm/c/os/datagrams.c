#include "datagrams.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../peers/peers.h"

enum { LARGEST = 4096 };

int datagram_waits(const socket_t *s) { return s->datagrams_size > 0; }

ssize_t datagram_take(socket_t *s, void *bytes, size_t size) {
    size_t length;
    if (s->datagrams_size == 0) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(&length, s->datagrams, sizeof length);
    memcpy(bytes, s->datagrams + sizeof length, length < size ? length : size);
    s->datagrams_size -= sizeof length + length;
    memmove(s->datagrams, s->datagrams + sizeof length + length, s->datagrams_size);
    return (ssize_t) (length < size ? length : size);
}

static void receive(socket_t *s, const void *bytes, size_t size) {
    unsigned char *larger = realloc(s->datagrams, s->datagrams_size + sizeof size + size);
    if (larger == 0) return;
    s->datagrams = larger;
    memcpy(larger + s->datagrams_size, &size, sizeof size);
    memcpy(larger + s->datagrams_size + sizeof size, bytes, size);
    s->datagrams_size += sizeof size + size;
    socket_wake(s, WAKE_READ);
}

ssize_t datagram_send(socket_t *s, const void *bytes, size_t size) {
    unsigned char reply[LARGEST];
    size_t length = dns_answer(bytes, size, reply, sizeof reply);
    if (length > 0) receive(s, reply, length);
    return (ssize_t) size;
}
