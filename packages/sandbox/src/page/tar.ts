/** A file inside of an archive. */
export interface UnpackedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const block = 512;
/** An archive of a server's configuration is smaller; what is larger may be made to be large. */
const mostBytes = 256 << 20;
const mostFiles = 5000;

/** POSIX ustar, perhaps compressed (pax, IEEE Std 1003.1): its magic stands at 257. */
export async function isTar(name: string, file: Blob): Promise<boolean> {
  if (/\.(?:tar\.gz|tgz|tar)$/i.test(name)) return true;
  const magic = new Uint8Array(await file.slice(257, 262).arrayBuffer());
  return String.fromCharCode(...magic) === 'ustar';
}

/** The regular files of an archive, as far as it can be read. `cut`: why it ends early. */
export async function unpacked(
  archive: Blob,
): Promise<{ readonly files: readonly UnpackedFile[]; readonly cut: string | undefined }> {
  const head = new Uint8Array(await archive.slice(0, 2).arrayBuffer());
  const zipped = head[0] === 0x1f && head[1] === 0x8b;
  const stream = zipped ? archive.stream().pipeThrough(new DecompressionStream('gzip')) : archive.stream();
  let bytes: Uint8Array;
  try {
    const limited = await atMost(stream, mostBytes);
    if (limited === undefined)
      return { files: [], cut: `more than ${mostBytes >> 20} MiB unpacked; drop the files themselves` };
    bytes = limited;
  } catch {
    return { files: [], cut: 'it is damaged, and was not unpacked' };
  }
  return { files: entriesOf(bytes), cut: undefined };
}

async function atMost(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
}

/** Names that are longer than a header holds come before it: GNU's `L`, pax's `path=`. */
export function entriesOf(bytes: Uint8Array): readonly UnpackedFile[] {
  const files: UnpackedFile[] = [];
  let longName: string | undefined;
  for (let at = 0; at + block <= bytes.length && files.length < mostFiles; ) {
    const header = bytes.subarray(at, at + block);
    const name = text(header, 0, 100);
    if (name === '') break;
    const size = Number.parseInt(text(header, 124, 12).trim(), 8);
    if (!Number.isFinite(size) || size < 0) break;
    const type = String.fromCharCode(header[156] ?? 0);
    const content = bytes.subarray(at + block, at + block + size);
    if (type === 'L') longName = text(content, 0, content.length);
    else if (type === 'x')
      longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text(content, 0, content.length))?.[1] ?? longName;
    else if (type !== 'g') {
      const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : '';
      const whole = longName ?? (prefix === '' ? name : `${prefix}/${name}`);
      if (type === '0' || type === '\0') files.push({ name: whole.replace(/^(?:\.?\/)+/, ''), bytes: content });
      longName = undefined;
    }
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const end = bytes.indexOf(0, start);
  const stop = end === -1 || end > start + length ? start + length : end;
  return new TextDecoder().decode(bytes.subarray(start, stop));
}
