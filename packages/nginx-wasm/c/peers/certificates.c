#include "certificates.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdio.h>

#include "peers.h"

const char *peers_certificates = "/bottle/certificates";

static BIO *open_file(const char *id, const char *suffix)
{
    char path[512];
    int length = snprintf(path, sizeof(path), "%s/%s.%s", peers_certificates, id, suffix);
    return length > 0 && (size_t) length < sizeof(path) ? BIO_new_file(path, "r") : NULL;
}

X509 *certificate_read(const char *id)
{
    BIO *file = open_file(id, "pem");
    X509 *certificate = file == NULL ? NULL : PEM_read_bio_X509(file, NULL, NULL, NULL);
    BIO_free(file);
    ERR_clear_error();
    return certificate;
}

EVP_PKEY *certificate_key(const char *id)
{
    BIO *file = open_file(id, "key");
    EVP_PKEY *key = file == NULL ? NULL : PEM_read_bio_PrivateKey(file, NULL, NULL, NULL);
    BIO_free(file);
    ERR_clear_error();
    return key;
}

int certificate_is_weak(X509 *certificate)
{
    int digest = NID_undef;
    EVP_PKEY *key = X509_get0_pubkey(certificate);
    X509_get_signature_info(certificate, &digest, NULL, NULL, NULL);
    return digest == NID_sha1 || (key != NULL && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) < 2048);
}
