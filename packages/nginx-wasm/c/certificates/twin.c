/*
 * Certificates and revocation lists with fresh keys and everything else equal, so that a chain whose keys nobody has can be played:
 * every key gets one of the same kind, and each thing is signed again by the twin of whichever key verifies the original. What
 * nothing here verifies is signed by a stranger's key and stays unverifiable.
 */
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

#include "../records.h"
#include "answers.h"
#include "certificates.h"
#include "keys.h"
#include "twin.h"

enum { MOST = 8192 };

typedef struct { EVP_PKEY *original, *twin; } key_pair;
typedef struct { X509 *original, *twin; size_t key; } certificate_pair;

static key_pair keys[MOST];
static certificate_pair certificates[MOST];
static size_t key_count, certificate_count;

/* The place of that key in `keys`; MOST where there is no room or nothing like it. */
static size_t key_place(EVP_PKEY *original) {
    for (size_t i = 0; i < key_count; i++)
        if (EVP_PKEY_eq(keys[i].original, original) == 1) return i;
    EVP_PKEY *twin = key_count < MOST && original != 0 ? key_like(original) : 0;
    if (twin == 0) return MOST;
    EVP_PKEY_up_ref(original);
    keys[key_count] = (key_pair) { original, twin };
    return key_count++;
}

static certificate_pair *certificate_place(X509 *original) {
    for (size_t i = 0; i < certificate_count; i++)
        if (X509_cmp(certificates[i].original, original) == 0) return &certificates[i];
    size_t key = certificate_count < MOST ? key_place(X509_get0_pubkey(original)) : MOST;
    if (key == MOST) return 0;
    X509_up_ref(original);
    certificates[certificate_count] = (certificate_pair) { original, 0, key };
    return &certificates[certificate_count++];
}

/* A key that nobody here has, fit for that signature algorithm. */
static EVP_PKEY *stranger(int algorithm) {
    int kind = NID_undef;
    OBJ_find_sigid_algs(algorithm, 0, &kind);
    if (kind == NID_rsaEncryption || kind == NID_rsassaPss) return key_rsa(2048);
    if (kind == NID_ED25519 || algorithm == NID_ED25519) return EVP_PKEY_Q_keygen(0, 0, "ED25519");
    if (algorithm == NID_ED448) return EVP_PKEY_Q_keygen(0, 0, "ED448");
    return key_ec("P-256");
}

static EVP_PKEY *signer_of_certificate(X509 *original, EVP_PKEY *unknown) {
    for (size_t i = 0; i < key_count; i++)
        if (X509_verify(original, keys[i].original) == 1) return keys[i].twin;
    ERR_clear_error();
    return unknown != 0 ? unknown : stranger(X509_get_signature_nid(original));
}

static EVP_PKEY *signer_of_list(X509_CRL *original) {
    for (size_t i = 0; i < key_count; i++)
        if (X509_CRL_verify(original, keys[i].original) == 1) return keys[i].twin;
    ERR_clear_error();
    return stranger(X509_CRL_get_signature_nid(original));
}

/* The way of signing that `algorithm` names, or as near to it as a key of another kind comes; 0 where the key can't. */
static EVP_MD_CTX *signing(const X509_ALGOR *algorithm, EVP_PKEY *key) {
    int digest = NID_undef, nid = OBJ_obj2nid(algorithm->algorithm);
    EVP_PKEY_CTX *rules = 0;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    OBJ_find_sigid_algs(nid, &digest, 0);
    if (nid == NID_rsassaPss) {
        const unsigned char *at = algorithm->parameter == 0 ? 0 : algorithm->parameter->value.sequence->data;
        RSA_PSS_PARAMS *parameters = at == 0 ? 0 : d2i_RSA_PSS_PARAMS(0, &at, algorithm->parameter->value.sequence->length);
        digest = parameters == 0 || parameters->hashAlgorithm == 0 ? NID_sha1 : OBJ_obj2nid(parameters->hashAlgorithm->algorithm);
        RSA_PSS_PARAMS_free(parameters);
    }
    int ordinary = EVP_PKEY_is_a(key, "EC") || EVP_PKEY_is_a(key, "RSA"), pss = nid == NID_rsassaPss && EVP_PKEY_is_a(key, "RSA");
    const EVP_MD *md = digest != NID_undef ? EVP_get_digestbynid(digest) : ordinary ? EVP_sha256() : 0;
    if (EVP_DigestSignInit(context, &rules, md, 0, key) == 1
        && (!pss || (EVP_PKEY_CTX_set_rsa_padding(rules, RSA_PKCS1_PSS_PADDING) == 1
                     && EVP_PKEY_CTX_set_rsa_pss_saltlen(rules, RSA_PSS_SALTLEN_DIGEST) == 1))) return context;
    EVP_MD_CTX_free(context);
    return 0;
}

static int make_twin(certificate_pair *pair, EVP_PKEY *unknown) {
    const X509_ALGOR *algorithm;
    X509_get0_signature(0, &algorithm, pair->original);
    EVP_PKEY *signer = signer_of_certificate(pair->original, unknown);
    EVP_MD_CTX *context = signer == 0 ? 0 : signing(algorithm, signer);
    pair->twin = X509_dup(pair->original);
    int done = context != 0 && pair->twin != 0 && X509_set_pubkey(pair->twin, keys[pair->key].twin)
        && X509_sign_ctx(pair->twin, context) > 0;
    EVP_MD_CTX_free(context);
    return done;
}

int twin_plan(X509 *original) { return certificate_place(original) != 0; }

X509 *twin_make(X509 *original, EVP_PKEY *unknown, EVP_PKEY **key) {
    certificate_pair *pair = certificate_place(original);
    if (pair == 0 || (pair->twin == 0 && !make_twin(pair, unknown))) return 0;
    *key = keys[pair->key].twin;
    return pair->twin;
}

EVP_PKEY *twin_key(X509 *original) {
    certificate_pair *pair = certificate_place(original);
    return pair == 0 ? 0 : keys[pair->key].twin;
}

static X509_CRL *list_twin(X509_CRL *original) {
    const X509_ALGOR *algorithm;
    X509_CRL_get0_signature(original, 0, &algorithm);
    EVP_PKEY *signer = signer_of_list(original);
    EVP_MD_CTX *context = signer == 0 ? 0 : signing(algorithm, signer);
    X509_CRL *twin = X509_CRL_dup(original);
    int done = context != 0 && twin != 0 && X509_CRL_sign_ctx(twin, context) > 0;
    EVP_MD_CTX_free(context);
    if (done) return twin;
    X509_CRL_free(twin);
    return 0;
}

static STACK_OF(X509_INFO) *read_file(record *r) {
    const char *text = record_text(r, "pem");
    BIO *memory = BIO_new_mem_buf(text == 0 ? "" : text, -1);
    STACK_OF(X509_INFO) *found = PEM_X509_INFO_read_bio(memory, 0, 0, 0);
    BIO_free(memory);
    return found;
}

static int answer_file(FILE *out, const char *id, STACK_OF(X509_INFO) *contents) {
    EVP_PKEY *first = 0;
    BIO *memory = BIO_new(BIO_s_mem());
    for (int i = 0; i < sk_X509_INFO_num(contents); i++) {
        X509_INFO *each = sk_X509_INFO_value(contents, i);
        if (each->x509 != 0) {
            certificate_pair *pair = certificate_place(each->x509);
            if (first == 0) first = keys[pair->key].twin;
            PEM_write_bio_X509(memory, pair->twin);
        }
        if (each->crl != 0) {
            X509_CRL *twin = list_twin(each->crl);
            if (twin == 0) return 0;
            PEM_write_bio_X509_CRL(memory, twin);
            X509_CRL_free(twin);
        }
    }
    answer_pem(out, id, memory);
    if (first != 0) answer_key(out, id, first);
    return 1;
}

void certificates_twin(FILE *in, FILE *out) {
    static struct { record *asked; STACK_OF(X509_INFO) *contents; } files[256];
    size_t file_count = 0;
    for (record *r; file_count < 256 && (r = record_read(in)) != 0; file_count++) {
        files[file_count].asked = r;
        files[file_count].contents = read_file(r);
        if (files[file_count].contents == 0) return answer_error(out, "a file can't be read");
        for (int i = 0; i < sk_X509_INFO_num(files[file_count].contents); i++) {
            X509_INFO *each = sk_X509_INFO_value(files[file_count].contents, i);
            if (each->x509 != 0 && certificate_place(each->x509) == 0) return answer_error(out, "a key is of a kind that can't be made here");
        }
    }
    for (size_t i = 0; i < certificate_count; i++)
        if (!make_twin(&certificates[i], 0)) return answer_error(out, "a signature is of a kind that can't be made here");
    for (size_t i = 0; i < file_count; i++)
        if (!answer_file(out, record_text(files[i].asked, "id"), files[i].contents))
            return answer_error(out, "a signature is of a kind that can't be made here");
}
