import { statSync } from 'node:fs';
import { leftoversIn, piecesOf, type Redactor } from '@stackengine/engine';
import { nameOf } from '../evidence/disk.js';
import { logText } from '../evidence/log-stream.js';
import { tell } from '../output.js';
import { describeLeftovers } from './leftovers.js';

/** What is larger is read in pieces, twice; no configuration is that large. */
const largest = 16 << 20;

export function isLarge(path: string): boolean {
  if (path === '-') return false;
  try {
    const about = statSync(path);
    return about.isFile() && about.size > largest;
  } catch {
    return false; // the reader will say why
  }
}

/** Redacts a large log: learns what it holds, then goes through it again. Memory grows with what is found, not with the log. */
export async function redactStream(path: string, redactor: Redactor, explain: boolean): Promise<void> {
  const name = nameOf(path);
  for await (const text of piecesOf(logText(path))) redactor.learn([{ name, text }]);
  let looked = 0;
  for await (const text of piecesOf(logText(path))) {
    const [redacted] = redactor.redact([{ name, text }]);
    if (redacted === undefined) continue;
    if (!process.stdout.write(redacted.text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
    if (explain) for (const { token, rule } of redacted.findings) tell(`${name}  ${token}  ${rule}`);
    const left = leftoversIn(redacted.text, redactor);
    looked += left.length;
    if (looked - left.length < 20)
      for (const line of describeLeftovers(name, redacted.text, left.slice(0, 5))) tell(line);
  }
}
