/* OpenSSL's, and the function that it leaves out without sockets (socket-bio.c). */
#ifndef BOTTLE_OPENSSL_SSL_H
#define BOTTLE_OPENSSL_SSL_H
#include_next <openssl/ssl.h>
int SSL_set_fd(SSL *ssl, int fd);
#endif
