import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { offersHttp2 } from './evidence/commands.js';
import { alert, sslReason } from './evidence/signature.js';
import { certain, likely, line } from './evidence/verdict.js';

export default defineCause({
  id: 'alpn-mismatch',
  title: 'The upstream does not offer the application protocol that nginx asks for',
  stage: 'handshake',
  impact: { threat: 'none', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'grpc_pass asks for HTTP/2 in the handshake (ALPN “h2”), and the upstream refuses or does not speak it on this port: it answers alert 120, or it takes the connection and answers in HTTP/1.1, which nginx cannot read as HTTP/2 frames.',

  detect(given) {
    if (alert(given) === 120 || sslReason(given) === 'no-application-protocol')
      return certain([line(given, 'the upstream answered “no application protocol” (alert 120)')]);
    const event = given.incident.events[0];
    // "HTTP" read as a frame header gives the length 4740180 (0x485454).
    if (
      given.incident.protocol === 'grpc' &&
      event !== undefined &&
      /too large http2 frame: 4740180|invalid http2/.test(event.message)
    )
      return likely(
        [line(given, 'the upstream answered in HTTP/1, where nginx reads HTTP/2 frames')],
        [offersHttp2(given)],
        0.8,
      );
    return undefined;
  },

  unverifiedHelps: false,
  remedy: (given) => [
    {
      who: 'the upstream’s owner',
      what: 'switch HTTP/2 on at this port (in nginx: http2 on), or name the port that speaks it',
      command: offersHttp2(given),
    },
    { who: 'you', what: 'if it is no gRPC service: use proxy_pass https:// instead of grpc_pass' },
  ],
  confirm: (given) => [offersHttp2(given)],
  prevention: 'Probe ALPN of gRPC upstreams after each deployment.',
  worlds: [
    {
      id: 'http1-only',
      upstream: { ...faultless, implementation: 'openssl', alpn: ['http/1.1'] },
      settings: verifiedSettings,
      protocols: ['grpc'],
      repaired: { ...faultless, alpn: ['h2'], application: 'http2' },
    },
  ],
  examples: [{ log: 'alert-120.log', config: 'grpc.conf', confidence: 'certain' }],
});
