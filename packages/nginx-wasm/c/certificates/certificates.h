/* What the host asks about certificates: records in, records out (../records.h). */
#ifndef BOTTLE_CERTIFICATES_H
#define BOTTLE_CERTIFICATES_H

#include <stdio.h>

/*
 * `certificate id= subject= issuer= ca= dns= ip= from= to= key= digest= path-length= key-usage= extended-key-usage= revoked= twin=` and
 * `crl id= issuer= expired=`, in any order (the types of packages/engine/src/worlds/world.ts; days count from now; `twin` is the PEM
 * of a real certificate, whose twin this becomes where one can be made). Answers `pem id= text=` for each and `key id= text=` for each certificate, or `error text=`.
 */
void certificates_issue(FILE *in, FILE *out);

/*
 * `verify chain= trusted= crl= depth= name= time= security-level=` (PEM, leaf first; seconds since 1970; all but the first two may be
 * absent). Answers what nginx would say of an upstream that sends the chain: `verdict code= error= name-matches=`, then
 * `fault code= depth=` for each thing that is wrong, then `path depth= subject= sha256=`, or `error text=`.
 */
void certificates_verify(FILE *in, FILE *out);

/*
 * `file id= pem=` for each file of certificates and revocation lists. Answers `pem id= text=` with the same ones under fresh keys
 * and `key id= text=` with the key of the file's first certificate, or `error text=`.
 */
void certificates_twin(FILE *in, FILE *out);

#endif
