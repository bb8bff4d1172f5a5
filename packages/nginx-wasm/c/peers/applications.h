/* What is spoken inside of TLS, or instead of it (lab/src/peers/applications.ts). */
#ifndef BOTTLE_APPLICATIONS_H
#define BOTTLE_APPLICATIONS_H

#include "buffer.h"
#include "channel.h"

typedef enum { SPEAKS_HTTP1, SPEAKS_HTTP2, SPEAKS_UWSGI, SPEAKS_STREAM, SPEAKS_CLOSING, SPEAKS_SILENT } application_kind;

/* Whose manners count: nobody's in clear, where the lab answers with Node. */
typedef enum { MANNER_CLEAR, MANNER_NODE, MANNER_OPENSSL, MANNER_NGINX } manner;

/* Why nginx would answer a request with its page for a faulty client. */
typedef enum { REFUSES_NOTHING, REFUSES_CERTIFICATE, REFUSES_NO_CERTIFICATE, REFUSES_PLAIN } refusal;

/* One connection as its application sees it. */
typedef struct {
    channel *channel;
    application_kind kind;
    manner manner;
    refusal refusal;
    buffer inbox;         /* read and not yet understood */
    int stage;            /* the application's own, 0 at first */
    int finished;         /* nothing is said any more; what still comes is thrown away */
    long long wake_at;    /* milliseconds; 0: never */
    size_t body_left;
    int closes, head, old;
    unsigned stream;
} conversation;

/* The kind by the name that world.ts gives it; http1 for a name that is none. */
application_kind application_named(const char *name);

/* The first word, where the server has it. */
void application_begin(conversation *c);

/* Reads and answers what can be read and answered now. */
void application_move(conversation *c);

/* Of each protocol the same two, for applications.c. */
void http1_move(conversation *c);
void nginx_http_move(conversation *c);
void www_move(conversation *c);
void http2_begin(conversation *c);
void http2_move(conversation *c);

/* The page with which nginx answers what it refuses, and its media type's `text/html`. */
void nginx_page(buffer *page, const char *title, const char *reason);
void nginx_refusal_page(buffer *page, refusal refusal);

/* The value of `Date`. */
const char *http_date(void);

/* The answer's body. */
extern const char application_answer[];

#endif
