#ifndef BOTTLE_DIFFIE_HELLMAN_H
#define BOTTLE_DIFFIE_HELLMAN_H

#include <openssl/ssl.h>

/* Finite-field parameters of a published group of at least that many bits (RFC 2409 and RFC 3526); 1024 is the smallest. */
void diffie_hellman_set(SSL_CTX *context, int bits);

#endif
