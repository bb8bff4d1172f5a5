import { Directory, File, type Inode, OpenFile, wasi } from '@bjorn3/browser_wasi_shim';
import { toBytes, toText } from './host.js';

/** A file that grows in place: the shim's own copies everything at each write, and knows O_APPEND only when it is opened. */
class GrowingFile extends File {
  override path_open(oflags: number, rights: bigint, flags: number): { ret: number; fd_obj: OpenFile } {
    if ((oflags & wasi.OFLAGS_TRUNC) === wasi.OFLAGS_TRUNC) this.data = new Uint8Array();
    void rights;
    return { ret: wasi.ERRNO_SUCCESS, fd_obj: new GrowingOpenFile(this, (flags & wasi.FDFLAGS_APPEND) !== 0) };
  }

  append(bytes: Uint8Array, at: number): void {
    const end = at + bytes.length;
    const room = this.data.buffer.byteLength;
    if (end > this.data.length) {
      if (end <= room && this.data.byteOffset === 0) {
        this.data = new Uint8Array(this.data.buffer, 0, end);
      } else {
        const larger = new Uint8Array(Math.max(end, room * 2, 1024));
        larger.set(this.data);
        this.data = larger.subarray(0, end);
      }
    }
    this.data.set(bytes, at);
  }
}

class GrowingOpenFile extends OpenFile {
  readonly #file: GrowingFile;
  readonly #appends: boolean;

  constructor(file: GrowingFile, appends: boolean) {
    super(file);
    this.#file = file;
    this.#appends = appends;
  }

  override fd_write(data: Uint8Array): { ret: number; nwritten: number } {
    const at = this.#appends ? this.#file.data.length : Number(this.file_pos);
    this.#file.append(data, at);
    this.file_pos = BigInt(at + data.length);
    return { ret: wasi.ERRNO_SUCCESS, nwritten: data.length };
  }
}

const partsOf = (path: string) => path.split('/').filter((part) => part !== '');

/** Files in memory by absolute path. What nginx creates is a file here too, and folders appear as they are needed. */
export class Disk {
  readonly root = new Directory(new Map<string, Inode>());

  write(path: string, content: string | Uint8Array): void {
    const parts = partsOf(path);
    const name = parts.pop();
    if (name === undefined) return;
    const file = new GrowingFile(typeof content === 'string' ? toBytes(content) : content);
    this.makeFolder(parts).contents.set(name, file);
  }

  remove(path: string): void {
    const parts = partsOf(path);
    const name = parts.pop();
    if (name !== undefined) this.makeFolder(parts).contents.delete(name);
  }

  read(path: string): Uint8Array | undefined {
    let entry: Inode | undefined = this.root;
    for (const part of partsOf(path)) {
      if (!(entry instanceof Directory)) return undefined;
      entry = entry.contents.get(part);
    }
    return entry instanceof File ? entry.data : undefined;
  }

  /** UTF-8; empty where there is no such file. */
  text(path: string, from = 0, to = Number.POSITIVE_INFINITY): string {
    const bytes = this.read(path);
    return bytes === undefined ? '' : toText(bytes.subarray(from, Math.min(to, bytes.length)));
  }

  size(path: string): number {
    return this.read(path)?.length ?? 0;
  }

  /** Makes the folder of a path and those above; an entry that is no folder stays, and the last folder before it is returned. */
  makeFolder(parts: readonly string[]): Directory {
    let folder = this.root;
    for (const part of parts) {
      const next = folder.contents.get(part);
      if (next !== undefined && !(next instanceof Directory)) return folder;
      if (next instanceof Directory) {
        folder = next;
        continue;
      }
      const fresh = new Directory(new Map<string, Inode>());
      folder.contents.set(part, fresh);
      folder = fresh;
    }
    return folder;
  }

  makeFolderOf(path: string): void {
    this.makeFolder(partsOf(path).slice(0, -1));
  }

  /** A new file that nginx creates. */
  create(path: string): void {
    if (this.read(path) === undefined) this.write(path, '');
  }
}
