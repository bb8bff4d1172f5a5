import { faultless } from '../worlds/cast.js';
import { type Case, defineCause } from './cause.js';
import { address, decides, withServerName } from './evidence/commands.js';
import { certain, directive, likely, line, possible } from './evidence/verdict.js';

const usualTlsPorts = new Set([443, 4443, 5443, 6443, 7443, 8443, 9443, 10443, 18443, 50443]);
const secure: Readonly<Record<string, string>> = { proxy: 'https', grpc: 'grpcs', uwsgi: 'suwsgi', stream: 'https' };

export default defineCause({
  id: 'plain-http-to-tls-port',
  title: 'nginx speaks plain HTTP to a TLS port',
  stage: 'response',
  impact: { threat: 'high', downtime: 'high', minutesToFix: [5, 15] },
  explanation:
    'The pass directive says http://, and the upstream expects TLS at this port. The request travels in clear text, credentials included. Servers answer it in three ways: nginx with a 400 “The plain HTTP request was sent to HTTPS port” and no line in any error log, others by closing (“prematurely closed connection”), or with a bare TLS alert that nginx reads as HTTP/0.9 (access log status 009).',

  detect(given) {
    const { hop } = given;
    const { signature, upstream } = given.incident;
    const scheme = upstream?.scheme ?? hop?.target.scheme;
    const encrypted = scheme !== undefined && scheme !== 'http' && scheme !== 'grpc' && scheme !== 'uwsgi';
    if (encrypted || hop?.tls.enabled === 'yes') return undefined;
    const port = upstream?.port ?? hop?.target.port;
    const usual = port !== undefined && usualTlsPorts.has(port);
    const meant = hop === undefined ? undefined : tlsMeant(given);
    const decidedBy = [decides('a certificate here means that this port speaks TLS', withServerName(given))];
    if (signature.kind === 'invalid-header') {
      const said = line(given, 'the answer was no HTTP: a TLS alert looks like this');
      return usual || meant !== undefined || given.access.some((one) => one.upstreamStatus.includes(9))
        ? certain([said, meant])
        : likely([said], decidedBy, 0.7);
    }
    if (signature.kind === 'answer' && signature.status === 400)
      return likely(
        [line(given, 'the upstream answered 400 to plain HTTP'), meant],
        [
          decides('the body says "The plain HTTP request was sent to HTTPS port"', `curl -s http://${address(given)}/`),
          ...decidedBy,
        ],
        usual || meant !== undefined ? 0.8 : 0.5,
      );
    if (signature.kind !== 'closed' || signature.during !== 'response') return undefined;
    const said = line(given, 'the upstream closed the connection on a plain HTTP request');
    return usual || meant !== undefined ? likely([said, meant], decidedBy, 0.8) : possible([said], decidedBy, 0.5);
  },

  repair: (given) => [
    {
      type: 'scheme',
      scheme: secure[given.hop?.protocol ?? 'proxy'] ?? 'https',
      why: 'speaks TLS to the port that expects it',
    },
  ],
  unverifiedHelps: false,
  remedy: () => [],
  confirm: (given) => [withServerName(given), `curl -s http://${address(given)}/`],
  prevention: 'Keep scheme and port together; treat http:// to 443 or 8443 as an error in review.',
  worlds: [
    {
      id: 'nginx-400',
      upstream: { ...faultless, implementation: 'nginx' },
      settings: {},
      plain: true,
      protocols: ['proxy'],
    },
    { id: 'node-closes', upstream: faultless, settings: {}, plain: true, protocols: ['proxy'] },
  ],
  examples: [{ log: 'plain-closed.log', config: 'plain.conf', confidence: 'likely' }],
});

/** A sign that TLS was meant: TLS directives beside an http:// target, or another hop that speaks TLS to the same peer. */
function tlsMeant(given: Case) {
  const { hop } = given;
  if (hop === undefined) return undefined;
  const own = [hop.tls.verify, hop.tls.trustedCertificate, hop.tls.serverName, hop.tls.name, hop.tls.protocols].find(
    (one) => one.origin.from === 'own',
  );
  if (own !== undefined)
    return directive(own, `${own.directive} is set beside a pass directive that does not speak TLS`);
  const other = given.sharing.find((one) => one.tls.enabled === 'yes');
  return other === undefined
    ? undefined
    : directive(other.tls.verify, `another location speaks TLS to the same peer: ${other.target.text}`);
}
