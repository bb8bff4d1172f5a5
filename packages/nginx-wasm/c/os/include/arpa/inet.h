/* libc's, with our numbers of address families translated into its own. */
#ifndef BOTTLE_ARPA_INET_H
#define BOTTLE_ARPA_INET_H
#define _ARPA_INET_H
#include <netinet/in.h>
int inet_pton(int family, const char *text, void *address);
const char *inet_ntop(int family, const void *address, char *text, socklen_t size);
#define inet_pton(family, text, address) inet_pton((family) == AF_INET6 ? 2 : 1, text, address)
#define inet_ntop(family, address, text, size) inet_ntop((family) == AF_INET6 ? 2 : 1, address, text, size)
#endif
