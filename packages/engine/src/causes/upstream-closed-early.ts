import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { address, decides } from './evidence/commands.js';
import { likely, line, possible } from './evidence/verdict.js';

export default defineCause({
  id: 'upstream-closed-early',
  title: 'The upstream closed the connection before it answered',
  stage: 'response',
  impact: { threat: 'none', downtime: 'medium', minutesToFix: [10, 60] },
  explanation:
    'The upstream closed without an answer: it crashed or restarted, closed an idle kept-alive connection at the wrong moment, or refused a client certificate without an alert (Node, TLS 1.3). The line does not say how far nginx had come: with https too it is written where a connection was accepted and closed at once, before TLS began, as a load balancer without a backend does. With http:// to a TLS port it is that mistake.',

  detect(given) {
    const { signature, upstream } = given.incident;
    if ((signature.kind === 'alert' || signature.kind === 'ssl') && signature.during !== 'handshake')
      return possible(
        [line(given, 'the handshake was done: the connection broke down after it')],
        ['the upstream’s own log at that moment, and that of a gateway on the way'],
        0.05,
      );
    if (signature.kind !== 'closed' || (signature.during !== 'response' && signature.during !== 'send'))
      return undefined;
    const plain = upstream?.scheme === 'http' || given.hop?.tls.enabled === 'no';
    const said = line(given, howFar(signature.during, plain));
    const decidedBy = [
      'the upstream’s own log at that moment, and that of a load balancer on the way',
      decides(
        plain
          ? 'whether it closes there as well'
          : 'whether it closes there as well, before the TLS handshake or after',
        `curl -sv${upstream?.scheme === 'https' ? 'k' : ''} ${upstream?.scheme === 'https' ? 'https' : 'http'}://${address(given)}/`,
      ),
    ];
    return plain ? possible([said], decidedBy, 0.6) : likely([said], decidedBy, 0.5);
  },

  unverifiedHelps: false,
  remedy: () => [
    {
      who: 'the upstream’s owner',
      what: 'find the crash, restart or refusal in the upstream’s own log, and whether a load balancer before it has a backend; raise its keep-alive time-out above nginx’s',
    },
    {
      who: 'you, meanwhile',
      what: 'let idempotent requests go to the next peer (proxy_next_upstream error timeout is the default)',
    },
  ],
  confirm: () => ['the upstream’s own log at the time of the line'],
  prevention: 'Let upstreams drain connections before they stop; keep their keep-alive time-out longer than nginx’s.',
  worlds: [
    {
      id: 'closes-after-handshake',
      upstream: { ...faultless, application: 'closes-after-handshake' },
      settings: verifiedSettings,
      repaired: faultless,
      protocols: ['proxy'],
    },
    {
      id: 'closes-when-it-accepts',
      upstream: { type: 'close', reset: false, at: 'accept' },
      settings: verifiedSettings,
      repaired: faultless,
      protocols: ['proxy', 'grpc', 'uwsgi'], // stream has not begun to read: upstream-closed
    },
  ],
  examples: [{ log: 'closed-early.log', config: 'verified.conf', confidence: 'likely' }],
});

/**
 * What the line is proof of. Where nginx learns of the connection and of its end at once it reads before it writes
 * (ngx_http_upstream_process_header), so "reading response header" may come before the handshake and before the request.
 */
function howFar(during: 'response' | 'send', plain: boolean): string {
  if (during === 'send') return 'closed while the request was being sent';
  return plain
    ? 'closed before an answer came'
    : 'closed before an answer came; the line does not tell whether TLS and the request came before that';
}
