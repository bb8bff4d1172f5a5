#include "answers.h"

#include <openssl/err.h>
#include <string.h>

#include "../records.h"
#include "keys.h"

void answer_text(FILE *out, const char *key, const char *text) { record_write(out, key, text, strlen(text)); }

void answer_number(FILE *out, const char *key, long number) {
    char text[32];
    record_write(out, key, text, (size_t) snprintf(text, sizeof text, "%ld", number));
}

void answer_key(FILE *out, const char *id, EVP_PKEY *key) {
    char *text = key_pem(key);
    if (text == 0) return;
    fputs("key", out);
    answer_text(out, "id", id);
    answer_text(out, "text", text);
    fputc('\n', out);
    OPENSSL_free(text);
}

void answer_pem(FILE *out, const char *id, BIO *memory) {
    char *text = 0;
    long size = BIO_get_mem_data(memory, &text);
    fputs("pem", out);
    answer_text(out, "id", id);
    record_write(out, "text", text, (size_t) size);
    fputc('\n', out);
    BIO_free(memory);
}

void answer_error(FILE *out, const char *text) {
    char reason[256] = "";
    unsigned long error = ERR_get_error();
    if (error != 0) ERR_error_string_n(error, reason, sizeof reason);
    ERR_clear_error();
    fputs("error", out);
    answer_text(out, "text", text);
    if (*reason != 0) answer_text(out, "reason", reason);
    fputc('\n', out);
}
