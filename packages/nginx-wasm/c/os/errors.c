/* Makes errno Linux's: what wasi-libc stores is translated when somebody looks. Compiled against wasi-libc's own <errno.h>. */
#include <errno.h>
#include <stdio.h>

static int linux_number;

static const unsigned char linux_of_wasi[] = {
    [E2BIG] = 7, [EACCES] = 13, [EADDRINUSE] = 98, [EADDRNOTAVAIL] = 99, [EAFNOSUPPORT] = 97, [EAGAIN] = 11,
    [EALREADY] = 114, [EBADF] = 9, [EBADMSG] = 74, [EBUSY] = 16, [ECANCELED] = 125, [ECHILD] = 10,
    [ECONNABORTED] = 103, [ECONNREFUSED] = 111, [ECONNRESET] = 104, [EDEADLK] = 35, [EDESTADDRREQ] = 89, [EDOM] = 33,
    [EDQUOT] = 122, [EEXIST] = 17, [EFAULT] = 14, [EFBIG] = 27, [EHOSTUNREACH] = 113, [EIDRM] = 43, [EILSEQ] = 84,
    [EINPROGRESS] = 115, [EINTR] = 4, [EINVAL] = 22, [EIO] = 5, [EISCONN] = 106, [EISDIR] = 21, [ELOOP] = 40,
    [EMFILE] = 24, [EMLINK] = 31, [EMSGSIZE] = 90, [EMULTIHOP] = 72, [ENAMETOOLONG] = 36, [ENETDOWN] = 100,
    [ENETRESET] = 102, [ENETUNREACH] = 101, [ENFILE] = 23, [ENOBUFS] = 105, [ENODEV] = 19, [ENOENT] = 2, [ENOEXEC] = 8,
    [ENOLCK] = 37, [ENOLINK] = 67, [ENOMEM] = 12, [ENOMSG] = 42, [ENOPROTOOPT] = 92, [ENOSPC] = 28, [ENOSYS] = 38,
    [ENOTCONN] = 107, [ENOTDIR] = 20, [ENOTEMPTY] = 39, [ENOTRECOVERABLE] = 131, [ENOTSOCK] = 88, [ENOTSUP] = 95,
    [ENOTTY] = 25, [ENXIO] = 6, [EOVERFLOW] = 75, [EOWNERDEAD] = 130, [EPERM] = 1, [EPIPE] = 32, [EPROTO] = 71,
    [EPROTONOSUPPORT] = 93, [EPROTOTYPE] = 91, [ERANGE] = 34, [EROFS] = 30, [ESPIPE] = 29, [ESRCH] = 3, [ESTALE] = 116,
    [ETIMEDOUT] = 110, [ETXTBSY] = 26, [EXDEV] = 18, [ENOTCAPABLE] = 13,
};

int *linux_errno(void) {
    if (errno != 0) {
        linux_number = (size_t) errno < sizeof linux_of_wasi ? linux_of_wasi[errno] : 5;
        errno = 0;
    }
    return &linux_number;
}

static const char *const texts[] = {
    [0] = "Success",
#include "error-texts.h"
};

char *linux_strerror(int number) {
    static char unknown[32];
    if (number >= 0 && (size_t) number < sizeof texts / sizeof *texts && texts[number] != 0) {
        return (char *) texts[number];
    }
    snprintf(unknown, sizeof unknown, "Unknown error %d", number);
    return unknown;
}

int linux_strerror_r(int number, char *text, size_t size) {
    return (size_t) snprintf(text, size, "%s", linux_strerror(number)) < size ? 0 : ERANGE;
}
