import type { Evidence, Impact } from '../causes/cause.js';
import type { BlastRadius, DiagnosedFault, DiagnosedIncident, Fix, Notice, Proof } from '../diagnosis/diagnosis.js';
import { visible } from './visible.js';

/** `conf.d/api.conf:12`, or undefined where the evidence has no place. */
export function place(of: Evidence | Notice): string | undefined {
  if (of.file === undefined) return undefined;
  return visible(of.line === undefined ? of.file : `${of.file}:${of.line}`);
}

/** What is told in the place of a cause where OpenSSL names a fault that has no id. */
export const withoutId = 'OpenSSL refuses a certificate of the chain that was given, for a rare reason (certain)';
export const sameVerdict = 'OpenSSL says of the chain that was given what nginx logged';

/** Where the certificate of a fault stands. */
export function faultPlace({ certificate, meaning }: DiagnosedFault): Evidence {
  const text = { kind: 'chain', text: meaning } as const;
  return certificate === null ? text : { ...text, file: certificate.file, line: certificate.line };
}

/** `10.0.1.45:8443 (proxy_pass, conf.d/api.conf:12)`: where the incident is. */
export function whereabouts({ upstream, stage }: DiagnosedIncident): string {
  const unnamed = { client: 'a client of nginx', config: 'nginx’s own start' } as const;
  const address = visible(
    upstream.address ??
      (stage === 'client' || stage === 'config' ? unnamed[stage] : 'an upstream that the log does not name'),
  );
  const { hop } = upstream;
  return hop === null ? address : `${address} (${visible(hop.directive)}, ${visible(hop.file)}:${hop.line})`;
}

/** `12 times, 2024-01-15 03:42:17 to 03:44:10`. */
export function occurrences({ count, firstSeen, lastSeen }: DiagnosedIncident): string {
  const times = count === 1 ? 'once' : `${count} times`;
  if (firstSeen === null) return times;
  const first = readable(firstSeen);
  if (lastSeen === null || lastSeen === firstSeen) return `${times}, ${first}`;
  const [day, clock] = readable(lastSeen).split(' ');
  return `${times}, ${first} to ${first.startsWith(`${day} `) && clock !== undefined ? clock : readable(lastSeen)}`;
}

const readable = (time: string) => visible(time.replace('T', ' '));

/** `Threat: low · downtime: high · time to fix: 5–10 minutes`. */
export function impactLine(impact: Impact): string {
  const [from, to] = impact.minutesToFix;
  const minutes = from === to ? `${from}` : `${from}–${to}`;
  return `Threat: ${impact.threat} · downtime: ${impact.downtime} · time to fix: ${minutes} minutes`;
}

/** `12 of 400 requests (3.0 %) ended in a 5xx`; without an access log, that it is not known. */
export function share({ requests502, requestsTotal }: BlastRadius): string {
  if (requests502 === null) return 'unknown without an access log (--access-log)';
  if (requestsTotal === null || requestsTotal === 0) return `${requests502} requests failed with a 5xx`;
  if (requests502 === 0) return `none of ${requestsTotal} requests failed with a 5xx`;
  const percent = ((requests502 / requestsTotal) * 100).toFixed(1);
  return `${requests502} of ${requestsTotal} requests (${percent} %) failed with a 5xx`;
}

/** The fix for a profile that belongs to the first cause, or else to the next one that has any. */
export function fixFor({ fixes, causes }: DiagnosedIncident, profile: Fix['profile']): Fix | undefined {
  const ofProfile = fixes.filter((fix) => fix.profile === profile);
  return ofProfile.find(({ cause }) => cause === causes[0]?.cause) ?? ofProfile[0];
}

/** What was played of a fix, in a sentence. */
export function proofText(proof: Proof | null): string {
  if (proof === null) return 'Not seen to work on nginx.';
  const { nginx, cured, refused, unchanged } = proof;
  const worlds =
    cured.length === 1
      ? 'in the world of this cause that explains the line'
      : `in ${cured.length === 2 ? 'both' : `all ${cured.length}`} worlds of this cause that explain the line`;
  const attackers =
    refused.length === 0 ? [] : [`${refused.length} attackers in the upstream’s place are refused by verification`];
  const others =
    unchanged.length === 0
      ? []
      : [
          `${unchanged.length === 1 ? 'the other location answers' : `${unchanged.length} other locations answer`} as before`,
        ];
  return `Played on nginx ${nginx}: ${[`the request passes ${worlds}`, ...attackers, ...others].join('; ')}.`;
}
