import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import {
  bothServerNames,
  clientCertificateDecides,
  plainHttp,
  plainHttpDecides,
  serverNameDecides,
  withServerName,
} from './evidence/commands.js';
import { serverNameState } from './evidence/hop-state.js';
import { isUndecided } from './evidence/signature.js';
import { likely, line, possible } from './evidence/verdict.js';

export default defineCause({
  id: 'upstream-closed',
  title: 'The upstream ended the handshake without saying why',
  stage: 'handshake',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [10, 60] },
  explanation:
    'The upstream closed the connection in the middle of the handshake, or answered with an alert that names no cause. The log does not decide: a server name that it does not know, a client certificate that it refuses, a PROXY protocol header that it expects, a load balancer without a backend, a crashed or restarting server all look like this. The upstream’s own log has the reason.',

  detect(given) {
    const { signature } = given.incident;
    const named = serverNameState(given.hop) === 'sent';
    const decidedBy = [
      ...(named ? [] : [serverNameDecides(given)]),
      plainHttpDecides(given),
      clientCertificateDecides(given),
    ];
    if (signature.kind === 'closed' && signature.during === 'handshake' && !signature.reset) {
      const said = [line(given, 'the upstream closed the connection during the handshake, without an alert')];
      return named ? likely(said, decidedBy, 0) : possible(said, decidedBy, 0.5);
    }
    if (isUndecided(given))
      return possible([line(given, 'the handshake failed, and the line does not say why')], decidedBy, 0.1);
    // After the handshake it is another matter: upstream-closed-early.
    if (!('during' in signature) || signature.during !== 'handshake') return undefined;
    if (signature.kind === 'alert')
      return possible([line(given, `the upstream answered alert ${signature.number}`)], decidedBy, 0.05);
    return signature.kind === 'ssl'
      ? possible([line(given, 'OpenSSL gave up the handshake')], decidedBy, 0.05)
      : undefined;
  },
  unverifiedHelps: false,
  remedy: (given) => [
    {
      who: 'the upstream’s owner',
      what: 'look up the moment of the failure in the upstream’s own log',
      command: withServerName(given),
    },
    {
      who: 'you, meanwhile',
      what: 'let other peers of the group answer (proxy_next_upstream error timeout is the default)',
    },
  ],
  confirm: (given) => [...bothServerNames(given), plainHttp(given)],
  prevention: 'Let upstreams log refused handshakes, and probe them as nginx does: same address, same name.',
  worlds: [
    { id: 'closes', upstream: { type: 'close', reset: false }, settings: verifiedSettings, repaired: faultless },
    {
      id: 'closes-when-it-accepts',
      upstream: { type: 'close', reset: false, at: 'accept' },
      settings: verifiedSettings,
      repaired: faultless,
      protocols: ['stream'], // elsewhere nginx reads first and writes the line of upstream-closed-early
    },
  ],
  examples: [{ log: 'closed.log', config: 'verified.conf', confidence: 'likely' }],
});
