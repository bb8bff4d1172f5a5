/* HTTP/1 as node:http serves it (llhttp, lib/_http_server.js): what is no request gets a 400 and a close. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "applications.h"
#include "http1.h"

enum { stage_head, stage_length, stage_chunk, stage_chunk_end, stage_trailers };

enum { head_most = 16 * 1024, idle_milliseconds = 5000 };

static const char bad_request[] = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
static const char too_large[] = "HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n";

static void say(conversation *c, const char *text)
{
    channel_write(c->channel, text, strlen(text));
}

static void leave(conversation *c)
{
    channel_end(c->channel);
    c->finished = 1;
}

static void refuse(conversation *c, const char *answer)
{
    say(c, answer);
    leave(c);
}

/* llhttp's methods for HTTP; PRI is HTTP/2's and an error here. */
static int method_begins(const char *bytes, size_t size)
{
    static const char *const methods[] = { "ACL ", "BIND ", "CHECKOUT ", "CONNECT ", "COPY ", "DELETE ", "GET ", "HEAD ", "LINK ",
        "LOCK ", "M-SEARCH ", "MERGE ", "MKACTIVITY ", "MKCALENDAR ", "MKCOL ", "MOVE ", "NOTIFY ", "OPTIONS ", "PATCH ", "POST ",
        "PROPFIND ", "PROPPATCH ", "PURGE ", "PUT ", "REBIND ", "REPORT ", "SEARCH ", "SOURCE ", "SUBSCRIBE ", "TRACE ", "UNBIND ",
        "UNLINK ", "UNLOCK ", "UNSUBSCRIBE " };
    for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
        size_t length = strlen(methods[i]);
        if (memcmp(bytes, methods[i], size < length ? size : length) == 0) return 1;
    }
    return 0;
}

static void answer(conversation *c)
{
    buffer text = { 0 };
    buffer_format(&text, "HTTP/1.1 200 OK\r\nDate: %s\r\n", http_date());
    buffer_text(&text, c->closes ? "Connection: close\r\n" : "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\n");
    if (!c->old && !c->head) buffer_format(&text, "Content-Length: %zu\r\n", strlen(application_answer));
    buffer_text(&text, "\r\n");
    if (!c->head) buffer_text(&text, application_answer);
    channel_write(c->channel, text.bytes, text.size);
    buffer_free(&text);
    c->stage = stage_head;
    if (c->closes) leave(c);
    else c->wake_at = clock_now() + idle_milliseconds;
}

/* Understands one head; false where it is none. */
static int take_head(conversation *c, const char *head, size_t size)
{
    http_head request;
    if (!http_head_read(&request, head, size) || request.minor > 1) return 0;
    c->old = request.minor < 1;
    c->head = strncmp(head, "HEAD ", 5) == 0;
    c->closes = c->old || request.close;
    if (strncmp(head, "CONNECT ", 8) == 0) {
        channel_cut(c->channel);
        c->finished = 1;
    } else if (request.minor == 1 && !request.host) {
        buffer text = { 0 };
        buffer_format(&text, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nDate: %s\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            http_date());
        channel_write(c->channel, text.bytes, text.size);
        buffer_free(&text);
        leave(c);
    } else if (request.chunked && request.length >= 0) {
        return 0;
    } else {
        if (request.expects && !c->old) say(c, "HTTP/1.1 100 Continue\r\n\r\n");
        c->body_left = request.length > 0 ? (size_t) request.length : 0;
        c->stage = request.chunked ? stage_chunk : stage_length;
    }
    return 1;
}

static void move_head(conversation *c)
{
    size_t blank = 0;
    while (blank < c->inbox.size && (c->inbox.bytes[blank] == '\r' || c->inbox.bytes[blank] == '\n')) blank++;
    buffer_drop(&c->inbox, blank);
    if (c->inbox.size == 0) return;
    c->wake_at = 0;
    const char *head = (const char *) c->inbox.bytes;
    size_t end = http_head_end(head, c->inbox.size);
    if (!method_begins(head, c->inbox.size) || http_line_is_wrong(head, c->inbox.size)) refuse(c, bad_request);
    else if (end == 0 && c->inbox.size > head_most) refuse(c, too_large);
    else if (end > head_most) refuse(c, too_large);
    else if (end > 0 && !take_head(c, head, end)) refuse(c, bad_request);
    else if (end > 0) buffer_drop(&c->inbox, end);
}

static void move_body(conversation *c)
{
    size_t taken = c->inbox.size < c->body_left ? c->inbox.size : c->body_left;
    buffer_drop(&c->inbox, taken);
    c->body_left -= taken;
    if (c->body_left > 0) return;
    if (c->stage == stage_length) answer(c);
    else c->stage = stage_chunk;
}

/* A chunk's size line; the chunk's own line end counts as part of it. */
static void move_chunk(conversation *c)
{
    const char *line = (const char *) c->inbox.bytes, *end = memchr(line, '\n', c->inbox.size);
    if (end == NULL) {
        if (c->inbox.size > head_most) refuse(c, bad_request);
        return;
    }
    char *rest;
    unsigned long size = isxdigit((unsigned char) *line) ? strtoul(line, &rest, 16) : 0;
    if (!isxdigit((unsigned char) *line) || size > 0x7fffffff) {
        refuse(c, bad_request);
        return;
    }
    buffer_drop(&c->inbox, (size_t) (end - line) + 1);
    c->body_left = size > 0 ? size + 2 : 0;
    c->stage = size > 0 ? stage_chunk_end : stage_trailers;
}

static void move_trailers(conversation *c)
{
    const char *line = (const char *) c->inbox.bytes, *end = memchr(line, '\n', c->inbox.size);
    if (end == NULL) return;
    int last = *line == '\r' || *line == '\n';
    buffer_drop(&c->inbox, (size_t) (end - line) + 1);
    if (last) answer(c);
}

void http1_move(conversation *c)
{
    for (int stage = -1; !c->finished && (c->inbox.size > 0 || stage != c->stage);) {
        size_t before = c->inbox.size;
        stage = c->stage;
        if (c->stage == stage_head) move_head(c);
        else if (c->stage == stage_chunk) move_chunk(c);
        else if (c->stage == stage_trailers) move_trailers(c);
        else move_body(c);
        if (c->inbox.size == before && stage == c->stage) return;
    }
}
