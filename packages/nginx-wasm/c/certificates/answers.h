/* What all answers have in common. */
#ifndef BOTTLE_ANSWERS_H
#define BOTTLE_ANSWERS_H

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdio.h>

/* One record `word id=… text=…` holding a key or what is in a memory BIO; frees the BIO. */
void answer_key(FILE *out, const char *id, EVP_PKEY *key);
void answer_pem(FILE *out, const char *id, BIO *memory);

/* `error text=…`, and OpenSSL's own reason behind it where it has one. */
void answer_error(FILE *out, const char *text);

void answer_number(FILE *out, const char *key, long number);
void answer_text(FILE *out, const char *key, const char *text);

#endif
