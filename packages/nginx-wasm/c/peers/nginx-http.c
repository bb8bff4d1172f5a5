/* HTTP/1 as a second nginx serves it, with `return 200` in its only location. */
#include <string.h>

#include "applications.h"
#include "http1.h"
#include "peers.h"

enum { stage_head, stage_body };

enum { idle_milliseconds = 75000 };

const char *peers_nginx = "nginx";

/* ngx_http_special_response.c */
void nginx_page(buffer *page, const char *title, const char *reason)
{
    const char *end = "</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n";
    buffer_format(page, "<html>\r\n<head><title>400 %s%s", title, end);
    if (reason != NULL) buffer_format(page, "<center>%s</center>\r\n", reason);
    buffer_format(page, "<hr><center>%s</center>\r\n</body>\r\n</html>\r\n", peers_nginx);
}

void nginx_refusal_page(buffer *page, refusal refusal)
{
    static const char *const reasons[] = { NULL, "The SSL certificate error", "No required SSL certificate was sent",
        "The plain HTTP request was sent to HTTPS port" };
    nginx_page(page, refusal == REFUSES_NOTHING ? "Bad Request" : reasons[refusal], reasons[refusal]);
}

static void leave(conversation *c)
{
    channel_end(c->channel);
    c->finished = 1;
}

static void respond(conversation *c, const char *status, const char *type, const buffer *body, const char *more)
{
    buffer text = { 0 };
    buffer_format(&text, "HTTP/1.1 %s\r\nServer: %s\r\nDate: %s\r\n", status, peers_nginx, http_date());
    buffer_format(&text, "Content-Type: %s\r\nContent-Length: %zu\r\nConnection: %s\r\n%s\r\n", type, body->size,
        c->closes ? "close" : "keep-alive", more);
    if (!c->head) buffer_add(&text, body->bytes, body->size);
    channel_write(c->channel, text.bytes, text.size);
    buffer_free(&text);
}

static void refuse(conversation *c, refusal why)
{
    buffer page = { 0 };
    nginx_refusal_page(&page, why);
    c->closes = 1;
    respond(c, "400 Bad Request", "text/html", &page, "");
    buffer_free(&page);
    leave(c);
}

static void answer(conversation *c)
{
    buffer body = { 0 };
    int grpc = c->kind == SPEAKS_HTTP2;
    if (!grpc) buffer_text(&body, application_answer);
    respond(c, "200 OK", grpc ? "application/grpc" : "text/plain", &body, grpc ? "grpc-status: 0\r\n" : "");
    buffer_free(&body);
    if (c->closes) leave(c);
    else c->wake_at = clock_now() + idle_milliseconds;
}

/* The request line by ngx_http_parse_request_line(): a method in capitals, a target, a version below 2. */
static int is_request_line(const char *line, size_t size)
{
    size_t method = 0;
    while (method < size && ((line[method] >= 'A' && line[method] <= 'Z') || line[method] == '_' || line[method] == '-')) method++;
    if (method == size) return 1;
    if (method == 0 || line[method] != ' ') return 0;
    return method + 1 == size || (line[method + 1] != '*' && !http_line_is_wrong(line, size));
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
    http_head request;
    c->head = 0;
    if (!is_request_line(head, c->inbox.size) || (end > 0 && !http_head_read(&request, head, end))) {
        refuse(c, REFUSES_NOTHING);
        return;
    }
    if (end == 0) return;
    c->head = strncmp(head, "HEAD ", 5) == 0;
    c->closes = request.close || (request.minor < 1 && !request.keep) || request.chunked;
    c->body_left = request.length > 0 ? (size_t) request.length : 0;
    int hostless = request.minor == 1 && !request.host;
    buffer_drop(&c->inbox, end);
    if (c->refusal != REFUSES_NOTHING || hostless) refuse(c, c->refusal);
    else answer(c);
    c->stage = stage_body;
}

void nginx_http_move(conversation *c)
{
    while (!c->finished && c->inbox.size > 0) {
        size_t before = c->inbox.size, left = c->body_left;
        if (c->stage == stage_head) {
            move_head(c);
        } else {
            buffer_drop(&c->inbox, left < before ? left : before);
            c->body_left -= left < before ? left : before;
        }
        if (c->body_left == 0) c->stage = stage_head;
        else if (c->inbox.size == before) return;
        if (c->stage == stage_head && c->inbox.size == before && left == 0) return;
    }
}
