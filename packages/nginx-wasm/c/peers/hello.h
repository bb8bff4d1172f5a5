/* What a server knows of a connection before the handshake (lab/src/peers/client-hello.ts and tls.ts). */
#ifndef BOTTLE_HELLO_H
#define BOTTLE_HELLO_H

#include <stddef.h>

typedef enum { HELLO_INCOMPLETE, HELLO_OTHER, HELLO_READ } hello_kind;

/* The most bytes that hello_read() looks at: one record. */
#define HELLO_SIZE (5 + 65535)

/* Reads a ClientHello (RFC 8446, section 4.1.2) from a connection's first bytes; `name` is the server name, empty where none is sent. */
hello_kind hello_read(const unsigned char *bytes, size_t size, char name[256]);

#define PROXY_INCOMPLETE (-1L)

/* The length of a PROXY protocol header, 0 where there is none, PROXY_INCOMPLETE while more is needed. */
long proxy_header(const unsigned char *bytes, size_t size);

#endif
