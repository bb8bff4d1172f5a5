/* The far end of a connection as its owner uses it: bytes in clear or inside of TLS, and the ways to end it. */
#ifndef BOTTLE_CHANNEL_H
#define BOTTLE_CHANNEL_H

#include <openssl/ssl.h>

#include "../network.h"
#include "buffer.h"

typedef struct {
    connection *far;
    SSL *ssl;         /* 0: in clear */
    buffer records;   /* what TLS has to say: it leaves in channel_flush() */
    int last_read;    /* 0 where the last read met the end (BIO_CTRL_EOF) */
    int silenced;     /* nothing is sent any more */
    unsigned moved;   /* grows with everything that is done */
} channel;

/* From here on the bytes are TLS records; the channel owns `ssl`. */
void channel_secure(channel *c, SSL *ssl);

/* One step of the handshake: 1 complete, 0 more is needed, -1 failed (an alert may be on its way). */
int channel_shake(channel *c);

/* Takes up to `size` bytes; 0 where there are none (yet). */
size_t channel_read(channel *c, void *bytes, size_t size);

/* Adds everything that is there to `b`, as long as it holds less than `most`. */
void channel_fill(channel *c, buffer *b, size_t most);

/* 1: the other side has ended, and everything is read; 0: not yet. */
int channel_ended(channel *c);

void channel_write(channel *c, const void *bytes, size_t size);
void channel_flush(channel *c);

/* Says goodbye: close_notify inside of TLS, then FIN. */
void channel_end(channel *c);

/* FIN alone, as a process leaves. What was not flushed stays unsent. */
void channel_cut(channel *c);
void channel_reset(channel *c);

/* Frees what the channel owns. */
void channel_free(channel *c);

#endif
