import { authority, faultless, serverCertificate, verifiedSettings } from '../worlds/cast.js';
import { type Case, defineCause, type Remedy } from './cause.js';
import { serverNameDecides, showAllDates, showTrustedDates } from './evidence/commands.js';
import { foundFault, isInTrustedFileAlone, remedyOf } from './evidence/found-fault.js';
import { serverNameState } from './evidence/hop-state.js';
import { verifyCode } from './evidence/signature.js';
import { certain, chain, likely, line, trust } from './evidence/verdict.js';

export default defineCause({
  id: 'certificate-expired',
  title: 'A certificate of the upstream’s chain has expired',
  stage: 'verify',
  impact: { threat: 'medium', downtime: 'high', minutesToFix: [15, 120] },
  explanation:
    'A certificate in the path from the upstream’s leaf to the root is past its notAfter, by the clock of the nginx host. It need not be the leaf: an expired intermediate, or an expired root in nginx’s own trusted file, gives the same line. Of several faults nginx logs only the last one OpenSSL found, and expiry hides an unknown issuer: renewing may uncover another.',

  told: (given) => (isTrustedOne(given) ? { title: 'A certificate in nginx’s own trusted file has expired' } : {}),

  detect(given) {
    const code = verifyCode(given);
    // 14: notAfter can't be read.
    if (code !== 10 && code !== 14) return undefined;
    const said = line(given, `OpenSSL verify code ${code}: a certificate in the path is past its notAfter`);
    const root = expiredAnchor(given);
    if (root !== undefined)
      return certain([said, trust(`${root.file}: "${root.subject}" expired on ${root.notAfter}`)], 0.6);
    const expired = given.assessment?.expired[0];
    if (expired !== undefined) return certain([said, chain(`"${expired.subject}" expired on ${expired.notAfter}`)]);
    const state = serverNameState(given.hop);
    if (state === 'sent' || given.hop === undefined) return certain([said]);
    return likely([said], [showAllDates(given), serverNameDecides(given)], 0.7);
  },

  /** Only an expired root in nginx's own file is nginx's to cure. */
  repair: (given) =>
    expiredAnchor(given) === undefined
      ? []
      : [
          {
            type: 'ask',
            setting: 'trusted_certificate',
            need: 'ca-path',
            why: 'names the CA’s current root instead of the expired one',
          },
        ],
  unverifiedHelps: true,
  remedy: (given) => [
    ...(isTrustedOne(given)
      ? trustedRemedy(given)
      : [
          {
            who: 'the upstream’s owner',
            what: 'renew the certificate that expired and reload the server; nginx needs no change',
            command: showAllDates(given),
          },
        ]),
    {
      who: 'you, meanwhile',
      what: 'take the peer out of its group (down) if others are healthy, or serve an error page; check the nginx host’s clock with: date -u. Do not switch verification off in production',
    },
  ],
  confirm: (given) => [isTrustedOne(given) ? showTrustedDates(given) : showAllDates(given), 'date -u'],
  prevention: 'Watch notAfter of every upstream certificate and of the trusted bundle, 30 days ahead.',
  worlds: [
    {
      id: 'expired-leaf',
      upstream: { ...faultless, chain: ['expired-leaf', 'intermediate'] },
      certificates: {
        'expired-leaf': serverCertificate('payments.internal', 'intermediate', { validFrom: -90, validTo: -2 }),
      },
      settings: verifiedSettings,
      repaired: faultless,
    },
    {
      id: 'expired-intermediate',
      upstream: { ...faultless, chain: ['stale-leaf', 'expired-intermediate'] },
      certificates: {
        'expired-intermediate': authority('Old Issuing CA', 'root', { validFrom: -90, validTo: -2 }),
        'stale-leaf': serverCertificate('payments.internal', 'expired-intermediate'),
      },
      settings: verifiedSettings,
      repaired: faultless,
    },
    {
      id: 'expired-root-in-bundle',
      upstream: { ...faultless, chain: ['old-leaf'] },
      certificates: {
        'old-root': authority('Old Root CA', 'old-root', { validFrom: -900, validTo: -2 }),
        'old-leaf': serverCertificate('payments.internal', 'old-root'),
      },
      settings: { ...verifiedSettings, trusted_certificate: 'tls/old.pem' },
      files: { 'tls/old.pem': { certificates: ['old-root'] } },
      repaired: { ...faultless, chain: ['flat-leaf'] },
    },
  ],
  examples: [{ log: 'verify-10.log', config: 'verified.conf', confidence: 'certain' }],
});

/** The upstream's owner can't renew what stands in nginx's file. */
function isTrustedOne(given: Case): boolean {
  const fault = foundFault(given);
  return fault === undefined ? expiredAnchor(given) !== undefined : isInTrustedFileAlone(given, fault);
}

function trustedRemedy(given: Case): readonly Remedy[] {
  const fault = foundFault(given);
  if (fault !== undefined) return remedyOf(fault);
  return [
    { who: 'the CA’s owner', what: 'hand over the current root certificate with its SHA-256 fingerprint, out of band' },
  ];
}

function expiredAnchor(given: Case) {
  const anchors = (given.chain.trustedNow?.certificates ?? []).filter((one) => one.selfSigned);
  const expired = anchors.filter((one) => one.notAfter < given.chain.at);
  // A system bundle may hold expired roots that have no part in this; a file of expired roots alone has.
  return anchors.length > 0 && expired.length === anchors.length ? expired[0] : undefined;
}
