/* Who is where, and connections between nginx and them. */
#include "../network.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network-moves.h"
#include "socket-table.h"

typedef struct host host;
struct host { host *next; char *address; address_kind kind; const behaviour *how; void *setting; };

struct connection {
    connection *next;
    stream_end end;
    const behaviour *how;
    void *setting, *state;
    char *address;
    int accepted; /* the far end knows of it: a moment after nginx does, as over a network, or at once */
    int closed;   /* the far end has said its last */
};

static host *hosts;
static connection *connections;

static char *copy_of(const char *text) {
    char *copy = strdup(text);
    if (copy == 0) abort();
    return copy;
}

static host *host_at(const char *address) {
    for (host *h = hosts; h != 0; h = h->next)
        if (strcmp(h->address, address) == 0) return h;
    return 0;
}

static connection *connection_new(const char *address, const behaviour *how, void *setting) {
    connection *c = calloc(1, sizeof *c);
    if (c == 0) abort();
    c->how = how;
    c->setting = setting;
    c->address = copy_of(address);
    c->next = connections;
    connections = c;
    return c;
}

size_t far_read(connection *c, void *bytes, size_t size) { return stream_take(&c->end, bytes, size); }
size_t far_peek(connection *c, void *bytes, size_t size) { return stream_peek(&c->end, bytes, size); }
void *far_state(connection *c) { return c->state; }
void far_set_state(connection *c, void *state) { c->state = state; }
void *far_setting(connection *c) { return c->setting; }
const char *far_address(connection *c) { return c->address; }

int far_ended(connection *c) {
    if (c->end.reset) return -1;
    return c->end.ended && c->end.size == 0;
}

void far_write(connection *c, const void *bytes, size_t size) { stream_send(&c->end, bytes, size); }

void far_close(connection *c) {
    c->closed = 1;
    stream_end_sending(&c->end);
}

void far_reset(connection *c) {
    c->closed = 1;
    stream_reset(&c->end);
}

void network_serve(const char *address, address_kind kind, const behaviour *how, void *setting) {
    struct sockaddr_storage parsed;
    char text[ADDRESS_TEXT];
    socklen_t size = address_read(address, &parsed);
    if (size == 0) snprintf(text, sizeof text, "%s", address);
    else address_write(text, &parsed, size);
    host *h = host_at(text);
    if (h == 0) {
        h = calloc(1, sizeof *h);
        if (h == 0) abort();
        h->address = copy_of(text);
        h->next = hosts;
        hosts = h;
    }
    for (connection *c = connections; c != 0; c = c->next)
        if (c->setting == h->setting && h->setting != 0) far_reset(c);
    h->kind = kind;
    h->how = how;
    h->setting = setting;
}

static void accept_now(connection *c) {
    c->accepted = 1;
    c->how->accepted(c);
}

int network_answer(socket_t *s, const char *address, int *unreachable) {
    host *h = host_at(address);
    *unreachable = h != 0 && h->kind == ADDRESS_UNREACHABLE;
    if (*unreachable) return 0;
    if (h != 0 && h->kind == ADDRESS_ACCEPTS) {
        connection *c = connection_new(address, h->how, h->setting);
        streams_join(&s->end, &c->end);
        if (h->how->at_once) accept_now(c);
        return 0;
    }
    socket_t *listener = h == 0 ? socket_listening(address) : 0;
    if (listener == 0) return ECONNREFUSED;
    char from[ADDRESS_TEXT];
    address_write(from, &s->local, s->local_size);
    return socket_arrive(listener, &s->end, from, address) == 0 ? ECONNREFUSED : 0;
}

connection *network_connect(const char *address, const behaviour *how, void *setting) {
    static unsigned short port = 50000;
    socket_t *listener = socket_listening(address);
    if (listener == 0) return 0;
    connection *c = connection_new(address, how, setting);
    char from[ADDRESS_TEXT];
    snprintf(from, sizeof from, address[0] == '[' ? "[::1]:%u" : "127.0.0.1:%u", ++port);
    if (socket_arrive(listener, &c->end, from, address) != 0) return c;
    c->closed = 1;
    return 0;
}

static int is_over(const connection *c) { return c->closed && c->end.other == 0; }

static void sweep(void) {
    for (connection **at = &connections; *at != 0;) {
        connection *c = *at;
        if (!is_over(c)) {
            at = &c->next;
            continue;
        }
        *at = c->next;
        if (c->how->gone != 0) c->how->gone(c);
        stream_leave(&c->end);
        free(c->address);
        free(c);
    }
}

static int move(connection *c) {
    if (c->accepted || c->how->accepted == 0) return c->how->move(c);
    accept_now(c);
    return 1;
}

int network_move(void) {
    int moved = sockets_give_up();
    for (connection *c = connections; c != 0; c = c->next) moved |= move(c);
    sweep();
    return moved;
}
