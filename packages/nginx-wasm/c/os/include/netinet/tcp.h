/* The options of TCP that nginx's configuration can name, and what $tcpinfo_… reads. */
#ifndef BOTTLE_NETINET_TCP_H
#define BOTTLE_NETINET_TCP_H
#include <stdint.h>

#define TCP_NODELAY 1
#define TCP_KEEPIDLE 4
#define TCP_KEEPINTVL 5
#define TCP_KEEPCNT 6
#define TCP_DEFER_ACCEPT 9
#define TCP_INFO 11
#define TCP_FASTOPEN 23

struct tcp_info { uint32_t tcpi_rtt, tcpi_rttvar, tcpi_snd_cwnd, tcpi_rcv_space; };

#endif
