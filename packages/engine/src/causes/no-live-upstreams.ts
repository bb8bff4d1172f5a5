import { defineCause } from './cause.js';
import { decides } from './evidence/commands.js';
import { likely, line } from './evidence/verdict.js';

export default defineCause({
  id: 'no-live-upstreams',
  title: 'Every peer of the group is switched off after failures',
  stage: 'connect',
  impact: { threat: 'none', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'Each peer failed max_fails times (1 by default) within fail_timeout (10 seconds by default), so nginx asks none of them until that time is over. This is what follows from another failure, never the first cause: earlier lines, one per peer, say what went wrong.',

  detect(given) {
    if (given.incident.signature.kind !== 'no-live-upstreams') return undefined;
    return likely(
      [line(given, 'no peer was left to try; the lines that say why are earlier, or were rotated away')],
      [
        decides(
          'the failures of the group’s peers',
          'grep -hE "to upstream|from upstream" error.log error.log.1 | grep -v "no live upstreams" | tail -n 20',
        ),
      ],
      0.8,
    );
  },

  unverifiedHelps: false,
  remedy: () => [
    {
      who: 'you',
      what: 'give the earlier part of the error log as well: the cause is the line before the first “no live upstreams”',
      command: 'zcat -f /var/log/nginx/error.log* | grep -E "upstream" | head',
    },
  ],
  confirm: () => [
    'zcat -f /var/log/nginx/error.log* | grep -E "to upstream|from upstream" | grep -v "no live upstreams" | head',
  ],
  prevention: 'Watch $upstream_status, and keep error logs longer than an incident lasts.',
  // It has no world of its own: it follows from other causes in a group of two or more peers, and the lab plays it there.
  worlds: [],
  examples: [{ log: 'no-live.log', config: 'group.conf', confidence: 'likely' }],
});
