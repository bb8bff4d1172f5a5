import { createHash } from 'node:crypto';
import type { Found } from '@stackengine/engine';

/** Numbers of findings that are kept, 60 MB. */
const most = 15_000_000;

/**
 * What was found in pieces of a log when they were read first, so that it need not be found again. A log may have grown or been rotated in
 * between; then what was found belongs to another text, and is of no use.
 */
export class Kept {
  private readonly pieces = new Map<string, Found>();
  private room = most;

  keep(text: string, found: Found): void {
    this.room -= found.places.length;
    if (this.room > 0) this.pieces.set(digestOf(text), found);
  }

  /** Undefined for a text that was not kept. */
  of(text: string): Found | undefined {
    return this.pieces.get(digestOf(text));
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64');
