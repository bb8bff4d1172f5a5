import { authority, faultless, serverCertificate, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { decides, showBasicConstraints, verifyChain, withServerName } from './evidence/commands.js';
import { verifyCode } from './evidence/signature.js';
import { certain, chain, line, possible } from './evidence/verdict.js';

/** 6: its public key can't be read; 24, 32, 37, 79 to 94: not a CA, or a CA whose extensions contradict it. */
const certainly = (code: number): boolean =>
  code === 6 || code === 24 || code === 32 || code === 37 || (code >= 79 && code <= 94);

export default defineCause({
  id: 'invalid-ca',
  title: 'A certificate of the chain was issued by one that may not issue it',
  stage: 'verify',
  impact: { threat: 'medium', downtime: 'high', minutesToFix: [30, 240] },
  explanation:
    'A certificate of the path was signed by one that is no CA (basicConstraints CA:FALSE or absent) or lacks keyCertSign in its key usage. An ordinary server certificate was used as a CA, or the CA was made by hand with the wrong extensions.',

  detect(given) {
    const code = verifyCode(given);
    if (code === undefined) return undefined;
    const wrong = given.assessment?.notACa;
    const found = wrong === undefined ? undefined : chain(`"${wrong.subject}" issues certificates, but is not a CA`);
    const said = line(given, `OpenSSL verify code ${code}: the issuing certificate is not fit to issue`);
    if (certainly(code)) return certain([said, found]);
    if (code !== 26) return undefined;
    if (found !== undefined && given.assessment?.notForServers !== true) return certain([said, found]);
    if (given.assessment !== undefined) return undefined;
    return possible(
      [said],
      [decides('each certificate of the chain but the first has to say CA:TRUE', showBasicConstraints(given))],
      0.5,
    );
  },

  unverifiedHelps: true,
  remedy: (given) => [
    {
      who: 'the CA’s owner',
      what: 'reissue under a certificate with basicConstraints CA:TRUE and keyUsage keyCertSign',
      command: withServerName(given),
    },
  ],
  confirm: (given) => [verifyChain(given)],
  prevention: 'Issue from a CA tool with profiles, never with a server’s own certificate.',
  worlds: [
    {
      id: 'leaf-as-issuer',
      upstream: { ...faultless, chain: ['issued-by-leaf', 'flat-leaf'] },
      certificates: { 'issued-by-leaf': serverCertificate('payments.internal', 'flat-leaf') },
      settings: verifiedSettings,
      repaired: faultless,
    },
    {
      id: 'ca-false-issuer',
      upstream: { ...faultless, chain: ['issued-by-no-ca', 'no-ca'] },
      certificates: {
        'no-ca': authority('Not A CA', 'root', { ca: false, keyUsage: ['keyCertSign', 'cRLSign'] }),
        'issued-by-no-ca': serverCertificate('payments.internal', 'no-ca'),
      },
      settings: verifiedSettings,
      repaired: faultless,
      needsChain: true,
    },
  ],
  examples: [{ log: 'verify-32.log', config: 'verified.conf', confidence: 'certain' }],
});
