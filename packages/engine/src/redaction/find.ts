import { firstWhere } from './bounded.js';
import { contentsOf } from './contents.js';
import { holdsComments } from './cues/comment.js';
import { type Embedded, embeddedStrings, withoutEntities } from './embedded.js';
import { disjoint, type Finding, type Report } from './finding.js';
import { isIdentity, type PlacedToken, placeholdersIn } from './kinds.js';
import { judgeCalls } from './positions/calls.js';
import { judgeComparedElsewhere } from './positions/compared-elsewhere.js';
import { configurationIn } from './positions/configuration-in.js';
import { judgeCredentialFiles, judgeLoggedCredentials } from './positions/credential-files.js';
import { judgeEnvironment } from './positions/environment.js';
import { judgeIdentities } from './positions/identities.js';
import { judgeLogs } from './positions/log.js';
import { isLog } from './positions/log-lines.js';
import { judgeConfiguration } from './positions/nginx.js';
import { judgeOddWords } from './positions/odd-words.js';
import { judgePairs } from './positions/pairs.js';
import { judgeEverything } from './positions/paranoid.js';
import { judgePasswordFile } from './positions/password-file.js';
import { judgeWebhooks } from './positions/path.js';
import { judgePeople } from './positions/people.js';
import { judgePrintedSecrets } from './positions/printed.js';
import { judgeScripts } from './positions/scripts.js';
import { judgeSpoken } from './positions/spoken.js';
import { judgeDocuments } from './positions/structured.js';
import { judgeTables } from './positions/tables.js';
import { judgeVariables } from './positions/terraform.js';
import { judgeSessions } from './positions/tls-session.js';
import { judgeToldHeaders } from './positions/told-headers.js';
import type { Target } from './positions/value.js';
import { judgeSettings } from './positions/xml.js';
import { publicIn } from './public.js';
import { distances, type Shortened, shortened } from './repeats.js';
import { scanWords } from './scan.js';
import { findHashes } from './shapes/hash.js';
import { findPrivateKeys } from './shapes/pem.js';
import { type Span, within } from './spans.js';
import { unwrapped } from './wrapped.js';

/** How much is replaced: secrets alone; also who and where somebody is (the default); also what only might tell something. */
export type Level = 'secrets' | 'share' | 'paranoid';

/** Strings in strings are looked into so deep. */
const deepest = 3;

/** Everything in a text that has to be replaced, in no order, overlaps included. `name` is the file's. */
export function findIn(name: string, text: string, level: Level): readonly Finding[] {
  const findings: Finding[] = [];
  const spared: Span[] = [];
  const target = {
    text,
    holds: contentsOf(text),
    report: collector(text, level, findings),
    spare: (start: number, end: number) => spared.push([start, end]),
  };
  const log = level === 'paranoid' ? undefined : shortened(text, givesMeaning);
  const repeated = log === undefined ? undefined : findRepeated(target, log, name, findings, spared);
  if (repeated === undefined) lookInto(target, name, 0);
  const before = unwrapped(text);
  if (before !== undefined) lookInto(inside(target, before), name, deepest);
  const unescaped = withoutEntities(text);
  if (unescaped !== undefined) lookInto(inside(target, unescaped), name, deepest);
  if (level === 'paranoid') judgeEverything(target);
  return [...(repeated ?? []), ...withoutPublic(findings, spared)];
}

/** Whether a secret in the quotes behind some others would be known by what these hold. */
function givesMeaning(part: string): boolean {
  let found = false;
  const report: Report = (_, stop) => {
    found ||= stop > part.length + 2;
  };
  const text = `"${part}" "${drawn}"`;
  lookInto({ text, holds: contentsOf(text), report, spare: () => undefined }, '', deepest);
  return found;
}
const drawn = 'Zq8rT5xW2kLm9vB4';

/** What is public stays, unless a place says that it is a secret there. */
function withoutPublic(findings: readonly Finding[], spared: readonly Span[]): readonly Finding[] {
  if (spared.length === 0) return findings;
  const isPublic = within(spared);
  return findings.filter(({ start, end, layer }) => layer === 'position' || !isPublic(start, end));
}

/**
 * What is found in a log from which the parts that come again were left out, and so in each of these; undefined if something reaches
 * over the edge of one. Leaves `findings` and `spared` empty.
 */
function findRepeated(
  target: Target,
  log: Shortened,
  name: string,
  findings: Finding[],
  spared: Span[],
): readonly Finding[] | undefined {
  lookInto(inside(target, log), name, 0);
  const open = spared.splice(0);
  const once = disjoint(withoutPublic(findings.splice(0), open));
  if (!open.every(([start, end]) => distances(log.parts, start, end) !== undefined)) return undefined;
  const all = [...once];
  for (const finding of once) {
    const { start, end, kind, layer, rule } = finding;
    const far = distances(log.parts, start, end);
    if (far === undefined) return undefined;
    for (const distance of far) all.push({ start: start + distance, end: end + distance, kind, layer, rule });
  }
  return all;
}

/** Collects what is found, line by line and without the placeholders that stand there already. */
export function collector(text: string, level: Level, findings: Finding[]): Report {
  let placed: readonly Span[] | undefined;
  return (start, end, kind, layer, rule) => {
    if (end <= start || (level === 'secrets' && isIdentity(kind))) return;
    placed ??= placeholdersIn(text)
      .filter((one) => isPlaced(text, one))
      .map((one): Span => [one.start, one.end]);
    if (placed.length === 0 && isOneLine(text, start, end)) {
      findings.push({ start, end, kind, layer, rule });
      return;
    }
    for (const [from, to] of linesOf(text, start, end)) {
      findings.push(...around(placed, text, { start: from, end: to, kind, layer, rule }));
    }
  };
}

/** As redaction writes it, or a word of its own; `xRid_8Zq` is part of something else, though `id_8` would be restored. */
function isPlaced(text: string, { start, end, token }: PlacedToken): boolean {
  if (text.slice(start, end) === token) return true;
  return !/[A-Za-z0-9]/.test(text[start - 1] ?? '') && !/[A-Za-z0-9_]/.test(text[end] ?? '');
}

function isOneLine(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return false;
  }
  return true;
}

/** A value over several lines is replaced line by line, so that as many lines remain. */
function linesOf(text: string, start: number, end: number): readonly Span[] {
  if (isOneLine(text, start, end)) return [[start, end]];
  return Array.from(
    text.slice(start, end).matchAll(/[^\s](?:[^\r\n]*[^\s])?/g),
    ({ index, 0: line }): Span => [start + index, start + index + line.length],
  );
}

/** What is left of a finding beside the placeholders that stand in it already. */
function around(placed: readonly Span[], text: string, finding: Finding): readonly Finding[] {
  const parts: Finding[] = [];
  let from = finding.start;
  for (
    let at = firstWhere(placed.length, (index) => (placed[index]?.[1] ?? 0) > finding.start);
    at < placed.length;
    at++
  ) {
    const [start, end] = placed[at] ?? [0, 0];
    if (start >= finding.end) break;
    if (start > from) parts.push({ ...finding, start: from, end: start });
    from = Math.max(from, end);
  }
  if (from < finding.end) parts.push({ ...finding, start: from });
  return parts.length === 1 && parts[0]?.start === finding.start && parts[0].end === finding.end
    ? parts
    : parts.filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)));
}

function lookInto(target: Target, name: string, depth: number): void {
  const { text } = target;
  for (const [start, end] of depth === 0 ? publicIn(text, target.holds) : []) target.spare(start, end);
  const log = isLog(text);
  scanWords(target, !log && holdsComments(text));
  findPrivateKeys(text, target.report);
  findHashes(text, target.report);
  judgeLogs(target);
  judgeWebhooks(target);
  judgeSettings(target);
  judgeCalls(target);
  judgeSessions(target);
  judgeSpoken(target);
  judgeToldHeaders(target);
  judgeLoggedCredentials(target);
  judgePairs(target);
  if (!log) {
    judgeVariables(target);
    judgePrintedSecrets(target);
    judgeComparedElsewhere(target);
    judgeCredentialFiles(target);
    judgeOddWords(target);
    judgeIdentities(target);
    judgeTables(target);
    judgeEnvironment(target);
    judgePeople(target);
    judgeScripts(target, name);
  }
  judgePasswordFile(target, name);
  for (const { start, end } of configurationIn(text)) judgeConfiguration(target, start, end);
  judgeDocuments(target);
  if (depth >= deepest) return;
  for (const inner of embeddedStrings(text)) lookInto(inside(target, inner), '', depth + 1);
}

/** A target for a text inside of another one. */
function inside(target: Target, { text, at }: Embedded): Target {
  return {
    text,
    holds: contentsOf(text),
    report: (start, end, kind, layer, rule) => target.report(at[start] ?? 0, at[end] ?? 0, kind, layer, rule),
    spare: (start, end) => target.spare(at[start] ?? 0, at[end] ?? 0),
  };
}
