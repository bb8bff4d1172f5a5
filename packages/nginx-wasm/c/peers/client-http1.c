/* HTTP/1.1 as node:http sends it, one request a connection. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http1.h"
#include "request.h"

enum { stage_head, stage_length, stage_until_end, stage_chunk, stage_chunk_bytes, stage_chunk_end };

enum { head_most = 64 * 1024 };

static void set_header(header *headers, size_t *count, header wanted)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcasecmp(headers[i].name, wanted.name) != 0) continue;
        headers[i] = wanted;
        return;
    }
    headers[(*count)++] = wanted;
}

/* These say a body's length only where the caller does. */
static int may_have_no_body(const char *method)
{
    static const char *const methods[] = { "GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT" };
    for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++)
        if (strcmp(methods[i], method) == 0) return 1;
    return 0;
}

void request_http1_send(request *q)
{
    header *headers = owned((q->header_count + 2) * sizeof(*headers));
    size_t count = 0, length = q->body == NULL ? 0 : strlen(q->body);
    set_header(headers, &count, (header) { "Host", q->host });
    for (size_t i = 0; i < q->header_count; i++) set_header(headers, &count, q->headers[i]);
    set_header(headers, &count, (header) { "Connection", "close" });
    buffer text = { 0 };
    buffer_text(&text, q->method);
    buffer_text(&text, " ");
    buffer_text(&text, q->path);
    buffer_text(&text, " HTTP/1.1\r\n");
    int said = 0;
    for (size_t i = 0; i < count; i++) {
        said |= strcasecmp(headers[i].name, "Content-Length") == 0 || strcasecmp(headers[i].name, "Transfer-Encoding") == 0;
        buffer_text(&text, headers[i].name);
        buffer_text(&text, ": ");
        buffer_text(&text, headers[i].value);
        buffer_text(&text, "\r\n");
    }
    if (!said && !may_have_no_body(q->method)) buffer_format(&text, "Content-Length: %zu\r\n", length);
    buffer_text(&text, "\r\n");
    if (q->body != NULL) buffer_text(&text, q->body);
    channel_write(&q->channel, text.bytes, text.size);
    buffer_free(&text);
    free(headers);
}

static int take_head(request *q)
{
    const char *head = (const char *) q->inbox.bytes;
    size_t end = http_head_end(head, q->inbox.size), compared = q->inbox.size < 7 ? q->inbox.size : 7;
    http_head answer;
    if (memcmp(head, "HTTP/1.", compared) != 0 || q->inbox.size > head_most) {
        q->done = 1;
        return 0;
    }
    if (end == 0) return 0;
    if (!http_head_read(&answer, head, end)) {
        q->done = 1;
        return 0;
    }
    buffer_drop(&q->inbox, end);
    if (answer.status >= 100 && answer.status < 200 && answer.status != 101) return 1;
    q->status = answer.status;
    if (strcmp(q->method, "HEAD") == 0 || answer.status == 204 || answer.status == 304) {
        q->done = 1;
    } else if (answer.chunked) {
        q->stage = stage_chunk;
    } else {
        q->stage = answer.length >= 0 ? stage_length : stage_until_end;
        q->left = answer.length > 0 ? (size_t) answer.length : 0;
        q->done = answer.length == 0;
    }
    return !q->done;
}

static int take_bytes(request *q)
{
    size_t size = q->stage == stage_until_end || q->inbox.size < q->left ? q->inbox.size : q->left;
    request_keep(q, q->inbox.bytes, size);
    buffer_drop(&q->inbox, size);
    if (q->stage == stage_until_end) return 0;
    q->left -= size;
    if (q->left > 0) return 0;
    if (q->stage == stage_length) q->done = 1;
    else q->stage = stage_chunk_end;
    return !q->done;
}

/* A chunk's size, or the line end after its bytes. */
static int take_line(request *q)
{
    const char *line = (const char *) q->inbox.bytes, *end = q->inbox.size > 0 ? memchr(line, '\n', q->inbox.size) : NULL;
    if (end == NULL) return 0;
    if (q->stage == stage_chunk_end) {
        q->stage = stage_chunk;
    } else {
        q->left = isxdigit((unsigned char) *line) ? strtoul(line, NULL, 16) : 0;
        q->stage = stage_chunk_bytes;
        q->done = q->left == 0;
    }
    buffer_drop(&q->inbox, (size_t) (end - line) + 1);
    return !q->done;
}

void request_http1_take(request *q, int ended)
{
    for (int more = 1; more && !q->done;) {
        if (q->stage == stage_head) more = q->inbox.size > 0 && take_head(q);
        else if (q->stage == stage_chunk || q->stage == stage_chunk_end) more = take_line(q);
        else more = q->inbox.size > 0 && take_bytes(q);
    }
    if (ended) q->done = 1;
}
