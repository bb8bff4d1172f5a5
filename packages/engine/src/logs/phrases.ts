import { sslReasonTexts } from './ssl-reasons.js';
import { verifyReason } from './verify-codes.js';

/** What nginx can be doing (`c->log->action`), as it stands after "while". */
export const actions: readonly string[] = [
  'connecting to upstream',
  'SSL handshaking to upstream',
  'SSL handshaking',
  'sending request to upstream',
  'reading response header from upstream',
  'reading upstream',
  'sending to client',
  'proxying connection',
  'proxying and connecting to upstream',
  'proxying and reading from upstream',
  'proxying and sending to upstream',
  'proxying and reading from client',
  'proxying upgraded connection',
  'waiting for request',
  'reading client request line',
  'reading client request headers',
  'closing request',
];

/** Beginnings of messages about upstreams, as far as they are fixed. */
export const messages: readonly string[] = [
  'SSL_do_handshake() failed (SSL: error:',
  'SSL_read() failed (SSL: error:',
  'SSL_write() failed (SSL: error:',
  'SSL_shutdown() failed (SSL: error:',
  'peer closed connection in SSL handshake',
  'peer closed connection in SSL handshake (104: Connection reset by peer)',
  'upstream SSL certificate verify error: (',
  'upstream SSL certificate does not match "',
  'upstream SSL handshaking to ',
  'upstream timed out (110: Connection timed out)',
  'upstream timed out (110: Operation timed out)',
  'upstream prematurely closed connection',
  'upstream prematurely sent response',
  'upstream sent no valid HTTP/1.0 header',
  'upstream sent frame for closed stream',
  'upstream server temporarily disabled',
  'no live upstreams',
  'connect() failed (111: Connection refused)',
  'connect() failed (113: No route to host)',
  'connect() failed (101: Network is unreachable)',
  'connect() to ',
  'recv() failed (104: Connection reset by peer)',
  'send() failed (104: Connection reset by peer)',
  'readv() failed (104: Connection reset by peer)',
  'writev() failed (32: Broken pipe)',
  'host not found in upstream "',
  'cannot load certificate "',
  'cannot load certificate key "',
  'client SSL certificate verify error: (',
];

const words = new Set<string>([
  'while',
  'could',
  'not',
  'be',
  'resolved',
  'permission',
  'denied',
  'such',
  'file',
  'or',
  'directory',
]);
for (const phrase of [...actions, ...messages, ...sslReasonTexts, ...alertTexts(), ...verifyTexts()]) {
  for (const word of phrase.matchAll(/[\w'-]+/g)) words.add(word[0].toLowerCase());
}

function alertTexts(): string[] {
  return [
    'SSL routines',
    'SSL alert number',
    'sslv3 tlsv1 tlsv13 ssl/tls alert handshake failure unknown ca access denied',
  ];
}

function verifyTexts(): string[] {
  return [...Array.from({ length: 95 }, (_, code) => verifyReason(code)), 'self signed'];
}

/** Whether two pieces are better read as one word than as two. */
export function isOneWord(before: string, after: string): boolean {
  const [a, b] = [before.toLowerCase(), after.toLowerCase()];
  if (words.has(a + b)) return true;
  return !(words.has(a) || words.has(b));
}

/** What has to follow where a text stops inside a fixed phrase; empty where it does not. Blanks are left out on both sides. */
export function restsOf(text: string, phrases: readonly string[]): string[] {
  const squeezed = text.replace(/\s+/g, '');
  if (squeezed === '') return [];
  return phrases
    .map((phrase) => phrase.replace(/\s+/g, ''))
    .filter((phrase) => phrase.length > squeezed.length && phrase.startsWith(squeezed))
    .map((phrase) => phrase.slice(squeezed.length));
}
