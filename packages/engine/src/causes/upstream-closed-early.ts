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
    'The connection stood (the handshake too, with https), the request was sent, and the upstream closed without an answer: it crashed or restarted, closed an idle kept-alive connection at the wrong moment, or refused a client certificate without an alert (Node, TLS 1.3). With http:// to a TLS port it is that mistake.',

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
    const said = line(given, 'closed after the request was sent, before an answer came');
    const decidedBy = [
      'the upstream’s own log at that moment',
      decides(
        'whether it closes there as well',
        `curl -sv${upstream?.scheme === 'https' ? 'k' : ''} ${upstream?.scheme === 'https' ? 'https' : 'http'}://${address(given)}/`,
      ),
    ];
    const plain = upstream?.scheme === 'http' || given.hop?.tls.enabled === 'no';
    return plain ? possible([said], decidedBy, 0.6) : likely([said], decidedBy, 0.5);
  },

  unverifiedHelps: false,
  remedy: () => [
    {
      who: 'the upstream’s owner',
      what: 'find the crash, restart or refusal in the upstream’s own log; raise its keep-alive time-out above nginx’s',
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
  ],
  examples: [{ log: 'closed-early.log', config: 'verified.conf', confidence: 'likely' }],
});
