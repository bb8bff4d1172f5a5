/* Fresh keys. RSA ones come from a stock: they take long to find, and these protect nothing. */
#ifndef BOTTLE_KEYS_H
#define BOTTLE_KEYS_H

#include <openssl/evp.h>

/* An RSA key of at least so many bits; the stock is handed out in order and then from its beginning. 0 where it has none. */
EVP_PKEY *key_rsa(int bits);

/* On the curve of that name, `P-256` for instance. */
EVP_PKEY *key_ec(const char *curve);

/* Of the same kind and size as `original`; 0 where that is not known how. */
EVP_PKEY *key_like(EVP_PKEY *original);

/* In PEM; frees with OPENSSL_free(). */
char *key_pem(EVP_PKEY *key);

#endif
