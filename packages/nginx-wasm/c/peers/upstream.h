/* An upstream of a world, as its record says it (the types of packages/engine/src/worlds/world.ts). */
#ifndef BOTTLE_UPSTREAM_H
#define BOTTLE_UPSTREAM_H

#include <openssl/ssl.h>

#include "../records.h"
#include "applications.h"

typedef struct { size_t count; char **entries; } list;

/* What is presented for one server name; `context` is made when the first client asks for it. */
typedef struct { char *name; list chain; SSL_CTX *context; } presented;

typedef enum { BEHAVES_TLS, BEHAVES_PLAIN, BEHAVES_GREETING, BEHAVES_CLOSE, BEHAVES_SILENT, BEHAVES_ALERT } behaviour_kind;
typedef enum { UNNAMED_WELCOME, UNNAMED_ALERT, UNNAMED_CLOSE, UNNAMED_RESET, UNNAMED_PLAIN_HTTP, UNNAMED_PRESENT } unnamed_act;
typedef enum { CLIENTS_ANONYMOUS, CLIENTS_ASKED, CLIENTS_REQUIRED } client_mode;

typedef struct {
    char *address;
    unsigned references;   /* its place, and every connection */
    behaviour_kind kind;
    application_kind application;
    char *text;
    int reset, alert;
    int at_once;           /* closes when it accepts, not at the first bytes */
    manner manner;
    presented main, fallback, *named;
    size_t named_count;
    list leaf_names;       /* of main's leaf; read with its context */
    list protocols, alpn, trusted;
    char *ciphers;
    int security_level;    /* -1: the implementation's own */
    int dh_bits;           /* 0: none given */
    client_mode clients;
    unnamed_act unnamed;
    int unnamed_alert;
    int old, proxied;      /* no RFC 5746; a PROXY protocol header comes first */
} upstream;

upstream *upstream_read(record *r);
void upstream_release(upstream *u);

/* Adds a copy of `entry`. */
void list_add(list *l, const char *entry);
int list_has(const list *l, const char *entry);

#endif
