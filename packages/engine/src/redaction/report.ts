import { describeRule } from './explain.js';
import { isIdentity } from './kinds.js';
import { countPlaceholders, type RedactedText, type RedactionFinding, type Redactor } from './redactor.js';

/** `redact --format json`: the texts with placeholders, and which of them stands for what. Holds secrets. */
export function redactionToJson(texts: readonly RedactedText[], redactor: Redactor): string {
  const placeholders = countPlaceholders(texts);
  const used = new Set(placeholders.map(({ token }) => token));
  const map = Object.fromEntries(redactor.placeholders.entries().filter(([token]) => used.has(token)));
  const [first] = texts;
  const files = texts.length > 1 ? { files: texts.map(({ name, text }) => ({ file: name, text })) } : {};
  const document = { schema: 'stackengine/redact@1', text: first?.text ?? '', ...files, placeholders, map };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** What SARIF says of a file: where what kind of thing is, and never the thing. */
export interface Scanned {
  readonly name: string;
  readonly findings: readonly RedactionFinding[];
  placeOf(offset: number): { line: number; column: number };
}

/** `redact --scan --format sarif` (SARIF 2.1.0). */
export function redactionToSarif(files: readonly Scanned[], version: string): string {
  const rules = [...new Set(files.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].sort();
  const results = files.flatMap(({ name, findings, placeOf }) =>
    findings.map(({ start, end, kind, rule }) => {
      const from = placeOf(start);
      const to = placeOf(end);
      return {
        ruleId: rule,
        level: isIdentity(kind) ? 'note' : 'error',
        message: { text: `${describeRule(rule)} (${kind})` },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: encodeURI(name.replaceAll('\\', '/')) },
              region: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
            },
          },
        ],
      };
    }),
  );
  const driver = {
    name: 'stackengine',
    version,
    rules: rules.map((id) => ({ id, shortDescription: { text: describeRule(id) } })),
  };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}
