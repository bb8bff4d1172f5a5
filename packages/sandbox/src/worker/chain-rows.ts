import { type CertificateFacts, type ChainEvidence, mayHaveIssued, roleOf } from '@stackengine/engine';
import type { ChainRow } from '../protocol.js';

/** A chain has three; what is longer is a bundle or an attack. */
export const mostRows = 60;
const soon = 30 * 86_400_000;

/** What is shown of a chain. */
export type ShownChain = Pick<ChainEvidence, 'presented' | 'trustedNow' | 'vouched' | 'at'>;

/**
 * The certificates of a chain as a tree: each below the one that can have issued it, the leaf last. Of what is trusted only what
 * leads to something presented; where nothing was presented, all of it.
 */
export function chainRows({ presented, trustedNow, vouched, at }: ShownChain): readonly ChainRow[] {
  const trusted = trustedNow?.certificates ?? [];
  const anchors = unique([...trusted, ...vouched]);
  const shown = unique(presented).slice(0, mostRows);
  if (shown.length === 0) shown.push(...anchors.slice(0, mostRows));
  const has = (some: readonly CertificateFacts[], { sha256 }: CertificateFacts) =>
    some.some((one) => one.sha256 === sha256);
  // An array grows while it is walked: issuers of issuers are found too.
  for (const one of shown)
    if (!one.selfSigned)
      for (const anchor of anchors)
        if (shown.length < mostRows && !has(shown, anchor) && canIssue(anchor, one)) shown.push(anchor);

  const rows: ChainRow[] = [];
  const now = Date.parse(at);
  // OpenSSL takes a trusted issuer before one that was sent.
  const issuers = [...shown].sort((one, other) => Number(has(anchors, other)) - Number(has(anchors, one)));
  const issuerOf = new Map(
    shown.map((one) => [
      one,
      one.selfSigned ? undefined : issuers.find((other) => other !== one && canIssue(other, one)),
    ]),
  );
  const left = new Set(shown);
  const place = (one: CertificateFacts, depth: number): void => {
    left.delete(one);
    rows.push({
      name: nameOf(one),
      names: [...one.dns, ...one.ip].slice(0, 100),
      role: roleOf(one),
      depth,
      origins: [
        ...(has(presented, one) ? (['sent'] as const) : []),
        ...(has(trusted, one) ? (['trusted'] as const) : []),
        ...(has(vouched, one) ? (['vouched'] as const) : []),
      ],
      state: stateOf(one, now),
      from: Date.parse(one.notBefore),
      to: Date.parse(one.notAfter),
      sha256: one.sha256,
      place: `${one.file}:${one.line}`,
    });
    for (const other of shown.toReversed()) if (left.has(other) && issuerOf.get(other) === one) place(other, depth + 1);
  };
  const begin = (one: CertificateFacts): void => {
    const isAnchor = one.selfSigned || one.trustSettings === true;
    if (!isAnchor) rows.push({ missing: short(commonName(one.issuer)), known: trustedNow?.state === 'read' });
    place(one, isAnchor ? 0 : 1);
  };
  for (const one of shown.toReversed()) if (issuerOf.get(one) === undefined) begin(one);
  // Certificates that issue each other in a circle have no first one.
  for (const one of shown.toReversed()) if (left.has(one)) place(one, 0);
  return rows;
}

/** As `mayHaveIssued`; the comparison of keys first, as bundles are long and names slow to compare. */
function canIssue(issuer: CertificateFacts, issued: CertificateFacts): boolean {
  const [own, named] = [issuer.subjectKeyId, issued.authorityKeyId];
  return (own === undefined || named === undefined || own === named) && mayHaveIssued(issuer, issued);
}

const unique = (certificates: readonly CertificateFacts[]): CertificateFacts[] => [
  ...new Map(certificates.map((one) => [one.sha256, one])).values(),
];

/** OpenSSL takes the second of notAfter as past. */
function stateOf({ notBefore, notAfter }: CertificateFacts, now: number): 'valid' | 'soon' | 'expired' | 'not-yet' {
  const end = Date.parse(notAfter);
  if (end <= now) return 'expired';
  if (Date.parse(notBefore) > now) return 'not-yet';
  return end - now <= soon ? 'soon' : 'valid';
}

const nameOf = ({ commonName, dns, subject, serial }: CertificateFacts): string =>
  short(commonName ?? dns[0] ?? (subject === '' ? serial : subject));

const commonName = (subject: string): string => /(?:^|,)CN=((?:\\.|[^,+\\])*)/.exec(subject)?.[1] ?? subject;

/** A hostile name can be as long as a certificate. */
const short = (name: string): string => (name.length > 80 ? `${name.slice(0, 79)}…` : name);
