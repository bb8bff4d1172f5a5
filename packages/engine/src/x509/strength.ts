import type { CertificateFacts } from './chain.js';

/** Security level 2, with which Debian, Ubuntu and Red Hat build OpenSSL: 112 bits (SSL_CTX_set_security_level(3)). */
const levelTwo = 112;

/** Whether the certificate's own key is below security level 2: RSA below 2048 bits, curves below 224. Unknown types pass. */
export function hasWeakKey({ keyType, keyBits }: CertificateFacts): boolean {
  if (keyBits === undefined) return false;
  if (keyType === 'RSA' || keyType === 'DSA') return factoringStrength(keyBits) < levelTwo;
  return keyType === 'EC' && keyBits / 2 < levelTwo;
}

/** Whether it was signed over a digest below security level 2: SHA-1, MD5 and older. */
export function hasWeakSignature({ signatureAlgorithm }: CertificateFacts): boolean {
  return /sha1(?!\d)|md[245]/i.test(signatureAlgorithm);
}

/** NIST SP 800-56B rev. 2, appendix D, rounded as OpenSSL does (crypto/rsa/rsa_lib.c, ossl_ifc_ffc_compute_security_bits). */
function factoringStrength(bits: number): number {
  const x = bits * Math.LN2;
  const estimate = (1.923 * Math.cbrt(x * Math.log(x) ** 2) - 4.69) / Math.LN2;
  return Math.floor((estimate + 4) / 8) * 8;
}
