import {
  countPlaceholders,
  type RedactedText,
  type Redactor,
  redactionToJson,
  redactionToSarif,
  renderPreview,
} from '@stackengine/engine';
import { print } from '../output.js';
import type { RedactedFile } from './files.js';

/** One file as it is; several with their names above, as tail does it. */
export function printTexts(files: readonly RedactedFile[]): void {
  for (const [index, file] of files.entries()) {
    if (files.length > 1) print(`${index > 0 ? '\n' : ''}==> ${file.path} <==\n`);
    print(file.bytes());
  }
}

export function printJson(texts: readonly RedactedText[], redactor: Redactor): void {
  print(redactionToJson(texts, redactor));
}

export function printPreview(texts: readonly RedactedText[], redactor: Redactor): void {
  print(renderPreview(texts, redactor));
}

export function printSarif(files: readonly RedactedFile[], version: string): void {
  print(
    redactionToSarif(
      files.map((file) => ({ name: file.path, findings: file.redacted.findings, placeOf: file.placeOf })),
      version,
    ),
  );
}

/** Says what is there and changes nothing; 1 where there is anything. */
export function printScan(
  files: readonly RedactedFile[],
  format: 'text' | 'json' | 'html' | 'sarif',
  version: string,
): number {
  const texts = files.map(({ redacted }) => redacted);
  const found = texts.reduce((sum, { findings }) => sum + findings.length, 0);
  if (format === 'sarif') printSarif(files, version);
  else if (format === 'json') {
    const findings = files.flatMap((file) =>
      file.redacted.findings.map(({ start, end, kind, layer, rule }) => ({
        file: file.path,
        ...file.placeOf(start),
        range: [start, end],
        kind,
        layer,
        rule,
      })),
    );
    print(`${JSON.stringify({ schema: 'stackengine/redact-scan@1', findings }, undefined, 2)}\n`);
  } else {
    for (const file of files) for (const line of file.explained()) print(`${line}\n`);
    const kinds = countPlaceholders(texts).length;
    if (found > 0) print(`${found} found, ${kinds} different\n`);
  }
  return found > 0 ? 1 : 0;
}
