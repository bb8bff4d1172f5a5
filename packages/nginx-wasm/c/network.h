/*
 * The network of the bottle: connections between nginx and everybody else, in memory. nginx's end is a file descriptor
 * (descriptors.c); the other end, "far" here, belongs to a peer that nginx connects to or to a client that connects to nginx.
 * Nothing waits: whoever is at a far end gets to make a move each time nginx has nothing to do (see poll.c).
 */
#ifndef BOTTLE_NETWORK_H
#define BOTTLE_NETWORK_H

#include <stddef.h>

typedef struct connection connection;

/* What a far end does. `state` is its own, 0 at first. */
typedef struct {
    /* nginx has connected: who speaks first speaks here. May be 0. */
    void (*accepted)(connection *c);
    /* Does what can be done now; returns 1 if anything was done (read, written, closed), 0 where nothing can be done yet. */
    int (*move)(connection *c);
    /* The connection is gone on both sides; free `state`. May be 0. */
    void (*gone)(connection *c);
    /* 1: `accepted` comes with nginx's connect(), so that nginx learns of both at once; 0: once nginx knows of the connection. */
    int at_once;
} behaviour;

/* Takes up to `size` bytes that nginx has sent; 0 where there are none (yet). */
size_t far_read(connection *c, void *bytes, size_t size);

/* The same without taking them. */
size_t far_peek(connection *c, void *bytes, size_t size);

/* 1: all that nginx sent is read and nginx has closed; -1: nginx has reset; 0: open. */
int far_ended(connection *c);

/* Sends to nginx. After far_close() or far_reset() nothing happens. */
void far_write(connection *c, const void *bytes, size_t size);

/* FIN after what was written. */
void far_close(connection *c);

/* RST: what was written before is still read (as on loopback), then ECONNRESET. */
void far_reset(connection *c);

/* Of the far end: what `accepted` and `move` keep between calls. */
void *far_state(connection *c);
void far_set_state(connection *c, void *state);

/* The behaviour that this connection was made with, and what that behaviour was set up with (a certificate store, a text…). */
void *far_setting(connection *c);

/* The address that nginx connected to: `10.0.1.45:8443`, `[fd00::1]:8443`, `unix:/run/app.sock`; of a client: where nginx listens. */
const char *far_address(connection *c);

/* How an address answers a connect(). */
typedef enum { ADDRESS_ACCEPTS, ADDRESS_REFUSES, ADDRESS_UNREACHABLE } address_kind;

/* From now on `address` behaves like this; connections to it that exist are reset. `setting` is handed to far_setting(). */
void network_serve(const char *address, address_kind kind, const behaviour *how, void *setting);

/* Connects a client to nginx's listener at `address` (`127.0.0.1:8080`); 0 where nginx doesn't listen there. */
connection *network_connect(const char *address, const behaviour *how, void *setting);

/* Virtual time: milliseconds since 1970, and a timer: `move` is called again at the latest then. */
long long clock_now(void);
void clock_wake_at(long long milliseconds);

#endif
