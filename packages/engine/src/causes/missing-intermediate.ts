import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { chainDecides, decides, issuerDecides, withServerName } from './evidence/commands.js';
import { verifyCode } from './evidence/signature.js';
import { chain, likely, line, possible } from './evidence/verdict.js';

export default defineCause({
  id: 'missing-intermediate',
  title: 'The upstream sends its certificate without the intermediate',
  stage: 'verify',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [10, 30] },
  explanation:
    'The upstream sends only its own certificate. The CA that issued it is an intermediate, which nginx has no way to find: a server must send it along (RFC 8446, section 4.4.2). Browsers often know intermediates from elsewhere, nginx does not. The right place is the upstream’s chain file; root and intermediate together in nginx’s trusted file work too.',

  detect(given) {
    const code = verifyCode(given);
    if (code !== 21 && code !== 20) return undefined;
    const said = line(
      given,
      code === 21
        ? 'OpenSSL verify code 21: the upstream sent one certificate, and its issuer is not known'
        : 'OpenSSL verify code 20',
    );
    const { assessment } = given;
    if (assessment !== undefined) {
      const sent = given.chain.presented.length;
      if (assessment.anchored === 'yes' || assessment.selfSignedLeaf) return undefined;
      const missing = assessment.missingIssuer?.subject;
      if (missing === undefined) return undefined;
      const vouchedIssues = given.chain.vouched
        .concat(given.chain.trustedNow?.certificates ?? [])
        .some((one) => one.selfSigned && one.subject === missing);
      if (vouchedIssues) return undefined;
      const known = given.chain.vouched.length > 0 || given.chain.trustedNow?.state === 'read';
      const found = chain(
        `the upstream sends ${sent} certificate${sent === 1 ? '' : 's'}; the last was issued by "${missing}", which is neither sent nor trusted`,
      );
      // One certificate alone gets 21 (build_chain in x509_vfy.c): with 20, nginx met others than these, or it is another cause.
      if (code === 20) return possible([said, found], [issuerDecides(missing)], 0.4);
      return likely([said, found], [issuerDecides(missing)], known ? 0.8 : 0.7);
    }
    if (code === 20)
      return possible(
        [
          line(
            given,
            'OpenSSL verify code 20: an intermediate can be missing above another one that the upstream sends',
          ),
        ],
        [chainDecides(given)],
        0.3,
      );
    return likely(
      [said],
      [
        decides('1 means that no intermediate is sent', `${withServerName(given)} | grep -c "BEGIN CERTIFICATE"`),
        chainDecides(given),
      ],
      0.7,
    );
  },

  repair: (given) => [
    ...(verifyCode(given) === 20
      ? [
          {
            type: 'set',
            setting: 'verify_depth',
            value: '2',
            why: 'a missing intermediate above another one makes two of them',
          } as const,
        ]
      : []),
    {
      type: 'ask',
      setting: 'trusted_certificate',
      need: 'ca-path',
      why: 'names a file with the root and the missing intermediate, until the upstream sends the latter itself',
      ask: 'The PEM file on the nginx host with the CA’s root certificate and the intermediate that the upstream does not send, from the CA’s owner: --ca-path FILE. What the upstream itself shows proves nothing until its SHA-256 fingerprint is compared out of band',
    },
  ],
  unverifiedHelps: true,
  remedy: (given) => [
    {
      who: 'the upstream’s owner',
      what: 'append the intermediate to the certificate file that the server presents (leaf first), and reload it: then nginx needs no change',
      command: withServerName(given),
    },
    { who: 'you, until then', what: 'put root and intermediate together in the file of proxy_ssl_trusted_certificate' },
  ],
  confirm: (given) => [`${withServerName(given)} | grep -c "BEGIN CERTIFICATE"`],
  prevention: 'Deploy “fullchain” files on upstreams and check the number of certificates sent after each renewal.',
  worlds: [
    {
      id: 'leaf-alone',
      upstream: { ...faultless, chain: ['leaf'] },
      settings: verifiedSettings,
      files: { 'tls/bundle.pem': { certificates: ['root', 'intermediate'] } },
      answers: { 'ca-path': 'tls/bundle.pem' },
    },
    {
      id: 'leaf-alone-nginx',
      upstream: { ...faultless, implementation: 'nginx', chain: ['leaf'] },
      settings: verifiedSettings,
      repaired: { ...faultless, implementation: 'nginx' },
    },
  ],
  examples: [{ log: 'verify-21.log', config: 'verified.conf', confidence: 'likely' }],
});
