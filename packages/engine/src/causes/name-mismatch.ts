import type { Hop } from '../hops/hop.js';
import { isAddressLiteral, verifiedName } from '../hops/index.js';
import { castName, castTrustFile, faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause, type Remedy } from './cause.js';
import { decides, serverNameDecides, withoutServerName, withServerName } from './evidence/commands.js';
import { isSet, serverNameState, unfitName } from './evidence/hop-state.js';
import { verifyCode } from './evidence/signature.js';
import { certain, chain, directive, likely, line } from './evidence/verdict.js';

export default defineCause({
  id: 'name-mismatch',
  title: 'nginx checks a name that is not in the upstream’s certificate',
  stage: 'verify',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [5, 10] },
  explanation:
    'The chain is trusted, but the name is not in the certificate. nginx checks proxy_ssl_name, which by default is the host part of proxy_pass: an address, or the name of an upstream group, is rarely in a certificate. IP addresses in the SAN are never matched (X509_check_host looks at DNS names only), so an upstream addressed by IP needs a proxy_ssl_name that is a DNS name in its certificate. A variable such as $host would let clients choose the name.',

  detect(given) {
    const { signature } = given.incident;
    const logged = signature.kind === 'name' ? signature.name : undefined;
    if (logged === undefined && verifyCode(given) !== 62) return undefined;
    const said = line(given, `the chain is trusted, but the certificate does not match "${logged ?? '?'}"`);
    const { hop, assessment } = given;
    const covered =
      assessment === undefined || assessment.names.length === 0
        ? undefined
        : chain(`the certificate covers ${assessment.names.slice(0, 5).join(', ')}`);
    if (hop === undefined)
      return likely(
        [said, covered],
        [
          decides(
            'the names that the certificate covers are its SAN',
            `${withServerName(given)} | openssl x509 -noout -ext subjectAltName`,
          ),
        ],
        0.6,
      );
    const unfit = whyUnfit(hop, logged);
    if (unfit !== undefined) return certain([said, directive(hop.tls.name, unfit), covered], 0.6);
    if (
      assessment !== undefined &&
      logged !== undefined &&
      !assessment.nameMatches(logged) &&
      serverNameState(hop) === 'sent'
    )
      return certain([said, covered]);
    if (serverNameState(hop) === 'sent')
      return likely(
        [said, covered],
        [
          decides(
            'the names that the certificate covers are its SAN',
            `${withServerName(given)} | openssl x509 -noout -ext subjectAltName`,
          ),
        ],
        0.8,
      );
    return likely([said, covered], [serverNameDecides(given)], 0.5);
  },

  repair: () => [
    {
      type: 'ask',
      setting: 'name',
      need: 'name',
      why: 'the DNS name that is checked against the certificate, written out so that no client can choose it',
    },
  ],
  unverifiedHelps: true,
  remedy: ({ assessment }) => (assessment?.ipSansOnly === true ? withoutDnsName(assessment.names[0]) : []),
  confirm: (given) => [
    `${withoutServerName(given)} | openssl x509 -noout -ext subjectAltName`,
    `${withServerName(given)} | openssl x509 -noout -checkhost NAME`,
  ],
  prevention:
    'Give every upstream certificate a DNS name of its own and write it as proxy_ssl_name wherever proxy_pass holds an address, a group or a variable.',
  worlds: [
    {
      id: 'default-name',
      upstream: faultless,
      settings: { verify: 'on', trusted_certificate: castTrustFile, verify_depth: '2' },
    },
    { id: 'wrong-name', upstream: faultless, settings: { ...verifiedSettings, name: 'ledger.internal' } },
    { id: 'url-as-name', upstream: faultless, settings: { ...verifiedSettings, name: `https://${castName}` } },
    {
      id: 'name-from-client',
      upstream: faultless,
      settings: { ...verifiedSettings, name: '$host' },
      protocols: ['proxy', 'grpc', 'uwsgi'],
    },
  ],
  examples: [
    { log: 'name-group.log', config: 'group.conf', confidence: 'certain' },
    { log: 'name-address.log', config: 'address.conf', confidence: 'certain' },
  ],
});

/** The SAN holds addresses only: X509_check_host goes by the common name then, if there is one. */
function withoutDnsName(commonName: string | undefined): readonly Remedy[] {
  const owner = {
    who: 'the upstream’s owner',
    what: 'reissue the certificate with a DNS name in its SAN: it has IP addresses only, and nginx matches none of them',
  };
  if (commonName === undefined) return [owner];
  const what = `until then proxy_ssl_name can be its common name, "${commonName}", which nginx takes where the SAN has no DNS name; it says nothing of the address`;
  return [owner, { who: 'you', what }];
}

/** Why the name in force can't be in an ordinary certificate, or undefined where it could. */
function whyUnfit(hop: Hop, logged: string | undefined): string | undefined {
  const setting = hop.tls.name;
  const written = setting.value ?? '';
  const how = isSet(setting) ? `${setting.directive} is ${written}` : `${setting.directive} is not set`;
  switch (unfitName(hop) ?? (isSet(setting) ? undefined : addressLogged(logged))) {
    case 'url':
      return `${setting.directive} holds a URL; nginx cuts it at the colon and checks "${written.slice(0, written.indexOf(':'))}"`;
    case 'variable':
      return `${how}: what it holds depends on the request`;
    case 'group':
      return `${how}, so nginx checks the name of the upstream group: "${verifiedName(hop).name ?? logged ?? ''}"`;
    case 'address':
      return `${how}, so nginx checks an address, and it matches no IP address of a SAN`;
    case 'socket':
      return `${how}, so nginx checks the path of the socket, which no certificate holds`;
    case 'dot':
      return `${how}, so nginx checks a name that ends in a dot, which no certificate matches`;
    default:
      return undefined;
  }
}

/** A variable in the pass directive held an address. */
function addressLogged(logged: string | undefined): 'address' | undefined {
  return logged !== undefined && isAddressLiteral(logged) ? 'address' : undefined;
}
