import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './define.js';
import { address } from './observations.js';
import { certain, likely, line } from './verdict.js';

/** errno as Linux prints it; 61 is the BSDs'. */
const refused = /^(111|61)\b|refused/i;
/** A unix socket that isn't there, or that nginx may not open (SELinux, mode). */
const socket = /^(2|13)\b|no such file|permission denied/i;

export default defineCause({
  id: 'connection-refused',
  title: 'Nobody listens where nginx connects to',
  stage: 'connect',
  impact: { threat: 'none', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'The upstream’s host answered that nothing listens at this port (or the unix socket is not there, or may not be opened). TLS has no part in it: the connection ended before the handshake.',

  detect(given) {
    const { signature } = given.incident;
    if (signature.kind !== 'connect') return undefined;
    if (refused.test(signature.error)) return certain([line(given, `connect() failed: ${signature.error}`)]);
    if (!socket.test(signature.error)) return undefined;
    return likely(
      [line(given, `connect() failed: ${signature.error}`)],
      [
        'ls -lZ SOCKET ; getsebool httpd_can_network_connect : on SELinux hosts nginx may connect only where it is allowed to',
      ],
    );
  },

  unverifiedHelps: false,
  remedy: (given) => [
    {
      who: 'the upstream’s owner',
      what: 'start the server, or name the address and port that it really listens on',
      command: `nc -vz ${address(given).replace(/:(\d+)$/, ' $1')}`,
    },
    { who: 'you, meanwhile', what: 'mark the peer down in its group, so that requests go to healthy peers at once' },
  ],
  confirm: (given) => [`nc -vz ${address(given).replace(/:(\d+)$/, ' $1')}`],
  prevention: 'Two peers per group and max_fails above 0 let nginx go on while one restarts.',
  worlds: [{ id: 'nobody-listens', upstream: { type: 'refused' }, settings: verifiedSettings, repaired: faultless }],
  examples: [{ log: 'refused.log', config: 'verified.conf', confidence: 'certain' }],
});
