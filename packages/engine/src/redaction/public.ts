import type { Holds } from './contents.js';
import { encodedPem } from './shapes/encoded-pem.js';
import type { Span } from './spans.js';

const block =
  /-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE|(?:RSA |EC )?PUBLIC KEY|X509 CRL|CERTIFICATE REQUEST|DH PARAMETERS|EC PARAMETERS|SSH2 PUBLIC KEY|PGP PUBLIC KEY BLOCK)-----/g;
/** Hashes that pages and policies carry: subresource integrity, CSP, HPKP; digests of images; encrypted values of sops. */
const digest =
  /(?<![\w/+])(?:sha(?:1|224|256|384|512)|md5)[-:][A-Za-z0-9+/]{22,128}={0,2}(?![A-Za-z0-9+/])|pin-sha256=\\?"[A-Za-z0-9+/]{43}=\\?"|ENC\[[A-Z0-9_]{3,20},data:[^\]\n]{0,8000}\]/g;
/** As ssh-keygen shows it. */
const fingerprint = /(?<![\w/+])SHA256:[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/g;
const sshKey =
  /(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp\d{3}|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) AAAA[A-Za-z0-9+/]{20,2000}={0,2}/g;
const longest = 100_000;

/** Certificates, public keys, revocation lists, requests, digests and pins: sent to everybody anyway, and needed to understand the rest. */
export function publicIn(text: string, holds: Holds): readonly Span[] {
  const spans: Span[] = [];
  if (holds('BEGIN ')) {
    for (const { index, 0: head, 1: label = '' } of text.matchAll(block)) {
      const start = index + head.length;
      const dashes = text.indexOf('-----', start);
      if (dashes !== -1 && dashes - start < longest && text.startsWith(`-----END ${label}-----`, dashes))
        spans.push([index, dashes]);
    }
  }
  for (const { lines, isPrivate } of encodedPem(text)) if (!isPrivate) spans.push(...lines);
  const patterns = [
    ...(holds('sha', 'md5', 'ENC[') ? [digest] : []),
    ...(holds('ssh-', 'ecdsa') ? [sshKey] : []),
    ...(holds('SHA256') ? [fingerprint] : []),
  ];
  for (const pattern of patterns) {
    for (const { index, 0: whole } of text.matchAll(pattern)) spans.push([index, index + whole.length]);
  }
  return spans;
}
