import { basename } from 'node:path';
import { describeRule, isIdentity, type RedactedText, type Redactor } from '@stackengine/engine';
import { lineStarts, positionIn } from '@stackengine/nginx-config';
import { isDirectory, nameOf, readNamed } from '../evidence/disk.js';
import { decode, type Encoding, encode, isBinary } from '../evidence/encoding.js';
import { Refusal } from '../refusal.js';

/** A file that was redacted. */
export interface RedactedFile {
  readonly path: string;
  readonly redacted: RedactedText;
  /** In the file's own encoding. */
  bytes(): Buffer;
  /** A line for each finding: place, placeholder, rule and reason; never what stood there. */
  explained(): readonly string[];
  placeOf(offset: number): { line: number; column: number };
}

/** Reads and redacts files together, so that a value has the same placeholder in all of them. */
export function redactInMemory(paths: readonly string[], redactor: Redactor): readonly RedactedFile[] {
  const read = paths.map((path) => ({ path, ...readText(path) }));
  const redacted = redactor.redact(read.map(({ path, text }) => ({ name: nameOf(path), text })));
  return read.map(({ path, text, encoding }, index) => {
    const one = redacted[index];
    if (one === undefined) throw new Refusal(`${nameOf(path)}: it was not redacted`);
    return fileOf(path, text, encoding, one);
  });
}

/** The text of a file of any kind, with the encoding that gives its bytes back. */
export function readText(path: string): { text: string; encoding: Encoding } {
  if (path !== '-' && isDirectory(path)) throw new Refusal(`${path}: it is a directory; name the files in it`);
  const bytes = readNamed(path);
  if (isBinary(bytes))
    throw new Refusal(`${nameOf(path)}:1: it is no text, and nothing in it can be replaced; do not share it`);
  return decode(bytes);
}

function fileOf(path: string, original: string, encoding: Encoding, redacted: RedactedText): RedactedFile {
  let starts: readonly number[] | undefined;
  const place = (offset: number) => {
    starts ??= lineStarts(original);
    return positionIn(starts, offset);
  };
  return {
    path,
    redacted,
    bytes: () => encode(redacted.text, encoding),
    placeOf: place,
    explained: () =>
      redacted.findings.map(({ start, end, kind, layer, rule, token }) => {
        const { line, column } = place(start);
        const what = isIdentity(kind) ? 'identity' : 'secret';
        return `${basename(nameOf(path))}:${line}:${column}  ${token}  ${what}, ${end - start} characters  ${rule} (${layer}): ${describeRule(rule)}`;
      }),
  };
}
