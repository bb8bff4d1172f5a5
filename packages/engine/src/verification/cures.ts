import type { CertificateFacts } from '../x509/chain.js';
import { canMatch, namesOf } from '../x509/check-host.js';
import { sameName } from '../x509/distinguished-name.js';
import type { Cure, CureSide, ReissueChange } from './cure.js';
import { type FoundFault, namesItself } from './fault-kind.js';
import { label, nameLabel } from './label.js';
import { nearestNames } from './names.js';
import { missingIssuer, otherwiseWritten } from './nearest-issuer.js';
import type { Findings } from './search.js';
import type { Judgement, Trial } from './trial.js';

/** Everything that would cure a fault, the best first; any one is enough. */
export function curesOf(found: FoundFault, judgement: Judgement, trial: Trial, findings: Findings): readonly Cure[] {
  const { certificate, kind } = found;
  switch (kind) {
    case 'issuer':
      return issuerCures(certificate, trial, findings);
    case 'depth':
      return [];
    case 'signature':
      return signatureCures(found, judgement, trial, findings);
    case 'list-missing':
    case 'list-expired':
      return [listCure(certificate)];
    case 'rejected':
      return [
        {
          side: 'nginx',
          action: { type: 'trust', certificate: certificate.sha256, instead: certificate.sha256 },
          what: `put ${label(certificate)} into the file of proxy_ssl_trusted_certificate without trust settings`,
          command: 'openssl x509 -in TRUSTED.pem -out PLAIN.pem',
        },
      ];
    case 'revoked':
      return [
        ...withoutTrusted(findings),
        reissue(certificate, 'serial', 'upstream', `replace ${label(certificate)}: its CA has revoked it`),
      ];
    case 'name-constraints':
      return [...withoutTrusted(findings), ...constraintCures(certificate, judgement, trial)];
    case 'name':
      return nameCures(certificate, trial.name ?? '');
    default:
      return [...withoutTrusted(findings), ...renewals(certificate, trial, kind)];
  }
}

function issuerCures(top: CertificateFacts, trial: Trial, { issuer: atHand, misleading }: Findings): readonly Cure[] {
  if (top.selfSigned) return [trust(top, 'the upstream shows it itself, which proves nothing')];
  if (misleading !== undefined)
    return [
      distrust(
        misleading,
        'the upstream sends it with the others above it, and OpenSSL does not look among those once it has taken one from the trusted file',
      ),
    ];
  // Above a trusted certificate OpenSSL looks among the trusted ones only.
  const isTrusted = trial.trusted.some(({ sha256 }) => sha256 === top.sha256);
  if (atHand !== undefined) {
    const trusting = trust(atHand, `it has issued ${label(top)}`);
    return atHand.selfSigned || isTrusted ? [trusting] : [send(atHand), trusting];
  }
  const { issuer: subject, authorityKeyId: keyId, sha256: issued } = top;
  const other = otherwiseWritten(top, trial.trusted);
  // Its owner has no certificate of the name that is sought.
  if (other !== undefined) {
    const what = `have ${label(top)} issued again with the name of its issuer as that writes it: ${other.subject}, in place of ${subject}`;
    return [reissue(top, 'signature', 'upstream', what)];
  }
  const issuer = nameLabel(subject);
  const key = keyId === undefined ? '' : ` with the key identifier ${keyId}`;
  const toTrust: Cure = {
    side: 'nginx',
    action: { type: 'obtain', subject, keyId, issued, use: 'trust' },
    what: `if ${issuer} is a root: get its certificate${key} from its owner, compare the SHA-256 fingerprint, and add it to the file of proxy_ssl_trusted_certificate`,
  };
  const toSend: Cure = {
    side: 'upstream',
    action: { type: 'obtain', subject, keyId, issued, use: 'send' },
    what: `if ${issuer} is an intermediate: the upstream has to send it behind its own certificate (its chain file: leaf first); together with its root it also works in the file of proxy_ssl_trusted_certificate`,
  };
  if (isTrusted) return [toTrust, ...otherKeyCures(top, trial)];
  const either = isLikelyIntermediate(top, trial) ? [toSend, toTrust] : [toTrust, toSend];
  return [...either, ...otherKeyCures(top, trial)];
}

/** CAs name their roots so, and nothing else. It ranks, and decides nothing. */
export const callsItselfRoot = (subject: string): boolean => /\broot\b/i.test(subject);

/** A trusted root of a similar name is likely to be above it. */
function isLikelyIntermediate(top: CertificateFacts, { trusted }: Trial): boolean {
  const { nearest } = missingIssuer(top, trusted);
  return !callsItselfRoot(top.issuer) && nearest?.why === 'similar-name' && nearest.certificate.selfSigned;
}

/** A CA of the right name with another key is there: it may be the issuer all the same, if the identifier is what is wrong. */
function otherKeyCures(top: CertificateFacts, { trusted, presented }: Trial): readonly Cure[] {
  const { issuer, authorityKeyId: keyId } = top;
  if (keyId === undefined) return [];
  const other = [...trusted, ...presented].find(
    (one) => one !== top && sameName(one.subject, issuer) && one.subjectKeyId !== keyId,
  );
  if (other === undefined) return [];
  const what = `if the ${label(other)} that is there did issue it: have ${label(top)} issued again with the identifier of that key; it names another one`;
  return [reissue(top, 'signature', 'upstream', what)];
}

function trust(certificate: CertificateFacts, why: string, instead?: CertificateFacts): Cure {
  const place = instead === undefined ? '' : ` in place of the one with the fingerprint ${instead.sha256}`;
  return {
    side: 'nginx',
    action: {
      type: 'trust',
      certificate: certificate.sha256,
      ...(instead === undefined ? {} : { instead: instead.sha256 }),
    },
    what: `add ${label(certificate)} to the file of proxy_ssl_trusted_certificate${place}, once its owner has confirmed the SHA-256 fingerprint ${certificate.sha256}: ${why}`,
  };
}

/** A smaller change than to have something issued again: the right certificate is there already. */
function withoutTrusted({ misleading, right }: Findings): readonly Cure[] {
  if (misleading === undefined) return [];
  if (right !== undefined) return [trust(right, 'it has the same name, and not this fault', misleading)];
  return [
    distrust(misleading, 'OpenSSL looks in that file first, and without it finds a path that does not have this fault'),
  ];
}

function distrust(certificate: CertificateFacts, why: string): Cure {
  return {
    side: 'nginx',
    action: { type: 'distrust', certificate: certificate.sha256 },
    what: `take ${label(certificate)} (SHA-256 ${certificate.sha256}) out of the file of proxy_ssl_trusted_certificate: ${why}`,
  };
}

function send(certificate: CertificateFacts): Cure {
  return {
    side: 'upstream',
    action: { type: 'send', certificate: certificate.sha256 },
    what: `append ${label(certificate)} to the chain file of the upstream, behind the certificate that it issued`,
  };
}

function signatureCures(
  { certificate, depth }: FoundFault,
  { path }: Judgement,
  trial: Trial,
  { misleading, right }: Findings,
): readonly Cure[] {
  if (right !== undefined) return [trust(right, 'both have the same name, and its key has signed', misleading)];
  if (misleading !== undefined)
    return [distrust(misleading, 'another of the same name is the issuer, and OpenSSL takes the first of them')];
  const again = renewals(certificate, trial, 'signature');
  const issuer = path[depth + 1];
  if (issuer === undefined || namesItself(certificate)) return again;
  const { issuer: subject, authorityKeyId: keyId, sha256: issued } = certificate;
  const place = `in place of the one with the fingerprint ${issuer.sha256}`;
  if (!trial.trusted.some(({ sha256 }) => sha256 === issuer.sha256)) {
    const sent: Cure = {
      side: 'upstream',
      action: { type: 'obtain', subject, keyId, issued, use: 'send', instead: issuer.sha256 },
      what: `the upstream has to send the certificate of ${nameLabel(subject)} whose key has signed ${label(certificate)}, ${place}`,
    };
    return [sent, ...again];
  }
  const other: Cure = {
    side: 'nginx',
    action: { type: 'obtain', subject, keyId, issued, use: 'trust', instead: issuer.sha256 },
    what: `get the certificate of ${nameLabel(subject)} whose key has signed ${label(certificate)} from its owner, compare the SHA-256 fingerprint, and put it into the file of proxy_ssl_trusted_certificate ${place}`,
  };
  return [other, ...again];
}

function listCure(issuer: CertificateFacts): Cure {
  return {
    side: 'nginx',
    action: { type: 'list', issuer: issuer.subject, certificate: issuer.sha256 },
    what: `put the current revocation list of ${label(issuer)} into the file of proxy_ssl_crl, beside the lists of all other CAs of the chain`,
  };
}

/** A literal name that the certificate covers; where it has none, only a new certificate helps. */
function nameCures(leaf: CertificateFacts, asked: string): readonly Cure[] {
  const names = nearestNames(asked, namesOf(leaf).filter(canMatch));
  const [nearest] = names;
  const own: readonly Cure[] =
    nearest === undefined
      ? []
      : [
          {
            side: 'nginx',
            action: { type: 'name', names },
            what: `set proxy_ssl_name to the upstream's own name, if that is ${nearest.startsWith('*.') ? `one below ${nearest.slice(2)}` : `"${nearest}"`}${names.length > 1 ? ' (or another that the certificate covers)' : ''}: make sure that it is; whoever has another certificate of that CA could show it`,
          },
        ];
  const wanted = isName(asked)
    ? `with "${asked}" in its SAN`
    : 'with its DNS name in the SAN, and set proxy_ssl_name to that';
  return [...own, reissue(leaf, 'names', 'upstream', `have the upstream's certificate issued again, ${wanted}`)];
}

/** The upstream's names can change, or the limits of its CA. */
function constraintCures(ca: CertificateFacts, { path: [leaf] }: Judgement, trial: Trial): readonly Cure[] {
  const own =
    leaf === undefined || leaf === ca
      ? []
      : [
          reissue(
            leaf,
            'names',
            'upstream',
            `have ${label(leaf)} issued again with names that ${label(ca)} may issue for`,
          ),
        ];
  return [...own, ...renewals(ca, trial, 'name-constraints')];
}

const isName = (text: string): boolean => text.includes('.') && !/^[\d.]+$/.test(text) && !text.includes(':');

const wishes: Readonly<Partial<Record<ReissueChange, string>>> = {
  expired: 'with dates that have not passed',
  'not-yet-valid': 'with dates that have begun, if nginx’s clock is right',
  authority: 'as a CA: basicConstraints CA:TRUE, keyUsage keyCertSign and cRLSign',
  purpose: 'with serverAuth in its extendedKeyUsage, and digitalSignature in its keyUsage',
  'path-length': 'with a larger pathlen, or with none',
  'weak-key':
    'with RSA of 2048 bits or more, or EC of 256: that is a new key, so what it has issued has to be issued again',
  'weak-digest': 'signed with SHA-256 or better',
  signature: 'signed by the CA that it names',
  'name-constraints': 'without that limit',
  extension: 'without the extension that OpenSSL refuses',
};

/** Where the certificate is used, the new one has to be put: behind the leaf, in the trusted file, or both. */
function renewals(certificate: CertificateFacts, trial: Trial, change: ReissueChange): readonly Cure[] {
  const isTrusted = trial.trusted.some(({ sha256 }) => sha256 === certificate.sha256);
  const side: CureSide = isTrusted && trial.presented[0]?.sha256 !== certificate.sha256 ? 'nginx' : 'upstream';
  const place = isTrusted ? ', and put the new one into nginx’s trusted file' : '';
  const wish =
    change === 'purpose' && certificate.ca === true
      ? 'with serverAuth in its extendedKeyUsage, or without extendedKeyUsage'
      : (wishes[change] ?? 'so that OpenSSL takes it');
  return [reissue(certificate, change, side, `have ${label(certificate)} issued again ${wish}${place}`)];
}

function reissue({ sha256 }: CertificateFacts, change: ReissueChange, side: CureSide, what: string): Cure {
  return { side, action: { type: 'reissue', certificate: sha256, change }, what };
}
