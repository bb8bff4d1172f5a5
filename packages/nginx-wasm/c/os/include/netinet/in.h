/* Internet addresses and the options of IP. */
#ifndef BOTTLE_NETINET_IN_H
#define BOTTLE_NETINET_IN_H
#define _NETINET_IN_H
#include <stdint.h>
#include <sys/socket.h>

typedef uint16_t in_port_t;
typedef uint32_t in_addr_t;
struct in_addr { in_addr_t s_addr; };
struct in6_addr { uint8_t s6_addr[16]; } __attribute__((aligned(4)));
struct sockaddr_in { sa_family_t sin_family; in_port_t sin_port; struct in_addr sin_addr; uint8_t sin_zero[8]; };
struct sockaddr_in6 {
    sa_family_t sin6_family; in_port_t sin6_port; uint32_t sin6_flowinfo; struct in6_addr sin6_addr; uint32_t sin6_scope_id;
};
struct in_pktinfo { int ipi_ifindex; struct in_addr ipi_spec_dst; struct in_addr ipi_addr; };
struct in6_pktinfo { struct in6_addr ipi6_addr; unsigned ipi6_ifindex; };

#define INADDR_ANY 0u
#define INADDR_NONE 0xffffffffu
#define INADDR_LOOPBACK 0x7f000001u
#define IPPROTO_IP 0
#define IPPROTO_TCP 6
#define IPPROTO_UDP 17
#define IPPROTO_IPV6 41
#define IP_PKTINFO 8
#define IP_MTU_DISCOVER 10
#define IP_PMTUDISC_DO 2
#define IP_TRANSPARENT 19
#define IP_BIND_ADDRESS_NO_PORT 24
#define IPV6_MTU_DISCOVER 23
#define IPV6_PMTUDISC_DO 2
#define IPV6_V6ONLY 26
#define IPV6_RECVPKTINFO 49
#define IPV6_PKTINFO 50
#define INET_ADDRSTRLEN 16
#define INET6_ADDRSTRLEN 46
#define IN6_WORD(a, i) (((const uint32_t *) (a))[i])
#define IN6_IS_ADDR_UNSPECIFIED(a) (IN6_WORD(a, 0) == 0 && IN6_WORD(a, 1) == 0 && IN6_WORD(a, 2) == 0 && IN6_WORD(a, 3) == 0)
#define IN6_IS_ADDR_V4MAPPED(a) \
    (IN6_WORD(a, 0) == 0 && IN6_WORD(a, 1) == 0 && IN6_WORD(a, 2) == htonl(0xffff))

#define htons(n) __builtin_bswap16((uint16_t) (n))
#define ntohs(n) __builtin_bswap16((uint16_t) (n))
#define htonl(n) __builtin_bswap32((uint32_t) (n))
#define ntohl(n) __builtin_bswap32((uint32_t) (n))

#endif
