import { alertName } from './alerts.js';
import { configSignature, otherConfigSignature } from './config-message.js';
import type { LoggedUpstream, Phase, Signature } from './event.js';
import type { Level } from './header.js';
import { type OpenSslError, readOpenSslErrors, tellingError } from './openssl-error.js';
import { slugOf } from './ssl-reasons.js';
import { readSystemError } from './system-error.js';
import { verifyCode, verifyReason } from './verify-codes.js';

/** What of a record decides its meaning. */
export interface Occurrence {
  readonly message: string;
  readonly action: string | undefined;
  readonly level: Level | undefined;
  readonly upstream: LoggedUpstream | undefined;
  /** Something stands behind the action, so the action is not cut off. */
  readonly complete: boolean;
  /** A request is logged, so the handshake with the client is over. */
  readonly requested: boolean;
}

/** The kind of occurrence. Blanks do not count: a page or terminal that wraps a line adds or loses them. */
export function signatureOf(occurrence: Occurrence): Signature {
  const { message, action, level } = occurrence;
  const squeezed = message.replace(/\s+/g, '');
  if (/^ignoringstaleglobalSSLerror|^luassl|^\[lua\]|requestingcertificatestatus|OCSP|^"ssl_stapling"/i.test(squeezed))
    return other;
  const config = configSignature(message);
  if (config !== undefined) return config;
  if (level === 'emerg') return otherConfigSignature(message);
  if (!isUpstreamSide(occurrence, squeezed)) return clientSide(occurrence, squeezed);
  return upstreamSide(message, squeezed, action, occurrence.upstream);
}

const other: Signature = { kind: 'other' };

function upstreamSide(
  message: string,
  squeezed: string,
  action: string | undefined,
  upstream: LoggedUpstream | undefined,
): Signature {
  const during = phaseOf(squeezed, action);
  if (squeezed.includes('SSLcertificateverifyerror')) return verifySignature(message, squeezed);
  const name = /SSL\s*certificate\s*does\s*not\s*match\s*"([^"]*)/.exec(message)?.[1];
  if (name !== undefined) return { kind: 'name', name };
  if (squeezed.startsWith('noliveupstreams')) return { kind: 'no-live-upstreams', group: upstream?.host };
  if (squeezed.includes('servertemporarilydisabled')) return { kind: 'disabled' };
  if (squeezed.includes('couldnotberesolved')) return resolveSignature(message);
  if (squeezed.includes('upstreamtimedout')) return { kind: 'timeout', during };
  if (squeezed.includes('prematurelysentresponse')) return { kind: 'premature-response' };
  if (squeezed.includes('sentnovalidHTTP/1.0header')) return { kind: 'invalid-header' };
  if (squeezed.includes('prematurelyclosedconnection')) return { kind: 'closed', during, reset: false };
  const system = readSystemError(message);
  if (squeezed.includes('closedconnectioninSSLhandshake'))
    return { kind: 'closed', during, reset: system === 'connection-reset' };
  const error = tellingError(readOpenSslErrors(message));
  if (error !== undefined) return sslSignature(error, during);
  if (/^connect\(\)/.test(squeezed)) return connectSignature(system);
  if (/^(?:recv|recvmsg|readv|read|send|sendmsg|writev|SSL_read|SSL_write|SSL_do_handshake)\(\)/.test(squeezed)) {
    if (system === 'timed-out') return { kind: 'timeout', during };
    if (system !== undefined) return { kind: 'closed', during, reset: system === 'connection-reset' };
  }
  const spoken = /SSL\s*alert\s*number\s*(\d+)/.exec(message)?.[1];
  if (spoken !== undefined) return alertSignature(Number(spoken), during);
  return during === 'handshake' && /SSL/.test(squeezed) ? { kind: 'handshake' } : other;
}

function sslSignature(error: OpenSslError, during: Phase): Signature {
  if (error.alert !== undefined) return alertSignature(error.alert, during);
  // OpenSSL 3 reports a close without close_notify as an error of its own.
  if (error.reason === 'unexpected-eof-while-reading') return { kind: 'closed', during, reset: false };
  if (error.reason !== undefined) return { kind: 'ssl', reason: error.reason, during };
  return during === 'handshake' ? { kind: 'handshake' } : other;
}

function alertSignature(number: number, during: Phase): Signature {
  return { kind: 'alert', number, name: alertName(number), during };
}

function connectSignature(error: string | undefined): Signature {
  if (error === 'timed-out') return { kind: 'timeout', during: 'connect' };
  if (error === 'connection-reset') return { kind: 'connect', error: 'connection reset by peer' };
  return { kind: 'connect', error: (error ?? 'unknown').replaceAll('-', ' ') };
}

const unspecified = 1;

function verifySignature(message: string, squeezed: string): Signature {
  const found = /verify\s*error\s*:\s*\(?\s*(?:(\d+)\s*:\s*)?([^)]*)/.exec(message);
  const number = found?.[1] ?? /verifyerror:\((\d+):/.exec(squeezed)?.[1];
  const code = number === undefined ? verifyCode(found?.[2] ?? '') : Number(number);
  return { kind: 'verify', code: code ?? unspecified, reason: verifyReason(code ?? unspecified) };
}

/** ngx_resolver_strerror: DNS response codes, and ETIMEDOUT. */
const resolverReasons = new Map([
  [1, 'Format error'],
  [2, 'Server failure'],
  [3, 'Host not found'],
  [4, 'Unimplemented'],
  [5, 'Operation refused'],
  [110, 'Operation timed out'],
]);

function resolveSignature(message: string): Signature {
  const found = /(\S+)\s+could\s*not\s*be\s*resolved(?:\s*\((\d+)\s*:\s*([^)]*))?/.exec(message);
  const reason = resolverReasons.get(Number(found?.[2])) ?? found?.[3] ?? 'unknown';
  return { kind: 'resolve', name: found?.[1] ?? '', reason };
}

/** The stage nginx was in: what it says after `while`, else what the function that failed is for. */
function phaseOf(squeezed: string, action: string | undefined): Phase {
  const words = (action ?? '').replace(/\s+/g, '');
  if (/^SSLhandshak/.test(words)) return 'handshake';
  if (words.startsWith('connecting')) return 'connect';
  if (words.startsWith('proxying')) return 'proxy';
  if (/^sendingrequest/.test(words)) return 'send';
  if (/^(?:reading|sending)/.test(words)) return 'response';
  if (/^SSL_do_handshake|SSLhandshak|SSLcertificate/.test(squeezed)) return 'handshake';
  if (/^(?:SSL_write|send|writev)\(/.test(squeezed)) return 'send';
  if (/^(?:SSL_read|recv|readv)\(|readingresponse|prematurely/.test(squeezed)) return 'response';
  return /^connect|upstreamtimedout/.test(squeezed) ? 'connect' : 'handshake';
}

const serverFunctions =
  /CLIENT_HELLO|client_hello|GET_CLIENT|get_client|_ACCEPT|_accept\b|:ACCEPT_|process_client_|CLIENT_KEY_EXCHANGE/;
// Reasons that only a server's handshake ends with (ssl/statem/statem_srvr.c, ssl/record).
const serverReasons =
  /no shared cipher|:http request|https proxy request|inappropriate fallback|peer did not return a certificate|NO_SHARED_CIPHER|:HTTP_REQUEST/;
const clientActions =
  /^(?:waitingforrequest|keepalive|closing|readingclient|sending(?:response)?to(?:the)?client|processingHTTP|processingSPDY|readingPROXY|preread|handlingclient|loggingtosyslog|resolving|requestingcertificate|logging)/;

function isUpstreamSide(
  { message, action, level, upstream, complete, requested }: Occurrence,
  squeezed: string,
): boolean {
  const words = (action ?? '').replace(/\s+/g, '');
  if (/^client(?:SSL|sent|timedout|closed|prematurely)/.test(squeezed)) return false;
  if (squeezed.includes('upstream')) return true;
  const reads = /^(?:recv|readv|SSL_read)\(/.test(squeezed);
  if (clientActions.test(words)) return upstream !== undefined && reads && words.startsWith('sendingtoclient');
  if (words.includes('upstream') || words.startsWith('proxying') || upstream !== undefined) return true;
  if (/couldnotberesolved/.test(squeezed)) return true;
  if ((words === 'SSLhandshaking' || words === '') && /SSL/.test(squeezed) && complete) return requested;
  if (words === 'SSLhandshaking' && level === 'info') return false;
  if (serverFunctions.test(message) || serverReasons.test(message)) return false;
  return level !== 'info' || words !== '';
}

function clientSide({ message, action }: Occurrence, squeezed: string): Signature {
  if (/^clientSSLcertificateverifyerror/.test(squeezed)) return { kind: 'client', reason: 'certificate-verify-error' };
  // ngx_http_request.c; all else that a client can send is no matter of TLS, and quotes the client
  if (/^client(?:SSL|sent(?:plainHTTP|norequiredSSL|invalidmethod))/.test(squeezed))
    return { kind: 'client', reason: slugOf(message) };
  if (/^clientsent/.test(squeezed)) return other;
  if (!/SSL|handshak/i.test(`${message} ${action ?? ''}`)) return other;
  const error = tellingError(readOpenSslErrors(message));
  if (error?.alert !== undefined) return { kind: 'client', reason: `alert-${error.alert}` };
  const system = readSystemError(message);
  const reason = error?.reason ?? system ?? (squeezed.includes('closedconnection') ? 'closed' : 'unknown');
  return { kind: 'client', reason };
}
