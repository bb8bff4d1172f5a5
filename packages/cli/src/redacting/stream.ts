import { statSync } from 'node:fs';
import { knownIn, piecesOf, type RedactedText, type Redactor } from '@stackengine/engine';
import { nameOf } from '../evidence/disk.js';
import { logText } from '../evidence/log-stream.js';
import { tell } from '../output.js';
import { Finders, inOrder } from './finders.js';
import { Kept } from './kept.js';
import { describeLeftovers } from './leftovers.js';

/** What is larger is read in pieces, twice; no configuration is that large. */
const largest = 16 << 20;
/** So many leftovers are shown one by one. */
const mostShown = 20;

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
  const finders = new Finders(redactor.level);
  try {
    const known = await learn(path, name, redactor, finders);
    let linesBefore = 0;
    let looked = 0;
    const texts = redacted(path, name, redactor, finders, known);
    for await (const [{ text, findings }, suspects] of inOrder(texts, finders.width, (one) =>
      finders.suspects(one.text),
    )) {
      if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
      if (explain) for (const { token, rule } of findings) tell(`${name}  ${token}  ${rule}`);
      const left = [...knownIn(text, redactor), ...suspects];
      if (looked < mostShown)
        for (const line of describeLeftovers(name, text, left.slice(0, 5), linesBefore)) tell(line);
      looked += left.length;
      linesBefore += linesIn(text);
    }
  } finally {
    await finders.end();
  }
}

/** Takes note of what all pieces hold; gives what was found in the first of them, so that it need not be found again. */
async function learn(path: string, name: string, redactor: Redactor, finders: Finders): Promise<Kept> {
  const kept = new Kept();
  const pieces = piecesOf(logText(path));
  for await (const [text, found] of inOrder(pieces, finders.width + 1, (piece) => finders.find(name, piece))) {
    redactor.learn({ name, text }, found);
    kept.keep(text, found);
  }
  return kept;
}

async function* redacted(
  path: string,
  name: string,
  redactor: Redactor,
  finders: Finders,
  known: Kept,
): AsyncGenerator<RedactedText, void, undefined> {
  const again = inOrder(
    piecesOf(logText(path)),
    finders.width,
    async (piece) => known.of(piece) ?? finders.find(name, piece),
  );
  for await (const [text, found] of again) yield* redactor.redact([{ name, text }], [found]);
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
