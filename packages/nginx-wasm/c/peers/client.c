#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "peers.h"
#include "request.h"

typedef enum { OVER_HTTP, OVER_HTTPS, OVER_HTTP2, OVER_STREAM } protocol;

/* A day in milliseconds: more than any time-out of nginx's that a request meets. */
enum { patience = 86400000 };

static request *current;
static protocol current_protocol;

static void end(request *q)
{
    q->done = 1;
    channel_end(&q->channel);
}

/* Who waits in vain says nothing. */
static void give_up(request *q)
{
    q->done = 1;
    channel_cut(&q->channel);
}

static void stream_take(request *q, int ended)
{
    if (q->inbox.size == 0 && !ended) return;
    request_keep(q, q->inbox.bytes, q->inbox.size);
    q->status = q->inbox.size > 0 ? 200 : 502;
    q->done = 1;
}

static void stream_send(request *q)
{
    const char *text = q->body != NULL ? q->body : "ping\n";
    channel_write(&q->channel, text, strlen(text));
}

static int shake(request *q)
{
    int shaken = channel_shake(&q->channel);
    if (shaken < 0) {
        channel_flush(&q->channel);
        give_up(q);
    }
    return q->shaken = shaken > 0;
}

static void converse(request *q)
{
    if (!q->sent) {
        q->sent = 1;
        if (current_protocol == OVER_STREAM) stream_send(q);
        else if (current_protocol == OVER_HTTP2) request_http2_send(q);
        else request_http1_send(q);
    }
    channel_fill(&q->channel, &q->inbox, answer_most);
    int ended = channel_ended(&q->channel);
    if (q->inbox.size == 0 && !ended) return;
    if (current_protocol == OVER_STREAM) stream_take(q, ended);
    else if (current_protocol == OVER_HTTP2) request_http2_take(q, ended);
    else request_http1_take(q, ended);
    if (q->done) end(q);
}

static int move(connection *far)
{
    request *q = far_state(far);
    if (q == NULL) return 0;
    unsigned before = q->channel.moved;
    if (q->done) {
        unsigned char bytes[512];
        while (far_read(far, bytes, sizeof(bytes)) > 0) q->channel.moved++;
        return q->channel.moved != before;
    }
    if (!q->secure || q->shaken || shake(q)) converse(q);
    channel_flush(&q->channel);
    if (q->channel.moved != before) q->patient_until = clock_now() + patience;
    if (q->done) return 1;
    if (clock_now() >= q->patient_until) {
        if (current_protocol == OVER_STREAM) q->status = 502;
        if (current_protocol == OVER_HTTP2) q->status = 0;
        give_up(q);
        return 1;
    }
    clock_wake_at(q->patient_until);
    return q->channel.moved != before;
}

static void request_free(request *q)
{
    channel_free(&q->channel);
    for (size_t i = 0; i < q->header_count; i++) {
        free(q->headers[i].name);
        free(q->headers[i].value);
    }
    free(q->headers);
    free(q->host);
    free(q->method);
    free(q->path);
    free(q->body);
    buffer_free(&q->inbox);
    buffer_free(&q->answer);
    free(q);
}

/* A request that is done is freed with its connection or its report, whichever is later. */
static void gone(connection *far)
{
    request *q = far_state(far);
    far_set_state(far, NULL);
    if (q == NULL) return;
    if (q != current) {
        request_free(q);
        return;
    }
    q->channel.far = NULL;
    q->channel.silenced = 1;
    q->done = 1;
}

static const behaviour manners = { NULL, move, gone, 0 };

void request_keep(request *q, const void *bytes, size_t size)
{
    size_t room = answer_most - q->answer.size;
    buffer_add(&q->answer, bytes, size < room ? size : room);
}

static void add_header(const char *entry, void *with)
{
    request *q = with;
    const char *colon = strchr(entry, ':');
    if (colon == NULL || colon == entry) return;
    header *headers = realloc(q->headers, (q->header_count + 1) * sizeof(*headers));
    if (headers == NULL) abort();
    q->headers = headers;
    header *h = &headers[q->header_count++];
    h->name = owned_text(entry);
    h->name[colon - entry] = 0;
    h->value = owned_text(colon + 1);
}

/* Node's defaults: TLS 1.2 and 1.3, no verification, the host without its port as the server name. */
static SSL *client_side(const char *host)
{
    static SSL_CTX *context;
    if (context == NULL) {
        context = SSL_CTX_new(TLS_client_method());
        if (context == NULL) return NULL;
        SSL_CTX_set_security_level(context, 1);
        SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
        SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
        SSL_CTX_set_alpn_protos(context, (const unsigned char *) "\10http/1.1", 9);
    }
    SSL *ssl = SSL_new(context);
    char *name = owned_text(host), *colon = strrchr(name, ':');
    if (colon != NULL && colon[1] != 0 && colon[1 + strspn(colon + 1, "0123456789")] == 0) *colon = 0;
    if (ssl != NULL) {
        SSL_set_connect_state(ssl);
        if (*name != 0) SSL_set_tlsext_host_name(ssl, name);
    }
    free(name);
    return ssl;
}

static char *text_of(record *r, const char *key, const char *otherwise)
{
    const char *text = record_text(r, key);
    return owned_text(text == NULL || *text == 0 ? otherwise : text);
}

static protocol read_protocol(const char *name)
{
    if (name == NULL) return OVER_HTTP;
    if (strcmp(name, "https") == 0) return OVER_HTTPS;
    if (strcmp(name, "h2c") == 0) return OVER_HTTP2;
    return strcmp(name, "stream") == 0 ? OVER_STREAM : OVER_HTTP;
}

void client_start(record *r)
{
    client_reset();
    request *q = owned(sizeof(*q));
    const char *to = record_text(r, "to"), *body = record_text(r, "body");
    current = q;
    current_protocol = read_protocol(record_text(r, "protocol"));
    q->host = text_of(r, "host", "");
    q->method = text_of(r, "method", "GET");
    q->path = text_of(r, "path", "/");
    q->body = body == NULL ? NULL : owned_text(body);
    q->patient_until = clock_now() + patience;
    record_each(r, "headers", add_header, q);
    connection *far = to == NULL || strncmp(to, "unix:", 5) == 0 ? NULL : network_connect(to, &manners, NULL);
    if (far == NULL) {
        q->channel.silenced = 1;
        q->done = 1;
        q->status = current_protocol == OVER_STREAM ? 502 : 0;
        return;
    }
    q->channel.far = far;
    far_set_state(far, q);
    clock_wake_at(q->patient_until);
    if (current_protocol != OVER_HTTPS) return;
    SSL *ssl = client_side(q->host);
    q->secure = 1;
    if (ssl != NULL) channel_secure(&q->channel, ssl);
    else give_up(q);
}

int client_done(void)
{
    return current == NULL || current->done;
}

void client_report(FILE *out)
{
    char status[16];
    request *q = current;
    if (q == NULL || q->status == 0) return;
    int length = snprintf(status, sizeof(status), "%d", q->status);
    fputs("answer", out);
    record_write(out, "status", status, (size_t) length);
    if (current_protocol != OVER_STREAM || q->status == 200)
        record_write(out, "body", q->answer.size > 0 ? (const char *) q->answer.bytes : "", q->answer.size);
    fputc('\n', out);
}

void client_reset(void)
{
    request *q = current;
    current = NULL;
    if (q == NULL) return;
    if (!q->done) give_up(q);
    if (q->channel.far == NULL) request_free(q);
}
