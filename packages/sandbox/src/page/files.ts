import { type Document, longestEditable, type Role } from '../documents.js';
import { isTar, unpacked } from './tar.js';
import { texts } from './texts.js';

export interface Taken {
  readonly documents: readonly Omit<Document, 'id'>[];
  /** A world to play (`stackengine/world@1`), as text. */
  readonly world: { readonly name: string; readonly text: string } | undefined;
  /** What was left out, and why; for people. */
  readonly refused: readonly string[];
}

interface NamedFile {
  readonly name: string;
  readonly file: Blob;
}

/** The folder that the browser opens for an input of folders: the first of what was dropped on it, if that is one. */
export const firstFolder = ({ items }: DataTransfer): string | undefined => folderOf(items[0]);

function folderOf(item: DataTransferItem | undefined): string | undefined {
  const entry = item?.webkitGetAsEntry();
  return entry?.isDirectory === true ? entry.name : undefined;
}

/** What was dropped. Folders but the one that the browser opens are told, not read: nothing here may open them. */
export async function documentsOf(given: DataTransfer, role: Role | undefined, opened?: string): Promise<Taken> {
  // Both lists are emptied when this returns to the browser.
  const folders = Array.from(given.items).flatMap((item) => folderOf(item) ?? []);
  const files = Array.from(given.files).filter(({ name }) => !folders.includes(name));
  const text = given.getData('text/plain');
  const named = files.map((file) => ({ name: file.name, file }));
  if (named.length + folders.length === 0 && text !== '')
    return taken([{ name: 'dropped', file: new Blob([text]) }], role);
  const { refused, ...others } = await taken(named, role);
  return { ...others, refused: [...folders.filter((name) => name !== opened).map(texts.inputs.folder), ...refused] };
}

/** What was chosen in a dialog, or a folder that the browser has opened. */
export const documentsOfFiles = (list: FileList, role: Role | undefined): Promise<Taken> =>
  taken(
    Array.from(list, (file) => ({ name: file.webkitRelativePath || file.name, file })),
    role,
  );

async function taken(files: readonly NamedFile[], role: Role | undefined): Promise<Taken> {
  const documents: Omit<Document, 'id'>[] = [];
  const refused: string[] = [];
  let world: Taken['world'];
  for (const { name, file: given } of files) {
    const file = await inUtf8(given);
    if (await isWorld(file)) world = { name, text: await file.text() };
    else if (await isTar(name, file)) {
      const { files: inner, cut } = await unpacked(file);
      for (const one of inner)
        await take({ name: one.name, file: new Blob([one.bytes as BlobPart]) }, undefined, documents, refused);
      if (cut !== undefined) refused.push(`${name}: ${cut}`);
    } else await take({ name, file }, files.length === 1 ? role : undefined, documents, refused);
  }
  return { documents, world, refused };
}

/** Windows redirects into UTF-16; its mark says so (Unicode, section 3.10). */
async function inUtf8(file: Blob): Promise<Blob> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  if (encoding === undefined || file.size > longestDecoded) return file;
  return new Blob([new TextDecoder(encoding).decode(await file.arrayBuffer())]);
}

const longestDecoded = 200_000_000;
const longestWorld = 20_000_000;

/** Its schema stands in front, as every program writes it. */
const isWorld = async (file: Blob): Promise<boolean> =>
  file.size <= longestWorld && /^\s*\{\s*"schema"\s*:\s*"stackengine\/world@/.test(await file.slice(0, 200).text());

async function take(
  { name, file }: NamedFile,
  wanted: Role | undefined,
  documents: Omit<Document, 'id'>[],
  refused: string[],
): Promise<void> {
  if (file.size === 0) {
    refused.push(`${name} is empty.`);
    return;
  }
  const head = await headOf(file);
  const role = roleOf(name, head) ?? (head.binary || isPrivate(name, head) ? undefined : wanted);
  if (role === undefined) {
    refused.push(`${name}: neither a configuration, nor a log, nor a certificate.`);
    return;
  }
  const editable = file.size <= longestEditable && !head.binary;
  documents.push({ name, role, content: editable ? await file.text() : file });
}

interface Head {
  readonly text: string;
  readonly binary: boolean;
}

const headLength = 65_536;

/** The beginning of a file, unzipped. */
async function headOf(file: Blob): Promise<Head> {
  const bytes = new Uint8Array(await file.slice(0, headLength).arrayBuffer());
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = zipped ? await firstUnzipped(bytes) : bytes;
  const controls = plain.slice(0, 4096).filter((byte) => byte < 8 || (byte > 13 && byte < 27)).length;
  return {
    text: new TextDecoder().decode(plain),
    binary: zipped || controls / Math.max(1, Math.min(4096, plain.length)) > 0.05,
  };
}

/** Of a cut stream the first part comes out, and then an error. */
async function firstUnzipped(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('gzip'));
    const { value } = await stream.getReader().read();
    return value ?? new Uint8Array();
  } catch {
    return new Uint8Array();
  }
}

const errorLine = /^(?:.*?\s)?\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[\w+\]/m;
const requestLine =
  /"(?:GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS) [^"\n]*HTTP\/[\d.]+"?|"(?:request|upstream_addr|request_uri)"\s*:/;

/** Keys are of no use here, and are not taken. */
const isPrivate = (name: string, { text }: Pick<Head, 'text'>): boolean =>
  /-----BEGIN [A-Z ]*PRIVATE KEY/.test(text) || /\.key$/i.test(name);

/** What a file is for: its content says, and where that is silent, its name. */
export function roleOf(name: string, { text, binary }: Head): Role | undefined {
  if (/-----BEGIN (?:TRUSTED |X509 )?(?:CERTIFICATE|CRL|PKCS7)/.test(text)) return 'certificate';
  if (/\.(?:pem|crt|cer|der|p7b|crl)$/i.test(name)) return 'certificate';
  if (isPrivate(name, { text })) return undefined;
  if (errorLine.test(text) || requestLine.test(text) || /\.log(?:\.\d+)?(?:\.gz)?$/i.test(name)) return 'log';
  if (binary) return undefined;
  return /[;{]\s*(?:#.*)?$/m.test(text) || /\.conf$/.test(name) ? 'configuration' : undefined;
}
