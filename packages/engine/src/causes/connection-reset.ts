import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { bothServerNames, plainHttpDecides, serverNameDecides, withServerName } from './evidence/commands.js';
import { serverNameState } from './evidence/hop-state.js';
import { likely, line, possible } from './evidence/verdict.js';

/** Where nothing was sent, no name and no header can be what is missing. */
const nobodyBehind =
  'the log of whatever accepts connections at this address: a load balancer without a backend, a full backlog, a firewall';

export default defineCause({
  id: 'connection-reset',
  title: 'The connection to the upstream was reset',
  stage: 'connect',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [10, 60] },
  explanation:
    'A TCP reset came instead of an answer: from the upstream’s process (crash, full backlog), from a load balancer without a backend, from a gateway that routes by server name and knows none for this connection, from a firewall, or from a server that expects a PROXY protocol header. The log does not decide between them.',

  detect(given) {
    const { signature } = given.incident;
    const decidedBy = [
      ...(serverNameState(given.hop) === 'sent' ? [] : [serverNameDecides(given)]),
      plainHttpDecides(given),
      'ask the upstream’s owner whether it expects a PROXY protocol header',
    ];
    if (signature.kind === 'connect' && /^(104|54)\b|reset by peer/i.test(signature.error))
      return likely(
        [line(given, 'reset as soon as it was accepted, before nginx had sent anything')],
        [nobodyBehind],
        0.6,
      );
    if (signature.kind !== 'closed' || !signature.reset) return undefined;
    const said = [line(given, `a TCP reset (104) during the ${signature.during}`)];
    return signature.during === 'handshake' && serverNameState(given.hop) !== 'sent'
      ? possible(said, decidedBy, 0.5)
      : likely(said, decidedBy, 0.3);
  },

  unverifiedHelps: false,
  remedy: (given) => [
    {
      who: 'the upstream’s owner',
      what: 'look up the moment of the reset in the logs of the server and of whatever stands before it',
      command: withServerName(given),
    },
    {
      who: 'you, meanwhile',
      what: 'let other peers of the group answer (proxy_next_upstream error timeout is the default)',
    },
  ],
  confirm: (given) => [...bothServerNames(given)],
  prevention: 'Probe upstreams as nginx does: same address, same name, same first bytes.',
  worlds: [
    { id: 'resets', upstream: { type: 'close', reset: true }, settings: verifiedSettings, repaired: faultless },
    {
      id: 'resets-when-it-accepts',
      upstream: { type: 'close', reset: true, at: 'accept' },
      settings: verifiedSettings,
      repaired: faultless,
    },
  ],
  examples: [
    { log: 'reset.log', config: 'verified.conf', confidence: 'likely' },
    { log: 'reset-at-accept.log', config: 'verified.conf', confidence: 'likely' },
  ],
});
