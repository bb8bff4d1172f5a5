import { createRedactor } from '@stackengine/engine';
import { nameOf } from '../evidence/disk.js';
import { encode } from '../evidence/encoding.js';
import { print, tell } from '../output.js';
import { Refusal } from '../refusal.js';
import { readText } from './files.js';
import { loadMap, readMap } from './map-file.js';

/** Prints files with the values back in their places. */
export function restoreCommand(paths: readonly string[], map: string, quiet: boolean): number {
  readMap(map); // a map that is not there is no empty one
  const redactor = createRedactor();
  loadMap(map, redactor);
  for (const path of paths) {
    const { text, encoding } = readText(path);
    const restored = redactor.restore(text);
    if (restored.text === text && restored.unknown.length > 0) {
      throw new Refusal(
        `${map}: it does not belong to ${nameOf(path)}: none of its placeholders (${restored.unknown.slice(0, 3).join(', ')}…) is in it`,
      );
    }
    print(encode(restored.text, isLatin1(restored.text) ? encoding : 'utf8'));
    if (!quiet && restored.unknown.length > 0) {
      tell(
        `notice: ${nameOf(path)}: left as they are, since ${map} does not hold them: ${restored.unknown.join(', ')}`,
      );
    }
  }
  return 0;
}

const isLatin1 = (text: string): boolean => Buffer.from(text, 'latin1').toString('latin1') === text;
