#include "upstream.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"

void list_add(list *l, const char *entry)
{
    char **entries = realloc(l->entries, (l->count + 1) * sizeof(*entries));
    if (entries == NULL) abort();
    l->entries = entries;
    l->entries[l->count++] = owned_text(entry);
}

int list_has(const list *l, const char *entry)
{
    for (size_t i = 0; i < l->count; i++)
        if (strcmp(l->entries[i], entry) == 0) return 1;
    return 0;
}

static void list_free(list *l)
{
    for (size_t i = 0; i < l->count; i++) free(l->entries[i]);
    free(l->entries);
    *l = (list) { 0 };
}

static void add_entry(const char *entry, void *with)
{
    list_add(with, entry);
}

/* The ids of `a+b+c`. */
static void read_chain(list *chain, const char *ids)
{
    char *copy = owned_text(ids), *rest = NULL;
    for (char *id = strtok_r(copy, "+", &rest); id != NULL; id = strtok_r(NULL, "+", &rest)) list_add(chain, id);
    free(copy);
}

static void add_named(const char *entry, void *with)
{
    upstream *u = with;
    const char *equals = strrchr(entry, '=');
    if (equals == NULL) return;
    presented *named = realloc(u->named, (u->named_count + 1) * sizeof(*named));
    if (named == NULL) abort();
    u->named = named;
    presented *p = &u->named[u->named_count++];
    *p = (presented) { .name = owned_text(entry) };
    p->name[equals - entry] = 0;
    read_chain(&p->chain, equals + 1);
}

static const char *word(record *r, const char *key)
{
    const char *value = record_text(r, key);
    return value == NULL ? "" : value;
}

static behaviour_kind read_kind(const char *type)
{
    static const char *const types[] = { "tls", "plain", "greeting", "close", "silent", "alert" };
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(type, types[i]) == 0) return (behaviour_kind) i;
    return BEHAVES_SILENT;
}

static void read_unnamed(upstream *u, const char *act)
{
    static const char *const acts[] = { "", "alert", "close", "reset", "plain-http", "present" };
    size_t length = strcspn(act, ":");
    const char *rest = act[length] == ':' ? act + length + 1 : "";
    for (size_t i = 1; i < sizeof(acts) / sizeof(*acts); i++)
        if (strlen(acts[i]) == length && strncmp(act, acts[i], length) == 0) u->unnamed = (unnamed_act) i;
    u->unnamed_alert = atoi(rest);
    if (u->unnamed == UNNAMED_PRESENT) read_chain(&u->fallback.chain, rest);
}

static void read_tls(upstream *u, record *r)
{
    const char *implementation = word(r, "implementation"), *mode = word(r, "client-mode");
    const char *ciphers = record_text(r, "ciphers");
    u->manner = strcmp(implementation, "nginx") == 0 ? MANNER_NGINX : MANNER_NODE;
    u->clients = *mode == 0 ? CLIENTS_ANONYMOUS : strcmp(mode, "required") == 0 ? CLIENTS_REQUIRED : CLIENTS_ASKED;
    /* As in the lab: apart from client certificates, Node's server is OpenSSL's. */
    if (strcmp(implementation, "openssl") == 0 && u->clients != CLIENTS_ANONYMOUS) u->manner = MANNER_OPENSSL;
    record_each(r, "chain", add_entry, &u->main.chain);
    record_each(r, "protocols", add_entry, &u->protocols);
    record_each(r, "alpn", add_entry, &u->alpn);
    record_each(r, "client-trusted", add_entry, &u->trusted);
    record_each(r, "sni", add_named, u);
    if (u->protocols.count == 0) {
        list_add(&u->protocols, "TLSv1.2");
        list_add(&u->protocols, "TLSv1.3");
    }
    u->ciphers = ciphers == NULL ? NULL : owned_text(ciphers);
    u->security_level = (int) record_number(r, "security-level", -1);
    u->dh_bits = (int) record_number(r, "dh-bits", 0);
    u->old = record_number(r, "secure-renegotiation", 1) == 0;
    u->proxied = record_number(r, "proxy-protocol", 0) != 0;
    read_unnamed(u, word(r, "without-name"));
}

upstream *upstream_read(record *r)
{
    upstream *u = owned(sizeof(*u));
    u->references = 1;
    u->address = owned_text(word(r, "address"));
    u->kind = read_kind(word(r, "type"));
    u->application = application_named(word(r, "application"));
    u->text = owned_text(word(r, "text"));
    u->reset = record_number(r, "reset", 0) != 0;
    u->alert = (int) record_number(r, "alert", 0);
    u->at_once = strcmp(word(r, "at"), "accept") == 0;
    u->manner = MANNER_CLEAR;
    if (u->kind == BEHAVES_TLS) read_tls(u, r);
    return u;
}

static void presented_free(presented *p)
{
    free(p->name);
    list_free(&p->chain);
    SSL_CTX_free(p->context);
}

void upstream_release(upstream *u)
{
    if (--u->references > 0) return;
    presented_free(&u->main);
    presented_free(&u->fallback);
    for (size_t i = 0; i < u->named_count; i++) presented_free(&u->named[i]);
    free(u->named);
    list_free(&u->leaf_names);
    list_free(&u->protocols);
    list_free(&u->alpn);
    list_free(&u->trusted);
    free(u->ciphers);
    free(u->text);
    free(u->address);
    free(u);
}
