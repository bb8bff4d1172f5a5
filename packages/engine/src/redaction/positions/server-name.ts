import { isWellKnown, judgeHost } from '../identity/host.js';
import type { Target } from './value.js';

/** Judges a host name as nginx takes it: with wildcards, a leading dot, a port, or as a regular expression. */
export function judgeServerName(target: Target, { start, end }: { start: number; end: number }): void {
  const { text } = target;
  const raw = text.slice(start, end);
  if (raw.startsWith('~') || /\\\./.test(raw)) {
    judgeNamePattern(target, start, raw);
    return;
  }
  const port = withoutPort(text, start, end);
  const path = raw.slice(0, port - start).indexOf('/');
  judgeHost(target, start + (raw.startsWith('.') ? 1 : 0), path > 0 ? start + path : port, true);
}

/** The labels between escaped dots; the last one stays, as in any host name. */
function judgeNamePattern(target: Target, start: number, given: string): void {
  const raw = withoutOpenParts(given);
  const whole = raw.replace(/\$?\)*$/, '').length;
  for (const match of raw.matchAll(/[A-Za-z0-9-]{2,63}(?=\\\.|\\?-|$|\$)|(?<=\\\.)[A-Za-z0-9-]{2,63}/g)) {
    const label = match[0];
    const escaped = raw[match.index - 1] === '\\' && raw[match.index - 2] !== '\\';
    if (match.index + label.length >= whole || escaped || /^(?:www|com|net|org|\d+)$/.test(label)) continue;
    target.report(start + match.index, start + match.index + label.length, 'HOST', 'identity', 'host/pattern');
  }
}

/** A pattern with blanks for what names nobody: sets of characters such as `[a-z0-9-]`, and hosts that everybody knows. */
function withoutOpenParts(pattern: string): string {
  return pattern
    .replace(/\[(?:\\.|[^\]\\])*\]/g, (set) => ' '.repeat(set.length))
    .replace(/[A-Za-z0-9-]{1,63}(?:\\\.[A-Za-z0-9-]{1,63}){1,8}/g, (host) =>
      isWellKnown(host.replaceAll('\\', '').toLowerCase()) ? ' '.repeat(host.length) : host,
    );
}

/** Where a host ends, before its port. */
export function withoutPort(text: string, start: number, end: number): number {
  const port = /:(?:\d{1,5}|\$\w+)?$/.exec(text.slice(start, end));
  if (port === null) return end;
  const host = text.slice(start, start + port.index);
  return host.includes(':') && !host.startsWith('[') ? end : start + port.index;
}
