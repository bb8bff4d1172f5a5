/* As much HTTP/2 as one answer to each request needs (RFC 9113), by node:http2 or by a second nginx. */
#include <stdio.h>
#include <string.h>

#include "applications.h"
#include "http2.h"
#include "peers.h"

static const char preface[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

enum { stage_preface, stage_frames };

void http2_frame(buffer *out, size_t length, int type, int flags, unsigned stream)
{
    unsigned char head[http2_head] = { (unsigned char) (length >> 16), (unsigned char) (length >> 8), (unsigned char) length,
        (unsigned char) type, (unsigned char) flags, (unsigned char) (stream >> 24), (unsigned char) (stream >> 16),
        (unsigned char) (stream >> 8), (unsigned char) stream };
    buffer_add(out, head, sizeof(head));
}

void http2_number(buffer *out, unsigned long number)
{
    unsigned char bytes[4] = { (unsigned char) (number >> 24), (unsigned char) (number >> 16), (unsigned char) (number >> 8),
        (unsigned char) number };
    buffer_add(out, bytes, sizeof(bytes));
}

unsigned long http2_read_number(const unsigned char *bytes)
{
    return (unsigned long) bytes[0] << 24 | (unsigned long) bytes[1] << 16 | (unsigned long) bytes[2] << 8 | bytes[3];
}

static void put_integer(buffer *block, size_t number)
{
    unsigned char byte = number < 127 ? (unsigned char) number : 127;
    buffer_add(block, &byte, 1);
    if (number < 127) return;
    for (number -= 127; number >= 128; number /= 128) {
        byte = (unsigned char) (number % 128 + 128);
        buffer_add(block, &byte, 1);
    }
    byte = (unsigned char) number;
    buffer_add(block, &byte, 1);
}

void http2_field(buffer *block, const char *name, const char *value)
{
    buffer_add(block, "", 1);
    put_integer(block, strlen(name));
    buffer_text(block, name);
    put_integer(block, strlen(value));
    buffer_text(block, value);
}

static void send_all(conversation *c, buffer *frames)
{
    channel_write(c->channel, frames->bytes, frames->size);
    buffer_free(frames);
}

void http2_begin(conversation *c)
{
    buffer frames = { 0 };
    if (c->manner == MANNER_NGINX) {
        static const unsigned char settings[] = { 0, 3, 0, 0, 0, 128, 0, 4, 0, 1, 0, 0, 0, 5, 0, 255, 255, 255 };
        http2_frame(&frames, sizeof(settings), FRAME_SETTINGS, 0, 0);
        buffer_add(&frames, settings, sizeof(settings));
        http2_frame(&frames, 4, FRAME_WINDOW_UPDATE, 0, 0);
        http2_number(&frames, 0x7fff0000);
    } else {
        http2_frame(&frames, 0, FRAME_SETTINGS, 0, 0);
    }
    send_all(c, &frames);
}

static void break_off(conversation *c, unsigned error)
{
    buffer frames = { 0 };
    http2_frame(&frames, 8, FRAME_GOAWAY, 0, 0);
    http2_number(&frames, 0);
    http2_number(&frames, error);
    send_all(c, &frames);
    channel_end(c->channel);
    c->finished = 1;
}

/* One empty message, not compressed; a status in the trailers. */
static void answer_as_node(buffer *frames, unsigned stream)
{
    buffer block = { 0 };
    buffer_add(&block, "\x88", 1);
    http2_field(&block, "content-type", "application/grpc");
    http2_field(&block, "date", http_date());
    http2_frame(frames, block.size, FRAME_HEADERS, FLAG_END_HEADERS, stream);
    buffer_add(frames, block.bytes, block.size);
    http2_frame(frames, 5, FRAME_DATA, 0, stream);
    buffer_add(frames, "\0\0\0\0", 5);
    block.size = 0;
    http2_field(&block, "grpc-status", "0");
    http2_frame(frames, block.size, FRAME_HEADERS, FLAG_END_HEADERS | FLAG_END_STREAM, stream);
    buffer_add(frames, block.bytes, block.size);
    buffer_free(&block);
}

static void answer_as_nginx(buffer *frames, unsigned stream, refusal refusal)
{
    buffer block = { 0 }, page = { 0 };
    char length[24];
    if (refusal != REFUSES_NOTHING) nginx_refusal_page(&page, refusal);
    snprintf(length, sizeof(length), "%zu", page.size);
    buffer_add(&block, refusal == REFUSES_NOTHING ? "\x88" : "\x8c", 1);
    http2_field(&block, "server", peers_nginx);
    http2_field(&block, "date", http_date());
    http2_field(&block, "content-type", refusal == REFUSES_NOTHING ? "application/grpc" : "text/html");
    http2_field(&block, "content-length", length);
    if (refusal == REFUSES_NOTHING) http2_field(&block, "grpc-status", "0");
    int flags = page.size == 0 ? FLAG_END_HEADERS | FLAG_END_STREAM : FLAG_END_HEADERS;
    http2_frame(frames, block.size, FRAME_HEADERS, flags, stream);
    buffer_add(frames, block.bytes, block.size);
    if (page.size > 0) {
        http2_frame(frames, page.size, FRAME_DATA, FLAG_END_STREAM, stream);
        buffer_add(frames, page.bytes, page.size);
    }
    buffer_free(&block);
    buffer_free(&page);
}

static void give_window(buffer *frames, unsigned stream, size_t size)
{
    http2_frame(frames, 4, FRAME_WINDOW_UPDATE, 0, stream);
    http2_number(frames, (unsigned long) size);
}

static void take_frame(conversation *c, size_t length, int type, int flags, unsigned stream, const unsigned char *payload)
{
    buffer frames = { 0 };
    int complete = 0;
    if (type == FRAME_SETTINGS && (flags & FLAG_ACK) == 0) http2_frame(&frames, 0, FRAME_SETTINGS, FLAG_ACK, 0);
    if (type == FRAME_PING && (flags & FLAG_ACK) == 0 && length == 8) {
        http2_frame(&frames, 8, FRAME_PING, FLAG_ACK, 0);
        buffer_add(&frames, payload, 8);
    }
    if (type == FRAME_HEADERS) {
        c->closes = (flags & FLAG_END_STREAM) != 0;
        complete = (flags & FLAG_END_HEADERS) != 0 && c->closes;
    }
    if (type == FRAME_CONTINUATION) complete = (flags & FLAG_END_HEADERS) != 0 && c->closes;
    if (type == FRAME_DATA) {
        complete = (flags & FLAG_END_STREAM) != 0;
        if (length > 0) give_window(&frames, 0, length);
        if (length > 0 && !complete && stream != 0) give_window(&frames, stream, length);
    }
    if (complete && c->manner == MANNER_NGINX) answer_as_nginx(&frames, stream, c->refusal);
    else if (complete) answer_as_node(&frames, stream);
    send_all(c, &frames);
}

void http2_move(conversation *c)
{
    if (c->stage == stage_preface) {
        size_t size = sizeof(preface) - 1, compared = c->inbox.size < size ? c->inbox.size : size;
        if (memcmp(c->inbox.bytes, preface, compared) != 0) {
            break_off(c, c->manner == MANNER_NGINX ? HTTP2_PROTOCOL_ERROR : HTTP2_INTERNAL_ERROR);
            return;
        }
        if (compared < size) return;
        buffer_drop(&c->inbox, size);
        c->stage = stage_frames;
    }
    while (!c->finished && c->inbox.size >= http2_head) {
        const unsigned char *frame = c->inbox.bytes;
        size_t length = (size_t) frame[0] << 16 | (size_t) frame[1] << 8 | frame[2];
        if (length > http2_frame_most) {
            break_off(c, HTTP2_FRAME_SIZE_ERROR);
            return;
        }
        if (c->inbox.size < http2_head + length) return;
        take_frame(c, length, frame[3], frame[4], (unsigned) http2_read_number(frame + 5) & 0x7fffffff, frame + http2_head);
        buffer_drop(&c->inbox, http2_head + length);
    }
}
