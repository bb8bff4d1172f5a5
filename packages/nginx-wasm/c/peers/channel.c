#include "channel.h"

#include <openssl/err.h>
#include <string.h>

static int bio_write(BIO *bio, const char *bytes, int size)
{
    channel *c = BIO_get_data(bio);
    if (size > 0) buffer_add(&c->records, bytes, (size_t) size);
    return size;
}

static int bio_read(BIO *bio, char *bytes, int size)
{
    channel *c = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    size_t got = size > 0 ? far_read(c->far, bytes, (size_t) size) : 0;
    c->moved += got > 0;
    c->last_read = 1;
    if (got > 0) return (int) got;
    if (far_ended(c->far) != 0) {
        c->last_read = 0;
        return 0;
    }
    BIO_set_retry_read(bio);
    return -1;
}

static long bio_control(BIO *bio, int command, long number, void *pointer)
{
    (void) number;
    (void) pointer;
    channel *c = BIO_get_data(bio);
    if (command == BIO_CTRL_EOF) return c->last_read == 0;
    return command == BIO_CTRL_FLUSH || command == BIO_CTRL_PUSH || command == BIO_CTRL_POP;
}

static const BIO_METHOD *far_end_method(void)
{
    static BIO_METHOD *method;
    if (method == NULL) {
        method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "far end");
        if (method == NULL || !BIO_meth_set_write(method, bio_write) || !BIO_meth_set_read(method, bio_read)
            || !BIO_meth_set_ctrl(method, bio_control)) abort();
    }
    return method;
}

void channel_secure(channel *c, SSL *ssl)
{
    BIO *bio = BIO_new(far_end_method());
    if (bio == NULL) abort();
    BIO_set_data(bio, c);
    BIO_set_init(bio, 1);
    c->last_read = 1;
    c->ssl = ssl;
    SSL_set_options(ssl, SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_set_bio(ssl, bio, bio);
}

int channel_shake(channel *c)
{
    ERR_clear_error();
    int result = SSL_do_handshake(c->ssl);
    if (result == 1) {
        c->moved += 1;
        return 1;
    }
    int error = SSL_get_error(c->ssl, result);
    ERR_clear_error();
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? 0 : -1;
}

static size_t read_inside(channel *c, void *bytes, size_t size)
{
    size_t got = 0;
    ERR_clear_error();
    if (SSL_read_ex(c->ssl, bytes, size, &got)) return got;
    int error = SSL_get_error(c->ssl, 0);
    ERR_clear_error();
    if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) c->last_read = 0;
    return 0;
}

size_t channel_read(channel *c, void *bytes, size_t size)
{
    size_t got = c->ssl != NULL ? read_inside(c, bytes, size) : far_read(c->far, bytes, size);
    c->moved += got > 0;
    return got;
}

void channel_fill(channel *c, buffer *b, size_t most)
{
    static unsigned char bytes[16384];
    for (size_t got = 1; got > 0 && b->size < most;) {
        got = channel_read(c, bytes, sizeof(bytes));
        buffer_add(b, bytes, got);
    }
}

int channel_ended(channel *c)
{
    return c->ssl != NULL ? c->last_read == 0 : far_ended(c->far) != 0;
}

void channel_write(channel *c, const void *bytes, size_t size)
{
    if (c->silenced || size == 0) return;
    c->moved += 1;
    if (c->ssl == NULL) {
        far_write(c->far, bytes, size);
        return;
    }
    size_t written;
    ERR_clear_error();
    if (!SSL_write_ex(c->ssl, bytes, size, &written)) ERR_clear_error();
}

void channel_flush(channel *c)
{
    if (c->records.size == 0 || c->silenced) return;
    c->moved += 1;
    far_write(c->far, c->records.bytes, c->records.size);
    c->records.size = 0;
}

void channel_end(channel *c)
{
    if (c->silenced) return;
    if (c->ssl != NULL && SSL_is_init_finished(c->ssl)) {
        ERR_clear_error();
        SSL_shutdown(c->ssl);
        ERR_clear_error();
    }
    channel_flush(c);
    channel_cut(c);
}

void channel_cut(channel *c)
{
    if (c->silenced) return;
    c->silenced = 1;
    c->moved += 1;
    far_close(c->far);
}

void channel_reset(channel *c)
{
    if (c->silenced) return;
    c->silenced = 1;
    c->moved += 1;
    far_reset(c->far);
}

void channel_free(channel *c)
{
    SSL_free(c->ssl);
    buffer_free(&c->records);
    *c = (channel) { 0 };
}
