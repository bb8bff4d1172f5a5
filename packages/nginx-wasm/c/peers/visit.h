/* One connection of nginx to an upstream. */
#ifndef BOTTLE_VISIT_H
#define BOTTLE_VISIT_H

#include "applications.h"
#include "upstream.h"

/* What the world learns of a connection; it outlives the connection until it is reported. */
typedef struct seen seen;
struct seen { seen *next; char *upstream, *name; const char *tls; int open, reported; };

typedef enum { VISIT_PROXY, VISIT_HELLO, VISIT_SHAKES, VISIT_SPEAKS, VISIT_ACTS, VISIT_DEAF } visit_stage;

typedef struct {
    upstream *upstream;
    seen *seen;
    channel channel;
    conversation conversation;
    visit_stage stage;
} visit;

/* What can be done now at a TLS server's (tls.c), and at one that speaks no protocol to the end (raw.c). */
void tls_move(visit *v);
void raw_accept(visit *v);
void raw_move(visit *v);

/* Answers in clear, then FIN: an alert, an HTTP error. */
void raw_alert(visit *v, int alert);
void raw_plain_http(visit *v);

/* The ServerHello of a TLS 1.2 stack older than RFC 5746; nothing follows. */
void raw_old_hello(visit *v);

#endif
