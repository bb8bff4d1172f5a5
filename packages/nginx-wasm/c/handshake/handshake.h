/* What a handshake with a server outside came to. */
#ifndef BOTTLE_HANDSHAKE_H
#define BOTTLE_HANDSHAKE_H

#include <openssl/ssl.h>
#include <stdio.h>

/* `failed text= alert=`, as nginx logs it; no alert where that is 0. */
void answer_failure(FILE *out, const char *text, int alert);

/*
 * `session protocol= cipher= alpn=`, `pem id= text=` for each certificate that the server sent, in its order, and where it `asked` for
 * a client's certificate `client-certificate`, then `authority name=` for each CA that it would accept. What is not known yet is
 * left out.
 */
void answer_session(FILE *out, const SSL *connection, int asked);

#endif
