import { positionAt } from '@stackengine/nginx-config';
import { verifiedSettings } from '../worlds/cast.js';
import { type Case, defineCause, type Evidence } from './cause.js';
import { address, plainHttp, plainHttpDecides, serverNameDecides } from './evidence/commands.js';
import { serverNameState } from './evidence/hop-state.js';
import { isUndecided, sslReason } from './evidence/signature.js';
import { certain, likely, line, possible } from './evidence/verdict.js';

/** What OpenSSL calls bytes that are no TLS record; which one depends on the bytes and on its version. */
const reasons = new Set([
  'wrong-version-number',
  'unknown-protocol',
  'http-request',
  'https-proxy-request',
  'packet-length-too-long',
  'record-too-small',
  'bad-record-type',
  'unexpected-message',
  'unexpected-record',
  'not-tls',
  'data-length-too-long',
  'encrypted-length-too-long',
]);

export default defineCause({
  id: 'upstream-not-tls',
  title: 'The upstream does not speak TLS on this port',
  stage: 'handshake',
  impact: { threat: 'medium', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'nginx began a TLS handshake, and what came back was no TLS: plain HTTP, or the greeting of another protocol. “wrong version number” is about the first bytes of the answer, not about a TLS version. Either the port is wrong, or TLS is not switched on there. A server that speaks first may show as “upstream prematurely sent response”.',

  detect(given) {
    const { signature } = given.incident;
    const reason = sslReason(given);
    const decidedBy = [plainHttpDecides(given)];
    if (signature.kind === 'premature-response' && given.hop?.tls.enabled !== 'no')
      return likely(
        [
          line(
            given,
            'the upstream sent bytes before nginx asked for any: a protocol in which the server speaks first',
          ),
        ],
        decidedBy,
        0.8,
      );
    if (reason !== undefined && reasons.has(reason)) {
      const said = line(given, 'the first bytes of the answer are no TLS record');
      return serverNameState(given.hop) === 'sent'
        ? certain([said, portless(given)])
        : likely([said, portless(given)], [...decidedBy, serverNameDecides(given)], 0.8);
    }
    if (isUndecided(given))
      return possible([line(given, 'the handshake failed, and the line does not say why')], decidedBy, 0.2);
    return undefined;
  },

  unverifiedHelps: false,
  remedy: (given) => [
    {
      who: 'you',
      what: `find the upstream’s TLS port and put it into the pass directive or the upstream group: ${address(given)} is not it`,
      command: plainHttp(given),
    },
    { who: 'the upstream’s owner', what: 'switch TLS on at this port if it should speak it' },
  ],
  confirm: (given) => [plainHttp(given)],
  prevention:
    'Keep port and scheme together in one place (an upstream group per port), and probe upstreams with openssl s_client after each change.',
  worlds: [
    {
      id: 'plain-http',
      upstream: { type: 'plain', application: 'http1' },
      settings: verifiedSettings,
      repaired: { type: 'tls', implementation: 'node', chain: ['leaf', 'intermediate'], application: 'http1' },
      protocols: ['proxy'],
    },
    {
      id: 'greeting',
      upstream: { type: 'greeting', text: 'SSH-2.0-OpenSSH_9.2\r\n' },
      settings: verifiedSettings,
      repaired: { type: 'tls', implementation: 'node', chain: ['leaf', 'intermediate'], application: 'http1' },
    },
  ],
  examples: [{ log: 'wrong-version.log', config: 'verified.conf', confidence: 'certain' }],
});

/** nginx takes port 80 for a `server` without one, whatever scheme the pass directive has (measured). */
function portless({ hop }: Case): Evidence | undefined {
  const peer = hop?.peers.find(({ statement, port }) => statement.name === 'server' && port === 80);
  if (peer === undefined || peer.statement.args[0]?.endsWith(':80') === true) return undefined;
  const { tree, directive } = peer.statement;
  return {
    kind: 'config',
    text: `"server ${peer.statement.args[0]}" has no port: in an upstream block nginx takes 80, with https:// too`,
    file: tree.file,
    line: positionAt(tree, directive.start).line,
  };
}
