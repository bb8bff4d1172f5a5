/* Frames of HTTP/2 (RFC 9113, section 4 and 6) and fields of HPACK (RFC 7541). */
#ifndef BOTTLE_HTTP2_H
#define BOTTLE_HTTP2_H

#include "buffer.h"

enum { FRAME_DATA, FRAME_HEADERS, FRAME_PRIORITY, FRAME_RST_STREAM, FRAME_SETTINGS, FRAME_PUSH_PROMISE, FRAME_PING, FRAME_GOAWAY,
    FRAME_WINDOW_UPDATE, FRAME_CONTINUATION };
enum { FLAG_END_STREAM = 1, FLAG_ACK = 1, FLAG_END_HEADERS = 4, FLAG_PADDED = 8, FLAG_PRIORITY = 32 };
enum { HTTP2_NO_ERROR = 0, HTTP2_PROTOCOL_ERROR = 1, HTTP2_INTERNAL_ERROR = 2, HTTP2_FRAME_SIZE_ERROR = 6, HTTP2_CANCEL = 8 };
enum { http2_head = 9, http2_frame_most = 16384 };

/* The head of a frame whose payload of `length` bytes follows. */
void http2_frame(buffer *out, size_t length, int type, int flags, unsigned stream);
void http2_number(buffer *out, unsigned long number);
unsigned long http2_read_number(const unsigned char *bytes);

/* A literal field without indexing. */
void http2_field(buffer *block, const char *name, const char *value);

#endif
