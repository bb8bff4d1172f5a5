import type { Phase, Signature } from './event.js';

const stages: Record<Phase, string> = {
  connect: 'while connecting',
  handshake: 'during the handshake',
  send: 'while the request was sent',
  response: 'while the response was read',
  proxy: 'while data was passed on',
};

/** One plain sentence, without a full stop, for people who read a report. */
export function describeSignature(signature: Signature): string {
  switch (signature.kind) {
    case 'verify':
      return `nginx rejected the certificate of the upstream: ${signature.reason} (${signature.code})`;
    case 'name':
      return `the certificate of the upstream does not hold the name "${signature.name}"`;
    case 'alert':
      return `alert ${signature.number} (${signature.name}) from the upstream ${stages[signature.during]}`;
    case 'ssl':
      return `OpenSSL gave up ${stages[signature.during]}: ${signature.reason.replaceAll('-', ' ')}`;
    case 'handshake':
      return 'the TLS handshake with the upstream failed, and the line does not say why';
    case 'closed':
      return `the upstream ${signature.reset ? 'reset' : 'closed'} the connection ${stages[signature.during]}`;
    case 'timeout':
      return `the upstream did not answer in time ${stages[signature.during]}`;
    case 'connect':
      return `no connection to the upstream: ${signature.error}`;
    case 'resolve':
      return `the name "${signature.name}" could not be resolved: ${signature.reason}`;
    case 'no-live-upstreams':
      return signature.group === undefined
        ? 'no peer of the upstream group is left'
        : `no peer of the upstream group "${signature.group}" is left`;
    case 'disabled':
      return 'nginx took a peer out of use for a while';
    case 'invalid-header':
      return 'the upstream sent something that is not an HTTP response';
    case 'premature-response':
      return 'the upstream sent data before it was asked';
    case 'config':
      return signature.reason === 'other'
        ? `nginx refused its configuration${about(signature.directive, signature.file)}`
        : `nginx refused its configuration: ${signature.reason.replaceAll('-', ' ')}${about(signature.directive, signature.file)}`;
    case 'answer':
      return `the upstream answered ${signature.status}`;
    case 'client':
      return `a client of nginx, not the upstream: ${signature.reason.replaceAll('-', ' ')}`;
    case 'other':
      return 'an occurrence of another kind';
  }
}

function about(directive: string | undefined, file: string | undefined): string {
  const named = [directive, file].filter((name) => name !== undefined);
  return named.length === 0 ? '' : ` (${named.join(', ')})`;
}

/** A text that is equal exactly for signatures that mean the same. */
export function signatureKey(signature: Signature): string {
  return JSON.stringify(Object.entries(signature).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether two lines say the same: every part of their signatures is equal. */
export function sameSignature(a: Signature, b: Signature): boolean {
  return signatureKey(a) === signatureKey(b);
}
