import { embeddedStrings } from './embedded.js';
import type { Finding, Report } from './finding.js';
import { isIdentity, isPlaceholder } from './kinds.js';
import { judgeLogs } from './positions/log.js';
import { judgeConfiguration, looksLikeNginx } from './positions/nginx.js';
import { judgePasswordFile } from './positions/password-file.js';
import { judgeWebhooks } from './positions/path.js';
import { judgeDocuments } from './positions/structured.js';
import { judgeSessions } from './positions/terminal.js';
import type { Target } from './positions/value.js';
import { scanWords } from './scan.js';
import { findHashes } from './shapes/hash.js';
import { findPrivateKeys } from './shapes/pem.js';

/** How much is replaced: secrets alone; also who and where somebody is (the default); also what only might tell something. */
export type Level = 'secrets' | 'share' | 'paranoid';

/** Strings in strings are looked into so deep. */
const deepest = 3;

/** Everything in a text that has to be replaced, in no order, overlaps included. `name` is the file's. */
export function findIn(name: string, text: string, level: Level): readonly Finding[] {
  const findings: Finding[] = [];
  const report: Report = (start, end, kind, layer, rule) => {
    if (end <= start || (level === 'secrets' && isIdentity(kind))) return;
    if (
      end - start < 40 &&
      isDigit(text.charCodeAt(end - 1)) &&
      !isDigit(text.charCodeAt(start)) &&
      isPlaceholder(text.slice(start, end))
    )
      return;
    findings.push({ start, end, kind, layer, rule });
  };
  lookInto({ text, report }, name, 0);
  return findings;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function lookInto(target: Target, name: string, depth: number): void {
  const { text } = target;
  scanWords(target);
  findPrivateKeys(text, target.report);
  findHashes(text, target.report);
  judgeLogs(target);
  judgeWebhooks(target);
  judgeSessions(target);
  judgePasswordFile(target, name);
  if (looksLikeNginx(text)) judgeConfiguration(target, 0, text.length);
  judgeDocuments(target);
  if (depth >= deepest) return;
  for (const inner of embeddedStrings(text)) {
    const report: Report = (start, end, kind, layer, rule) =>
      target.report(inner.at[start] ?? 0, inner.at[end] ?? 0, kind, layer, rule);
    lookInto({ text: inner.text, report }, '', depth + 1);
  }
}
