import type { CertificateFacts } from '../x509/chain.js';
import { canMatch, namesOf } from '../x509/check-host.js';
import { sameName } from '../x509/distinguished-name.js';
import type { Cure, CureSide, ReissueChange } from './cure.js';
import type { FoundFault } from './fault-kind.js';
import { label, nameLabel } from './label.js';
import { nearestNames } from './names.js';
import type { Judgement, Trial } from './trial.js';

/** What was found among the certificates at hand. */
export interface Findings {
  /** The issuer that is missing. */
  readonly issuer?: CertificateFacts | undefined;
  /** A trusted certificate that OpenSSL takes for the issuer and that is not. */
  readonly misleading?: CertificateFacts | undefined;
}

/** Everything that would cure a fault, the best first; any one is enough. */
export function curesOf(found: FoundFault, judgement: Judgement, trial: Trial, findings: Findings): readonly Cure[] {
  const { certificate, kind } = found;
  switch (kind) {
    case 'issuer':
      return issuerCures(certificate, trial, findings.issuer);
    case 'depth':
      return [];
    case 'signature':
      return signatureCures(found, judgement, trial, findings.misleading);
    case 'list-missing':
    case 'list-expired':
      return [listCure(certificate)];
    case 'revoked':
      return [reissue(certificate, 'serial', 'upstream', `replace ${label(certificate)}: its CA has revoked it`)];
    case 'name':
      return nameCures(certificate, trial.name ?? '');
    default:
      return [...renewals(certificate, trial, kind)];
  }
}

function issuerCures(top: CertificateFacts, trial: Trial, atHand: CertificateFacts | undefined): readonly Cure[] {
  if (top.selfSigned) return [trust(top, 'the upstream shows it itself, which proves nothing')];
  const { issuer: subject, authorityKeyId: keyId } = top;
  const issuer = nameLabel(subject);
  // Above a trusted certificate OpenSSL looks among the trusted ones only.
  const isTrusted = trial.trusted.some(({ sha256 }) => sha256 === top.sha256);
  if (atHand !== undefined) {
    const trusting = trust(atHand, 'it is the issuer, and at hand');
    return atHand.selfSigned || isTrusted ? [trusting] : [send(atHand), trusting];
  }
  const key = keyId === undefined ? '' : ` with the key identifier ${keyId}`;
  const toTrust: Cure = {
    side: 'nginx',
    action: { type: 'obtain', subject, keyId, use: 'trust' },
    what: `if ${issuer} is a root: get its certificate${key} from its owner, compare the SHA-256 fingerprint, and add it to the file of proxy_ssl_trusted_certificate`,
  };
  const toSend: Cure = {
    side: 'upstream',
    action: { type: 'obtain', subject, keyId, use: 'send' },
    what: `if ${issuer} is an intermediate: the upstream has to send it behind its own certificate (its chain file: leaf first); together with its root it also works in the file of proxy_ssl_trusted_certificate`,
  };
  const [otherKey] = [...trial.trusted, ...trial.presented].filter(
    (one) => one !== top && sameName(one.subject, subject) && one.subjectKeyId !== keyId,
  );
  const again: readonly Cure[] =
    otherKey === undefined
      ? []
      : [
          reissue(
            top,
            'signature',
            'upstream',
            `if the ${label(otherKey)} that is there did issue it: have ${label(top)} issued again, with that key's identifier (it names another key)`,
          ),
        ];
  return [toTrust, ...(isTrusted ? [] : [toSend]), ...again];
}

function trust(certificate: CertificateFacts, why: string): Cure {
  return {
    side: 'nginx',
    action: { type: 'trust', certificate: certificate.sha256 },
    what: `add ${label(certificate)} to the file of proxy_ssl_trusted_certificate, once its owner has confirmed the SHA-256 fingerprint ${certificate.sha256}: ${why}`,
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
  misleading: CertificateFacts | undefined,
): readonly Cure[] {
  if (misleading !== undefined)
    return [
      {
        side: 'nginx',
        action: { type: 'distrust', certificate: misleading.sha256 },
        what: `take the other ${label(misleading)} (SHA-256 ${misleading.sha256}) out of the trusted file, or put it behind the right one: both have the same name, and OpenSSL takes the first`,
      },
    ];
  const issuer = path[depth + 1];
  const obtained: readonly Cure[] =
    issuer === undefined || issuer === certificate
      ? []
      : [
          {
            side: 'nginx',
            action: { type: 'obtain', subject: certificate.issuer, keyId: certificate.authorityKeyId, use: 'trust' },
            what: `get the certificate of ${nameLabel(certificate.issuer)} whose key signed ${label(certificate)} from its owner, and put it into the trusted file in place of the one that is there`,
          },
        ];
  return [...renewals(certificate, trial, 'signature'), ...obtained];
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

const isName = (text: string): boolean => text.includes('.') && !/^[\d.]+$/.test(text) && !text.includes(':');

const wishes: Readonly<Partial<Record<ReissueChange, string>>> = {
  expired: 'with dates that have not passed',
  'not-yet-valid': 'with dates that have begun, if nginx’s clock is right',
  authority: 'as a CA: basicConstraints CA:TRUE, keyUsage keyCertSign and cRLSign',
  purpose: 'with serverAuth in its extendedKeyUsage, and digitalSignature in its keyUsage',
  'path-length': 'with a larger pathlen, or with none',
  'weak-key': 'with RSA of 2048 bits or more, or EC of 256: that is a new key, so what it has issued has to be issued again',
  'weak-digest': 'signed with SHA-256 or better',
  signature: 'signed by the CA that it names',
  'name-constraints': 'with names that the CA above allows',
  extension: 'without the extension that OpenSSL refuses',
};

/** Where the certificate is used, the new one has to be put: behind the leaf, in the trusted file, or both. */
function renewals(certificate: CertificateFacts, trial: Trial, change: ReissueChange): readonly Cure[] {
  const isTrusted = trial.trusted.some(({ sha256 }) => sha256 === certificate.sha256);
  const side: CureSide = isTrusted && trial.presented[0]?.sha256 !== certificate.sha256 ? 'nginx' : 'upstream';
  const place = isTrusted ? ', and put the new one into nginx’s trusted file' : '';
  const wish = wishes[change] ?? 'so that OpenSSL takes it';
  return [reissue(certificate, change, side, `have ${label(certificate)} issued again ${wish}${place}`)];
}

function reissue({ sha256 }: CertificateFacts, change: ReissueChange, side: CureSide, what: string): Cure {
  return { side, action: { type: 'reissue', certificate: sha256, change }, what };
}
