#include "applications.h"

#include <string.h>
#include <time.h>

const char application_answer[] = "upstream\n";

/* The longest uwsgi packet, and what the others never need. */
static const size_t inbox_most = 1 << 17;

application_kind application_named(const char *name)
{
    static const char *const names[] = { "http1", "http2", "uwsgi", "stream", "closes-after-handshake", "silent-after-handshake" };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(name, names[i]) == 0) return (application_kind) i;
    return SPEAKS_HTTP1;
}

const char *http_date(void)
{
    static char text[40];
    time_t now = time(NULL);
    strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", gmtime(&now));
    return text;
}

/* node:http2 on a TLS connection whose client did not choose h2 (lib/internal/http2/core.js, connectionListener). */
static void unknown_protocol(conversation *c, int missing)
{
    buffer answer = { 0 };
    buffer_text(&answer, "HTTP/1.0 403 Forbidden\r\nContent-Type: text/plain\r\n\r\n");
    buffer_text(&answer, missing ? "Missing" : "Unknown");
    buffer_text(&answer, " ALPN Protocol, expected `h2` to be available.\nIf this is a HTTP request: The server was not configured "
        "with the `allowHTTP1` option or a listener for the `unknownProtocol` event.\n");
    channel_write(c->channel, answer.bytes, answer.size);
    buffer_free(&answer);
    channel_end(c->channel);
    c->finished = 1;
}

/* Which protocol the client chose by ALPN: 0 none, 1 h2, 2 another. */
static int chosen_protocol(const conversation *c)
{
    const unsigned char *name = NULL;
    unsigned length = 0;
    if (c->channel->ssl != NULL) SSL_get0_alpn_selected(c->channel->ssl, &name, &length);
    if (length == 0) return 0;
    return length == 2 && memcmp(name, "h2", 2) == 0 ? 1 : 2;
}

void application_begin(conversation *c)
{
    if (c->kind != SPEAKS_HTTP2) return;
    int chosen = chosen_protocol(c);
    if (c->manner == MANNER_NODE && chosen != 1) unknown_protocol(c, chosen == 0);
    else if (c->manner != MANNER_NGINX || chosen == 1) http2_begin(c);
}

/* A uwsgi packet has its size in bytes 1 and 2, little-endian; the answer is plain HTTP. */
static void uwsgi_move(conversation *c)
{
    const unsigned char *bytes = c->inbox.bytes;
    if (c->inbox.size < 4 || c->inbox.size < 4u + bytes[1] + bytes[2] * 256u) return;
    buffer answer = { 0 };
    buffer_format(&answer, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n%s",
        strlen(application_answer), application_answer);
    channel_write(c->channel, answer.bytes, answer.size);
    buffer_free(&answer);
    channel_end(c->channel);
    c->finished = 1;
}

static void closing_move(conversation *c)
{
    if (c->inbox.size == 0) return;
    /* `openssl s_server` is killed, which sends no close_notify. */
    if (c->manner == MANNER_OPENSSL) {
        channel_flush(c->channel);
        channel_cut(c->channel);
    } else {
        channel_end(c->channel);
    }
    c->finished = 1;
}

static void speak(conversation *c)
{
    switch (c->kind) {
    case SPEAKS_HTTP1:
        if (c->manner == MANNER_NGINX) nginx_http_move(c);
        else if (c->manner == MANNER_OPENSSL) www_move(c);
        else http1_move(c);
        break;
    case SPEAKS_HTTP2:
        if (c->manner == MANNER_NGINX && chosen_protocol(c) != 1) nginx_http_move(c);
        else http2_move(c);
        break;
    case SPEAKS_UWSGI:
        uwsgi_move(c);
        break;
    case SPEAKS_STREAM:
        channel_write(c->channel, c->inbox.bytes, c->inbox.size);
        c->inbox.size = 0;
        break;
    case SPEAKS_CLOSING:
        closing_move(c);
        break;
    case SPEAKS_SILENT:
        c->inbox.size = 0;
    }
}

void application_move(conversation *c)
{
    size_t before;
    do {
        channel_fill(c->channel, &c->inbox, inbox_most);
        before = c->inbox.size;
        if (c->finished) c->inbox.size = 0;
        else if (before > 0) speak(c);
    } while (c->inbox.size < before);
    if (c->wake_at != 0 && !c->finished) {
        if (clock_now() >= c->wake_at) {
            channel_cut(c->channel);
            c->finished = 1;
        } else {
            clock_wake_at(c->wake_at);
        }
    }
    if (channel_ended(c->channel)) channel_end(c->channel);
}
