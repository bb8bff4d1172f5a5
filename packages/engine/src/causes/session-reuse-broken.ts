import { locationText, verifiedName } from '../hops/index.js';
import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { chainDecides } from './evidence/commands.js';
import { differentlyVerified, verifies } from './evidence/hop-state.js';
import { verifyCode } from './evidence/signature.js';
import { certain, directive, likely, line } from './evidence/verdict.js';

export default defineCause({
  id: 'session-reuse-broken',
  title: 'A TLS session of another location, with another verification, is reused here',
  stage: 'verify',
  impact: { threat: 'high', downtime: 'medium', minutesToFix: [5, 15] },
  explanation:
    'nginx keeps one TLS session per upstream peer, and every location that passes to that peer shares it, with the verify result of its first handshake. Another location passes to the same peer without verification (or with another CA or name), so this one resumes a session that was never verified and is refused; it comes and goes with the order of requests and passes right after a reload. The reverse is worse: a fault stays hidden. All locations to one peer have to verify alike.',

  detect(given) {
    const { hop } = given;
    if (hop === undefined) return undefined;
    const { signature } = given.incident;
    if (signature.kind === 'name') {
      const own = verifiedName(hop).name;
      const others = given.sharing.filter(
        (other) =>
          other.tls.sessionReuse.value !== 'off' && verifiedName(other).name !== own && verifies(other) === 'yes',
      );
      const right = own !== undefined && given.assessment?.nameMatches(own) === true;
      const other = others[0];
      if (other === undefined || !(right || recovers(given.access.map((one) => one.status)))) return undefined;
      return likely(
        [
          line(given, 'the name does not match'),
          directive(other.tls.name, `${locationText(other)} passes to the same peer with another name`),
        ],
        [],
        0.9,
      );
    }
    if (verifyCode(given) !== 20) return undefined;
    const other = differentlyVerified(given)[0];
    if (other === undefined) return undefined;
    const said = line(given, 'OpenSSL verify code 20, which a session that was not verified carries too');
    const shared = directive(
      other.tls.verify,
      `${locationText(other)} passes to the same peer and verifies otherwise (${other.tls.verify.directive} ${other.tls.verify.value ?? 'off'})`,
    );
    const fits = given.assessment?.anchored === 'yes' && given.chain.trustedNow?.state === 'read';
    if (fits && (given.assessment?.intermediates ?? 0) <= Number(hop.tls.verifyDepth.value ?? 1))
      return certain([said, shared], 0.9);
    if (given.assessment?.anchored === 'no' && given.chain.trustedNow?.state === 'read') return undefined;
    return likely(
      [said, shared],
      [
        'reload nginx and send the first request to this location: if it passes then, a session is the cause',
        chainDecides(given),
      ],
      0.75,
    );
  },

  repair: () => [],
  unverifiedHelps: false,
  remedy: () => [],
  confirm: () => [
    'reload nginx, then request this location first, the other one second and this one again: 200, 200, 502',
  ],
  prevention:
    'Set verification once, at server or http level, for all locations of an upstream; or switch proxy_ssl_session_reuse off where names must differ.',
  worlds: [
    {
      id: 'unverified-neighbour',
      upstream: { ...faultless, protocols: ['TLSv1.2'] },
      settings: verifiedSettings,
      neighbour: {},
      protocols: ['proxy', 'grpc', 'uwsgi'],
    },
  ],
  examples: [{ log: 'verify-20.log', config: 'sessions.conf', confidence: 'likely' }],
});

/** Statuses that change back and forth: good ones stand among the failures. */
function recovers(statuses: readonly (number | undefined)[]): boolean {
  return statuses.includes(502) && statuses.some((status) => status !== undefined && status < 400);
}
