import { createRedactor, leftoversIn, type Redactor } from '@stackengine/engine';
import { refuseTwice } from '../evidence/standard-input.js';
import { tell } from '../output.js';
import { writeCopies } from '../redacting/copies.js';
import { redactInMemory } from '../redacting/files.js';
import { describeLeftovers } from '../redacting/leftovers.js';
import { loadMap, saveMap } from '../redacting/map-file.js';
import { printJson, printPreview, printSarif, printScan, printTexts } from '../redacting/print.js';
import { restoreCommand } from '../redacting/restore.js';
import { isLarge, redactStream } from '../redacting/stream.js';
import { Refusal } from '../refusal.js';

export interface RedactOptions {
  readonly level: 'secrets' | 'share' | 'paranoid';
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly map?: string;
  readonly restore?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly scan?: boolean;
  readonly explain?: boolean;
  readonly format: 'text' | 'json' | 'html' | 'sarif';
  readonly quiet?: boolean;
}

/** Prints files with placeholders in place of secrets, or the other way round; with --scan, 1 where there are secrets. */
export async function redactCommand(
  paths: readonly string[],
  options: RedactOptions,
  version: string,
): Promise<number> {
  if (paths.length === 0) throw new Refusal('name a file, or - for standard input');
  refuseTwice(paths);
  refuseContradictions(paths, options);
  if (options.restore !== undefined) return restoreCommand(paths, options.restore, options.quiet === true);
  const redactor = createRedactor({ level: options.level, allow: options.allow ?? [], deny: options.deny ?? [] });
  const before = options.map === undefined ? 0 : loadMap(options.map, redactor);
  if (paths.length === 1 && isLarge(paths[0] ?? '') && options.scan !== true && options.format === 'text') {
    await redactStream(paths[0] ?? '', redactor, options.explain === true);
    keepMap(options, redactor, before);
    return 0;
  }
  const files = redactInMemory(paths, redactor);
  const texts = files.map(({ redacted }) => redacted);
  if (options.scan === true) return printScan(files, options.format, version);
  if (options.out !== undefined) writeCopies(files, options.out, options.force === true);
  else if (options.format === 'json') printJson(texts, redactor);
  else if (options.format === 'html') printPreview(texts, redactor);
  else if (options.format === 'sarif') printSarif(files, version);
  else printTexts(files);
  if (options.explain === true) for (const line of files.flatMap(({ explained }) => explained())) tell(line);
  if (options.quiet !== true) {
    for (const { name, text } of texts)
      for (const line of describeLeftovers(name, text, leftoversIn(text, redactor))) tell(line);
  }
  keepMap(options, redactor, before);
  return 0;
}

function keepMap({ map, level }: RedactOptions, redactor: Redactor, before: number): void {
  if (map !== undefined && redactor.placeholders.entries().length !== before) saveMap(map, redactor, level);
}

function refuseContradictions(paths: readonly string[], { restore, scan, map, out, format }: RedactOptions): void {
  if (restore !== undefined && (scan === true || map !== undefined || out !== undefined || format !== 'text')) {
    throw new Refusal(
      '--restore prints the text with its values; --scan, --map, --out and --format belong to redacting',
    );
  }
  if (scan === true && (map !== undefined || out !== undefined))
    throw new Refusal('--scan writes nothing; leave --map and --out away');
  if (format === 'html' && scan === true)
    throw new Refusal('--format html shows the redacted text; --scan has text, json and sarif');
  if (format === 'sarif' && scan !== true) throw new Refusal('--format sarif lists what is found: add --scan');
  if (out !== undefined && format !== 'text')
    throw new Refusal('--out writes the texts themselves; leave --format away');
  if (out !== undefined && paths.includes('-'))
    throw new Refusal('--out names its copies after the files; standard input has no name');
}
