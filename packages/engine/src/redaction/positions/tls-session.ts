import type { Target } from './value.js';

/** What `openssl s_client` prints of a session, and lines of SSLKEYLOGFILE. */
const session =
  /(?:Master-Key|Resumption PSK|PSK identity|PSK|Pre-Master Secret|Early secret)\s*:\s+([0-9A-Fa-f]{16,200})/g;
const keyLog =
  /^(?:CLIENT_RANDOM|RSA|(?:CLIENT|SERVER)_(?:HANDSHAKE_TRAFFIC_SECRET|TRAFFIC_SECRET_\d+)|EXPORTER_SECRET|(?:EARLY|CLIENT_EARLY)_(?:EXPORTER|TRAFFIC)_SECRET|ECH_SECRET|ECH_CONFIG)\s+[0-9a-f]{16,64}\s+([0-9a-f]{32,200})/gm; // NSS writes small letters; what goes on in capitals is the next line
const dump = /^([ \t]*[0-9a-f]{4} - )((?:[0-9a-f]{2}[ -]){1,16})(.*)$/gm;

/** Judges what openssl prints of TLS sessions. */
export function judgeSessions(target: Target): void {
  const { text, report } = target;
  if (target.holds('Master', 'PSK', 'SECRET', 'RANDOM', 'Secret', 'secret')) {
    for (const pattern of [session, keyLog]) {
      for (const { index, 0: whole, 1: key = '' } of text.matchAll(pattern)) {
        report(index + whole.length - key.length, index + whole.length, 'KEY', 'position', 'terminal/session-key');
      }
    }
  }
  const ticket = target.holds('ticket') ? text.indexOf('TLS session ticket:') : -1;
  if (ticket === -1) return;
  for (const { index, 1: lead = '', 2: bytes = '' } of text.matchAll(dump)) {
    if (index > ticket)
      report(
        index + lead.length,
        index + lead.length + bytes.trimEnd().length,
        'KEY',
        'position',
        'terminal/session-ticket',
      );
  }
}
