import { castTrustFile, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { certain, line } from './evidence/verdict.js';

export default defineCause({
  id: 'host-not-found',
  title: 'nginx can’t resolve the upstream’s name',
  stage: 'connect',
  impact: { threat: 'none', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'The upstream’s host name has no address. Written plainly in the configuration it is looked up once, at start, by the system, and nginx refuses to start without it; in a variable it is looked up at each request, by the servers of the resolver directive and by nothing else: /etc/hosts and search domains have no part in that.',

  detect(given) {
    const { signature } = given.incident;
    if (signature.kind === 'resolve')
      return certain([line(given, `"${signature.name}" could not be resolved: ${signature.reason}`)]);
    return signature.kind === 'config' && signature.reason === 'host-not-found'
      ? certain([line(given, 'nginx found no address for the upstream when it started')])
      : undefined;
  },

  unverifiedHelps: false,
  remedy(given) {
    const { signature } = given.incident;
    const name = signature.kind === 'resolve' ? signature.name : (given.incident.upstream?.host ?? 'NAME');
    return [
      {
        who: 'you',
        what: 'correct the name (it must be complete: nginx’s resolver adds no search domain), or add its record',
        command: `getent hosts ${name} ; dig +short ${name} @RESOLVER`,
      },
      {
        who: 'whoever runs the DNS',
        what: 'make sure that the server in the resolver directive answers for this zone',
      },
    ];
  },
  confirm: (given) => [
    given.incident.signature.kind === 'resolve' ? `dig +short ${given.incident.signature.name} @RESOLVER` : 'nginx -t',
  ],
  prevention: 'Name upstreams by fully qualified names, and monitor the resolver that nginx uses.',
  worlds: [
    {
      id: 'unknown-at-request',
      upstream: { type: 'refused' },
      settings: { ...verifiedSettings, trusted_certificate: castTrustFile },
      protocols: ['proxy'],
      unresolved: true,
    },
  ],
  examples: [{ log: 'host-not-found.log', config: 'verified.conf', confidence: 'certain' }],
});
