#include <openssl/rand.h>
#include <string.h>

#include "visit.h"

static void last_words(visit *v, const void *bytes, size_t size)
{
    channel_write(&v->channel, bytes, size);
    channel_end(&v->channel);
}

/* A fatal alert in clear, as a server sends it before a version is agreed (RFC 5246, section 7.2). */
void raw_alert(visit *v, int alert)
{
    unsigned char record[7] = { 0x15, 3, 3, 0, 2, 2, (unsigned char) alert };
    last_words(v, record, sizeof(record));
}

void raw_plain_http(visit *v)
{
    static const char answer[] =
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    last_words(v, answer, sizeof(answer) - 1);
}

/* No extensions at all, so no renegotiation_info: OpenSSL 3 clients stop there. */
void raw_old_hello(visit *v)
{
    enum { body = 2 + 32 + 4, message = 4 + body };
    unsigned char record[5 + message] = { 0x16, 3, 3, 0, message, 2, 0, 0, body, 3, 3 };
    RAND_bytes(record + 11, 32);
    record[44] = 0x00;
    record[45] = 0x9c;
    channel_write(&v->channel, record, sizeof(record));
}

static void hang_up(visit *v)
{
    if (v->upstream->reset) channel_reset(&v->channel);
    else channel_end(&v->channel);
}

void raw_accept(visit *v)
{
    if (v->upstream->kind == BEHAVES_GREETING) channel_write(&v->channel, v->upstream->text, strlen(v->upstream->text));
    if (v->upstream->kind == BEHAVES_CLOSE && v->upstream->at_once) hang_up(v);
}

void raw_move(visit *v)
{
    unsigned char bytes[512];
    size_t first = 0;
    for (size_t got; (got = channel_read(&v->channel, bytes, sizeof(bytes))) > 0;) first += got;
    if (first > 0 && v->upstream->kind == BEHAVES_CLOSE) hang_up(v);
    if (first > 0 && v->upstream->kind == BEHAVES_ALERT) raw_alert(v, v->upstream->alert);
    if (channel_ended(&v->channel)) channel_end(&v->channel);
}
