/* A TLS server that looks at the ClientHello before it decides (lab/src/peers/tls.ts). */
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "context.h"
#include "hello.h"
#include "visit.h"

/* Notes the version as soon as the ServerHello has gone, like the lab, which reads it on the way. */
static void watch(int sent, int version, int type, const void *bytes, size_t size, SSL *ssl, void *with)
{
    (void) version;
    visit *v = with;
    if (sent && type == SSL3_RT_HANDSHAKE && size > 0 && *(const unsigned char *) bytes == SSL3_MT_SERVER_HELLO)
        v->seen->tls = SSL_get_version(ssl);
}

static void terminate(visit *v, presented *p)
{
    SSL_CTX *context = context_of(v->upstream, p);
    SSL *ssl = context == NULL ? NULL : SSL_new(context);
    if (ssl == NULL) {
        channel_reset(&v->channel);
        v->stage = VISIT_ACTS;
        return;
    }
    SSL_set_accept_state(ssl);
    channel_secure(&v->channel, ssl);
    /* Node tells once the connection is taken. */
    if (v->upstream->manner != MANNER_NODE) {
        SSL_set_msg_callback(ssl, watch);
        SSL_set_msg_callback_arg(ssl, v);
    }
    v->stage = VISIT_SHAKES;
}

/* nginx's HTTP server takes what is not TLS for HTTP (ngx_http_ssl_handshake). */
static void meet_other(visit *v, unsigned char first)
{
    upstream *u = v->upstream;
    int http = u->application == SPEAKS_HTTP1 || u->application == SPEAKS_HTTP2;
    if (u->manner != MANNER_NGINX || !http || (first & 0x80) != 0 || first == 0x16) {
        terminate(v, &u->main);
        return;
    }
    v->conversation.refusal = REFUSES_PLAIN;
    v->stage = VISIT_SPEAKS;
}

static int matches(const char *pattern, const char *name)
{
    if (strcasecmp(pattern, name) == 0) return 1;
    const char *dot = strchr(name, '.');
    return pattern[0] == '*' && pattern[1] == '.' && dot != NULL && strcasecmp(pattern + 1, dot) == 0;
}

static int is_known(upstream *u, const char *name)
{
    const list *names = context_leaf_names(u);
    for (size_t i = 0; i < names->count; i++)
        if (matches(names->entries[i], name)) return 1;
    return 0;
}

static void meet_unnamed(visit *v)
{
    v->stage = VISIT_ACTS;
    switch (v->upstream->unnamed) {
    case UNNAMED_WELCOME:
        terminate(v, &v->upstream->main);
        break;
    case UNNAMED_PRESENT:
        terminate(v, &v->upstream->fallback);
        break;
    case UNNAMED_ALERT:
        raw_alert(v, v->upstream->unnamed_alert);
        break;
    case UNNAMED_CLOSE:
        channel_end(&v->channel);
        break;
    case UNNAMED_RESET:
        channel_reset(&v->channel);
        break;
    case UNNAMED_PLAIN_HTTP:
        raw_plain_http(v);
    }
}

static void meet(visit *v, const char *name)
{
    upstream *u = v->upstream;
    if (u->old) {
        raw_old_hello(v);
        v->stage = VISIT_DEAF;
        return;
    }
    for (size_t i = 0; *name != 0 && i < u->named_count; i++) {
        if (strcasecmp(u->named[i].name, name) != 0) continue;
        terminate(v, &u->named[i]);
        return;
    }
    if (u->unnamed == UNNAMED_WELCOME || (*name != 0 && is_known(u, name))) terminate(v, &u->main);
    else meet_unnamed(v);
}

static void look(visit *v)
{
    static unsigned char bytes[HELLO_SIZE];
    size_t size = far_peek(v->channel.far, bytes, sizeof(bytes));
    char name[256];
    if (v->stage == VISIT_PROXY) {
        long length = size == 0 ? PROXY_INCOMPLETE : proxy_header(bytes, size);
        if (length == PROXY_INCOMPLETE) return;
        if (length == 0) {
            channel_reset(&v->channel);
            v->stage = VISIT_ACTS;
            return;
        }
        channel_read(&v->channel, bytes, (size_t) length);
        v->stage = VISIT_HELLO;
        size = far_peek(v->channel.far, bytes, sizeof(bytes));
    }
    switch (hello_read(bytes, size, name)) {
    case HELLO_INCOMPLETE:
        return;
    case HELLO_OTHER:
        meet_other(v, bytes[0]);
        break;
    case HELLO_READ:
        if (*name != 0) v->seen->name = owned_text(name);
        meet(v, name);
    }
    v->channel.moved++;
}

/* What Node makes of the client's certificate (src/crypto/crypto_common.cc, VerifyPeerCertificate). */
static int node_rejects(SSL *ssl)
{
    X509 *certificate = SSL_get0_peer_certificate(ssl);
    if (certificate != NULL) return SSL_get_verify_result(ssl) != X509_V_OK;
    return !(SSL_version(ssl) == TLS1_3_VERSION && SSL_session_reused(ssl));
}

/* ngx_http_process_request(): also a certificate that was only asked for must verify. */
static refusal nginx_refuses(const upstream *u, SSL *ssl)
{
    if (u->clients == CLIENTS_ANONYMOUS) return REFUSES_NOTHING;
    if (SSL_get_verify_result(ssl) != X509_V_OK) return REFUSES_CERTIFICATE;
    return u->clients == CLIENTS_REQUIRED && SSL_get0_peer_certificate(ssl) == NULL ? REFUSES_NO_CERTIFICATE : REFUSES_NOTHING;
}

static void begin(visit *v)
{
    upstream *u = v->upstream;
    int http = u->application == SPEAKS_HTTP1 || u->application == SPEAKS_HTTP2;
    v->stage = VISIT_SPEAKS;
    if (u->manner == MANNER_NODE) {
        /* Destroyed from inside of the handshake: its last messages never leave. */
        if (u->clients == CLIENTS_REQUIRED && node_rejects(v->channel.ssl)) {
            channel_cut(&v->channel);
            v->stage = VISIT_ACTS;
            return;
        }
        v->seen->tls = SSL_get_version(v->channel.ssl);
    }
    if (u->manner == MANNER_NGINX) {
        v->conversation.refusal = nginx_refuses(u, v->channel.ssl);
        if (v->conversation.refusal != REFUSES_NOTHING && !http) {
            channel_end(&v->channel);
            v->stage = VISIT_ACTS;
            return;
        }
    }
    application_begin(&v->conversation);
}

static void shake(visit *v)
{
    int shaken = channel_shake(&v->channel);
    if (shaken > 0) {
        begin(v);
        return;
    }
    if (shaken == 0) return;
    channel_flush(&v->channel);
    channel_cut(&v->channel);
    v->stage = VISIT_ACTS;
}

static void drain(visit *v)
{
    unsigned char bytes[512];
    while (far_read(v->channel.far, bytes, sizeof(bytes)) > 0) v->channel.moved++;
    if (far_ended(v->channel.far) != 0) channel_cut(&v->channel);
}

void tls_move(visit *v)
{
    if (v->stage == VISIT_PROXY || v->stage == VISIT_HELLO) look(v);
    if (v->stage == VISIT_SHAKES) shake(v);
    if (v->stage == VISIT_SPEAKS) application_move(&v->conversation);
    if (v->stage == VISIT_ACTS || v->stage == VISIT_DEAF) drain(v);
    else if (far_ended(v->channel.far) != 0 && v->stage != VISIT_SPEAKS) channel_cut(&v->channel);
    channel_flush(&v->channel);
}
