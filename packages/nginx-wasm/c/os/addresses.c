/* Addresses as text and as sockets have them. */
#include <arpa/inet.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include "sockets.h"

void address_write(char text[ADDRESS_TEXT], const struct sockaddr_storage *address, socklen_t size) {
    char host[INET6_ADDRSTRLEN] = "";
    if (address->ss_family == AF_INET) {
        const struct sockaddr_in *v4 = (const void *) address;
        inet_ntop(AF_INET, &v4->sin_addr, host, sizeof host);
        snprintf(text, ADDRESS_TEXT, "%s:%u", host, ntohs(v4->sin_port));
    } else if (address->ss_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const void *) address;
        inet_ntop(AF_INET6, &v6->sin6_addr, host, sizeof host);
        snprintf(text, ADDRESS_TEXT, "[%s]:%u", host, ntohs(v6->sin6_port));
    } else if (address->ss_family == AF_UNIX && size > offsetof(struct sockaddr_un, sun_path)) {
        snprintf(text, ADDRESS_TEXT, "unix:%s", ((const struct sockaddr_un *) address)->sun_path);
    } else {
        strcpy(text, "unix:");
    }
}

socklen_t address_read(const char *text, struct sockaddr_storage *address) {
    char host[ADDRESS_TEXT];
    memset(address, 0, sizeof *address);
    if (strncmp(text, "unix:", 5) == 0) {
        struct sockaddr_un *path = (void *) address;
        path->sun_family = AF_UNIX;
        snprintf(path->sun_path, sizeof path->sun_path, "%s", text + 5);
        return sizeof *path;
    }
    const char *colon = strrchr(text, ':');
    if (colon == 0 || (size_t) (colon - text) >= sizeof host) return 0;
    int six = text[0] == '[';
    size_t length = (size_t) (colon - text) - (six ? 2 : 0);
    memcpy(host, text + six, length);
    host[length] = 0;
    uint16_t port = htons(atoi(colon + 1));
    if (six) {
        struct sockaddr_in6 *v6 = (void *) address;
        v6->sin6_family = AF_INET6;
        v6->sin6_port = port;
        return inet_pton(AF_INET6, host, &v6->sin6_addr) == 1 ? sizeof *v6 : 0;
    }
    struct sockaddr_in *v4 = (void *) address;
    v4->sin_family = AF_INET;
    v4->sin_port = port;
    return inet_pton(AF_INET, host, &v4->sin_addr) == 1 ? sizeof *v4 : 0;
}
