/* OpenSSL is built without sockets; this is its crypto/bio/bss_sock.c over ours. */
#include <errno.h>
#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

static int fd_of(BIO *bio) { return (int) (intptr_t) BIO_get_data(bio); }

static int passes(void) { return errno == EAGAIN || errno == EINTR || errno == EINPROGRESS || errno == ENOTCONN; }

static int socket_write(BIO *bio, const char *bytes, int size) {
    errno = 0;
    int sent = (int) send(fd_of(bio), bytes, (size_t) size, 0);
    BIO_clear_retry_flags(bio);
    if (sent <= 0 && passes()) BIO_set_retry_write(bio);
    return sent;
}

static int socket_read(BIO *bio, char *bytes, int size) {
    errno = 0;
    int got = (int) recv(fd_of(bio), bytes, (size_t) size, 0);
    BIO_clear_retry_flags(bio);
    if (got < 0 && passes()) BIO_set_retry_read(bio);
    if (got == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return got;
}

static long socket_control(BIO *bio, int command, long number, void *pointer) {
    (void) number, (void) pointer;
    if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    return command == BIO_CTRL_FLUSH || command == BIO_CTRL_DUP;
}

int SSL_set_fd(SSL *ssl, int fd) {
    static BIO_METHOD *method;
    if (method == 0) {
        method = BIO_meth_new(BIO_TYPE_SOCKET, "socket");
        if (method == 0 || !BIO_meth_set_write(method, socket_write) || !BIO_meth_set_read(method, socket_read)
            || !BIO_meth_set_ctrl(method, socket_control)) return 0;
    }
    BIO *bio = BIO_new(method);
    if (bio == 0) return 0;
    BIO_set_data(bio, (void *) (intptr_t) fd);
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl, bio, bio);
    return 1;
}
