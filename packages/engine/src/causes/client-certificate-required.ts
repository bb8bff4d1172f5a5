import { faultless, verifiedSettings } from '../worlds/cast.js';
import { type Case, defineCause, type Evidence, type Verdict } from './cause.js';
import {
  acceptableClientCas,
  address,
  cipherDecides,
  clientCertificateDecides,
  decides,
  serverNameDecides,
} from './evidence/commands.js';
import { isSet, serverNameState } from './evidence/hop-state.js';
import { alert, isUndecided } from './evidence/signature.js';
import { certain, directive, likely, line, possible } from './evidence/verdict.js';

/** Alerts with which servers answer a client that sent no certificate: 116 and 40 as RFC 8446 and 5246 say, 42 as Go does. */
const refusals = new Set([41, 42, 43, 46, 48, 49]);
const files = { 'tls/client.pem': { certificates: ['client'] }, 'tls/client.key': { keyOf: 'client' } } as const;
const answers = { 'client-certificate': 'tls/client.pem', 'client-key': 'tls/client.key' } as const;

export default defineCause({
  id: 'client-certificate-required',
  title: 'The upstream asks nginx for a client certificate, and it sends none',
  stage: 'handshake',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [15, 60] },
  explanation:
    'The upstream wants mutual TLS: nginx has to present a certificate of its own (proxy_ssl_certificate and proxy_ssl_certificate_key) that a CA known to the upstream issued. With TLS 1.3 the refusal arrives after the handshake, so the line says “while reading response header”. An nginx upstream completes the handshake and answers 400 “No required SSL certificate was sent”, which leaves no line in the error log at all.',

  detect(given) {
    const { hop } = given;
    if (hop?.tls.enabled === 'no') return undefined;
    const number = alert(given);
    const { signature } = given.incident;
    const presents = hop !== undefined && isSet(hop.tls.certificate);
    const none =
      hop === undefined || presents
        ? undefined
        : directive(
            hop.tls.certificate,
            `${hop.tls.certificate.directive} is not set${hop.tls.certificate.origin.from === 'unknown' ? ' in what was given' : ''}: nginx presents no certificate`,
          );
    if (number === 116)
      return presents
        ? likely(
            [line(given, 'the upstream answered “certificate required” (alert 116)')],
            [clientCertificateDecides(given)],
            0.4,
          )
        : certain([line(given, 'the upstream answered “certificate required” (alert 116)'), none]);
    if (presents) return undefined;
    if (signature.kind === 'answer')
      return signature.status === 400 || signature.status === 403
        ? likely(
            [line(given, `the upstream completed the handshake and answered ${signature.status}`), none],
            [
              decides('the body says "No required SSL certificate was sent"', `curl -sk https://${address(given)}/`),
              clientCertificateDecides(given),
            ],
            0.7,
          )
        : undefined;
    if (number !== undefined && refusals.has(number))
      return likely(
        [line(given, `the upstream answered alert ${number}, which some servers send when no certificate came`), none],
        [clientCertificateDecides(given)],
        0.7,
      );
    if (number === 40)
      return likely(
        [
          line(given, 'alert 40 (handshake_failure): with TLS 1.2 also the answer to a missing client certificate'),
          none,
        ],
        [
          clientCertificateDecides(given),
          ...(serverNameState(hop) === 'sent' ? [] : [serverNameDecides(given)]),
          cipherDecides(given),
        ],
        0.45,
      );
    if (signature.kind === 'closed' && signature.during === 'send') return closedWhileSending(given, none);
    if (isUndecided(given))
      return possible(
        [line(given, 'the handshake failed, and the line does not say why'), none],
        [clientCertificateDecides(given)],
        0.25,
      );
    return undefined;
  },

  repair: () => [
    {
      type: 'ask',
      setting: 'certificate',
      need: 'client-certificate',
      why: 'the certificate that nginx presents to the upstream',
    },
    { type: 'ask', setting: 'certificate_key', need: 'client-key', why: 'its private key' },
  ],
  unverifiedHelps: false,
  remedy: () => [
    {
      who: 'the upstream’s owner',
      what: 'say which CA issues its client certificates, and have one issued for nginx (extended key usage clientAuth)',
    },
  ],
  confirm: (given) => [acceptableClientCas(given)],
  prevention: 'Write down which upstreams want mutual TLS, and watch the expiry of nginx’s own client certificates.',
  worlds: [
    {
      id: 'node-tls12',
      upstream: { ...faultless, protocols: ['TLSv1.2'], clientCertificate: { mode: 'required', trusted: ['root'] } },
      settings: verifiedSettings,
      files,
      answers,
    },
    {
      id: 'node-tls13',
      upstream: { ...faultless, protocols: ['TLSv1.3'], clientCertificate: { mode: 'required', trusted: ['root'] } },
      settings: { ...verifiedSettings, protocols: 'TLSv1.2 TLSv1.3' },
      files,
      answers,
    },
    {
      id: 'nginx-400',
      upstream: { ...faultless, implementation: 'nginx', clientCertificate: { mode: 'required', trusted: ['root'] } },
      settings: verifiedSettings,
      protocols: ['proxy'],
      files,
      answers,
    },
  ],
  examples: [
    { log: 'alert-116.log', config: 'verified.conf', confidence: 'certain' },
    { log: 'alert-40.log', config: 'verified.conf', confidence: 'likely' },
  ],
});

/**
 * With TLS 1.3 nginx's handshake is done before the upstream has seen that no certificate came. It then sends alert 116
 * and closes, and nginx's own writing can fail before the alert is read (measured: about one in seven, gRPC to Node).
 * A kept-alive connection and a body that the upstream cuts short look the same.
 */
function closedWhileSending(given: Case, none: Evidence | undefined): Verdict | undefined {
  const { hop, incident } = given;
  if (incident.upstream?.scheme === 'http') return undefined;
  const said = [line(given, 'closed right after the handshake, before the request was sent'), none];
  const kept = hop?.group?.children.some((child) => child.name === 'keepalive') === true;
  const body = hop?.protocol !== 'grpc' && /^(?:POST|PUT|PATCH) /.test(incident.events[0]?.request ?? '');
  const decidedBy = [clientCertificateDecides(given)];
  return kept || body || hop === undefined ? possible(said, decidedBy, 0.3) : likely(said, decidedBy, 0.6);
}
