import { fromBase64 } from './base64.js';
import { type PemBlock, pemBlocks } from './pem.js';
import { utf8 } from './strings.js';

/** A block of the text itself, or of one that the text holds in base64, as a Kubernetes Secret does. */
export interface Armoured extends PemBlock {
  /** Text before the block, from the end of the block before it. */
  readonly before: string;
}

/**
 * Every PEM block of a text and of base64 in it, in order. Base64 of DER without BEGIN and END (`x5c`, `caBundle`) comes as a block
 * labelled `BARE`. Blocks out of base64 carry the line where that begins.
 */
export function armouredBlocks(text: string): Armoured[] {
  const found: Armoured[] = [];
  let from = 0;
  let line = 1;
  // What follows a block without END is damaged base64, not a Secret.
  let damaged = false;
  const between = (to: number) => {
    const gap = text.slice(from, to);
    if (!damaged) for (const block of encodedBlocks(gap, line)) found.push(block);
    return gap;
  };
  for (const block of pemBlocks(text)) {
    const before = between(block.start);
    found.push({ ...block, before });
    damaged = block.body === undefined;
    from = block.end;
    line = block.line + text.slice(block.start, from).split('\n').length - 1;
  }
  between(text.length);
  return found;
}

/** No private key is shorter; certificates are longer. Base64 of other texts has to be as long as a small certificate. */
const shortest = 60;
const shortestText = 200;

function encodedBlocks(text: string, firstLine: number): Armoured[] {
  if (text.length < shortest) return [];
  const found: Armoured[] = [];
  let run: string[] = [];
  let runLine = firstLine;
  const finish = () => {
    const joined = run.join('');
    if (joined.length >= shortest)
      for (const block of decoded(joined)) found.push({ ...block, line: runLine, before: '' });
    run = [];
  };
  unescaped(text)
    .split('\n')
    .forEach((written, index) => {
      const line = written.trim();
      const tokens = base64Tokens(line);
      const wrapped = tokens[0]?.length === line.length && run.length > 0 && !run.at(-1)?.endsWith('=');
      for (const token of tokens) {
        if (!wrapped) {
          finish();
          runLine = firstLine + index;
        }
        run.push(token);
      }
      if (tokens.length === 0) finish();
    });
  finish();
  return found;
}

/** The longest runs of base64 in a line, with their padding; words and short last lines of a wrapped run that is whole are included. */
function base64Tokens(line: string): string[] {
  const tokens: string[] = [];
  let start = 0;
  for (let at = 0; at <= line.length; at++) {
    if (isBase64(line.charCodeAt(at))) continue;
    if (at > start) {
      let end = at;
      while (end < at + 2 && line[end] === '=') end++;
      if (at - start >= 40 || (start === 0 && end === line.length)) tokens.push(line.slice(start, end));
      at = Math.max(at, end - 1);
    }
    start = at + 1;
  }
  return tokens;
}

function isBase64(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 47 && code <= 57) || code === 43 // a-z, A-Z, /0-9, +
  );
}

/** Base64 in JSON may be wrapped with \\n and have its slashes escaped. */
function unescaped(text: string): string {
  return text.includes('\\') ? text.replace(/\\{1,8}\//g, '/').replace(/\\{1,8}[rn]/g, '') : text;
}

function decoded(run: string): PemBlock[] {
  const bare = { label: 'BARE', line: 1, start: 0, end: run.length, strict: false };
  if (run.startsWith(encodedSshKey)) return [{ ...bare, label: 'OPENSSH PRIVATE KEY', body: undefined }];
  if (/^M[A-P]/.test(run)) return [{ ...bare, body: { text: run, damagedAt: undefined } }];
  if (run.length < shortestText && !run.startsWith(encodedBegin)) return [];
  const bytes = fromBase64(run);
  const blocks = bytes === undefined ? [] : pemBlocks(utf8(bytes, 0, bytes.length));
  // Lines inside the base64 are no lines of the file.
  return blocks.map(({ body, ...block }) => ({
    ...block,
    body: body === undefined ? undefined : { ...body, damagedAt: undefined },
    strict: false,
  }));
}

/** "-----BEGIN" in base64. */
const encodedBegin = 'LS0tLS1CRUdJT';
/** "openssh-key-v1" in base64. */
const encodedSshKey = 'b3BlbnNzaC1rZXktdj';
