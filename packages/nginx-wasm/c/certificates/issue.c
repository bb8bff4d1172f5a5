#include <ctype.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../records.h"
#include "answers.h"
#include "certificates.h"
#include "keys.h"
#include "twin.h"

enum { MOST = 4096, SERIAL_BYTES = 12, DAY = 86400 };

/* `original`: a real certificate whose twin this is. */
typedef struct { record *asked; EVP_PKEY *key; X509 *certificate, *original; } issued;

static issued table[MOST];
static size_t count;

static const char *text_of(record *r, const char *key) {
    const char *text = record_text(r, key);
    return text == 0 ? "" : text;
}

static issued *find(const char *id) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(text_of(table[i].asked, "id"), id) == 0) return &table[i];
    return 0;
}

static EVP_PKEY *fresh_key(const char *kind) { return strncmp(kind, "rsa", 3) == 0 ? key_rsa(atoi(kind + 3)) : key_ec("P-256"); }

static const EVP_MD *digest_of(record *r) { return strcmp(text_of(r, "digest"), "sha1") == 0 ? EVP_sha1() : EVP_sha256(); }

static int is_attribute(const char *text) {
    size_t letters = 0;
    while (isupper((unsigned char) text[letters])) letters++;
    return letters > 0 && text[letters] == '=';
}

/* `CN=api.example, O=Example`, or a bare common name. */
static X509_NAME *name_of(const char *subject) {
    X509_NAME *name = X509_NAME_new();
    if (!is_attribute(subject)) {
        X509_NAME_add_entry_by_txt(name, "CN", V_ASN1_UTF8STRING, (const unsigned char *) subject, -1, -1, 0);
        return name;
    }
    char *copy = strdup(subject), *at = copy;
    while (at != 0) {
        char *value = strchr(at, '=') + 1, *end = value;
        value[-1] = 0;
        char *next = 0;
        while ((end = strchr(end, ',')) != 0) {
            for (next = end + 1; *next == ' ';) next++;
            if (is_attribute(next)) break;
            next = 0;
            end++;
        }
        if (end != 0) *end = 0;
        X509_NAME_add_entry_by_txt(name, at, V_ASN1_UTF8STRING, (const unsigned char *) value, -1, -1, 0);
        at = end == 0 ? 0 : next;
    }
    free(copy);
    return name;
}

static void add(X509 *certificate, int nid, void *value, int critical) {
    X509_add1_ext_i2d(certificate, nid, value, critical, X509V3_ADD_DEFAULT);
}

static void add_basic_constraints(X509 *certificate, record *r, int ca) {
    BASIC_CONSTRAINTS *constraints = BASIC_CONSTRAINTS_new();
    constraints->ca = ca ? 0xff : 0;
    if (ca && record_text(r, "path-length") != 0) {
        constraints->pathlen = ASN1_INTEGER_new();
        ASN1_INTEGER_set(constraints->pathlen, record_number(r, "path-length", 0));
    }
    add(certificate, NID_basic_constraints, constraints, 1);
    BASIC_CONSTRAINTS_free(constraints);
}

static void add_usage(const char *usage, void *bits) {
    static const struct { const char *name; int bit; } usages[] = { { "digitalSignature", 0 }, { "keyCertSign", 5 }, { "cRLSign", 6 } };
    for (size_t i = 0; i < sizeof usages / sizeof *usages; i++)
        if (strcmp(usages[i].name, usage) == 0) ASN1_BIT_STRING_set_bit(bits, usages[i].bit, 1);
}

static void add_key_usage(X509 *certificate, record *r, int ca) {
    ASN1_BIT_STRING *bits = ASN1_BIT_STRING_new();
    if (record_text(r, "key-usage") != 0) {
        record_each(r, "key-usage", add_usage, bits);
    } else {
        add_usage(ca ? "keyCertSign" : "digitalSignature", bits);
        if (ca) add_usage("cRLSign", bits);
    }
    add(certificate, NID_key_usage, bits, 1);
    ASN1_BIT_STRING_free(bits);
}

static void add_purpose(const char *purpose, void *purposes) {
    sk_ASN1_OBJECT_push(purposes, OBJ_txt2obj(purpose, 0));
}

static void add_purposes(X509 *certificate, record *r, int ca) {
    EXTENDED_KEY_USAGE *purposes = EXTENDED_KEY_USAGE_new();
    if (record_text(r, "extended-key-usage") != 0) record_each(r, "extended-key-usage", add_purpose, purposes);
    else if (!ca) add_purpose("serverAuth", purposes);
    if (sk_ASN1_OBJECT_num(purposes) > 0) add(certificate, NID_ext_key_usage, purposes, 0);
    EXTENDED_KEY_USAGE_free(purposes);
}

static void add_dns(const char *name, void *names) {
    GENERAL_NAME *general = GENERAL_NAME_new();
    ASN1_IA5STRING *text = ASN1_IA5STRING_new();
    ASN1_STRING_set(text, name, -1);
    GENERAL_NAME_set0_value(general, GEN_DNS, text);
    sk_GENERAL_NAME_push(names, general);
}

static void add_ip(const char *address, void *names) {
    ASN1_OCTET_STRING *bytes = a2i_IPADDRESS(address);
    if (bytes == 0) return;
    GENERAL_NAME *general = GENERAL_NAME_new();
    GENERAL_NAME_set0_value(general, GEN_IPADD, bytes);
    sk_GENERAL_NAME_push(names, general);
}

static void add_names(X509 *certificate, record *r) {
    GENERAL_NAMES *names = GENERAL_NAMES_new();
    record_each(r, "dns", add_dns, names);
    record_each(r, "ip", add_ip, names);
    if (sk_GENERAL_NAME_num(names) > 0) add(certificate, NID_subject_alt_name, names, 0);
    GENERAL_NAMES_free(names);
}

/* What is said once is one name: whoever has the subject of a twin, or issued it, is called as the twin says. */
static X509_NAME *subject_of(issued *entry) {
    const char *id = text_of(entry->asked, "id"), *subject = text_of(entry->asked, "subject");
    if (entry->original != 0) return X509_NAME_dup(X509_get_subject_name(entry->original));
    for (size_t i = 0; i < count; i++) {
        if (table[i].original == 0) continue;
        if (strcmp(text_of(table[i].asked, "issuer"), id) == 0) return X509_NAME_dup(X509_get_issuer_name(table[i].original));
        if (strcmp(text_of(table[i].asked, "subject"), subject) == 0) return X509_NAME_dup(X509_get_subject_name(table[i].original));
    }
    return name_of(subject);
}

/* SHA-1 of the public key (RFC 5280, 4.2.1.2). */
static ASN1_OCTET_STRING *identifier(EVP_PKEY *key) {
    unsigned char *der = 0, digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    int size = i2d_PUBKEY(key, &der);
    EVP_Digest(der, (size_t) size, digest, &length, EVP_sha1(), 0);
    OPENSSL_free(der);
    ASN1_OCTET_STRING *bytes = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(bytes, digest, (int) length);
    return bytes;
}

/* A twin keeps that of its original; whoever issued one has the identifier by which the twin looks for it. */
static ASN1_OCTET_STRING *identifier_of(issued *entry) {
    const char *id = text_of(entry->asked, "id");
    const ASN1_OCTET_STRING *known = 0;
    if (entry->original != 0) {
        known = X509_get0_subject_key_id(entry->original);
        return known == 0 ? 0 : ASN1_OCTET_STRING_dup(known);
    }
    for (size_t i = 0; i < count && known == 0; i++)
        if (table[i].original != 0 && strcmp(text_of(table[i].asked, "issuer"), id) == 0)
            known = X509_get0_authority_key_id(table[i].original);
    return known == 0 ? identifier(entry->key) : ASN1_OCTET_STRING_dup(known);
}

static void add_authority(issued *issuer, int (*put)(void *, int, void *, int, unsigned long), void *to) {
    AUTHORITY_KEYID *by = AUTHORITY_KEYID_new();
    by->keyid = identifier_of(issuer);
    if (by->keyid != 0) put(to, NID_authority_key_identifier, by, 0, X509V3_ADD_DEFAULT);
    AUTHORITY_KEYID_free(by);
}

static int put_in_certificate(void *to, int nid, void *value, int critical, unsigned long flags) {
    return X509_add1_ext_i2d(to, nid, value, critical, flags);
}

static int put_in_list(void *to, int nid, void *value, int critical, unsigned long flags) {
    return X509_CRL_add1_ext_i2d(to, nid, value, critical, flags);
}

static void add_identifiers(issued *entry, issued *issuer) {
    ASN1_OCTET_STRING *own = identifier_of(entry);
    add(entry->certificate, NID_subject_key_identifier, own, 0);
    ASN1_OCTET_STRING_free(own);
    add_authority(issuer, put_in_certificate, entry->certificate);
}

static void set_serial(ASN1_INTEGER *serial) {
    unsigned char bytes[SERIAL_BYTES];
    RAND_bytes(bytes, sizeof bytes);
    bytes[0] = (unsigned char) ((bytes[0] & 0x7f) | 0x40);
    BIGNUM *number = BN_bin2bn(bytes, sizeof bytes, 0);
    BN_to_ASN1_INTEGER(number, serial);
    BN_free(number);
}

/* A real certificate takes its twin's place where one can be made; otherwise what is said of it has to do. */
static void plan_twin(issued *entry) {
    const char *pem = record_text(entry->asked, "twin");
    if (pem == 0) return;
    BIO *memory = BIO_new_mem_buf(pem, -1);
    X509 *original = PEM_read_bio_X509(memory, 0, 0, 0);
    BIO_free(memory);
    if (original != 0 && twin_plan(original)) {
        entry->original = original;
        entry->key = twin_key(original);
    } else {
        X509_free(original);
    }
    ERR_clear_error();
}

static int issue_twin(issued *entry) {
    issued *issuer = find(text_of(entry->asked, "issuer"));
    EVP_PKEY *unknown = issuer == 0 || issuer->original != 0 ? 0 : issuer->key;
    entry->certificate = twin_make(entry->original, unknown, &entry->key);
    return entry->certificate != 0;
}

static int issue(issued *entry) {
    if (entry->original != 0) return issue_twin(entry);
    record *r = entry->asked;
    issued *issuer = find(text_of(r, "issuer"));
    if (issuer == 0 || issuer->key == 0 || entry->key == 0) return 0;
    int ca = record_number(r, "ca", 0) != 0;
    time_t now = time(0);
    X509 *certificate = entry->certificate = X509_new();
    X509_NAME *subject = subject_of(entry), *by = subject_of(issuer);
    X509_set_version(certificate, X509_VERSION_3);
    set_serial(X509_get_serialNumber(certificate));
    X509_set_subject_name(certificate, subject);
    X509_set_issuer_name(certificate, by);
    X509_NAME_free(subject);
    X509_NAME_free(by);
    X509_set_pubkey(certificate, entry->key);
    X509_time_adj_ex(X509_getm_notBefore(certificate), (int) record_number(r, "from", 0), 0, &now);
    X509_time_adj_ex(X509_getm_notAfter(certificate), (int) record_number(r, "to", 0), 0, &now);
    add_basic_constraints(certificate, r, ca);
    add_key_usage(certificate, r, ca);
    add_purposes(certificate, r, ca);
    add_names(certificate, r);
    add_identifiers(entry, issuer);
    return X509_sign(certificate, issuer->key, digest_of(r)) > 0;
}

static void add_revoked(X509_CRL *list, issued *issuer, time_t now) {
    const char *id = text_of(issuer->asked, "id");
    for (size_t i = 0; i < count; i++) {
        if (record_number(table[i].asked, "revoked", 0) == 0 || strcmp(text_of(table[i].asked, "issuer"), id) != 0) continue;
        X509_REVOKED *entry = X509_REVOKED_new();
        ASN1_TIME *at = ASN1_TIME_set(0, now - 10 * DAY);
        X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(table[i].certificate));
        X509_REVOKED_set_revocationDate(entry, at);
        ASN1_TIME_free(at);
        X509_CRL_add0_revoked(list, entry);
    }
}

/* RFC 5280, section 5: whatever that issuer issued and is marked `revoked`. */
static X509_CRL *revocation_list(record *r, issued *issuer) {
    int expired = record_number(r, "expired", 0) != 0;
    time_t now = time(0);
    X509_CRL *list = X509_CRL_new();
    ASN1_TIME *from = ASN1_TIME_set(0, now - (expired ? 9 : 1) * DAY), *to = ASN1_TIME_set(0, now + (expired ? -2 : 30) * DAY);
    ASN1_INTEGER *number = ASN1_INTEGER_new();
    ASN1_INTEGER_set(number, 1);
    X509_CRL_set_version(list, X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer->certificate));
    X509_CRL_set1_lastUpdate(list, from);
    X509_CRL_set1_nextUpdate(list, to);
    add_revoked(list, issuer, now);
    add_authority(issuer, put_in_list, list);
    X509_CRL_add1_ext_i2d(list, NID_crl_number, number, 0, X509V3_ADD_DEFAULT);
    ASN1_TIME_free(from);
    ASN1_TIME_free(to);
    ASN1_INTEGER_free(number);
    X509_CRL_sort(list);
    X509_CRL_sign(list, issuer->key, EVP_sha256());
    return list;
}

static void answer_crl(record *r, FILE *out) {
    issued *issuer = find(text_of(r, "issuer"));
    if (issuer == 0 || issuer->certificate == 0) {
        answer_error(out, "a revocation list has an issuer that does not exist");
        return;
    }
    X509_CRL *list = revocation_list(r, issuer);
    BIO *memory = BIO_new(BIO_s_mem());
    PEM_write_bio_X509_CRL(memory, list);
    answer_pem(out, text_of(r, "id"), memory);
    X509_CRL_free(list);
}

void certificates_issue(FILE *in, FILE *out) {
    static record *lists[MOST];
    size_t list_count = 0;
    for (record *r; (r = record_read(in)) != 0;) {
        if (strcmp(r->word, "certificate") == 0 && count < MOST)
            table[count++] = (issued) { .asked = r, .key = fresh_key(text_of(r, "key")) };
        else if (strcmp(r->word, "crl") == 0 && list_count < MOST) lists[list_count++] = r;
        else record_free(r);
    }
    for (size_t i = 0; i < count; i++) plan_twin(&table[i]);
    for (size_t i = 0; i < count; i++) {
        const char *id = text_of(table[i].asked, "id");
        if (!issue(&table[i])) {
            answer_error(out, id);
            return;
        }
        BIO *memory = BIO_new(BIO_s_mem());
        PEM_write_bio_X509(memory, table[i].certificate);
        answer_pem(out, id, memory);
        answer_key(out, id, table[i].key);
    }
    for (size_t i = 0; i < list_count; i++) answer_crl(lists[i], out);
}
