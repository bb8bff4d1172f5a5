#include "sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include "../network.h"
#include "datagrams.h"
#include "network-moves.h"
#include "socket-table.h"

static int refuse(int number) {
    errno = number;
    return -1;
}

int socket(int domain, int type, int protocol) {
    (void) protocol;
    socket_t *s = socket_new();
    if (s == 0) return refuse(EMFILE);
    s->domain = domain;
    s->state = (type & 0xf) == SOCK_DGRAM ? SOCKET_DATAGRAM : SOCKET_FRESH;
    s->nonblocking = (type & SOCK_NONBLOCK) != 0;
    s->local.ss_family = (sa_family_t) domain;
    s->local_size = domain == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    return s->fd;
}

int socketpair(int domain, int type, int protocol, int pair[2]) {
    socket_t *ends[2];
    for (int i = 0; i < 2; i++) {
        pair[i] = socket(domain, type, protocol);
        if (pair[i] < 0) return -1;
        ends[i] = socket_of(pair[i]);
        ends[i]->state = SOCKET_CONNECTED;
    }
    streams_join(&ends[0]->end, &ends[1]->end);
    return 0;
}

/* Linux makes a file of a unix socket; nginx removes it when it leaves. */
static void leave_file(const char *path) {
    int fd = open(path, O_CREAT | O_WRONLY, 0666);
    if (fd >= 0) close(fd);
}

int bind(int fd, const struct sockaddr *address, socklen_t size) {
    socket_t *s = socket_of(fd);
    if (s == 0) return refuse(ENOTSOCK);
    memset(&s->local, 0, sizeof s->local);
    memcpy(&s->local, address, size < sizeof s->local ? size : sizeof s->local);
    s->local_size = size;
    if (s->state == SOCKET_FRESH && sockets_collide(s)) return refuse(EADDRINUSE);
    if (address->sa_family == AF_UNIX && s->state == SOCKET_FRESH) leave_file(((const struct sockaddr_un *) address)->sun_path);
    return 0;
}

int listen(int fd, int backlog) {
    (void) backlog;
    socket_t *s = socket_of(fd);
    if (s == 0) return refuse(ENOTSOCK);
    s->state = SOCKET_LISTENS;
    return 0;
}

static int copy_address(const struct sockaddr_storage *from, socklen_t has, struct sockaddr *to, socklen_t *size) {
    if (to == 0) return 0;
    memcpy(to, from, *size < has ? *size : has);
    *size = has;
    return 0;
}

int accept4(int fd, struct sockaddr *address, socklen_t *size, int flags) {
    socket_t *listener = socket_of(fd);
    if (listener == 0) return refuse(ENOTSOCK);
    socket_t *s = listener->first_waiting;
    if (s == 0) return refuse(EAGAIN);
    listener->first_waiting = s->next_waiting;
    if (listener->last_waiting == s) listener->last_waiting = 0;
    s->nonblocking = (flags & SOCK_NONBLOCK) != 0;
    copy_address(&s->remote, s->remote_size, address, size);
    return s->fd;
}

int accept(int fd, struct sockaddr *address, socklen_t *size) { return accept4(fd, address, size, 0); }

static unsigned short next_port(void) {
    static unsigned short port = 40000;
    if (++port < 40000) port = 40000;
    return port;
}

/* An address of ours where none was bound: this machine's end of the way there. */
static void take_address(socket_t *s) {
    struct sockaddr_in *v4 = (void *) &s->local;
    struct sockaddr_in6 *v6 = (void *) &s->local;
    s->local.ss_family = s->remote.ss_family;
    s->local_size = s->remote_size;
    if (s->remote.ss_family == AF_INET) {
        if (v4->sin_addr.s_addr == INADDR_ANY) v4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (v4->sin_port == 0) v4->sin_port = htons(next_port());
    } else if (s->remote.ss_family == AF_INET6) {
        static const struct in6_addr any;
        if (memcmp(&v6->sin6_addr, &any, sizeof any) == 0) v6->sin6_addr.s6_addr[15] = 1;
        if (v6->sin6_port == 0) v6->sin6_port = htons(next_port());
    }
}

/* Over TCP the result always comes later (SO_ERROR); on a unix socket it is known at once. */
int connect(int fd, const struct sockaddr *address, socklen_t size) {
    socket_t *s = socket_of(fd);
    if (s == 0) return refuse(ENOTSOCK);
    memset(&s->remote, 0, sizeof s->remote);
    memcpy(&s->remote, address, size < sizeof s->remote ? size : sizeof s->remote);
    s->remote_size = size;
    take_address(s);
    if (s->state == SOCKET_DATAGRAM) return 0;
    char text[ADDRESS_TEXT];
    address_write(text, &s->remote, size);
    int unreachable = 0;
    int error = network_answer(s, text, &unreachable);
    if (address->sa_family == AF_UNIX) {
        if (error != 0) return refuse(error == ECONNREFUSED ? ENOENT : error);
        s->state = SOCKET_CONNECTED;
        socket_wake(s, WAKE_ALL);
        return 0;
    }
    s->state = unreachable ? SOCKET_LOST : error != 0 ? SOCKET_FAILED : SOCKET_CONNECTED;
    s->error = error;
    s->given_up_at = clock_now() + CONNECT_PATIENCE;
    if (!unreachable) socket_wake(s, WAKE_ALL);
    return refuse(EINPROGRESS);
}

uint32_t socket_ready(const socket_t *s) {
    switch (s->state) {
    case SOCKET_LISTENS:
        return s->first_waiting != 0 ? EPOLLIN : 0;
    case SOCKET_FAILED:
        return EPOLLIN | EPOLLOUT | EPOLLERR | EPOLLHUP | EPOLLRDHUP;
    case SOCKET_FRESH:
        return EPOLLOUT | EPOLLHUP;
    case SOCKET_LOST:
    case SOCKET_EPOLL:
        return 0;
    case SOCKET_DATAGRAM:
        return datagram_waits(s) ? EPOLLIN | EPOLLOUT : EPOLLOUT;
    case SOCKET_CONNECTED:
        break;
    }
    const stream_end *e = &s->end;
    uint32_t ready = 0;
    if (e->size > 0 || e->ended || e->reset) ready |= EPOLLIN;
    if (e->ended || e->reset) ready |= EPOLLRDHUP;
    if (e->reset) ready |= EPOLLOUT | EPOLLHUP | (s->error_taken ? 0 : EPOLLERR);
    if (e->ended && e->sent_end) ready |= EPOLLHUP;
    if (e->other == 0 || e->other->size < STREAM_ROOM) ready |= EPOLLOUT;
    return ready;
}

ssize_t recv(int fd, void *bytes, size_t size, int flags) {
    socket_t *s = socket_of(fd);
    if (s == 0) return refuse(ENOTSOCK);
    if (s->state == SOCKET_DATAGRAM) return datagram_take(s, bytes, size);
    if (s->state == SOCKET_FAILED) {
        int error = s->error;
        s->error = 0;
        return error != 0 ? refuse(error) : 0;
    }
    if (s->state != SOCKET_CONNECTED) return refuse(s->state == SOCKET_LOST ? EAGAIN : ENOTCONN);
    if (s->end.size > 0) return (ssize_t) (flags & MSG_PEEK ? stream_peek(&s->end, bytes, size) : stream_take(&s->end, bytes, size));
    if (s->end.ended) return 0;
    if (s->end.reset) {
        if (s->error_taken) return 0;
        s->error_taken = 1;
        return refuse(ECONNRESET);
    }
    return refuse(EAGAIN);
}

/* What was sent to somebody who has closed comes back as RST: this write succeeds, the next doesn't (net/ipv4/tcp.c). */
static ssize_t send_to_nobody(socket_t *s, size_t size) {
    if (s->end.reset && !s->error_taken && !s->end.ended) {
        s->error_taken = 1;
        return refuse(ECONNRESET);
    }
    if (s->end.reset || s->end.sent_end) return refuse(EPIPE);
    s->end.reset = 1;
    socket_wake(s, WAKE_ALL);
    return (ssize_t) size;
}

ssize_t send(int fd, const void *bytes, size_t size, int flags) {
    (void) flags;
    socket_t *s = socket_of(fd);
    if (s == 0) return refuse(ENOTSOCK);
    if (s->state == SOCKET_DATAGRAM) return datagram_send(s, bytes, size);
    if (s->state == SOCKET_LOST) return refuse(EAGAIN);
    if (s->state == SOCKET_FAILED) {
        int error = s->error != 0 ? s->error : EPIPE;
        s->error = 0;
        return refuse(error);
    }
    if (s->state != SOCKET_CONNECTED || s->end.sent_end) return refuse(EPIPE);
    if (s->end.other == 0) return send_to_nobody(s, size);
    size_t room = s->end.other->size < STREAM_ROOM ? STREAM_ROOM - s->end.other->size : 0;
    if (room == 0 && size > 0) return refuse(EAGAIN);
    if (size > room) size = room;
    stream_send(&s->end, bytes, size);
    return (ssize_t) size;
}

ssize_t recvfrom(int fd, void *bytes, size_t size, int flags, struct sockaddr *from, socklen_t *length) {
    if (from != 0) getpeername(fd, from, length);
    return recv(fd, bytes, size, flags);
}

ssize_t sendto(int fd, const void *bytes, size_t size, int flags, const struct sockaddr *to, socklen_t length) {
    (void) to, (void) length;
    return send(fd, bytes, size, flags);
}

/* Datagrams of clients never come, and nothing is passed between processes. */
ssize_t recvmsg(int fd, struct msghdr *message, int flags) { (void) fd, (void) message, (void) flags; return refuse(EAGAIN); }

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    ssize_t total = 0;
    for (size_t i = 0; i < message->msg_iovlen; i++) {
        ssize_t sent = send(fd, message->msg_iov[i].iov_base, message->msg_iov[i].iov_len, flags);
        if (sent < 0) return total > 0 ? total : sent;
        total += sent;
    }
    return total;
}

int shutdown(int fd, int how) {
    socket_t *s = socket_of(fd);
    if (s == 0 || s->state != SOCKET_CONNECTED || s->end.reset) return refuse(ENOTCONN);
    if (how != SHUT_RD) stream_end_sending(&s->end);
    return 0;
}

int getsockname(int fd, struct sockaddr *address, socklen_t *size) {
    socket_t *s = socket_of(fd);
    return s == 0 ? refuse(ENOTSOCK) : copy_address(&s->local, s->local_size, address, size);
}

int getpeername(int fd, struct sockaddr *address, socklen_t *size) {
    socket_t *s = socket_of(fd);
    if (s == 0 || s->remote_size == 0) return refuse(s == 0 ? ENOTSOCK : ENOTCONN);
    return copy_address(&s->remote, s->remote_size, address, size);
}

/* A reset is told once, whoever asks first; after a FIN it is a broken pipe (net/ipv4/tcp_input.c, tcp_reset()). */
static int take_error(socket_t *s) {
    int error = s->error;
    s->error = 0;
    if (error != 0 || !s->end.reset || s->error_taken) return error;
    s->error_taken = 1;
    return s->end.ended ? EPIPE : ECONNRESET;
}

int getsockopt(int fd, int level, int name, void *value, socklen_t *size) {
    socket_t *s = socket_of(fd);
    if (s == 0) return refuse(ENOTSOCK);
    if (level == IPPROTO_TCP && name == TCP_INFO) {
        memset(value, 0, *size);
        return 0;
    }
    int answer = 0;
    if (level == SOL_SOCKET && name == SO_ERROR) {
        answer = take_error(s);
    } else if (level == SOL_SOCKET && name == SO_TYPE) {
        answer = s->state == SOCKET_DATAGRAM ? SOCK_DGRAM : SOCK_STREAM;
    } else if (level == SOL_SOCKET && (name == SO_SNDBUF || name == SO_RCVBUF)) {
        answer = STREAM_ROOM;
    }
    memcpy(value, &answer, *size < sizeof answer ? *size : sizeof answer);
    return 0;
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t size) {
    socket_t *s = socket_of(fd);
    if (s == 0) return refuse(ENOTSOCK);
    int number = size >= sizeof number ? *(const int *) value : 0;
    if (level == SOL_SOCKET && name == SO_REUSEPORT) s->reuse_port = number;
    if (level == IPPROTO_IPV6 && name == IPV6_V6ONLY) s->v6_only = number;
    if (level == SOL_SOCKET && name == SO_LINGER) s->resets = number;
    return 0;
}
