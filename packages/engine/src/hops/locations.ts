import type { Statement } from '@stackengine/nginx-config';
import { regexMatches } from './regex.js';

interface Location {
  readonly statement: Statement;
  readonly kind: '=' | '^~' | '' | '~' | '~*' | '@';
  readonly pattern: string;
}

/**
 * The locations that can serve a request line's target, chosen among `siblings` and what is nested in them by nginx's
 * rules (ngx_http_core_find_location): an exact one, else the longest prefix, unless a regular expression matches and
 * `^~` does not forbid it. More than one where a regular expression can't be judged here; none where nothing matches.
 */
export function locationsFor(target: string, siblings: readonly Statement[]): readonly Statement[] {
  const uri = normalizedUri(target);
  if (uri === undefined) return [];
  const { perhaps, otherwise } = search(uri, siblings, []);
  return [...perhaps, ...otherwise];
}

interface Found {
  /** Chosen by regular expressions that can't be judged here, if they match. */
  readonly perhaps: readonly Statement[];
  /** What serves if none of them does. */
  readonly otherwise: readonly Statement[];
  /** nginx's NGX_OK: enclosing levels try no regular expression any more. */
  readonly final: boolean;
}

/** `around` serves where nothing among the siblings does. */
function search(uri: string, siblings: readonly Statement[], around: readonly Statement[], depth = 0): Found {
  const nothing: Found = { perhaps: [], otherwise: around, final: false };
  // nginx itself limits the depth of locations by the length of their prefixes.
  if (depth > 50) return nothing;
  const locations = siblings.filter(({ name }) => name === 'location').map(locationOf);
  const exact = locations.find(({ kind, pattern }) => kind === '=' && pattern === uri);
  if (exact !== undefined) return { perhaps: [], otherwise: [exact.statement], final: true };
  const within = (one: Statement): Found => search(uri, one.children, [one], depth + 1);
  const prefix = longestPrefix(uri, locations);
  const inside = prefix === undefined ? nothing : within(prefix.statement);
  if (inside.final || prefix?.kind === '^~') return inside;
  const perhaps = [...inside.perhaps];
  for (const { statement, kind, pattern } of locations) {
    if (kind !== '~' && kind !== '~*') continue;
    const matches = regexMatches(pattern, uri, kind === '~*');
    if (matches === false) continue;
    const nested = within(statement);
    const chosen = [...nested.perhaps, ...nested.otherwise];
    if (matches) return { perhaps, otherwise: chosen, final: true };
    perhaps.push(...chosen);
  }
  return { perhaps, otherwise: inside.otherwise, final: false };
}

function longestPrefix(uri: string, locations: readonly Location[]): Location | undefined {
  let longest: Location | undefined;
  for (const location of locations) {
    if (location.kind !== '' && location.kind !== '^~') continue;
    if (uri.startsWith(location.pattern) && location.pattern.length > (longest?.pattern.length ?? -1))
      longest = location;
  }
  return longest;
}

const modifiers = ['=', '^~', '~*', '~'] as const;

/** `location ~ x` may be written `location ~x` (ngx_http_core_location). */
function locationOf(statement: Statement): Location {
  const [first = '', second] = statement.args;
  for (const kind of modifiers) {
    if (first === kind && second !== undefined) return { statement, kind, pattern: second };
    if (second === undefined && first.startsWith(kind) && first.length > kind.length)
      return { statement, kind, pattern: first.slice(kind.length) };
  }
  return first.startsWith('@')
    ? { statement, kind: '@', pattern: first }
    : { statement, kind: '', pattern: second ?? first };
}

/** The literal prefix that nginx replaces by the URI of the pass; undefined for a regular expression or a name. */
export function literalPrefix(location: Statement): string | undefined {
  const { kind, pattern } = locationOf(location);
  return kind === '=' || kind === '^~' || kind === '' ? pattern : undefined;
}

export function isNamed(location: Statement): boolean {
  return location.args[0]?.startsWith('@') ?? false;
}

/** Path as locations see it: decoded, without query, `//`, `.` and `..` (ngx_http_parse_complex_uri). */
function normalizedUri(target: string): string | undefined {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  if (!path.startsWith('/')) return undefined;
  const segments: string[] = [];
  const parts = percentDecoded(path).split('/').slice(1);
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    if (part === '..') segments.pop();
    if (part === '..' || part === '.' || part === '') {
      if (last) segments.push('');
    } else segments.push(part);
  }
  return `/${segments.join('/')}`;
}

function percentDecoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
