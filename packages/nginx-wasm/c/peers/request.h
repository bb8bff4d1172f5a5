/* The one request that is under way, and what has come of it (lab/src/client.ts). */
#ifndef BOTTLE_REQUEST_H
#define BOTTLE_REQUEST_H

#include "../records.h"
#include "buffer.h"
#include "channel.h"

typedef struct { char *name, *value; } header;

typedef struct {
    channel channel;
    char *host, *method, *path, *body;
    header *headers;
    size_t header_count;
    int secure, shaken;
    int sent;              /* the request is on its way */
    int status;            /* 0: none came */
    int done;
    buffer inbox, answer;
    long long patient_until;
    int stage;             /* the protocol's own, 0 at first */
    size_t left;           /* of the body, or of a chunk */
    size_t body_sent;
    long long window, stream_window, initial_window;
} request;

/* The most of an answer's body that is kept. */
enum { answer_most = 1 << 20 };

/* Writes the request, once. */
void request_http1_send(request *q);
void request_http2_send(request *q);

/* Understands what is in `inbox`; `ended` where nothing more will come. Sets `done`. */
void request_http1_take(request *q, int ended);
void request_http2_take(request *q, int ended);

void request_keep(request *q, const void *bytes, size_t size);

#endif
