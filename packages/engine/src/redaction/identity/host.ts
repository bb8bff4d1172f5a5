import { isPlaceholder } from '../kinds.js';
import type { Target } from '../positions/value.js';
import { kindOfIPv4, kindOfIPv6 } from './address.js';
import { commonDomains, knownEndings, secondLevels, wellKnownHosts } from './domains.js';

/**
 * Reports the labels of a host name that say whose it is, each by itself, so that wildcards, suffixes and equal parts stay what they
 * are. The last label stays, and what is the same everywhere. Without `certain` the text has to end like a domain.
 */
export function judgeHost(target: Target, start: number, end: number, certain: boolean): void {
  const { text } = target;
  while (end > start && text[end - 1] === '.') end--;
  if (text[start] === '[' && text[end - 1] === ']') {
    judgeAddress(target, start + 1, end - 1);
    return;
  }
  const host = text.slice(start, end);
  if (host === '' || host.length > 253 || !/\p{L}/u.test(host)) {
    judgeAddress(target, start, end);
    return;
  }
  if (/[^\p{L}\p{N}._*-]/u.test(host)) return;
  const lower = host.toLowerCase();
  if (isWellKnown(lower)) return;
  const labels = lower.split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length === 1) {
    if (certain && looksLikeMachine(host)) target.report(start, end, 'HOST', 'identity', 'host/name');
    return;
  }
  if (!certain && !knownEndings.has(last)) return;
  const kept = keptLabels(labels);
  let at = start;
  for (const [index, label] of labels.entries()) {
    const free =
      index >= labels.length - kept ||
      label === '' ||
      label === '*' ||
      label === 'www' ||
      label === '_' ||
      /^\d+$/.test(label);
    if (!free && !isPlaceholder(label)) target.report(at, at + label.length, 'HOST', 'identity', 'host/label');
    at += label.length + 1;
  }
}

/** A name without dots is the name of an upstream group or a service as well; with a number or a hyphen at its end it is a machine. */
function looksLikeMachine(host: string): boolean {
  return host.length < 64 && /\d/.test(host) && /[a-z]/i.test(host) && !isPlaceholder(host);
}

function judgeAddress(target: Target, start: number, end: number): void {
  const address = target.text.slice(start, end).replace(/%.*$/, '');
  const kind = address.includes(':') ? kindOfIPv6(address) : kindOfIPv4(address);
  if (kind !== undefined) target.report(start, start + address.length, kind, 'identity', 'address');
}

function keptLabels(labels: readonly string[]): number {
  const text = labels.join('.');
  const common = commonDomains.find((domain) => text.endsWith(`.${domain}`));
  if (common !== undefined) return common.split('.').length;
  const [second = '', last = ''] = labels.slice(-2);
  return labels.length > 2 && last.length === 2 && secondLevels.has(second) ? 2 : 1;
}

function isWellKnown(host: string): boolean {
  if (/(?:^|\.)(?:example(?:\.(?:com|net|org|edu))?|test|invalid|localhost|localdomain)$/.test(host)) return true;
  for (let at = 0; at !== -1; at = host.indexOf('.', at + 1)) {
    if (wellKnownHosts.has(at === 0 ? host : host.slice(at + 1))) return true;
  }
  return false;
}
