/* nginx's side of the network: what its file descriptors from SOCKET_FIRST up are. */
#ifndef BOTTLE_SOCKETS_H
#define BOTTLE_SOCKETS_H

#include <sys/epoll.h>
#include <sys/socket.h>

#include "streams.h"

enum {
    SOCKET_FIRST = 512,          /* below are files */
    STREAM_ROOM = 256 * 1024,    /* what lies unread between nginx and somebody else, in bytes */
    ADDRESS_TEXT = 128,
};

/* Whom a change concerns, as epoll's bits. */
enum { WAKE_READ = 0x001, WAKE_WRITE = 0x004, WAKE_ALL = -1 };

typedef enum { SOCKET_FRESH, SOCKET_LISTENS, SOCKET_CONNECTED, SOCKET_FAILED, SOCKET_LOST, SOCKET_DATAGRAM, SOCKET_EPOLL } socket_state;

typedef struct socket socket_t;
struct socket {
    int fd, domain, nonblocking, reuse_port, v6_only;
    int resets;                  /* SO_LINGER: close() sends RST */
    socket_state state;
    int error;                   /* of a connect() that failed: what SO_ERROR, read or write gives next */
    int error_taken;             /* of a connection that was reset: somebody has been told */
    long long given_up_at;       /* SOCKET_LOST: when connect() fails */
    struct sockaddr_storage local, remote;
    socklen_t local_size, remote_size;
    stream_end end;
    socket_t *first_waiting, *last_waiting, *next_waiting;   /* of a listener: who wants to be accepted */
    unsigned char *datagrams;    /* received: each a size_t and its bytes */
    size_t datagrams_size;
    struct { struct epoll_event event; int watched, queued; socket_t *next; } interest;
};

socket_t *socket_of(int fd);     /* 0 where it is none */

/* What epoll would report. */
uint32_t socket_ready(const socket_t *s);

/* Something has changed; `s` may be 0. In epoll.c. */
void socket_wake(socket_t *s, int bits);
void socket_forget(socket_t *s);

/* `10.0.1.45:8443`, `[fd00::1]:8443`, `unix:/run/app.sock`. */
void address_write(char text[ADDRESS_TEXT], const struct sockaddr_storage *address, socklen_t size);
socklen_t address_read(const char *text, struct sockaddr_storage *address);

#endif
