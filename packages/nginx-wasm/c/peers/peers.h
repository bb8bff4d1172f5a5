/*
 * Everybody whom nginx meets: the upstreams, the name server and the client, as the lab has them (lab/src/peers, lab/src/client.ts).
 */
#ifndef BOTTLE_PEERS_H
#define BOTTLE_PEERS_H

#include <stddef.h>
#include <stdio.h>

#include "../records.h"

/* Where ID.pem and ID.key of the world's certificates lie. */
extern const char *peers_certificates;

/* What a second nginx calls itself in its `Server` header and on error pages: `nginx/1.26.3`. */
extern const char *peers_nginx;

/* Puts an upstream at its address, also in the middle of a run: connections to who was there before are reset. */
void peers_serve(record *r);

/* Writes `seen upstream=… name=… tls=…` for every connection since the last report; name and tls are absent where unknown. */
void peers_report_seen(FILE *out);

/* Forgets the upstreams, what they saw, the names and the client. */
void peers_reset(void);

/* From now on `name` (in any case) has these addresses, IPv4 or IPv6; none are a name without addresses. */
void dns_add(const char *name, const char *addresses[], size_t count);

/* The addresses of `name`, or 0 and a count of 0. */
typedef struct { size_t size; unsigned char bytes[16]; } dns_address;
const dns_address *dns_addresses(const char *name, size_t *count);

/* The answer to one DNS query: its size, 0 where the query is no query or the answer needs more than `room`. */
size_t dns_answer(const unsigned char *query, size_t size, unsigned char *reply, size_t room);
void dns_reset(void);

/* Sends one request to nginx, whatever became of the one before. */
void client_start(record *r);

/* 1 once the whole answer has come, or won't. */
int client_done(void);

/* Writes `answer status=… body=…`, and nothing where no answer came. */
void client_report(FILE *out);
void client_reset(void);

#endif
