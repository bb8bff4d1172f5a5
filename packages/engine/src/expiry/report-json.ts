import type { CertCheck } from './check.js';
import type { CheckedItem, CheckedSource } from './source.js';

/** The check as `schemas/cert-check-1.json` describes it. */
export function certCheckJson({ at, thresholds, sources, skipped, problems, count }: CertCheck): string {
  const document = {
    schema: 'stackengine/cert-check@1',
    at,
    warnSeconds: thresholds.warn,
    critSeconds: thresholds.crit,
    count,
    sources: sources.map(sourceDocument),
    skipped: skipped.map(({ reason, use }) => ({ reason, ...use })),
    problems,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function sourceDocument({ kind, name, roles, state, reason, until, ...source }: CheckedSource) {
  const { secondsLeft, daysLeft, decidedBy, items, usedBy, notes, problems } = source;
  return {
    kind,
    name,
    roles,
    state,
    reason,
    notAfter: until ?? null,
    secondsLeft: secondsLeft ?? null,
    daysLeft: daysLeft ?? null,
    line: decidedBy?.line ?? null,
    usedBy,
    certificates: items.filter((item) => item.kind === 'certificate').map(certificateDocument),
    revocationLists: items.filter((item) => item.kind === 'revocation-list').map(listDocument),
    notes,
    problems,
  };
}

function certificateDocument(item: CheckedItem) {
  const { subject, issuer, dns, ip, serial, sha256, role, from, until, state, daysLeft, counts, note, line } = item;
  return {
    subject,
    issuer,
    dns,
    ip,
    serial,
    sha256,
    role,
    notBefore: from,
    notAfter: until,
    state,
    daysLeft,
    counts,
    note: note ?? null,
    line,
  };
}

function listDocument({ issuer, from, until, state, daysLeft, counts, note, line }: CheckedItem) {
  return {
    issuer,
    thisUpdate: from,
    nextUpdate: until ?? null,
    state,
    daysLeft: daysLeft ?? null,
    counts,
    note: note ?? null,
    line,
  };
}
