import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { serverNameDecides, showDates } from './evidence/commands.js';
import { serverNameState } from './evidence/hop-state.js';
import { verifyCode } from './evidence/signature.js';
import { certain, chain, likely, line } from './evidence/verdict.js';

export default defineCause({
  id: 'untrusted-root',
  title: 'The upstream’s chain ends in a root that nginx does not trust',
  stage: 'verify',
  impact: { threat: 'medium', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'The upstream sends its whole chain, root included, and that root is not in the file that proxy_ssl_trusted_certificate names. A man in the middle with a root of his own looks exactly the same: trust the root only after its fingerprint was confirmed by the CA’s owner, never because s_client shows it.',

  detect(given) {
    if (verifyCode(given) !== 19) return undefined;
    const said = line(
      given,
      'OpenSSL verify code 19: a self-signed certificate in the chain, and nginx does not trust it',
    );
    const root =
      given.assessment?.anchored === 'no'
        ? chain('the chain presented closes with a root that is not in the trusted file')
        : undefined;
    if (serverNameState(given.hop) === 'sent') return certain([said, root]);
    return likely([said, root], [serverNameDecides(given)], 0.7);
  },

  repair: () => [
    {
      type: 'ask',
      setting: 'trusted_certificate',
      need: 'ca-path',
      why: 'names the root that the upstream’s chain really ends in',
    },
  ],
  unverifiedHelps: true,
  remedy: () => [{ who: 'the CA’s owner', what: 'confirm the root certificate’s SHA-256 fingerprint out of band' }],
  confirm: (given) => [showDates(given)],
  prevention:
    'Distribute root certificates by configuration management with their fingerprints, and put the new root beside the old one before a CA changes.',
  worlds: [
    {
      id: 'foreign-root-sent',
      upstream: { ...faultless, chain: ['foreign-leaf', 'foreign-root'] },
      settings: verifiedSettings,
      files: { 'tls/foreign.pem': { certificates: ['foreign-root'] } },
      answers: { 'ca-path': 'tls/foreign.pem' },
    },
  ],
  examples: [{ log: 'verify-19.log', config: 'verified.conf', confidence: 'certain' }],
});
