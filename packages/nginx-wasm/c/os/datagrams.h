/* Datagram sockets: questions to a name server are answered (peers/dns.c), everything else is lost on the way. */
#ifndef BOTTLE_DATAGRAMS_H
#define BOTTLE_DATAGRAMS_H

#include "sockets.h"

int datagram_waits(const socket_t *s);
ssize_t datagram_take(socket_t *s, void *bytes, size_t size);
ssize_t datagram_send(socket_t *s, const void *bytes, size_t size);

#endif
