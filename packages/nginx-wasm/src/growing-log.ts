import type { Disk } from './disk.js';

/** A log that grows while nginx runs. Rotated, its file becomes `PATH.1`, and after the next time there is a `PATH.2` too. */
export class GrowingLog {
  readonly #disk: Disk;
  readonly #path: string;
  /** What was read: so many whole files, and so many bytes of the one after them. */
  #files = 0;
  #bytes = 0;

  constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#path = path;
  }

  /**
   * What was added since the last call, up to a moment in the past: `rotations` had happened then, and the file had `size` bytes. By
   * now `all` have happened.
   */
  added(rotations: number, size: number, all: number): string {
    let text = '';
    for (; this.#files < rotations; this.#files += 1) {
      text += this.#disk.text(this.#file(this.#files, all), this.#bytes);
      this.#bytes = 0;
    }
    text += this.#disk.text(this.#file(rotations, all), this.#bytes, size);
    this.#bytes = size;
    return text;
  }

  /** All of it, after `all` rotations. */
  whole(all: number): string {
    return Array.from({ length: all + 1 }, (_, number) => this.#disk.text(this.#file(number, all))).join('');
  }

  #file(number: number, all: number): string {
    return number < all ? `${this.#path}.${number + 1}` : this.#path;
  }
}
