/* All sockets of nginx's, by descriptor. */
#ifndef BOTTLE_SOCKET_TABLE_H
#define BOTTLE_SOCKET_TABLE_H

#include "sockets.h"

socket_t *socket_new(void);
void socket_close(socket_t *s);

/* Whether another listens where `s` wants to. */
int sockets_collide(const socket_t *s);

/* The listener that answers at `address`, or 0. */
socket_t *socket_listening(const char *address);

/* A connection from `from` waits in `listener`'s queue; its other end is `other`. 0 where there is no room. */
socket_t *socket_arrive(socket_t *listener, stream_end *other, const char *from, const char *to);

/* Ends what waits for an answer that never comes, once it is time. 1 where anything ended. */
int sockets_give_up(void);

#endif
