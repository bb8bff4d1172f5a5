import { isPlaceholder, type PlaceholderKind } from '../kinds.js';
import type { Target } from '../positions/value.js';
import { remembering } from '../remembering.js';
import { kindOfIPv4, kindOfIPv6 } from './address.js';
import { commonDomains, knownEndings, secondLevels, wellKnownHosts, wordEndings } from './domains.js';

/** What of a host goes; offsets into it. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly kind: PlaceholderKind;
  readonly rule: string;
}

const partsOfCertain = remembering((host) => partsOf(host, true));
const partsOfPossible = remembering((host) => partsOf(host, false));

/**
 * Reports the labels of a host name that say whose it is, each by itself, so that wildcards, suffixes and equal parts stay what they
 * are; the last label stays, and what is the same everywhere. Also addresses. Without `certain` the text has to end like a domain.
 */
export function judgeHost(target: Target, start: number, end: number, certain: boolean): void {
  if (end - start > 255 || end <= start) return;
  const host = target.text.slice(start, end);
  for (const { start: from, end: to, kind, rule } of certain ? partsOfCertain(host) : partsOfPossible(host))
    target.report(start + from, start + to, kind, 'identity', rule);
}

function partsOf(whole: string, certain: boolean): readonly Part[] {
  const host = whole.replace(/\.+$/, '');
  if (/^\[.*\]$/.test(host)) return addressOf(host.slice(1, -1), 1);
  if (!/\p{L}/u.test(host) || host.includes(':')) return addressOf(host, 0);
  if (/[^\p{L}\p{N}._*-]/u.test(host) || isWellKnown(host.toLowerCase())) return [];
  if (/^[a-z]+\.[A-Z]+$/.test(host)) return []; // ngx.INFO
  const labels = host.split('.');
  if (labels.length === 1)
    return certain && looksLikeMachine(host) ? [{ start: 0, end: host.length, kind: 'HOST', rule: 'host/name' }] : [];
  const last = (labels.at(-1) ?? '').toLowerCase();
  // `.it` and the like end names in code and words of sentences as well.
  const isWord = labels.length < 3 && !/[-\d]/.test(host);
  if (!certain && !knownEndings.has(last) && (isWord || !wordEndings.has(last))) return [];
  const parts: Part[] = [];
  const kept = keptLabels(labels.map((label) => label.toLowerCase()));
  let at = 0;
  for (const [index, label] of labels.entries()) {
    const open = index >= labels.length - kept || /^(?:|\*|www|_|\d+)$/i.test(label) || isPlaceholder(label);
    if (!open) parts.push({ start: at, end: at + label.length, kind: 'HOST', rule: 'host/label' });
    at += label.length + 1;
  }
  return parts;
}

function addressOf(text: string, at: number): readonly Part[] {
  const address = text.replace(/%.*$/, '');
  const kind = address.includes(':') ? kindOfIPv6(address) : kindOfIPv4(address);
  return kind === undefined ? [] : [{ start: at, end: at + address.length, kind, rule: 'address' }];
}

/**
 * A name without dots is that of an upstream group or a service as well; with a digit in it, it is a machine's. No machine has an underscore in
 * its name (RFC 952).
 */
function looksLikeMachine(host: string): boolean {
  return host.length < 64 && /\d/.test(host) && !host.includes('_') && !isPlaceholder(host);
}

function keptLabels(labels: readonly string[]): number {
  const text = labels.join('.');
  const common = commonDomains.find((domain) => text.endsWith(`.${domain}`));
  if (common !== undefined) {
    let kept = common.split('.').length;
    // The region and the service before a provider's domain
    while (
      kept < labels.length &&
      /^(?:[a-z]{2,3}(?:-[a-z]+)+-\d|dkr|ecr|s3|elb|rds|execute-api|lambda-url|es|eks|sqs|sns|kms|sts|ssm|secretsmanager|lambda|logs|kinesis|events|cache|blob|queue|table|file|vault|database|svc|pod)$/.test(
        labels[labels.length - kept - 1] ?? '',
      )
    )
      kept++;
    return kept;
  }
  const [second = '', last = ''] = labels.slice(-2);
  return labels.length > 2 && last.length === 2 && secondLevels.has(second) ? 2 : 1;
}

/** Whether a host, in lower case, says nothing of whoever names it. */
export function isWellKnown(host: string): boolean {
  if (/(?:^|\.)(?:example(?:\.(?:com|net|org|edu))?|test|invalid|localhost|localdomain)$/.test(host)) return true;
  if (commonDomains.includes(host)) return true;
  for (let at = 0; at !== -1; at = host.indexOf('.', at + 1)) {
    if (wellKnownHosts.has(at === 0 ? host : host.slice(at + 1))) return true;
  }
  return false;
}
