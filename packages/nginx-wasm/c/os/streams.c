#include "streams.h"

#include <stdlib.h>
#include <string.h>

#include "sockets.h"

void streams_join(stream_end *a, stream_end *b) {
    a->other = b;
    b->other = a;
}

static void make_room(stream_end *end, size_t size) {
    if (end->start > 0 && end->start + end->size + size > end->room) {
        memmove(end->bytes, end->bytes + end->start, end->size);
        end->start = 0;
    }
    if (end->size + size <= end->room) return;
    size_t room = end->room == 0 ? 4096 : end->room;
    while (room < end->size + size) room *= 2;
    unsigned char *bytes = realloc(end->bytes, room);
    if (bytes == 0) abort();
    end->bytes = bytes;
    end->room = room;
}

void stream_send(stream_end *from, const void *bytes, size_t size) {
    stream_end *to = from->other;
    if (to == 0 || from->sent_end || from->reset || size == 0) return;
    make_room(to, size);
    memcpy(to->bytes + to->start + to->size, bytes, size);
    to->size += size;
    socket_wake(to->socket, WAKE_READ);
}

size_t stream_peek(const stream_end *end, void *bytes, size_t size) {
    if (size > end->size) size = end->size;
    if (size > 0) memcpy(bytes, end->bytes + end->start, size);
    return size;
}

size_t stream_take(stream_end *end, void *bytes, size_t size) {
    size = stream_peek(end, bytes, size);
    int was_full = end->size >= STREAM_ROOM;
    end->start += size;
    end->size -= size;
    if (end->size == 0) end->start = 0;
    if (was_full && end->size < STREAM_ROOM && end->other != 0) socket_wake(end->other->socket, WAKE_WRITE);
    return size;
}

void stream_end_sending(stream_end *from) {
    if (from->sent_end) return;
    from->sent_end = 1;
    if (from->other == 0) return;
    from->other->ended = 1;
    socket_wake(from->other->socket, WAKE_ALL);
}

void stream_reset(stream_end *from) {
    stream_end *to = from->other;
    from->sent_end = 1;
    from->other = 0;
    if (to == 0) return;
    to->other = 0;
    to->reset = 1;
    socket_wake(to->socket, WAKE_ALL);
}

void stream_leave(stream_end *end) {
    if (end->size > 0) stream_reset(end);
    else stream_end_sending(end);
    if (end->other != 0) end->other->other = 0;
    end->other = 0;
    free(end->bytes);
    end->bytes = 0;
    end->start = end->size = end->room = 0;
}
