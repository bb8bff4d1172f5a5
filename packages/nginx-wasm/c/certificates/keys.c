#include "keys.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <string.h>

#include "rsa-keys.h"

EVP_PKEY *key_rsa(int bits) {
    static size_t next[sizeof rsa_stock / sizeof *rsa_stock];
    for (size_t size = 0; size < sizeof rsa_stock / sizeof *rsa_stock; size++) {
        if (rsa_stock[size].bits < bits) continue;
        const char *text = rsa_stock[size].keys[next[size]++ % rsa_stock[size].count];
        unsigned char der[4096];
        int length = (int) strlen(text), decoded = EVP_DecodeBlock(der, (const unsigned char *) text, length);
        for (; length > 0 && text[length - 1] == '='; length--) decoded--;
        const unsigned char *at = der;
        return decoded <= 0 ? 0 : d2i_PrivateKey(EVP_PKEY_RSA, 0, &at, decoded);
    }
    return 0;
}

EVP_PKEY *key_ec(const char *curve) { return EVP_EC_gen(curve); }

EVP_PKEY *key_like(EVP_PKEY *original) {
    char curve[80];
    size_t length;
    EVP_PKEY *fresh = 0;
    int kind = EVP_PKEY_get_base_id(original);
    if (kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS) return key_rsa(EVP_PKEY_get_bits(original));
    if (kind == EVP_PKEY_EC) return EVP_PKEY_get_group_name(original, curve, sizeof curve, &length) ? EVP_EC_gen(curve) : 0;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(original, 0); /* Ed25519, Ed448; parameters of DSA */
    if (context != 0 && EVP_PKEY_keygen_init(context) == 1) EVP_PKEY_keygen(context, &fresh);
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    return fresh;
}

char *key_pem(EVP_PKEY *key) {
    char *text = 0, *copy;
    BIO *memory = BIO_new(BIO_s_mem());
    if (memory == 0 || !PEM_write_bio_PrivateKey(memory, key, 0, 0, 0, 0, 0)) return 0;
    long size = BIO_get_mem_data(memory, &text);
    copy = OPENSSL_strndup(text, (size_t) size);
    BIO_free(memory);
    return copy;
}
