import { faultless, serverCertificate, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { showDates } from './evidence/commands.js';
import { sslReason, verifyCode } from './evidence/signature.js';
import { certain, chain, line } from './evidence/verdict.js';

const weak: Readonly<Record<number, string>> = {
  66: 'the upstream’s own key is too weak',
  67: 'the key of a CA in the chain is too weak',
  68: 'a certificate of the chain is signed with a weak digest',
};

/** Newer OpenSSL refuses some of them while it reads the Certificate message, before it verifies. */
const reasons = new Set(['ee-key-too-small', 'ca-key-too-small', 'ca-md-too-weak']);

export default defineCause({
  id: 'weak-certificate',
  title: 'The upstream’s certificate is too weak for this host’s OpenSSL',
  stage: 'verify',
  impact: { threat: 'medium', downtime: 'high', minutesToFix: [30, 240] },
  explanation:
    'A key of the chain is short (RSA below 2048 bits), or a certificate is signed with SHA-1 or MD5. Debian and others build OpenSSL with security level 2, which refuses these once the hop verifies. It often appears after an upgrade of the nginx host.',

  detect(given) {
    const code = verifyCode(given);
    const reason = sslReason(given);
    const found = given.assessment?.weak[0];
    const evidence =
      found === undefined
        ? undefined
        : chain(`"${found.subject}" is weak: ${found.keyType} ${found.keyBits ?? ''} ${found.signatureAlgorithm}`);
    if (reason !== undefined && reasons.has(reason))
      return certain([line(given, 'OpenSSL refuses a key or digest as too weak'), evidence]);
    const text = code === undefined ? undefined : weak[code];
    return text === undefined ? undefined : certain([line(given, `OpenSSL verify code ${code}: ${text}`), evidence]);
  },

  unverifiedHelps: true,
  remedy: (given) => [
    {
      who: 'the upstream’s owner',
      what: 'reissue with an EC P-256 or RSA 2048 key and a SHA-256 signature, chain included',
      command: `${showDates(given)} -text | grep -E "Public-Key|Signature Algorithm"`,
    },
  ],
  confirm: (given) => [`${showDates(given)} -text | grep -E "Public-Key|Signature Algorithm"`],
  prevention: 'Let the CA refuse RSA below 2048 bits and SHA-1.',
  worlds: [
    {
      id: 'rsa-1024',
      upstream: { ...faultless, implementation: 'openssl', chain: ['weak-leaf', 'intermediate'], securityLevel: 0 },
      certificates: { 'weak-leaf': serverCertificate('payments.internal', 'intermediate', { key: 'rsa1024' }) },
      settings: verifiedSettings,
      repaired: faultless,
    },
  ],
  examples: [{ log: 'verify-66.log', config: 'verified.conf', confidence: 'certain' }],
});
