import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { acceptableClientCas, clientCertificateDecides, decides, showClientCertificate } from './evidence/commands.js';
import { isSet } from './evidence/hop-state.js';
import { alert } from './evidence/signature.js';
import { certain, directive, likely, line, possible } from './evidence/verdict.js';

/** Alerts about the certificate that nginx presented (RFC 8446, section 6.2). */
const about: Readonly<Record<number, string>> = {
  42: 'it can’t be read or its signature is wrong',
  43: 'it is of a type that the upstream does not support',
  44: 'it was revoked',
  45: 'it has expired',
  46: 'it was refused for another reason',
  48: 'the upstream does not know the CA that issued it',
  49: 'it is valid, but not allowed in',
  51: 'its signature over the handshake is wrong: certificate and key may not belong together',
};
const settings = { ...verifiedSettings, certificate: 'tls/client.pem', certificate_key: 'tls/client.key' } as const;
const foreign = {
  'tls/client.pem': { certificates: ['foreign-client'] },
  'tls/client.key': { keyOf: 'foreign-client' },
  'tls/good.pem': { certificates: ['client'] },
  'tls/good.key': { keyOf: 'client' },
} as const;
const answers = { 'client-certificate': 'tls/good.pem', 'client-key': 'tls/good.key' } as const;

export default defineCause({
  id: 'client-certificate-rejected',
  title: 'The upstream refuses the client certificate that nginx presents',
  stage: 'handshake',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [15, 120] },
  explanation:
    'The upstream asked for a client certificate and does not accept the one that proxy_ssl_certificate names: it expired, or another CA issued it than the upstream trusts. “unknown ca” (alert 48) from the upstream is about nginx’s certificate, not about the upstream’s own; switching verification off can’t help.',

  detect(given) {
    const { hop } = given;
    const number = alert(given);
    const { signature } = given.incident;
    const presents = hop !== undefined && isSet(hop.tls.certificate);
    const which = presents ? directive(hop.tls.certificate, `nginx presents ${hop.tls.certificate.value}`) : undefined;
    const decidedBy = [
      clientCertificateDecides(given),
      decides('whether it has expired, and whether its issuer is in that list', showClientCertificate(given)),
    ];
    if (number !== undefined && about[number] !== undefined) {
      const said = line(
        given,
        `the upstream answered alert ${number} about nginx’s client certificate: ${about[number]}`,
      );
      if (presents) return certain([said, which]);
      // A wrong signature is made with a certificate's key: without one, the alert is about another part of the handshake.
      if (number === 51 && hop !== undefined && hop.tls.certificate.origin.from === 'default') return undefined;
      // What only a certificate that was sent can cause.
      const sent = number === 44 || number === 45 || number === 48;
      return sent
        ? likely([said], decidedBy, hop === undefined || hop.tls.certificate.origin.from === 'unknown' ? 0.8 : 0.3)
        : possible([said], decidedBy, 0.4);
    }
    if (!presents) return undefined;
    if (number === 116)
      return likely(
        [
          line(given, 'alert 116 although a certificate is configured: it did not suit what the upstream asked for'),
          which,
        ],
        decidedBy,
        0.6,
      );
    if (number === 40) return possible([line(given, 'alert 40 (handshake_failure)'), which], decidedBy, 0.5);
    if (signature.kind === 'answer' && (signature.status === 400 || signature.status === 403))
      return likely(
        [line(given, `the upstream answered ${signature.status} after the handshake`), which],
        decidedBy,
        0.7,
      );
    if (signature.kind === 'closed')
      return possible(
        [
          line(
            given,
            'the upstream closed the connection: Node and others refuse a client certificate without an alert',
          ),
          which,
        ],
        decidedBy,
        signature.during === 'response' ? 0.7 : 0.6,
      );
    return undefined;
  },

  repair: () => [
    {
      type: 'ask',
      setting: 'certificate',
      need: 'client-certificate',
      why: 'a client certificate of the CA that the upstream asks for',
    },
    { type: 'ask', setting: 'certificate_key', need: 'client-key', why: 'its private key' },
  ],
  unverifiedHelps: false,
  remedy: () => [
    {
      who: 'the upstream’s owner',
      what: 'name the CA that it accepts client certificates from, and have one issued for nginx',
    },
  ],
  confirm: (given) => [acceptableClientCas(given), showClientCertificate(given)],
  prevention: 'Watch the expiry of nginx’s client certificates, and renew them before the upstream’s CA changes.',
  worlds: [
    {
      id: 'unknown-ca',
      upstream: {
        ...faultless,
        implementation: 'openssl',
        protocols: ['TLSv1.2'],
        clientCertificate: { mode: 'required', trusted: ['root'] },
      },
      settings,
      files: foreign,
      answers,
    },
    {
      id: 'nginx-400',
      upstream: { ...faultless, implementation: 'nginx', clientCertificate: { mode: 'required', trusted: ['root'] } },
      settings,
      files: foreign,
      answers,
      protocols: ['proxy'],
    },
  ],
  examples: [{ log: 'alert-48.log', config: 'mtls.conf', confidence: 'certain' }],
});
