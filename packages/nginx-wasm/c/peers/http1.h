/* The head of an HTTP/1 message (RFC 9112). */
#ifndef BOTTLE_HTTP1_H
#define BOTTLE_HTTP1_H

#include <stddef.h>

typedef struct {
    int minor;        /* of HTTP/1.x; 0 also for HTTP/0.9 */
    int status;       /* of a response */
    int chunked;
    long long length; /* of the body; -1: not said */
    int close, keep;  /* what `Connection` says */
    int host, expects;
} http_head;

/* The size of the head with its empty line; 0 while that has not come. */
size_t http_head_end(const char *bytes, size_t size);

/* True once a request line is complete that is none, or holds a control character. */
int http_line_is_wrong(const char *bytes, size_t size);

/* Reads a whole head, of a request or a response; 0 where it is none. */
int http_head_read(http_head *head, const char *bytes, size_t size);

#endif
