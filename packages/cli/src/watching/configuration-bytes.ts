import { dirname } from 'node:path';
import { isDer } from '@stackengine/engine';
import { holdsDirectives, readConfiguration, splitDump } from '@stackengine/nginx-config';
import { type GivenConfiguration, notConfiguration } from '../evidence/configuration.js';
import { createDisk, nameOf } from '../evidence/disk.js';
import { decode, isBinary } from '../evidence/encoding.js';

/**
 * The configuration that a file holds, with what it includes; undefined where it holds something else. It is told by its content,
 * for a pipe has no name. A file that is called `.conf` has to be one; any other that holds PEM is taken for certificates.
 */
export function configurationIn(path: string, bytes: Buffer): GivenConfiguration | undefined {
  const named = path.endsWith('.conf');
  if (isDer(bytes) || isBinary(bytes) || (!named && /-----BEGIN [A-Z0-9 ]+-----/.test(startOf(bytes))))
    return undefined;
  const file = nameOf(path);
  const { text } = decode(bytes);
  if (!/[;{]/.test(text)) return undefined;
  const disk = createDisk();
  const configuration = readConfiguration([{ file, text }], disk);
  const [main] = configuration.trees;
  if (main === undefined || !holdsDirectives(main)) {
    if (named) throw notConfiguration(file);
    return undefined;
  }
  const dump = splitDump(text) !== undefined;
  return {
    configuration,
    disk,
    // Of a dump, the directory of its main file on the server: here, or nowhere.
    root: dirname(dump ? main.file : path === '-' ? '.' : path),
    copied: false,
    unwritable: 'only read',
    notices: [],
  };
}

/** The output of `nginx -T` may have a certificate in a comment of a later file. */
const startOf = (bytes: Buffer) => (splitDump(bytes.toString('latin1')) === undefined ? bytes.toString('latin1') : '');
