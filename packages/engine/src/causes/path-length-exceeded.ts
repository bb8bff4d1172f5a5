import { authority, faultless, serverCertificate, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { showBasicConstraints } from './evidence/commands.js';
import { verifyCode } from './evidence/signature.js';
import { certain, chain, line } from './evidence/verdict.js';

export default defineCause({
  id: 'path-length-exceeded',
  title: 'A CA of the chain has more CAs below it than it allows',
  stage: 'verify',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [60, 480] },
  explanation:
    'A CA certificate carries a path length constraint (RFC 5280, section 4.2.1.9), and more intermediates stand below it than that number allows. proxy_ssl_verify_depth has no part in this and can’t cure it.',

  detect(given) {
    // 38: the proxy certificate's variant of the same limit.
    const code = verifyCode(given);
    if (code !== 25 && code !== 38) return undefined;
    const found = given.assessment?.pathLengthExceeded;
    return certain([
      line(given, `OpenSSL verify code ${code}: path length constraint exceeded`),
      found === undefined ? undefined : chain(`"${found.subject}" allows ${found.pathLength ?? 0} CAs below it`),
    ]);
  },

  unverifiedHelps: true,
  remedy: (given) => [
    {
      who: 'the CA’s owner',
      what: 'issue the server’s certificate directly under that CA, or reissue the CA with a larger pathlen',
      command: showBasicConstraints(given),
    },
  ],
  confirm: (given) => [showBasicConstraints(given)],
  prevention: 'Plan the levels of a PKI before setting pathlen.',
  worlds: [
    {
      id: 'pathlen-0-with-intermediate',
      upstream: { ...faultless, chain: ['long-leaf', 'sub-ca', 'narrow-ca'] },
      certificates: {
        'narrow-ca': authority('Narrow CA', 'root', { pathLength: 0 }),
        'sub-ca': authority('Sub CA', 'narrow-ca'),
        'long-leaf': serverCertificate('payments.internal', 'sub-ca'),
      },
      settings: verifiedSettings,
      repaired: faultless,
    },
  ],
  examples: [{ log: 'verify-25.log', config: 'verified.conf', confidence: 'certain' }],
});
