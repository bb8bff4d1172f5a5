/* The world's certificates as files: FOLDER/ID.pem and FOLDER/ID.key. */
#ifndef BOTTLE_PEER_CERTIFICATES_H
#define BOTTLE_PEER_CERTIFICATES_H

#include <openssl/evp.h>
#include <openssl/x509.h>

/* 0 where there is none; the caller frees it. */
X509 *certificate_read(const char *id);
EVP_PKEY *certificate_key(const char *id);

/* Whether OpenSSL refuses its key or its digest by default. */
int certificate_is_weak(X509 *certificate);

#endif
