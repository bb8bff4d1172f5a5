import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { plainHttp, withServerName } from './evidence/commands.js';
import { certain, line } from './evidence/verdict.js';

export default defineCause({
  id: 'handshake-timeout',
  title: 'The upstream took the connection and never answered the handshake',
  stage: 'handshake',
  impact: { threat: 'none', downtime: 'high', minutesToFix: [10, 60] },
  explanation:
    'The TCP connection stands, but no TLS answer came within proxy_connect_timeout, which also bounds the handshake (proxy_read_timeout has no part in it). The client gets 504. The port may belong to a plain server that waits for a request, the upstream may be overloaded, or a firewall may swallow large packets (MTU).',

  detect(given) {
    const { signature } = given.incident;
    return signature.kind === 'timeout' && signature.during === 'handshake'
      ? certain([line(given, 'connected, then silence: the time-out struck while SSL handshaking')])
      : undefined;
  },

  unverifiedHelps: false,
  remedy: (given) => [
    {
      who: 'the upstream’s owner',
      what: 'find out whether this port speaks TLS and why it does not answer',
      command: withServerName(given),
    },
    {
      who: 'you',
      what: 'try plain HTTP: a server that waits for a request answers it',
      command: plainHttp(given),
    },
  ],
  confirm: (given) => [withServerName(given), plainHttp(given)],
  prevention: 'Probe the TLS handshake of upstreams, not only their TCP port.',
  worlds: [
    {
      id: 'silent',
      upstream: { type: 'silent' },
      settings: verifiedSettings,
      repaired: faultless,
      // stream writes no line when this timer ends (ngx_stream_proxy_ssl_handshake; measured on 1.22.1).
      protocols: ['proxy', 'grpc', 'uwsgi'],
    },
  ],
  examples: [{ log: 'handshake-timeout.log', config: 'verified.conf', confidence: 'certain' }],
});
