import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { probePort, showRoute } from './evidence/commands.js';
import { certain, likely, line } from './evidence/verdict.js';

/** Host or network unreachable: a router says so instead of staying silent. */
const unreachable = /^(113|101|65|51)\b|no route to host|unreachable/i;
const timedOut = /^(110|60|145)\b|timed out/i;

export default defineCause({
  id: 'connect-timeout',
  title: 'The upstream can’t be reached',
  stage: 'connect',
  impact: { threat: 'none', downtime: 'high', minutesToFix: [10, 60] },
  explanation:
    'No TCP connection came about within proxy_connect_timeout, or a router said that there is no way to the host. A firewall that drops packets, a wrong address or a host that is down look the same. TLS has no part in it: with “while SSL handshaking” in the line it would be another matter.',

  detect(given) {
    const { signature } = given.incident;
    if (signature.kind === 'timeout' && signature.during === 'connect')
      return certain([line(given, 'the time-out struck while connecting')]);
    if (signature.kind !== 'connect') return undefined;
    if (timedOut.test(signature.error)) return certain([line(given, `connect() failed: ${signature.error}`)]);
    return unreachable.test(signature.error)
      ? likely([line(given, `connect() failed: ${signature.error}`)], [showRoute(given)])
      : undefined;
  },

  unverifiedHelps: false,
  remedy: (given) => [
    {
      who: 'whoever runs the network',
      what: 'open the way from the nginx host to this address and port',
      command: probePort(given),
    },
    {
      who: 'you, meanwhile',
      what: 'mark the peer down in its group, or lower proxy_connect_timeout so that the next peer is tried sooner',
    },
  ],
  confirm: (given) => [probePort(given)],
  prevention: 'Test reachability from the nginx host whenever firewalls or addresses change.',
  worlds: [
    { id: 'packets-vanish', upstream: { type: 'unreachable' }, settings: verifiedSettings, repaired: faultless },
  ],
  examples: [{ log: 'connect-timeout.log', config: 'verified.conf', confidence: 'certain' }],
});
