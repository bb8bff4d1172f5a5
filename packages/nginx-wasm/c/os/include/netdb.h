/* Names: getaddrinfo() is in names.c and knows those of the world. */
#ifndef BOTTLE_NETDB_H
#define BOTTLE_NETDB_H
#include <netinet/in.h>

struct addrinfo {
    int ai_flags, ai_family, ai_socktype, ai_protocol;
    socklen_t ai_addrlen; struct sockaddr *ai_addr; char *ai_canonname; struct addrinfo *ai_next;
};
#define AI_ADDRCONFIG 0x20
#define EAI_NONAME (-2)

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found);
void freeaddrinfo(struct addrinfo *found);
const char *gai_strerror(int error);

#endif
