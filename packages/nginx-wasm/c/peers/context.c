#include "context.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "certificates.h"
#include "diffie-hellman.h"

/* Node's build of OpenSSL has level 1, the packaged `openssl` 2; nginx keeps its library's own. */
static int security_level(const upstream *u, int weak)
{
    if (u->security_level >= 0) return u->security_level;
    /* As in the lab: a server whose library would refuse to serve this at all. */
    if (weak || (u->dh_bits > 0 && u->dh_bits < 2048)) return 0;
    if (u->manner == MANNER_NGINX) return -1;
    return u->manner == MANNER_NODE ? 1 : 2;
}

static int is_weak(const list *chain)
{
    int weak = 0;
    for (size_t i = 0; i < chain->count; i++) {
        X509 *certificate = certificate_read(chain->entries[i]);
        weak |= certificate != NULL && certificate_is_weak(certificate);
        X509_free(certificate);
    }
    return weak;
}

static int load_chain(SSL_CTX *context, const list *chain)
{
    if (chain->count == 0) return 0;
    EVP_PKEY *key = certificate_key(chain->entries[0]);
    int loaded = 1;
    for (size_t i = 0; loaded && i < chain->count; i++) {
        X509 *certificate = certificate_read(chain->entries[i]);
        if (certificate == NULL) loaded = 0;
        else if (i == 0) loaded = SSL_CTX_use_certificate(context, certificate);
        else loaded = SSL_CTX_add1_chain_cert(context, certificate) == 1;
        X509_free(certificate);
    }
    loaded = loaded && key != NULL && SSL_CTX_use_PrivateKey(context, key) == 1;
    EVP_PKEY_free(key);
    return loaded;
}

static void set_protocols(SSL_CTX *context, const upstream *u)
{
    static const struct { const char *name; int version; uint64_t without; } versions[] = {
        { "TLSv1", TLS1_VERSION, SSL_OP_NO_TLSv1 }, { "TLSv1.1", TLS1_1_VERSION, SSL_OP_NO_TLSv1_1 },
        { "TLSv1.2", TLS1_2_VERSION, SSL_OP_NO_TLSv1_2 }, { "TLSv1.3", TLS1_3_VERSION, SSL_OP_NO_TLSv1_3 },
    };
    int first = 0, last = 0;
    for (size_t i = 0; i < sizeof(versions) / sizeof(*versions); i++) {
        if (list_has(&u->protocols, versions[i].name)) {
            first = first == 0 ? versions[i].version : first;
            last = versions[i].version;
        } else if (u->manner != MANNER_NODE) {
            SSL_CTX_set_options(context, versions[i].without);
        }
    }
    /* Node has a range only; the others have every version, but for those that options leave out. */
    SSL_CTX_set_min_proto_version(context, u->manner == MANNER_NODE ? first : 0);
    SSL_CTX_set_max_proto_version(context, u->manner == MANNER_NODE ? last : 0);
}

/* By the server's order, as all three do it; a client that names none of these gets alert 120. */
static int select_protocol(SSL *ssl, const unsigned char **out, unsigned char *length, const unsigned char *offered, unsigned size,
    void *with)
{
    (void) ssl;
    const upstream *u = with;
    static const char *const of_http1[] = { "http/1.1", "http/1.0", "http/0.9" };
    unsigned char own[256];
    unsigned count = 0;
    int nginx = u->manner == MANNER_NGINX;
    size_t names = nginx ? 3 : u->alpn.count;
    if (u->kind == BEHAVES_TLS && u->application == SPEAKS_HTTP2 && (nginx || names == 0)) {
        memcpy(own, "\2h2", 3);
        count = 3;
    }
    for (size_t i = 0; i < names; i++) {
        const char *name = nginx ? of_http1[i] : u->alpn.entries[i];
        size_t bytes = strlen(name);
        if (bytes > 255 || count + 1 + bytes > sizeof(own)) break;
        own[count++] = (unsigned char) bytes;
        memcpy(own + count, name, bytes);
        count += (unsigned) bytes;
    }
    unsigned char *chosen;
    if (SSL_select_next_proto(&chosen, length, own, count, offered, size) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    /* `own` is gone after this; the same name stands in the client's list. */
    for (unsigned at = 0; at < size; at += offered[at] + 1u) {
        if (offered[at] != *length || memcmp(offered + at + 1, chosen, *length) != 0) continue;
        *out = offered + at + 1;
        return SSL_TLSEXT_ERR_OK;
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

static void set_alpn(SSL_CTX *context, const upstream *u)
{
    int http = u->application == SPEAKS_HTTP1 || u->application == SPEAKS_HTTP2;
    int nginx = u->manner == MANNER_NGINX;
    if (nginx ? http : u->alpn.count > 0 || u->application == SPEAKS_HTTP2)
        SSL_CTX_set_alpn_select_cb(context, select_protocol, (void *) u);
}

/* Node and nginx look at the result when the handshake is over. */
static int accept_any(int good, X509_STORE_CTX *store)
{
    (void) good;
    (void) store;
    return 1;
}

/* `openssl s_server -verify 5`: what is wrong counts only where the chain is longer (apps/lib/s_cb.c, verify_callback). */
static int accept_within_depth(int good, X509_STORE_CTX *store)
{
    return good || X509_STORE_CTX_get_error_depth(store) <= 5;
}

static void set_clients(SSL_CTX *context, const upstream *u)
{
    if (u->clients == CLIENTS_ANONYMOUS) return;
    int required = u->clients == CLIENTS_REQUIRED, mode = SSL_VERIFY_PEER;
    if (required && u->manner != MANNER_NGINX) mode |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    if (u->manner == MANNER_OPENSSL) {
        SSL_CTX_set_verify(context, mode | SSL_VERIFY_CLIENT_ONCE, required ? NULL : accept_within_depth);
    } else {
        SSL_CTX_set_verify(context, mode, accept_any);
    }
    if (u->manner == MANNER_NGINX) SSL_CTX_set_verify_depth(context, 5);
    for (size_t i = 0; i < u->trusted.count; i++) {
        X509 *anchor = certificate_read(u->trusted.entries[i]);
        if (anchor == NULL) continue;
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context), anchor);
        SSL_CTX_add_client_CA(context, anchor);
        X509_free(anchor);
    }
}

static void set_manners(SSL_CTX *context, const upstream *u)
{
    if (u->manner == MANNER_NGINX) {
        SSL_CTX_set_mode(context, SSL_MODE_NO_AUTO_CHAIN | SSL_MODE_RELEASE_BUFFERS);
        SSL_CTX_set_read_ahead(context, 1);
        SSL_CTX_set_timeout(context, 300);
    } else if (u->manner == MANNER_NODE) {
        SSL_CTX_set_options(context, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
        SSL_CTX_set_ciphersuites(context, "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256");
    } else if (u->dh_bits == 0) {
        SSL_CTX_set_dh_auto(context, 1);
    }
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_SERVER | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_set_session_id_context(context, (const unsigned char *) "peer", 4);
}

static SSL_CTX *make(const upstream *u, const list *chain)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (context == NULL) return NULL;
    int level = security_level(u, is_weak(chain));
    if (level >= 0) SSL_CTX_set_security_level(context, level);
    SSL_CTX_set_cipher_list(context, u->ciphers == NULL ? "DEFAULT" : u->ciphers);
    set_manners(context, u);
    set_protocols(context, u);
    set_alpn(context, u);
    set_clients(context, u);
    if (u->dh_bits > 0) diffie_hellman_set(context, u->dh_bits);
    if (load_chain(context, chain)) return context;
    SSL_CTX_free(context);
    return NULL;
}

SSL_CTX *context_of(const upstream *u, presented *p)
{
    if (p->context == NULL) p->context = make(u, &p->chain);
    ERR_clear_error();
    return p->context;
}

const list *context_leaf_names(upstream *u)
{
    if (u->leaf_names.count > 0 || u->main.chain.count == 0) return &u->leaf_names;
    X509 *leaf = certificate_read(u->main.chain.entries[0]);
    GENERAL_NAMES *names = leaf == NULL ? NULL : X509_get_ext_d2i(leaf, NID_subject_alt_name, NULL, NULL);
    for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        if (name->type == GEN_DNS) list_add(&u->leaf_names, (const char *) ASN1_STRING_get0_data(name->d.dNSName));
    }
    GENERAL_NAMES_free(names);
    X509_free(leaf);
    return &u->leaf_names;
}
