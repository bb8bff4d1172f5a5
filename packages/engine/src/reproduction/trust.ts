import { authority, cast, castName, serverCertificate } from '../worlds/cast.js';
import type { Certificate } from '../worlds/world.js';
import type { CertificateFacts, TrustFile } from '../x509/chain.js';
import { mayHaveIssued } from '../x509/index.js';

/** The certificates of a world: the cast's, with the user's anchors in the places of its own. */
export interface Trust {
  readonly certificates: Readonly<Record<string, Certificate>>;
  /** The user's own among them as twins, which take long to make where their keys are RSA. */
  readonly twins: Readonly<Record<string, Certificate>>;
  /** What the trusted file holds, by id. */
  readonly trusted: readonly string[];
  /** Whether that is what the user's file holds; otherwise a stand-in. */
  readonly known: boolean;
  /** What stands for these of the cast. */
  readonly standingFor: Standing;
  /** The root under which a faultless upstream is. */
  readonly root: string;
  /** The chain that the upstream was seen to present to this nginx, by id; empty where it was not given. */
  readonly presented: readonly string[];
  /** The chain that it was seen to present to somebody who names it, where that is another one. */
  readonly presentedWithServerName: readonly string[] | undefined;
  /** The faultless chain below what is vouched for, or trusted. */
  readonly chain: readonly string[];
}

/** Ids of the user's certificates by the role that they have here. */
export type Standing = Readonly<Partial<Record<'root' | 'intermediate' | 'leaf', string>>>;

/** What is known of the certificates around a hop. */
export interface TrustEvidence {
  readonly trustedNow: TrustFile | undefined;
  readonly vouched: readonly CertificateFacts[];
  readonly presented: readonly CertificateFacts[];
  readonly presentedWithServerName?: readonly CertificateFacts[] | undefined;
  /** ISO 8601. */
  readonly now: string;
}

/**
 * The user's anchors and chain as plain data, with keys of the player's own: names, dates, purposes and who issued whom
 * stay. Whoever has no file of the user's gets the cast.
 */
export function trustOf({ trustedNow, vouched, presented, presentedWithServerName = [], now }: TrustEvidence): Trust {
  const bundle = trustedNow?.state === 'read' ? trustedNow.certificates : [];
  const all = distinct([...bundle, ...vouched, ...presented, ...presentedWithServerName]);
  const ids = new Map(all.map((facts, index) => [facts.sha256, `given-${index}`]));
  const idOf = ({ sha256 }: CertificateFacts): string => ids.get(sha256) ?? '';
  const certificates: Record<string, Certificate> = {
    ...cast,
    'unseen root': authority('Unseen Root CA', 'unseen root'),
    'good root': authority('Good Root CA', 'good root'),
    'good leaf': serverCertificate(castName, 'good root'),
  };
  for (const facts of all) {
    const issuer = facts.selfSigned ? facts : all.find((other) => other !== facts && mayHaveIssued(other, facts));
    const issuerId = issuer === undefined ? `issuer of ${idOf(facts)}` : idOf(issuer);
    if (issuer === undefined) certificates[issuerId] = authority(shortName(facts.issuer), 'unseen root');
    certificates[idOf(facts)] = asCertificate(facts, issuerId, now);
  }
  const anchor = [...vouched, ...bundle].find(({ selfSigned }) => selfSigned) ?? vouched[0] ?? bundle[0];
  const standingFor: Standing = anchor === undefined ? {} : inPlaceOf(anchor, idOf(anchor), certificates);
  for (const [role, id] of Object.entries(standingFor)) {
    for (const [own, certificate] of Object.entries(cast)) {
      if (certificate.issuer === role && own !== role)
        certificates[own] = { ...certificates[own], ...certificate, issuer: id };
    }
  }
  const root = standingFor.root ?? 'root';
  const attackedRoot = certificates[root];
  const attacker = cast['attacker-root'];
  if (attacker !== undefined && attackedRoot !== undefined)
    certificates['attacker-root'] = { ...attacker, subject: attackedRoot.subject };
  const twins: Record<string, Certificate> = {};
  for (const facts of twinned(bundle, [...presented, ...presentedWithServerName, ...vouched])) {
    const described = certificates[idOf(facts)];
    if (described !== undefined) twins[idOf(facts)] = { ...described, twinOf: facts.pem };
  }
  const read = trustedNow?.state === 'read';
  return {
    certificates,
    twins,
    trusted: read ? bundle.map(idOf) : [root],
    known: read,
    standingFor,
    root,
    presented: presented.map(idOf),
    presentedWithServerName: another(presented, presentedWithServerName)?.map(idOf),
    chain: [standingFor.leaf ?? 'leaf', standingFor.intermediate ?? 'intermediate'],
  };
}

/** The answer to those who name the upstream, if it begins with another certificate. */
function another(
  usual: readonly CertificateFacts[],
  named: readonly CertificateFacts[],
): readonly CertificateFacts[] | undefined {
  return usual.length > 0 && named.length > 0 && usual[0]?.sha256 !== named[0]?.sha256 ? named : undefined;
}

/** A bundle of a whole operating system has more than a play can sign again. */
const mostTwins = 8;

/** Whose twins are needed: all that were shown or vouched for, and of a large bundle whoever issued one of these. */
function twinned(
  bundle: readonly CertificateFacts[],
  others: readonly CertificateFacts[],
): readonly CertificateFacts[] {
  if (bundle.length <= mostTwins) return [...others, ...bundle];
  const found = new Set(others);
  for (const subject of found) for (const issuer of bundle) if (mayHaveIssued(issuer, subject)) found.add(issuer);
  return [...found];
}

/** A self-signed anchor is the root; an intermediate keeps an issuer that nobody has; a leaf is itself. */
function inPlaceOf(
  anchor: CertificateFacts,
  id: string,
  certificates: Readonly<Record<string, Certificate>>,
): Standing {
  const issuer = certificates[id]?.issuer ?? 'root';
  if (anchor.selfSigned) return { root: id };
  return anchor.ca === true ? { root: issuer, intermediate: id } : { leaf: id, intermediate: issuer };
}

function distinct(facts: readonly CertificateFacts[]): readonly CertificateFacts[] {
  return [...new Map(facts.map((one) => [one.sha256, one])).values()];
}

/** The common name of a distinguished name, which is all that certificates of a world have. */
function shortName(distinguishedName: string): string {
  return (
    /(?:^|,)\s*CN=((?:\\.|[^,\\])+)/i.exec(distinguishedName)?.[1]?.replace(/\\(.)/g, '$1') ??
    distinguishedName.slice(0, 60)
  );
}

const usages = ['digitalSignature', 'keyCertSign', 'cRLSign'] as const;
const purposes = ['serverAuth', 'clientAuth'] as const;

function asCertificate(facts: CertificateFacts, issuer: string, now: string): Certificate {
  const { keyUsage, extendedKeyUsage, pathLength } = facts;
  const weak = facts.keyType === 'RSA' && (facts.keyBits ?? 2048) < 2048;
  return {
    subject: facts.commonName ?? shortName(facts.subject),
    issuer,
    ca: facts.ca === true,
    dns: facts.dns,
    ip: facts.ip,
    validFrom: days(facts.notBefore, now),
    validTo: days(facts.notAfter, now),
    key: weak ? 'rsa1024' : 'ec',
    digest: /sha1|md5/i.test(facts.signatureAlgorithm) && !facts.selfSigned ? 'sha1' : 'sha256',
    ...(pathLength === undefined ? {} : { pathLength }),
    ...(keyUsage === undefined ? {} : { keyUsage: usages.filter((usage) => keyUsage.includes(usage)) }),
    ...(extendedKeyUsage === undefined
      ? {}
      : { extendedKeyUsage: purposes.filter((purpose) => extendedKeyUsage.includes(purpose)) }),
  };
}

/** Whole days away from now, never none. */
function days(at: string, now: string): number {
  const distance = (Date.parse(at) - Date.parse(now)) / 86_400_000;
  if (!Number.isFinite(distance)) return 0;
  return distance < 0 ? Math.min(-1, Math.floor(distance)) : Math.max(1, Math.ceil(distance));
}
