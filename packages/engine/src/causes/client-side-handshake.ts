import { defineCause } from './cause.js';
import { certain, line } from './evidence/verdict.js';

export default defineCause({
  id: 'client-side-handshake',
  title: 'A client failed its handshake with nginx; the upstream has no part in it',
  stage: 'client',
  impact: { threat: 'none', downtime: 'none', minutesToFix: [0, 30] },
  explanation:
    'The line says “while SSL handshaking, client:” without “to upstream”: somebody who connected to nginx’s own listener gave up or spoke something else. Scanners, old clients, and clients that don’t trust nginx’s certificate cause it all day long. No setting of the upstream side changes it.',

  detect(given) {
    return given.incident.signature.kind === 'client'
      ? certain([line(given, 'no “to upstream” in the line: this is a client talking to nginx')])
      : undefined;
  },

  unverifiedHelps: false,
  remedy: () => [
    {
      who: 'you',
      what: 'nothing, unless known clients complain; then look at ssl_protocols, ssl_ciphers and the certificate of this listener',
      command: 'openssl s_client -connect LISTENER:443 -servername NAME </dev/null',
    },
  ],
  confirm: () => ['openssl s_client -connect LISTENER:443 -servername NAME </dev/null'],
  prevention: 'Keep these lines at level info, where a default error log does not show them.',
  // nginx is the server here: a world of upstreams has nothing to show. The lab plays it at a listener.
  worlds: [],
  examples: [{ log: 'client-side.log', config: 'verified.conf', confidence: 'certain' }],
});
