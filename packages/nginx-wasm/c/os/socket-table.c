#include "socket-table.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include "../network.h"

enum { MOST_SOCKETS = 65536 };

static socket_t **table;
static int room, lowest_free;

socket_t *socket_of(int fd) {
    int at = fd - SOCKET_FIRST;
    return at >= 0 && at < room ? table[at] : 0;
}

socket_t *socket_new(void) {
    int at = lowest_free;
    while (at < room && table[at] != 0) at++;
    if (at == MOST_SOCKETS) return 0;
    if (at == room) {
        int larger = room == 0 ? 64 : room * 2;
        socket_t **copy = realloc(table, (size_t) larger * sizeof *copy);
        if (copy == 0) return 0;
        memset(copy + room, 0, (size_t) (larger - room) * sizeof *copy);
        table = copy;
        room = larger;
    }
    socket_t *s = calloc(1, sizeof *s);
    if (s == 0) return 0;
    s->fd = at + SOCKET_FIRST;
    s->end.socket = s;
    s->v6_only = 0;
    table[at] = s;
    lowest_free = at + 1;
    return s;
}

void socket_close(socket_t *s) {
    socket_forget(s);
    if (s->resets) stream_reset(&s->end);
    stream_leave(&s->end);
    while (s->first_waiting != 0) {
        socket_t *next = s->first_waiting->next_waiting;
        socket_close(s->first_waiting);
        s->first_waiting = next;
    }
    int at = s->fd - SOCKET_FIRST;
    table[at] = 0;
    if (at < lowest_free) lowest_free = at;
    free(s->datagrams);
    free(s);
}

static int port_of(const struct sockaddr_storage *a) {
    return a->ss_family == AF_INET6 ? ((const struct sockaddr_in6 *) a)->sin6_port : ((const struct sockaddr_in *) a)->sin_port;
}

static int is_any(const struct sockaddr_storage *a) {
    static const struct in6_addr any;
    if (a->ss_family == AF_INET) return ((const struct sockaddr_in *) a)->sin_addr.s_addr == INADDR_ANY;
    return memcmp(&((const struct sockaddr_in6 *) a)->sin6_addr, &any, sizeof any) == 0;
}

static int same_host(const struct sockaddr_storage *a, const struct sockaddr_storage *b) {
    if (a->ss_family == AF_INET)
        return ((const struct sockaddr_in *) a)->sin_addr.s_addr == ((const struct sockaddr_in *) b)->sin_addr.s_addr;
    return memcmp(&((const struct sockaddr_in6 *) a)->sin6_addr, &((const struct sockaddr_in6 *) b)->sin6_addr, 16) == 0;
}

/* Whether who listens at `l` answers for `a`. */
static int covers(const socket_t *l, const struct sockaddr_storage *a) {
    if (a->ss_family == AF_UNIX || l->local.ss_family == AF_UNIX)
        return a->ss_family == l->local.ss_family
            && strcmp(((const struct sockaddr_un *) a)->sun_path, ((const struct sockaddr_un *) &l->local)->sun_path) == 0;
    if (port_of(a) != port_of(&l->local)) return 0;
    if (a->ss_family == l->local.ss_family) return same_host(a, &l->local) || is_any(&l->local);
    return l->local.ss_family == AF_INET6 && is_any(&l->local) && !l->v6_only;
}

/* Linux's inet_csk_get_port(): SO_REUSEADDR, which nginx sets, allows no two that listen. */
int sockets_collide(const socket_t *s) {
    for (int i = 0; i < room; i++) {
        const socket_t *l = table[i];
        if (l == 0 || l == s || l->state != SOCKET_LISTENS) continue;
        if (l->reuse_port && s->reuse_port) continue;
        if (covers(l, &s->local) || covers(s, &l->local)) return 1;
    }
    return 0;
}

static int names(const socket_t *l, const struct sockaddr_storage *a) {
    return l->local.ss_family == a->ss_family && (a->ss_family == AF_UNIX || !is_any(&l->local));
}

/* Of several that share a port (SO_REUSEPORT) the first is the one worker's that there is. */
socket_t *socket_listening(const char *address) {
    struct sockaddr_storage wanted;
    if (address_read(address, &wanted) == 0) return 0;
    socket_t *found = 0;
    for (int i = 0; i < room; i++) {
        socket_t *l = table[i];
        if (l == 0 || l->state != SOCKET_LISTENS || !covers(l, &wanted)) continue;
        if (found == 0 || (names(l, &wanted) && !names(found, &wanted))) found = l;
    }
    return found;
}

socket_t *socket_arrive(socket_t *listener, stream_end *other, const char *from, const char *to) {
    socket_t *s = socket_new();
    if (s == 0) return 0;
    s->domain = listener->domain;
    s->state = SOCKET_CONNECTED;
    s->remote_size = address_read(from, &s->remote);
    s->local_size = address_read(to, &s->local);
    if (s->local.ss_family == AF_UNIX) s->remote_size = sizeof(sa_family_t);
    streams_join(&s->end, other);
    if (listener->first_waiting == 0) listener->first_waiting = s;
    else listener->last_waiting->next_waiting = s;
    listener->last_waiting = s;
    socket_wake(listener, WAKE_READ);
    return s;
}

int sockets_give_up(void) {
    int ended = 0;
    for (int i = 0; i < room; i++) {
        socket_t *s = table[i];
        if (s == 0 || s->state != SOCKET_LOST) continue;
        if (clock_now() < s->given_up_at) {
            clock_wake_at(s->given_up_at);
            continue;
        }
        s->state = SOCKET_FAILED;
        s->error = ETIMEDOUT;
        socket_wake(s, WAKE_ALL);
        ended = 1;
    }
    return ended;
}
