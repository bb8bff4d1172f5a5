import { faultless, verifiedSettings } from '../worlds/cast.js';
import { type Case, defineCause } from './cause.js';
import { probePort } from './evidence/commands.js';
import { certain, likely, line } from './evidence/verdict.js';

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
        forbidden(given)
          ? 'on SELinux hosts nginx may connect only where it is allowed to: `getsebool httpd_can_network_connect`'
          : 'whether the socket is there, and open to nginx’s user: `ls -lZ SOCKET`',
      ],
    );
  },

  unverifiedHelps: false,
  remedy: (given) => [
    ...(forbidden(given)
      ? [
          {
            who: 'you',
            what: 'let nginx connect: this host itself forbids it, and the upstream was not even asked',
            command: 'setsebool -P httpd_can_network_connect on',
          },
        ]
      : []),
    {
      who: 'the upstream’s owner',
      what: 'start the server, or name the address and port that it really listens on',
      command: probePort(given),
    },
    { who: 'you, meanwhile', what: 'mark the peer down in its group, so that requests go to healthy peers at once' },
  ],
  confirm: (given) => [probePort(given)],
  prevention: 'Two peers per group and max_fails above 0 let nginx go on while one restarts.',
  worlds: [{ id: 'nobody-listens', upstream: { type: 'refused' }, settings: verifiedSettings, repaired: faultless }],
  examples: [{ log: 'refused.log', config: 'verified.conf', confidence: 'certain' }],
});

/** EACCES for an address, not a socket: a mandatory access control of the nginx host (SELinux, AppArmor) says no. */
function forbidden({ incident: { signature, upstream } }: Case): boolean {
  return signature.kind === 'connect' && /permission denied/.test(signature.error) && upstream?.port !== undefined;
}
