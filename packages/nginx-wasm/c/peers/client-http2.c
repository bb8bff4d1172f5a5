/* HTTP/2 with prior knowledge as node:http2 sends it: one stream, then the end. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "http2.h"
#include "request.h"

enum { default_window = 65535 };

static void end_body(buffer *frames, request *q)
{
    size_t size = strlen(q->body == NULL ? "" : q->body);
    while (q->stage == 0) {
        size_t left = size - q->body_sent, part = left < http2_frame_most ? left : http2_frame_most;
        long long window = q->window < q->stream_window ? q->window : q->stream_window;
        if (left > 0 && window <= 0) return;
        if ((long long) part > window) part = (size_t) window;
        q->stage = part == left;
        http2_frame(frames, part, FRAME_DATA, q->stage ? FLAG_END_STREAM : 0, 1);
        if (part > 0) buffer_add(frames, q->body + q->body_sent, part);
        q->body_sent += part;
        q->window -= (long long) part;
        q->stream_window -= (long long) part;
    }
}

static void put_headers(buffer *block, const request *q)
{
    http2_field(block, ":method", q->method);
    http2_field(block, ":path", q->path);
    http2_field(block, ":scheme", "http");
    http2_field(block, ":authority", q->host);
    for (size_t i = 0; i < q->header_count; i++) {
        char *name = owned_text(q->headers[i].name);
        for (char *letter = name; *letter != 0; letter++) *letter = (char) tolower((unsigned char) *letter);
        http2_field(block, name, q->headers[i].value);
        free(name);
    }
}

void request_http2_send(request *q)
{
    buffer frames = { 0 }, block = { 0 };
    q->window = q->stream_window = q->initial_window = default_window;
    /* node:http2 ends these with their headers. */
    int bare = strcmp(q->method, "GET") == 0 || strcmp(q->method, "HEAD") == 0 || strcmp(q->method, "DELETE") == 0;
    buffer_text(&frames, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    http2_frame(&frames, 0, FRAME_SETTINGS, 0, 0);
    put_headers(&block, q);
    for (size_t at = 0, part; at == 0 || at < block.size; at += part) {
        part = block.size - at < http2_frame_most ? block.size - at : http2_frame_most;
        int flags = (at + part == block.size ? FLAG_END_HEADERS : 0) | (at == 0 && bare ? FLAG_END_STREAM : 0);
        http2_frame(&frames, part, at == 0 ? FRAME_HEADERS : FRAME_CONTINUATION, flags, 1);
        buffer_add(&frames, block.bytes + at, part);
    }
    q->stage = bare;
    end_body(&frames, q);
    channel_write(&q->channel, frames.bytes, frames.size);
    buffer_free(&frames);
    buffer_free(&block);
}

/* Three digits of a field's value, plain or in the code of RFC 7541, appendix B. */
static int read_digits(const unsigned char *bytes, size_t size)
{
    if (size == 0 || (bytes[0] & 0x7f) + 1u > size) return 0;
    size_t length = bytes[0] & 0x7f;
    int huffman = bytes[0] & 0x80, status = 0;
    if (!huffman) {
        for (size_t i = 1; i <= length; i++) status = isdigit(bytes[i]) && status < 1000 ? status * 10 + bytes[i] - '0' : 0;
        return status;
    }
    unsigned code = 0;
    int bits = 0, digits = 0;
    for (size_t at = 0; at < length * 8 && digits < 3; at++) {
        code = code << 1 | (bytes[1 + at / 8] >> (7 - at % 8) & 1u);
        bits++;
        int digit = bits == 5 && code <= 2 ? (int) code : bits == 6 && code >= 0x19 && code <= 0x1f ? (int) code - 0x19 + 3 : -1;
        if (digit < 0) continue;
        status = status * 10 + digit;
        digits++;
        code = 0;
        bits = 0;
    }
    return digits == 3 ? status : 0;
}

/* `:status`, which comes first in a block; 0 where it does not. */
static int read_status(const unsigned char *block, size_t size)
{
    static const int indexed[] = { 200, 204, 206, 304, 400, 404, 500 };
    size_t at = 0;
    while (at < size && (block[at] & 0xe0) == 0x20) {
        int longer = (block[at++] & 0x1f) == 0x1f;
        while (longer && at < size) longer = block[at++] & 0x80;
    }
    if (at == size) return 0;
    if (block[at] >= 0x88 && block[at] <= 0x8e) return indexed[block[at] - 0x88];
    int by_index = (block[at] & 0xc0) == 0x40 ? block[at] & 0x3f : block[at] & 0x0f;
    int literal = block[at] < 0x80 && by_index >= 8 && by_index <= 14;
    return literal ? read_digits(block + at + 1, size - at - 1) : 0;
}

static void take_headers(request *q, int flags, const unsigned char *payload, size_t length)
{
    size_t skip = ((flags & FLAG_PADDED) != 0 ? 1u : 0u) + ((flags & FLAG_PRIORITY) != 0 ? 5u : 0u);
    int status = skip < length ? read_status(payload + skip, length - skip) : 0;
    if (status >= 200) q->status = status;
}

static void take_data(request *q, buffer *frames, int flags, const unsigned char *payload, size_t length)
{
    size_t skip = (flags & FLAG_PADDED) != 0, padding = skip && length > 0 ? payload[0] : 0;
    if (skip + padding <= length) request_keep(q, payload + skip, length - skip - padding);
    for (unsigned stream = 0; length > 0 && stream < 2; stream++) {
        http2_frame(frames, 4, FRAME_WINDOW_UPDATE, 0, stream);
        http2_number(frames, (unsigned long) length);
    }
}

static void take_settings(request *q, buffer *frames, const unsigned char *payload, size_t length)
{
    for (size_t at = 0; at + 6 <= length; at += 6) {
        if (payload[at] != 0 || payload[at + 1] != 4) continue;
        long long window = (long long) http2_read_number(payload + at + 2);
        q->stream_window += window - q->initial_window;
        q->initial_window = window;
    }
    http2_frame(frames, 0, FRAME_SETTINGS, FLAG_ACK, 0);
}

static void take_reset(request *q, unsigned long error)
{
    /* node:http2 emits an error, and the lab takes it for no answer. */
    if (error != HTTP2_NO_ERROR && error != HTTP2_CANCEL) q->status = 0;
    q->done = 1;
}

static void take_frame(request *q, size_t length, int type, int flags, unsigned stream, const unsigned char *payload)
{
    buffer frames = { 0 };
    if (type == FRAME_HEADERS && stream == 1) take_headers(q, flags, payload, length);
    else if (type == FRAME_DATA && stream == 1) take_data(q, &frames, flags, payload, length);
    else if (type == FRAME_RST_STREAM && stream == 1 && length == 4) take_reset(q, http2_read_number(payload));
    else if (type == FRAME_SETTINGS && (flags & FLAG_ACK) == 0) take_settings(q, &frames, payload, length);
    else if (type == FRAME_WINDOW_UPDATE && length == 4 && stream == 0) q->window += (long long) http2_read_number(payload);
    else if (type == FRAME_WINDOW_UPDATE && length == 4) q->stream_window += (long long) http2_read_number(payload);
    else if (type == FRAME_GOAWAY && length >= 8 && http2_read_number(payload + 4) != HTTP2_NO_ERROR) take_reset(q, 1);
    else if (type == FRAME_PING && (flags & FLAG_ACK) == 0 && length == 8) {
        http2_frame(&frames, 8, FRAME_PING, FLAG_ACK, 0);
        buffer_add(&frames, payload, 8);
    }
    if ((type == FRAME_HEADERS || type == FRAME_DATA) && stream == 1 && (flags & FLAG_END_STREAM) != 0) q->done = 1;
    end_body(&frames, q);
    if (q->done) {
        http2_frame(&frames, 8, FRAME_GOAWAY, 0, 0);
        http2_number(&frames, 0);
        http2_number(&frames, HTTP2_NO_ERROR);
    }
    channel_write(&q->channel, frames.bytes, frames.size);
    buffer_free(&frames);
}

void request_http2_take(request *q, int ended)
{
    while (!q->done && q->inbox.size >= http2_head) {
        const unsigned char *frame = q->inbox.bytes;
        size_t length = (size_t) frame[0] << 16 | (size_t) frame[1] << 8 | frame[2];
        if (length > http2_frame_most) {
            q->done = 1;
            q->status = 0;
            return;
        }
        if (q->inbox.size < http2_head + length) break;
        take_frame(q, length, frame[3], frame[4], (unsigned) http2_read_number(frame + 5) & 0x7fffffff, frame + http2_head);
        buffer_drop(&q->inbox, http2_head + length);
    }
    if (ended) q->done = 1;
}
