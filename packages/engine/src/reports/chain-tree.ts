import { type CertificateFacts, namesOf } from '../x509/index.js';
import { roleInWords } from './certificate-card.js';
import { type Paint, withoutColour } from './colour.js';
import { fold, shortened } from './fold.js';
import { type Clock, validityInWords } from './validity.js';

/** One certificate of a path, or the gap where one is missing. */
export type ChainLink =
  | { readonly source: 'sent' | 'trusted' | 'sent and trusted'; readonly certificate: CertificateFacts }
  /** RFC 4514 text of the name that is looked for, and the key that it has to have, where that is known. */
  | { readonly source: 'missing'; readonly subject: string; readonly keyId?: string | undefined };

/** A path for the terminal. */
export interface ChainPicture {
  /** Leaf first, as a chain file has it and as OpenSSL counts depth. */
  readonly path: readonly ChainLink[];
  /** What the upstream sent besides. */
  readonly unused?: readonly CertificateFacts[];
}

/**
 * A chain as a picture: the leaf on top with depth 0, as in a chain file and in `openssl s_client`, each issuer below what it issued, a
 * gap where one is missing. Lines are at most `width` columns.
 */
export function chainTree(
  { path, unused = [] }: ChainPicture,
  { now, width = 80, paint = withoutColour }: Pick<Clock, 'now'> & { readonly width?: number; readonly paint?: Paint },
): readonly string[] {
  const room = Math.max(20, width - margin);
  const lines = path.flatMap((link, depth) => {
    const next = path[depth + 1];
    const [head, details] = described(link, now);
    const { mark, colour } = look(link, now, paint);
    const rail = next === undefined ? ' ' : next.source === 'missing' ? '╎' : '│';
    const names = fold(head, room);
    return [
      ...names.map((line, index) =>
        index === 0
          ? `${link.source === 'missing' ? '?'.padStart(3) : String(depth).padStart(3)} ${colour(mark)} ${colour(line)}`
          : `    ${paint.quiet(rail)} ${colour(line)}`,
      ),
      ...details
        .flatMap((text) => fold(text, room - 2))
        .map((line) => `    ${paint.quiet(rail)}   ${paint.quiet(line)}`),
      ...(next === undefined ? [] : [`    ${paint.quiet(rail)} ${paint.quiet('issued by')}`]),
    ].map((line) => line.trimEnd());
  });
  if (unused.length === 0) return lines;
  const besides = unused
    .slice(0, mostUnused)
    .flatMap((certificate) =>
      fold(`${nameOf(certificate)}, ${validityInWords(certificate, now)}`, room).map((line, index) =>
        index === 0 ? `    · ${line}` : `      ${line}`,
      ),
    );
  const left = unused.length - mostUnused;
  return [
    ...lines,
    paint.quiet('sent besides, and of no use here:'),
    ...besides,
    ...(left > 0 ? [`    · and ${left} more`] : []),
  ];
}

/** Depth, the sign, and the blanks between. */
const margin = 6;
const mostUnused = 10;
const longest = 200;

function described(link: ChainLink, now: string): readonly [head: string, details: readonly string[]] {
  if (link.source === 'missing') {
    const key = link.keyId === undefined ? [] : [`its key: ${link.keyId}`];
    return [shortened(link.subject, longest), ['missing: neither sent nor trusted', ...key]];
  }
  const { certificate, source } = link;
  const trusted = source !== 'sent';
  return [
    nameOf(certificate),
    [`${source}; ${roleInWords(certificate, trusted)}; ${validityInWords(certificate, now)}`],
  ];
}

/** Filled: sent. A diamond: trusted. Empty: missing. Red where it can not be accepted now. */
function look(link: ChainLink, now: string, paint: Paint): { readonly mark: string; readonly colour: Paint['strong'] } {
  if (link.source === 'missing') return { mark: '○', colour: paint.alarm };
  const { notBefore, notAfter } = link.certificate;
  const at = Date.parse(now);
  const valid = Date.parse(notBefore) <= at && at < Date.parse(notAfter);
  const mark = link.source === 'sent' ? '●' : '◆';
  return { mark, colour: valid ? (link.source === 'sent' ? paint.strong : paint.good) : paint.alarm };
}

function nameOf(certificate: CertificateFacts): string {
  const { commonName, subject, ip, sha256 } = certificate;
  const name = commonName ?? (subject === '' ? (namesOf(certificate)[0] ?? ip[0]) : subject);
  return shortened(name ?? `a certificate without a name, SHA-256 ${sha256}`, longest);
}
