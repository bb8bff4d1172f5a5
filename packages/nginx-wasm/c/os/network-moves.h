#ifndef BOTTLE_NETWORK_MOVES_H
#define BOTTLE_NETWORK_MOVES_H

#include "sockets.h"

/* Lets everybody at a far end make a move; 1 where anybody did. */
int network_move(void);

/* nginx's socket connects to the address: 0, or the error that it will find. `unreachable` is set where no answer will ever come. */
int network_answer(socket_t *s, const char *address, int *unreachable);

/* The moment at which a connect() without an answer is given up (net.ipv4.tcp_syn_retries), in milliseconds from its start. */
enum { CONNECT_PATIENCE = 127000 };

#endif
