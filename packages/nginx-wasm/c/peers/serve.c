#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "peers.h"
#include "visit.h"

typedef struct place place;
struct place { place *next; char *address; upstream *upstream; };

static place *places;
static seen *first_seen, **last_seen = &first_seen;

static void accepted(connection *far)
{
    visit *v = owned(sizeof(*v));
    v->upstream = far_setting(far);
    v->upstream->references++;
    v->channel.far = far;
    v->conversation = (conversation) { .channel = &v->channel, .kind = v->upstream->application, .manner = v->upstream->manner };
    v->seen = owned(sizeof(*v->seen));
    v->seen->upstream = owned_text(v->upstream->address);
    v->seen->open = 1;
    *last_seen = v->seen;
    last_seen = &v->seen->next;
    far_set_state(far, v);
    if (v->upstream->kind == BEHAVES_TLS) v->stage = v->upstream->proxied ? VISIT_PROXY : VISIT_HELLO;
    else if (v->upstream->kind == BEHAVES_PLAIN) application_begin(&v->conversation);
    else raw_accept(v);
}

static int move(connection *far)
{
    visit *v = far_state(far);
    unsigned before = v->channel.moved;
    if (v->upstream->kind == BEHAVES_TLS) tls_move(v);
    else if (v->upstream->kind == BEHAVES_PLAIN) application_move(&v->conversation);
    else raw_move(v);
    return v->channel.moved != before;
}

static void seen_free(seen *s)
{
    free(s->upstream);
    free(s->name);
    free(s);
}

static void gone(connection *far)
{
    visit *v = far_state(far);
    if (v == NULL) return;
    far_set_state(far, NULL);
    v->seen->open = 0;
    if (v->seen->reported) seen_free(v->seen);
    channel_free(&v->channel);
    buffer_free(&v->conversation.inbox);
    upstream_release(v->upstream);
    free(v);
}

static const behaviour manners = { accepted, move, gone, 0 };
static const behaviour hasty = { accepted, move, gone, 1 };

static place *place_of(const char *address)
{
    for (place *p = places; p != NULL; p = p->next)
        if (strcmp(p->address, address) == 0) return p;
    place *p = owned(sizeof(*p));
    p->address = owned_text(address);
    p->next = places;
    return places = p;
}

void peers_serve(record *r)
{
    const char *type = record_text(r, "type");
    upstream *u = upstream_read(r);
    place *p = place_of(u->address);
    upstream *before = p->upstream;
    address_kind kind = ADDRESS_ACCEPTS;
    if (type != NULL && strcmp(type, "refused") == 0) kind = ADDRESS_REFUSES;
    if (type != NULL && strcmp(type, "unreachable") == 0) kind = ADDRESS_UNREACHABLE;
    p->upstream = u;
    network_serve(p->address, kind, u->at_once ? &hasty : &manners, u);
    if (before != NULL) upstream_release(before);
}

void peers_report_seen(FILE *out)
{
    while (first_seen != NULL) {
        seen *s = first_seen;
        first_seen = s->next;
        fputs("seen", out);
        record_write(out, "upstream", s->upstream, strlen(s->upstream));
        if (s->name != NULL) record_write(out, "name", s->name, strlen(s->name));
        if (s->tls != NULL) record_write(out, "tls", s->tls, strlen(s->tls));
        fputc('\n', out);
        s->reported = 1;
        if (!s->open) seen_free(s);
    }
    last_seen = &first_seen;
}

static void forget_seen(void)
{
    while (first_seen != NULL) {
        seen *s = first_seen;
        first_seen = s->next;
        s->reported = 1;
        if (!s->open) seen_free(s);
    }
    last_seen = &first_seen;
}

void peers_reset(void)
{
    forget_seen();
    dns_reset();
    client_reset();
    while (places != NULL) {
        place *next = places->next;
        upstream_release(places->upstream);
        free(places->address);
        free(places);
        places = next;
    }
}
