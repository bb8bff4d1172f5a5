/* What a TLS server is set up with: certificate chain, versions, ciphers, client certificates, by its implementation's manners. */
#ifndef BOTTLE_CONTEXT_H
#define BOTTLE_CONTEXT_H

#include "upstream.h"

/* The context for what is presented, made once; 0 where a certificate or key cannot be read. */
SSL_CTX *context_of(const upstream *u, presented *p);

/* The DNS names in the leaf of `main`. */
const list *context_leaf_names(upstream *u);

#endif
