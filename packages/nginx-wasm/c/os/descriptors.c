/*
 * System calls that serve files and sockets alike: sockets are ours, files are the host's. Linked by --wrap, so that libc's own
 * functions come here too.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <unistd.h>

#include "socket-table.h"

int __real_close(int fd);
ssize_t __real_read(int fd, void *bytes, size_t size);
ssize_t __real_write(int fd, const void *bytes, size_t size);
ssize_t __real_readv(int fd, const struct iovec *parts, int count);
ssize_t __real_writev(int fd, const struct iovec *parts, int count);
int __real_fcntl(int fd, int command, ...);
int __wrap_close(int fd);
ssize_t __wrap_read(int fd, void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_readv(int fd, const struct iovec *parts, int count);
ssize_t __wrap_writev(int fd, const struct iovec *parts, int count);
int __wrap_fcntl(int fd, int command, ...);
int __wrap_ioctl(int fd, int request, ...);

int __wrap_close(int fd) {
    socket_t *s = socket_of(fd);
    if (s == 0) return __real_close(fd);
    socket_close(s);
    return 0;
}

ssize_t __wrap_read(int fd, void *bytes, size_t size) {
    return fd < SOCKET_FIRST ? __real_read(fd, bytes, size) : recv(fd, bytes, size, 0);
}

ssize_t __wrap_write(int fd, const void *bytes, size_t size) {
    return fd < SOCKET_FIRST ? __real_write(fd, bytes, size) : send(fd, bytes, size, 0);
}

ssize_t __wrap_readv(int fd, const struct iovec *parts, int count) {
    if (fd < SOCKET_FIRST) return __real_readv(fd, parts, count);
    ssize_t total = 0;
    for (int i = 0; i < count; i++) {
        if (parts[i].iov_len == 0) continue;
        ssize_t got = recv(fd, parts[i].iov_base, parts[i].iov_len, 0);
        if (got <= 0) return total > 0 ? total : got;
        total += got;
        if ((size_t) got < parts[i].iov_len) break;
    }
    return total;
}

ssize_t __wrap_writev(int fd, const struct iovec *parts, int count) {
    if (fd < SOCKET_FIRST) return __real_writev(fd, parts, count);
    ssize_t total = 0;
    for (int i = 0; i < count; i++) {
        if (parts[i].iov_len == 0) continue;
        ssize_t sent = send(fd, parts[i].iov_base, parts[i].iov_len, 0);
        if (sent < 0) return total > 0 ? total : sent;
        total += sent;
        if ((size_t) sent < parts[i].iov_len) break;
    }
    return total;
}

int __wrap_ioctl(int fd, int request, ...) {
    va_list rest;
    va_start(rest, request);
    int *value = va_arg(rest, int *);
    va_end(rest);
    socket_t *s = socket_of(fd);
    if (s == 0) {
        errno = ENOTTY;
        return -1;
    }
    if (request == FIONREAD) *value = (int) s->end.size;
    else if (request == FIONBIO) s->nonblocking = *value;
    return 0;
}

int __wrap_fcntl(int fd, int command, ...) {
    va_list rest;
    va_start(rest, command);
    int value = va_arg(rest, int);
    va_end(rest);
    return fd < SOCKET_FIRST && command < F_SETLK ? __real_fcntl(fd, command, value) : 0;
}
