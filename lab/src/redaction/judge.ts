import { createRedactor, type RedactedText } from '@stackengine/engine';
import { type Node, parse } from '@stackengine/nginx-config';
import type { LabelledFile } from './compose.js';
import type { Expected, Mark } from './labelled.js';

/** A mark that came out wrong. */
export interface Miss {
  readonly mark: Mark;
  readonly file: string;
  readonly line: string;
  readonly value: string;
  /** The rules that touched what had to stay, with what they took. */
  readonly rules: readonly string[];
}

export interface Judgement {
  /** By the id of the kind and what was expected. */
  readonly counts: ReadonlyMap<string, { readonly expected: Expected; right: number; all: number }>;
  readonly misses: readonly Miss[];
  /** What must never be: lost structure, or a text that does not come back. */
  readonly broken: readonly string[];
}

/** Redacts the files of one seed together, and compares with the marks. */
export function judgeFiles(files: readonly LabelledFile[]): Judgement {
  const redactor = createRedactor({ level: 'share' });
  const redacted = redactor.redact(files.map(({ name, text }) => ({ name, text })));
  const counts = new Map<string, { expected: Expected; right: number; all: number }>();
  const misses: Miss[] = [];
  const broken: string[] = [];
  for (const [index, file] of files.entries()) {
    const out = redacted[index];
    if (out === undefined) throw new Error(`${file.name} did not come out`);
    for (const mark of file.marks) {
      const key = `${mark.kind} ${mark.expected}`;
      const count = counts.get(key) ?? { expected: mark.expected, right: 0, all: 0 };
      counts.set(key, count);
      count.all += 1;
      if (isRight(mark, file.text, out)) count.right += 1;
      else misses.push(missOf(mark, file, out));
    }
    if (redactor.restore(out.text).text !== file.text) broken.push(`${file.name}: it does not come back`);
    if (out.text.split('\n').length !== file.text.split('\n').length) broken.push(`${file.name}: it has other lines`);
    if (file.name.endsWith('.conf') && shape(file.text) !== shape(out.text))
      broken.push(`${file.name}: its directives are others`);
  }
  const again = createRedactor({ level: 'share' }).redact(redacted.map(({ name, text }) => ({ name, text })));
  for (const [index, { name, text, findings }] of again.entries()) {
    if (text !== redacted[index]?.text) {
      const places = findings
        .slice(0, 3)
        .map(
          ({ start, end, rule }) =>
            `${rule} ${JSON.stringify((redacted[index]?.text ?? '').slice(Math.max(0, start - 40), end + 10))}`,
        );
      broken.push(`${name}: the second time changes it: ${places.join('; ')}`);
    }
  }
  return { counts, misses, broken };
}

type Findings = readonly { readonly start: number; readonly end: number }[];

/** Whether findings in a file have done with a mark what was expected. */
export const isRight = ({ start, end, expected }: Mark, file: string, { findings }: { findings: Findings }): boolean =>
  expected === 'keep'
    ? !findings.some((one) => one.start < end && start < one.end)
    : hidden(start, end, findings) ||
      (expected === 'identity' && isHostHidden(start, file.slice(start, end), findings));

function hidden(start: number, end: number, findings: Findings): boolean {
  let at = start;
  for (const one of findings) if (one.start <= at && one.end > at) at = one.end;
  return at >= end;
}

const host = /^(?:[a-z0-9_-]+\.)+[a-z]{2,}$/i;
/** Above whose names are given out by a registry (https://publicsuffix.org), as far as the corpus has them. */
const registered = /\.(?:com|co|org|net)\.[a-z]{2}$/;

/** Host names are replaced label by label, and their public ending stays: `HOST_1.HOST_2.com`. */
function isHostHidden(start: number, name: string, findings: Findings): boolean {
  if (!host.test(name)) return false;
  const ending = registered.exec(name)?.index ?? name.lastIndexOf('.');
  let at = start;
  return name
    .slice(0, ending)
    .split('.')
    .every((label) => {
      const from = at;
      at += label.length + 1;
      return hidden(from, from + label.length, findings);
    });
}

function missOf(mark: Mark, { name, text }: LabelledFile, { findings }: RedactedText): Miss {
  const start = text.lastIndexOf('\n', mark.start - 1) + 1;
  const stop = text.indexOf('\n', mark.end);
  return {
    mark,
    file: name,
    line: text.slice(start, stop === -1 ? undefined : stop),
    value: text.slice(mark.start, mark.end),
    rules: findings
      .filter(({ start, end }) => start < mark.end && mark.start < end)
      .map(({ start, end, rule }) => `${rule} ${JSON.stringify(text.slice(start, end))}`),
  };
}

/** Names, numbers of arguments and nesting. */
function shape(text: string): string {
  const lines: string[] = [];
  const visit = (nodes: readonly Node[], depth: number): void => {
    for (const node of nodes) {
      if (node.type !== 'directive') continue;
      lines.push(`${depth} ${node.name.value} ${node.args.length}`);
      if (node.body !== undefined && !/^(?:map|geo)$/.test(node.name.value)) visit(node.body, depth + 1);
      else if (node.body !== undefined) lines.push(`${depth} ${node.body.length}`);
    }
  };
  visit(parse(text).body, 0);
  return lines.join('\n');
}
