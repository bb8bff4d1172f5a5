import { print as printTree, readConfiguration, toCrossplane } from '@stackengine/nginx-config';
import { createDisk, nameOf } from '../evidence/disk.js';
import { encode } from '../evidence/encoding.js';
import type { EvidenceOptions } from '../evidence/options.js';
import { print, tell } from '../output.js';

export interface ParseOptions extends EvidenceOptions {
  readonly format: 'json' | 'crossplane';
  readonly roundtrip?: boolean;
}

/** Prints the tree of a file and of what it includes; 1 where nginx would not read it. */
export async function parseCommand(path: string, { format, roundtrip, quiet }: ParseOptions): Promise<number> {
  const disk = createDisk();
  const file = nameOf(path);
  const text = disk.open(path);
  const configuration = readConfiguration([{ file, text }], disk);
  const errors = configuration.problems.filter(({ severity }) => severity === 'error');
  if (roundtrip === true) {
    const [tree] = configuration.trees;
    print(encode(tree === undefined ? text : printTree(tree), disk.encodings.get(path) ?? 'utf8'));
  } else if (format === 'crossplane') {
    print(`${JSON.stringify(toCrossplane(configuration), undefined, 2)}\n`);
  } else {
    const files = configuration.trees.map((tree) => ({ file: tree.file, body: tree.body }));
    print(
      `${JSON.stringify({ schema: 'stackengine/parse@1', files, problems: configuration.problems }, undefined, 2)}\n`,
    );
  }
  if (quiet !== true)
    for (const { file: at, line, column, severity, message } of configuration.problems)
      tell(`${at}:${line}:${column}  ${severity}  ${message}`);
  return errors.length === 0 ? 0 : 1;
}
