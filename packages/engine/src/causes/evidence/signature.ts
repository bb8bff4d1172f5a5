import type { Case } from '../cause.js';

/** The verify code that nginx logged, if it logged one. */
export function verifyCode(given: Case): number | undefined {
  const { signature } = given.incident;
  return signature.kind === 'verify' ? signature.code : undefined;
}

/** The number of the alert that the upstream sent, if it sent one. */
export function alert(given: Case): number | undefined {
  const { signature } = given.incident;
  return signature.kind === 'alert' ? signature.number : undefined;
}

/** The slug of our own OpenSSL's error, if there is one. */
export function sslReason(given: Case): string | undefined {
  const { signature } = given.incident;
  return signature.kind === 'ssl' ? signature.reason : undefined;
}

/** The handshake with the upstream failed and the line does not say why: it is silent, or cut before the verify code (1: unspecified). */
export function isUndecided(given: Case): boolean {
  return given.incident.signature.kind === 'handshake' || verifyCode(given) === 1;
}
