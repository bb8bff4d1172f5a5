import { faultless, serverCertificate, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { showAllDates } from './evidence/commands.js';
import { verifyCode } from './evidence/signature.js';
import { certain, chain, line } from './evidence/verdict.js';

export default defineCause({
  id: 'certificate-not-yet-valid',
  title: 'A certificate of the upstream’s chain is not valid yet',
  stage: 'verify',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [5, 60] },
  explanation:
    'A certificate in the path begins to be valid later than now, by the clock of the nginx host. Usually that clock is behind, or the certificate was issued on a host whose clock is ahead.',

  detect(given) {
    const code = verifyCode(given);
    // 13: notBefore can't be read.
    if (code !== 9 && code !== 13) return undefined;
    const early = given.assessment?.notYetValid[0];
    return certain([
      line(given, `OpenSSL verify code ${code}: a certificate’s notBefore lies in the future`),
      early === undefined ? undefined : chain(`"${early.subject}" is valid from ${early.notBefore}`),
    ]);
  },

  unverifiedHelps: true,
  remedy: (given) => [
    {
      who: 'whoever runs the nginx host',
      what: 'compare its clock with the certificate’s notBefore and correct it if it is behind (NTP)',
      command: 'date -u',
    },
    {
      who: 'the upstream’s owner',
      what: 'if the clock is right: have the certificate reissued',
      command: showAllDates(given),
    },
  ],
  confirm: (given) => ['date -u', showAllDates(given)],
  prevention: 'Run NTP on every host; let the CA backdate notBefore by some minutes.',
  worlds: [
    {
      id: 'tomorrow',
      upstream: { ...faultless, chain: ['early-leaf', 'intermediate'] },
      certificates: {
        'early-leaf': serverCertificate('payments.internal', 'intermediate', { validFrom: 2, validTo: 90 }),
      },
      settings: verifiedSettings,
      repaired: faultless,
    },
  ],
  examples: [{ log: 'verify-9.log', config: 'verified.conf', confidence: 'certain' }],
});
