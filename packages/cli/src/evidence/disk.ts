import { closeSync, existsSync, lstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { compareBytes, type DirectorySource, isGlob, matchesGlob } from '@stackengine/nginx-config';
import { Refusal, refusalFor } from '../refusal.js';
import { decode, type Encoding, isBinary, utf16 } from './encoding.js';
import { readStandardInput } from './standard-input.js';

const mostListed = 20_000;
/** What is held in memory as a whole: no configuration, chain or bundle comes near. Logs are streamed. */
const mostBytes = 64 << 20;

const tooLarge = (path: string) =>
  `${nameOf(path)}:1: more than ${mostBytes >> 20} MiB; this is no nginx configuration or certificate file`;

/** Files of this machine for the configuration reader, and how each that was read is encoded. */
export interface Disk extends DirectorySource {
  readonly encodings: ReadonlyMap<string, Encoding>;
  /** Reads a file that the user named; throws a refusal that says why it can't be read. */
  open(path: string): string;
}

export function createDisk(): Disk {
  const encodings = new Map<string, Encoding>();
  const texts = new Map<string, string | undefined>();
  const keep = (path: string, bytes: Buffer): string => {
    const { text, encoding } = decode(bytes);
    encodings.set(path, encoding);
    texts.set(path, text);
    return text;
  };
  return {
    encodings,
    open(path) {
      const bytes = readNamed(path);
      if (utf16(bytes) !== undefined)
        throw new Refusal(`${nameOf(path)}:1: it is UTF-16, which nginx does not read; save it as UTF-8`);
      if (isBinary(bytes)) throw new Refusal(`${nameOf(path)}:1: it is no text; an nginx configuration is needed`);
      if (bytes.includes(0))
        throw new Refusal(
          `${nameOf(path)}:${lineOf(bytes, bytes.indexOf(0))}: a zero byte; an nginx configuration is text`,
        );
      if (bytes.toString('latin1').trim() === '') throw new Refusal(`${nameOf(path)}:1: the file is empty`);
      return keep(path, bytes);
    },
    read(path) {
      if (texts.has(path)) return texts.get(path);
      const bytes = bytesOf(path);
      if (bytes === undefined) texts.set(path, undefined);
      return bytes === undefined ? undefined : keep(path, bytes);
    },
    glob: (pattern) => glob(pattern),
    list: (directory) => list(directory),
  };
}

/** The bytes of a file that the user named, unzipped. */
export function readNamed(path: string): Buffer {
  try {
    if (path !== '-') refuseDevice(path);
    if (path !== '-' && statSync(path).size > mostBytes) throw new Refusal(tooLarge(path));
    const bytes = path === '-' ? readStandardInput() : readUpTo(path, mostBytes);
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: mostBytes }) : bytes;
    if (plain.length > mostBytes) throw new Refusal(tooLarge(path));
    return plain;
  } catch (error) {
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw new Refusal(tooLarge(path));
    throw error instanceof Refusal ? error : refusalFor(path, error);
  }
}

/** A pipe is taken, as shells make of `<(command)`; a device has no end. */
export function refuseDevice(path: string): void {
  const about = statSync(path);
  const device = about.isBlockDevice() || about.isCharacterDevice();
  if (device && !/^\/dev\/(?:stdin|fd\/\d+)$/.test(path))
    throw new Refusal(`${path}: it is a device; a file is needed`);
}

/** One byte more than may be read at most: what is larger shows. */
function readUpTo(path: string, most: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const parts: Buffer[] = [];
    for (let left = most + 1; left > 0; ) {
      const part = Buffer.alloc(Math.min(left, 1 << 20));
      const count = readSync(file, part);
      if (count === 0) break;
      parts.push(part.subarray(0, count));
      left -= count;
    }
    return Buffer.concat(parts);
  } finally {
    closeSync(file);
  }
}

const lineOf = (bytes: Buffer, end: number) => bytes.subarray(0, end).toString('latin1').split('\n').length;

export const nameOf = (path: string) => (path === '-' ? 'standard input' : path);

function bytesOf(path: string): Buffer | undefined {
  try {
    const about = statSync(path);
    return about.isFile() && about.size <= mostBytes ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** glob(3), segment by segment: a wildcard does not match a leading dot. */
function glob(pattern: string): readonly string[] {
  const segments = pattern.split('/');
  let found: readonly string[] = [segments[0] === '' ? '/' : ''];
  for (const segment of segments.filter((part) => part !== '')) {
    found = found.flatMap((folder) =>
      isGlob(segment)
        ? names(folder || '.')
            .filter((name) => matchesGlob(segment, name))
            .map((name) => join(folder, name))
        : [join(folder, segment)],
    );
  }
  return found.filter((path) => existsSync(path)).sort(compareBytes);
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function list(directory: string): readonly string[] {
  const files: string[] = [];
  const open = [directory];
  for (let folder = open.pop(); folder !== undefined && files.length < mostListed; folder = open.pop()) {
    for (const name of names(folder)) {
      const path = join(folder, name);
      const kind = kindOf(path);
      // A link to a directory may lead in circles; nginx's own layouts link files only.
      if (kind?.isDirectory() === true && !lstatSync(path).isSymbolicLink()) open.push(path);
      else if (kind?.isFile() === true) files.push(path);
    }
  }
  return files.sort(compareBytes);
}

function kindOf(path: string) {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

export function isDirectory(path: string): boolean {
  if (path === '-') return false;
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw refusalFor(path, error);
  }
}
