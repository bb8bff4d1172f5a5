import type { Fault } from '../verification/cure.js';
import { callsItselfRoot } from '../verification/cures.js';
import { faultless, verifiedSettings } from '../worlds/cast.js';
import { type Case, defineCause } from './cause.js';
import { chainDecides, issuerDecides, serverNameDecides, verifyChain } from './evidence/commands.js';
import { foundFault, remedyOf } from './evidence/found-fault.js';
import { depthOf, verifies } from './evidence/hop-state.js';
import { isUndecided, sslReason, verifyCode } from './evidence/signature.js';
import { certain, chain, directive, likely, line, possible, trust } from './evidence/verdict.js';

/** Codes that only say that no trusted issuer was found, or one with another key (4, 7), identifier (29 to 31) or
 * kind of key (77). */
const notFound = new Set([2, 4, 7, 20, 21, 27, 29, 30, 31, 77]);

export default defineCause({
  id: 'untrusted-issuer',
  title: 'nginx does not trust the CA that issued the upstream’s certificate',
  stage: 'verify',
  impact: { threat: 'medium', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'Nothing in the file that proxy_ssl_trusted_certificate names ends the chain that the upstream presents. Only a self-signed root is an anchor: a leaf or an intermediate in that file is not enough, since nginx accepts no partial chains. Either the file holds another CA, or it holds an intermediate without its root.',

  told: (given) =>
    isSent(foundFault(given))
      ? { title: 'The upstream sends another certificate of its CA than the one whose key has signed' }
      : {},

  detect(given) {
    const code = verifyCode(given);
    if (sslReason(given) === 'certificate-verify-failed')
      return likely([line(given, 'OpenSSL could not verify the upstream’s certificate')], [chainDecides(given)]);
    if (isUndecided(given)) {
      if (verifies(given.hop) !== 'yes') return undefined;
      return possible([line(given, 'the handshake failed, and the line does not say why')], [chainDecides(given)], 0.5);
    }
    if (code === undefined || !notFound.has(code)) return undefined;
    const said = line(given, `OpenSSL verify code ${code}: no trusted issuer was found`);
    return fromChain(given, said) ?? fromTrustFile(given, code, said) ?? fromCode(given, code, said);
  },

  repair: (given) =>
    isUpstreams(foundFault(given))
      ? []
      : [
          {
            type: 'ask',
            setting: 'trusted_certificate',
            need: 'ca-path',
            why: 'names the root certificate that the upstream’s chain ends in; an intermediate or the leaf is not enough',
          },
        ],
  unverifiedHelps: true,
  remedy(given) {
    const fault = foundFault(given);
    if (fault !== undefined && isUpstreams(fault)) return remedyOf(fault);
    return [
      { who: 'the CA’s owner', what: 'hand over the root certificate with its SHA-256 fingerprint, out of band' },
    ];
  },
  confirm: (given) => [verifyChain(given)],
  prevention:
    'Keep the CA bundle under configuration management, watch its expiry, and add a new root before certificates under it appear.',
  worlds: [
    {
      id: 'foreign-ca',
      upstream: { ...faultless, chain: ['foreign-leaf'] },
      settings: verifiedSettings,
      files: { 'tls/foreign.pem': { certificates: ['foreign-root'] } },
      answers: { 'ca-path': 'tls/foreign.pem' },
      needsChain: true,
    },
    {
      id: 'wrong-ca-file',
      upstream: faultless,
      settings: { ...verifiedSettings, trusted_certificate: 'tls/other.pem' },
      files: { 'tls/other.pem': { certificates: ['foreign-root'] } },
    },
    {
      id: 'intermediate-without-root',
      upstream: faultless,
      settings: { ...verifiedSettings, trusted_certificate: 'tls/issuing.pem' },
      files: { 'tls/issuing.pem': { certificates: ['intermediate'] } },
    },
    {
      id: 'leaf-as-ca',
      upstream: faultless,
      settings: { ...verifiedSettings, trusted_certificate: 'tls/leaf.pem' },
      files: { 'tls/leaf.pem': { certificates: ['leaf'] } },
    },
  ],
  examples: [
    { log: 'verify-20.log', config: 'verified.conf', confidence: 'likely' },
    { log: 'verify-2.log', config: 'verified.conf', confidence: 'likely' },
  ],
});

/** The wrong one of two certificates of a name stands in the upstream's chain file. */
const isSent = (fault: Fault | undefined): boolean =>
  fault?.kind === 'signature' && fault.cures.some(({ action }) => action.type === 'obtain' && action.use === 'send');

/** No other file of nginx's cures it. */
const isUpstreams = (fault: Fault | undefined): boolean =>
  fault?.cause === 'untrusted-issuer' && fault.cures.every(({ side }) => side === 'upstream');

function fromChain(given: Case, said: ReturnType<typeof line>) {
  const { assessment } = given;
  if (assessment === undefined) return undefined;
  const trustKnown = given.chain.trustedNow?.state === 'read';
  if (assessment.anchored === 'yes' && trustKnown) return notTheIssuer;
  const missing = assessment.missingIssuer?.subject;
  if (assessment.anchored !== 'no' || !trustKnown || missing === undefined) return undefined;
  const found = chain(`the chain needs "${missing}", which the trusted file does not hold`);
  // Whether that is a root, or an intermediate that the upstream should send, only its owner knows.
  const isRoot = given.chain.vouched.some((one) => one.selfSigned && one.subject === missing);
  if (isRoot) return certain([said, found], 0.6);
  const named = callsItselfRoot(missing)
    ? chain('by its name that issuer is a root, which no server has to send')
    : undefined;
  const alone = given.chain.presented.length === 1;
  return likely([said, found, named], [issuerDecides(missing)], named !== undefined ? 0.9 : alone ? 0.5 : 0.6);
}

const notTheIssuer = { confidence: 'possible', weight: 0, evidence: [], decidedBy: [] } as const;

function fromTrustFile(given: Case, code: number, said: ReturnType<typeof line>) {
  const file = given.chain.trustedNow;
  if (file?.state !== 'read' || code === 21) return undefined;
  if (file.certificates.some((one) => one.selfSigned)) return undefined;
  return certain([said, trust(`${file.path} holds no self-signed root, so no chain can end in it`)], 0.6);
}

function fromCode(given: Case, code: number, said: ReturnType<typeof line>) {
  const decidedBy = [chainDecides(given), serverNameDecides(given)];
  const { hop } = given;
  const about =
    hop?.tls.trustedCertificate.value === undefined
      ? undefined
      : directive(hop.tls.trustedCertificate, `what nginx trusts here: ${hop.tls.trustedCertificate.value}`);
  if (code === 21) return possible([said, about], decidedBy, 0.6);
  return likely([said, about], decidedBy, depthOf(hop) === 0 ? 0.3 : 0.6);
}
