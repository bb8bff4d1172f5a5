#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

#include "../records.h"
#include "answers.h"
#include "certificates.h"

enum { MOST_FAULTS = 256 };

static struct { int code, depth; } faults[MOST_FAULTS];
static size_t fault_count;

/* As nginx's (ngx_ssl_verify_callback): goes on after every fault, and OpenSSL keeps the last. */
static int note(int ok, X509_STORE_CTX *context) {
    if (!ok && fault_count < MOST_FAULTS) {
        faults[fault_count].code = X509_STORE_CTX_get_error(context);
        faults[fault_count++].depth = X509_STORE_CTX_get_error_depth(context);
    }
    return 1;
}

/* ngx_ssl_trusted_certificate() and ngx_ssl_crl(), both from files. */
static int load(X509_STORE *store, const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    if (file == 0) return 0;
    fputs(text, file);
    fclose(file);
    return X509_STORE_load_locations(store, path, 0) == 1;
}

static int load_lists(X509_STORE *store, const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    if (file == 0) return 0;
    fputs(text, file);
    fclose(file);
    X509_LOOKUP *lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
    if (lookup == 0 || X509_LOOKUP_load_file(lookup, path, X509_FILETYPE_PEM) == 0) return 0;
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    return 1;
}

/* As far as it can be read: what follows a damaged certificate is not looked at, and an upstream that sends one gets no further either. */
static STACK_OF(X509) *read_chain(const char *text, int *damaged) {
    STACK_OF(X509) *chain = sk_X509_new_null();
    BIO *memory = BIO_new_mem_buf(text, -1);
    ERR_clear_error();
    for (X509 *certificate; (certificate = PEM_read_bio_X509(memory, 0, 0, 0)) != 0;) sk_X509_push(chain, certificate);
    *damaged = ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE;
    if (!*damaged) ERR_clear_error();
    BIO_free(memory);
    return chain;
}

/* ngx_ssl_check_host(): no flags. */
static int name_matches(X509 *leaf, const char *name) { return X509_check_host(leaf, name, strlen(name), 0, 0) == 1; }

static void answer_path(FILE *out, X509_STORE_CTX *context) {
    STACK_OF(X509) *path = X509_STORE_CTX_get0_chain(context);
    for (int depth = 0; path != 0 && depth < sk_X509_num(path); depth++) {
        unsigned char digest[EVP_MAX_MD_SIZE];
        char hex[2 * EVP_MAX_MD_SIZE + 1] = "", subject[1024];
        unsigned length = 0;
        X509 *certificate = sk_X509_value(path, depth);
        X509_digest(certificate, EVP_sha256(), digest, &length);
        for (unsigned i = 0; i < length; i++) sprintf(hex + 2 * i, "%02x", digest[i]);
        BIO *memory = BIO_new(BIO_s_mem());
        X509_NAME_print_ex(memory, X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253 & ~(unsigned long) ASN1_STRFLGS_ESC_MSB);
        int size = BIO_read(memory, subject, sizeof subject - 1);
        subject[size > 0 ? size : 0] = 0;
        BIO_free(memory);
        fputs("path", out);
        answer_number(out, "depth", depth);
        answer_text(out, "subject", subject);
        answer_text(out, "sha256", hex);
        fputc('\n', out);
    }
}

static void answer_verdict(FILE *out, X509_STORE_CTX *context, X509 *leaf, const char *name) {
    int code = X509_STORE_CTX_get_error(context);
    fputs("verdict", out);
    answer_number(out, "code", code);
    answer_text(out, "error", X509_verify_cert_error_string(code));
    if (name != 0) answer_number(out, "name-matches", name_matches(leaf, name));
    fputc('\n', out);
    for (size_t i = 0; i < fault_count; i++) {
        fputs("fault", out);
        answer_number(out, "code", faults[i].code);
        answer_number(out, "depth", faults[i].depth);
        fputc('\n', out);
    }
    answer_path(out, context);
}

/* ssl_verify_cert_chain() of ssl/ssl_cert.c, on the client's side. */
static int prepare(X509_STORE_CTX *context, X509_STORE *store, STACK_OF(X509) *chain, record *r) {
    if (!X509_STORE_CTX_init(context, store, sk_X509_value(chain, 0), chain)) return 0;
    X509_VERIFY_PARAM *rules = X509_STORE_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_auth_level(rules, (int) record_number(r, "security-level", 2));
    X509_STORE_CTX_set_default(context, "ssl_server");
    X509_VERIFY_PARAM_set_depth(rules, (int) record_number(r, "depth", 1));
    const char *time = record_text(r, "time");
    if (time != 0) X509_VERIFY_PARAM_set_time(rules, (time_t) strtoll(time, 0, 10));
    X509_STORE_CTX_set_verify_cb(context, note);
    return 1;
}

static void verify(record *r, FILE *out) {
    const char *chain_text = record_text(r, "chain"), *trusted = record_text(r, "trusted"), *crl = record_text(r, "crl");
    int damaged = 0;
    STACK_OF(X509) *chain = read_chain(chain_text == 0 ? "" : chain_text, &damaged);
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    fault_count = 0;
    if (damaged) answer_error(out, "a certificate of the chain can't be read");
    else if (sk_X509_num(chain) == 0) answer_error(out, "the chain holds no certificate");
    else if (trusted != 0 && !load(store, "/bottle/trusted.pem", trusted)) answer_error(out, "the trusted certificates can't be loaded");
    else if (crl != 0 && !load_lists(store, "/bottle/crl.pem", crl)) answer_error(out, "the revocation lists can't be loaded");
    else if (!prepare(context, store, chain, r) || X509_verify_cert(context) < 0) answer_error(out, "the verification can't be run");
    else answer_verdict(out, context, sk_X509_value(chain, 0), record_text(r, "name"));
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    sk_X509_pop_free(chain, X509_free);
    ERR_clear_error();
}

void certificates_verify(FILE *in, FILE *out) {
    for (record *r; (r = record_read(in)) != 0; record_free(r)) {
        verify(r, out);
        fputs("end\n", out);
    }
}
