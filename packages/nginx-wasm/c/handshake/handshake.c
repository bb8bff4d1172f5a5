/*
 * A TLS client as nginx is one to its upstreams, whose server is outside: the host carries the bytes. What it prepares and prints is
 * nginx's own (ngx_ssl_create() and what ngx_http_proxy_set_ssl() calls after it, ngx_ssl_error()); it verifies nothing.
 * Its calls share one instance: `handshake_start` once, then `handshake_step` for whatever has come.
 *
 *   /bottle/in       `start server-name= protocols= ciphers= commands= certificate= key= security-level= alpn=` (commands: a name and a
 *                    value by turns; the files of certificate and key), then `step closed= errno=`: whether nothing comes any more, and
 *                    why
 *   /bottle/received what has come
 *   /bottle/sent     what is to be sent
 *   /bottle/out      `going`, `finished` or `failed text= alert=`; with the last two the session (handshake.h). After `finished`:
 *                    `open` and `ticket` (a server sends one when it is content with the client), `closed` or `failed`
 */
#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_event.h>
#include <ngx_event_openssl.h>

#include "../certificates/answers.h"
#include "../records.h"
#include "handshake.h"

enum { MOST_COMMANDS = 32 };

static ngx_log_t words;
static char said[NGX_MAX_ERROR_STR];
static ngx_ssl_t prepared;
static SSL *connection;
static BIO *received, *sent;
static int asked, finished, over;

/* Without the head: `2026/01/01 00:00:00 [error] 1#0: `. */
static void keep(ngx_log_t *log, ngx_uint_t level, u_char *line, size_t size) {
    (void) log;
    (void) level;
    for (; size > 2 && !(line[0] == ':' && line[1] == ' '); size--) line++;
    size = size > 2 ? size - 2 : 0;
    if (size >= sizeof said) size = sizeof said - 1;
    ngx_memcpy(said, line + 2, size);
    while (size > 0 && said[size - 1] == '\n') size--;
    said[size] = 0;
}

/* Called where the server asks for a client's certificate, whether there is one or not. */
static int note_request(SSL *ssl, void *with) {
    (void) ssl;
    (void) with;
    asked = 1;
    return 1;
}

static void add_protocol(const char *name, void *with) {
    static const struct { const char *name; ngx_uint_t bit; } known[] = {
        { "SSLv2", NGX_SSL_SSLv2 }, { "SSLv3", NGX_SSL_SSLv3 }, { "TLSv1", NGX_SSL_TLSv1 }, { "TLSv1.1", NGX_SSL_TLSv1_1 },
        { "TLSv1.2", NGX_SSL_TLSv1_2 }, { "TLSv1.3", NGX_SSL_TLSv1_3 },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, name) == 0) *(ngx_uint_t *) with |= known[i].bit;
}

typedef struct { ngx_array_t list; ngx_keyval_t pairs[MOST_COMMANDS]; int is_value; ngx_pool_t *pool; } commands;

static ngx_str_t string_of(ngx_pool_t *pool, const char *text) {
    ngx_str_t string = { strlen(text), ngx_pnalloc(pool, strlen(text) + 1) };
    if (string.data == NULL) abort();
    ngx_memcpy(string.data, text, string.len + 1);
    return string;
}

static void add_command(const char *word, void *with) {
    commands *all = with;
    if (all->list.nelts == MOST_COMMANDS) return;
    ngx_keyval_t *pair = &all->pairs[all->list.nelts];
    if (!all->is_value) {
        pair->key = string_of(all->pool, word);
    } else {
        pair->value = string_of(all->pool, word);
        all->list.nelts++;
    }
    all->is_value = !all->is_value;
}

static ngx_int_t prepare(record *r) {
    ngx_conf_t conf;
    ngx_uint_t protocols = 0;
    ngx_memzero(&conf, sizeof conf);
    conf.log = &words;
    conf.pool = ngx_create_pool(NGX_DEFAULT_POOL_SIZE, &words);
    if (conf.pool == NULL) abort();
    record_each(r, "protocols", add_protocol, &protocols);
    prepared.log = &words;
    if (ngx_ssl_create(&prepared, protocols, NULL) != NGX_OK) return NGX_ERROR;
    const char *level = record_text(r, "security-level"), *certificate = record_text(r, "certificate"), *key = record_text(r, "key");
    if (level != NULL) SSL_CTX_set_security_level(prepared.ctx, atoi(level));
    if (certificate != NULL && key != NULL) {
        ngx_str_t files[] = { string_of(conf.pool, certificate), string_of(conf.pool, key) };
        if (ngx_ssl_certificate(&conf, &prepared, &files[0], &files[1], NULL) != NGX_OK) return NGX_ERROR;
    }
    const char *list = record_text(r, "ciphers");
    ngx_str_t ciphers = string_of(conf.pool, list == NULL ? "DEFAULT" : list);
    if (ngx_ssl_ciphers(&conf, &prepared, &ciphers, 0) != NGX_OK) return NGX_ERROR;
    commands all;
    ngx_memzero(&all, sizeof all);
    all.list = (ngx_array_t) { all.pairs, 0, sizeof(ngx_keyval_t), MOST_COMMANDS, conf.pool };
    all.pool = conf.pool;
    record_each(r, "commands", add_command, &all);
    if (all.list.nelts > 0 && ngx_ssl_conf_commands(&conf, &prepared, &all.list) != NGX_OK) return NGX_ERROR;
    const char *alpn = record_text(r, "alpn");
    if (alpn != NULL && strlen(alpn) < 255) {
        unsigned char name[256] = { (unsigned char) strlen(alpn) };
        ngx_memcpy(name + 1, alpn, name[0]);
        SSL_CTX_set_alpn_protos(prepared.ctx, name, name[0] + 1u);
    }
    SSL_CTX_set_cert_cb(prepared.ctx, note_request, NULL);
    return NGX_OK;
}

static ngx_int_t begin(record *r) {
    ngx_time_init();
    if (ngx_strerror_init() != NGX_OK) return NGX_ERROR;
    words.log_level = NGX_LOG_INFO;
    words.writer = keep;
    if (ngx_ssl_init(&words) != NGX_OK || prepare(r) != NGX_OK) return NGX_ERROR;
    connection = SSL_new(prepared.ctx);
    received = BIO_new(BIO_s_mem());
    sent = BIO_new(BIO_s_mem());
    if (connection == NULL || received == NULL || sent == NULL) abort();
    SSL_set_bio(connection, received, sent);
    SSL_set_connect_state(connection);
    const char *name = record_text(r, "server-name");
    if (name != NULL && SSL_set_tlsext_host_name(connection, (char *) name) == 0) {
        ngx_ssl_error(NGX_LOG_ERR, &words, 0, "SSL_set_tlsext_host_name(\"%s\") failed", name);
        return NGX_ERROR;
    }
    return NGX_OK;
}

static void take_received(record *r) {
    static char bytes[16384];
    FILE *file = fopen("/bottle/received", "r");
    for (size_t count; file != NULL && (count = fread(bytes, 1, sizeof bytes, file)) > 0;) BIO_write(received, bytes, (int) count);
    if (file != NULL) fclose(file);
    BIO_set_mem_eof_return(received, record_number(r, "closed", 0) ? 0 : -1);
}

static void give_sent(void) {
    char *bytes = NULL;
    long size = sent == NULL ? 0 : BIO_get_mem_data(sent, &bytes);
    FILE *file = fopen("/bottle/sent", "w");
    if (file == NULL) return;
    if (size > 0) fwrite(bytes, 1, (size_t) size, file);
    fclose(file);
    if (sent != NULL) (void) BIO_reset(sent);
}

/* As ngx_ssl_handshake() and ngx_ssl_handle_recv() print it. */
static void fail(FILE *out, int error, int number, const char *closed, const char *failed) {
    int reason = ERR_GET_REASON(ERR_peek_error());
    if (error == SSL_ERROR_ZERO_RETURN || ERR_peek_error() == 0) {
        ngx_log_error(NGX_LOG_ERR, &words, number, closed);
        reason = 0;
    } else {
        ngx_ssl_error(NGX_LOG_ERR, &words, number, (char *) failed);
    }
    over = 1;
    answer_failure(out, said, reason > SSL_AD_REASON_OFFSET ? reason - SSL_AD_REASON_OFFSET : 0);
}

static void shake(FILE *out, int number) {
    int result = SSL_do_handshake(connection), error = SSL_get_error(connection, result);
    finished = result == 1;
    if (finished) fputs("finished\n", out);
    else if (number == 0 && (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)) fputs("going\n", out);
    else fail(out, number == 0 ? error : SSL_ERROR_SYSCALL, number, "peer closed connection in SSL handshake", "SSL_do_handshake() failed");
    if (finished || over) answer_session(out, connection, asked);
}

/* In TLS 1.3 a server looks at the client's certificate when the client's handshake is over: an alert comes with the first answer. */
static void listen_on(FILE *out, int number) {
    static char bytes[16384];
    int result, error;
    do result = SSL_read(connection, bytes, sizeof bytes);
    while (result > 0);
    error = SSL_get_error(connection, result);
    if (number == 0 && (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)) {
        fputs("open\n", out);
        if (SSL_SESSION_is_resumable(SSL_get0_session(connection))) fputs("ticket\n", out);
    } else if (number == 0 && ERR_peek_error() == 0) {
        over = 1;
        fputs("closed\n", out);
    } else {
        fail(out, error, number, "SSL_read() failed", "SSL_read() failed");
    }
}

static int answer(void (*work)(record *r, FILE *out)) {
    FILE *in = fopen("/bottle/in", "r"), *out = fopen("/bottle/out", "w");
    record *r = in == NULL ? NULL : record_read(in);
    if (r == NULL || out == NULL) return 1;
    ERR_clear_error();
    work(r, out);
    give_sent();
    record_free(r);
    fclose(in);
    return fclose(out) != 0;
}

static void start(record *r, FILE *out) {
    if (begin(r) == NGX_OK) {
        shake(out, 0);
    } else {
        over = 1;
        answer_failure(out, said, 0);
    }
}

static void step(record *r, FILE *out) {
    if (over) return;
    take_received(r);
    int number = (int) record_number(r, "errno", 0);
    if (finished) listen_on(out, number);
    else shake(out, number);
}

__attribute__((export_name("handshake_start"))) int handshake_start(void) { return answer(start); }
__attribute__((export_name("handshake_step"))) int handshake_step(void) { return answer(step); }
