#include "handshake.h"

#include <openssl/pem.h>
#include <string.h>

#include "../certificates/answers.h"
#include "../records.h"

void answer_failure(FILE *out, const char *text, int alert) {
    fputs("failed", out);
    answer_text(out, "text", text);
    if (alert != 0) answer_number(out, "alert", alert);
    fputc('\n', out);
}

static void answer_chain(FILE *out, const SSL *connection) {
    STACK_OF(X509) *chain = SSL_get_peer_cert_chain(connection);
    for (int i = 0; i < sk_X509_num(chain); i++) {
        char id[16];
        BIO *memory = BIO_new(BIO_s_mem());
        if (memory == 0) return;
        snprintf(id, sizeof id, "%d", i);
        PEM_write_bio_X509(memory, sk_X509_value(chain, i));
        answer_pem(out, id, memory);
    }
}

static void answer_authorities(FILE *out, const SSL *connection) {
    const STACK_OF(X509_NAME) *names = SSL_get0_peer_CA_list(connection);
    for (int i = 0; i < sk_X509_NAME_num(names); i++) {
        char *text = 0;
        BIO *memory = BIO_new(BIO_s_mem());
        if (memory == 0) return;
        X509_NAME_print_ex(memory, sk_X509_NAME_value(names, i), 0, XN_FLAG_RFC2253 & ~(unsigned long) ASN1_STRFLGS_ESC_MSB);
        long size = BIO_get_mem_data(memory, &text);
        fputs("authority", out);
        record_write(out, "name", text, (size_t) size);
        fputc('\n', out);
        BIO_free(memory);
    }
}

void answer_session(FILE *out, const SSL *connection, int asked) {
    const SSL_CIPHER *cipher = SSL_get_current_cipher(connection);
    const unsigned char *alpn = 0;
    unsigned length = 0;
    SSL_get0_alpn_selected(connection, &alpn, &length);
    if (cipher != 0) {
        fputs("session", out);
        answer_text(out, "protocol", SSL_get_version(connection));
        answer_text(out, "cipher", SSL_CIPHER_get_name(cipher));
        if (length > 0) record_write(out, "alpn", (const char *) alpn, length);
        fputc('\n', out);
    }
    answer_chain(out, connection);
    if (!asked) return;
    fputs("client-certificate\n", out);
    answer_authorities(out, connection);
}
