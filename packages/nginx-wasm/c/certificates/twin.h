/* Single twins, for certificates that are issued under them or that they are issued under (issue.c). */
#ifndef BOTTLE_TWIN_H
#define BOTTLE_TWIN_H

#include <openssl/x509.h>

/* Gives the certificate's key a twin; 0 where no key of its kind can be made. All are planned before the first is made. */
int twin_plan(X509 *original);

/*
 * The twin of a planned certificate, with its key. Whom none of the planned keys has signed is signed by `unknown`, or by a
 * stranger where that is 0. 0 where no such signature can be made.
 */
X509 *twin_make(X509 *original, EVP_PKEY *unknown, EVP_PKEY **key);

/* The key that the twin of a planned certificate has. */
EVP_PKEY *twin_key(X509 *original);

#endif
