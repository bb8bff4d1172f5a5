/*
 * Datagram sockets: a question to a name server is answered at whatever address and port it is asked (peers/dns.c), everything else
 * is lost on the way.
 */
#ifndef BOTTLE_DATAGRAMS_H
#define BOTTLE_DATAGRAMS_H

#include "sockets.h"

int datagram_waits(const socket_t *s);
ssize_t datagram_take(socket_t *s, void *bytes, size_t size);
ssize_t datagram_send(socket_t *s, const void *bytes, size_t size);

#endif
