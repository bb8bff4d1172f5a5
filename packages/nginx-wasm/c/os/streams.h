/* What lies between two ends of a connection. An end belongs to a socket of nginx's or to a far end (network.h). */
#ifndef BOTTLE_STREAMS_H
#define BOTTLE_STREAMS_H

#include <stddef.h>

typedef struct stream_end stream_end;

struct stream_end {
    stream_end *other;              /* 0 once nobody is there any more */
    unsigned char *bytes;           /* received: `size` bytes from `start` */
    size_t start, size, room;
    int ended, reset, sent_end;     /* FIN received, RST received, FIN sent */
    struct socket *socket;          /* who is woken when something changes; 0 for a far end */
};

void streams_join(stream_end *a, stream_end *b);

/* Appends to what the other end has received; nothing happens where it is gone. */
void stream_send(stream_end *from, const void *bytes, size_t size);

size_t stream_peek(const stream_end *end, void *bytes, size_t size);
size_t stream_take(stream_end *end, void *bytes, size_t size);

/* FIN. */
void stream_end_sending(stream_end *from);

/* RST: what was sent before is still read. */
void stream_reset(stream_end *from);

/* This end goes: FIN, or RST where something is left unread (RFC 1122, 4.2.2.13). */
void stream_leave(stream_end *end);

#endif
