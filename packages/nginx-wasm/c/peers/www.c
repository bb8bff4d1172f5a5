/* HTTP/1 as `openssl s_server -www` serves it (apps/s_server.c, www_body): GET only, a page about the connection, then the end. */
#include <string.h>

#include "applications.h"

static void page(conversation *c)
{
    buffer text = { 0 };
    SSL *ssl = c->channel->ssl;
    buffer_text(&text, "HTTP/1.0 200 ok\r\nContent-type: text/html\r\n\r\n<HTML><BODY BGCOLOR=\"#ffffff\">\n<pre>\n\ns_server -www\n");
    if (ssl != NULL) {
        buffer_format(&text, "Secure Renegotiation IS%s supported\n", SSL_get_secure_renegotiation_support(ssl) ? "" : " NOT");
        buffer_format(&text, "---\n%s, Cipher is %s\n", SSL_get_version(ssl), SSL_get_cipher_name(ssl));
    }
    buffer_text(&text, "---\n</pre></BODY></HTML>\r\n\r\n");
    channel_write(c->channel, text.bytes, text.size);
    buffer_free(&text);
    channel_end(c->channel);
    c->finished = 1;
}

void www_move(conversation *c)
{
    while (!c->finished && c->inbox.size > 0) {
        const unsigned char *end = memchr(c->inbox.bytes, '\n', c->inbox.size);
        if (end == NULL) {
            if (c->inbox.size > 16 * 1024) c->inbox.size = 0;
            return;
        }
        if (c->inbox.size >= 4 && memcmp(c->inbox.bytes, "GET ", 4) == 0) page(c);
        else buffer_drop(&c->inbox, (size_t) (end - c->inbox.bytes) + 1);
    }
}
