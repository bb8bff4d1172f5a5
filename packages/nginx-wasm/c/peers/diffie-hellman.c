#include "diffie-hellman.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>

static BIGNUM *prime(int bits)
{
    if (bits <= 1024) return BN_get_rfc2409_prime_1024(NULL);
    if (bits <= 1536) return BN_get_rfc3526_prime_1536(NULL);
    if (bits <= 2048) return BN_get_rfc3526_prime_2048(NULL);
    if (bits <= 3072) return BN_get_rfc3526_prime_3072(NULL);
    return BN_get_rfc3526_prime_4096(NULL);
}

static EVP_PKEY *parameters(int bits)
{
    BIGNUM *p = prime(bits), *g = BN_new();
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    OSSL_PARAM *built = NULL;
    EVP_PKEY_CTX *maker = EVP_PKEY_CTX_new_from_name(NULL, "DH", NULL);
    EVP_PKEY *key = NULL;
    if (p != NULL && g != NULL && builder != NULL && maker != NULL && BN_set_word(g, 2)
        && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_FFC_P, p) && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_FFC_G, g)
        && (built = OSSL_PARAM_BLD_to_param(builder)) != NULL && EVP_PKEY_fromdata_init(maker) == 1) {
        EVP_PKEY_fromdata(maker, &key, EVP_PKEY_KEY_PARAMETERS, built);
    }
    EVP_PKEY_CTX_free(maker);
    OSSL_PARAM_free(built);
    OSSL_PARAM_BLD_free(builder);
    BN_free(p);
    BN_free(g);
    return key;
}

void diffie_hellman_set(SSL_CTX *context, int bits)
{
    EVP_PKEY *key = parameters(bits);
    if (key != NULL && !SSL_CTX_set0_tmp_dh_pkey(context, key)) EVP_PKEY_free(key);
}
