import {
  type AccessEntry,
  accessFormats,
  certificateNotices,
  createAccessLogReader,
  createErrorLogReader,
  createEventFold,
  type DiagnosisInput,
  isDer,
  type LogWriter,
  type Notice,
  type Presented,
  readAsTrusted,
  readDer,
  readPresented,
  readRevocationLists,
  revocationNotices,
  type TrustFile,
  unknownWriter,
  writtenBy,
} from '@stackengine/engine';
import {
  type Configuration,
  holdsDirectives,
  memorySource,
  readConfiguration,
  readDirectory,
  walk,
} from '@stackengine/nginx-config';
import type { CertificateUse, Document } from '../documents.js';
import type { Given, Problem } from '../protocol.js';
import { latin1, piecesOfLog, smallBytes, textOf, Unusable } from './texts.js';

/** The inputs as the engine takes them, and what had to be said of them. */
export interface Gathered {
  readonly input: DiagnosisInput;
  readonly writer: LogWriter;
  readonly problems: readonly Problem[];
  /** Grows as the engine asks for files that the configuration names. */
  readonly notices: readonly Notice[];
}

const mostRequests = 1_000_000;

/** Reads every document; what can't be used is told, and the others count. */
export async function gather({ documents, answers, environment, now }: Given): Promise<Gathered> {
  const problems: Problem[] = [];
  const notices: Notice[] = [];
  const attempt = async <Value>(document: Document, read: () => Promise<Value>): Promise<Value | undefined> => {
    try {
      return await read();
    } catch (error) {
      const line = error instanceof Unusable ? error.line : 1;
      problems.push({ document: document.name, line, text: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  };

  const texts = new Map<string, string>();
  for (const document of documents.filter(({ role }) => role === 'configuration')) {
    const text = await attempt(document, () => textOf(document));
    if (text !== undefined && text.trim() !== '') texts.set(document.name, text);
  }
  const configuration = configurationOf(texts);
  if (configuration !== undefined) problems.push(...withoutDirectives(configuration, texts));

  const certificates = await certificatesOf(
    documents.filter(({ role }) => role === 'certificate'),
    configuration,
    attempt,
    notices,
  );

  const fold = createEventFold();
  const access: AccessEntry[] = [];
  let accessGiven = false;
  let writer = unknownWriter;
  const formats = configuration === undefined ? [] : accessFormats(configuration);
  for (const document of documents.filter(({ role }) => role === 'log')) {
    await attempt(document, async () => {
      const read = await readLog(document, formats, writer);
      for (const event of read.events) fold.add(event);
      for (const entry of read.access) if (access.length < mostRequests) access.push(entry);
      accessGiven ||= read.access.length > 0;
      writer = read.writer;
      notices.push(...read.notices);
    });
  }
  const shown = [...certificates.presented, ...(certificates.presentedWithServerName ?? [])];
  notices.push(...revocationNotices(certificates.lists, shown, now));
  const { lists, files, ...chain } = certificates;
  return {
    input: {
      ...chain,
      events: fold.events,
      access,
      accessGiven,
      configuration,
      trustFile: trustFiles(files, notices),
      listFile: (path) => (lists.length > 0 ? { path, state: 'read', lists } : { path, state: 'missing', lists: [] }),
      environment,
      now,
      answers,
    },
    writer,
    problems,
    notices,
  };
}

/** One text is what it is; several are the files of one server. */
function configurationOf(texts: ReadonlyMap<string, string>): Configuration | undefined {
  if (texts.size === 0) return undefined;
  const source = memorySource(texts);
  const inputs = Array.from(texts, ([file, text]) => ({ file, text }));
  if (texts.size > 1 && inputs.some(({ file }) => file.includes('/'))) {
    const read = readDirectory('.', source);
    if (read.trees.length > 0) return read;
  }
  return readConfiguration(inputs, source);
}

function withoutDirectives({ trees }: Configuration, texts: ReadonlyMap<string, string>): readonly Problem[] {
  return trees.flatMap((tree) =>
    holdsDirectives(tree) || !texts.has(tree.file)
      ? []
      : [
          {
            document: tree.file,
            line: 1,
            text: 'no directive of nginx is in it; paste an nginx configuration, or a part of one',
          },
        ],
  );
}

interface ReadLog {
  readonly events: DiagnosisInput['events'];
  readonly access: readonly AccessEntry[];
  readonly writer: LogWriter;
  readonly notices: readonly Notice[];
}

/** Its lines tell what kind of log it is; one file may hold both, as containers print them. */
async function readLog(
  document: Document,
  formats: Parameters<typeof createAccessLogReader>[1],
  before: LogWriter,
): Promise<ReadLog> {
  const { name } = document;
  const errors = createErrorLogReader(name);
  const requests = createAccessLogReader(name, formats);
  const fold = createEventFold();
  const access: AccessEntry[] = [];
  let writer = before;
  let blank = true;
  for await (const piece of piecesOfLog(document)) {
    blank &&= piece.trim() === '';
    writer = writtenBy(piece, writer);
    for (const event of errors.push(piece)) fold.add(event);
    for (const entry of requests.push(piece)) if (access.length < mostRequests) access.push(entry);
  }
  for (const event of errors.end()) fold.add(event);
  for (const entry of requests.end()) if (access.length < mostRequests) access.push(entry);
  const { unread, looksLikeNginxLog } = errors.summary();
  if (!looksLikeNginxLog && access.length === 0 && !blank)
    throw new Unusable(name, 1, 'no line in it is of an nginx log (YYYY/MM/DD hh:mm:ss [level] …, or a request)');
  const [first] = unread;
  const notice =
    first === undefined || access.length > 0
      ? []
      : [
          {
            code: 'unread-line',
            text:
              unread.length === 1
                ? 'this line could not be read'
                : `${unread.length} lines could not be read, this is the first`,
            file: name,
            line: first.line,
          },
        ];
  return { events: looksLikeNginxLog ? fold.events : [], access, writer, notices: notice };
}

interface GivenCertificates
  extends Pick<DiagnosisInput, 'presented' | 'presentedWithServerName' | 'vouched' | 'captures'> {
  readonly lists: ReturnType<typeof readRevocationLists>['lists'];
  /** Files that the configuration may name, by the name they were given with; bytes as Latin-1. */
  readonly files: ReadonlyMap<string, string>;
}

async function certificatesOf(
  documents: readonly Document[],
  configuration: Configuration | undefined,
  attempt: <Value>(document: Document, read: () => Promise<Value>) => Promise<Value | undefined>,
  notices: Notice[],
): Promise<GivenCertificates> {
  const presented: Presented['presented'][number][] = [];
  const named: Presented['presented'][number][] = [];
  const vouched: Presented['presented'][number][] = [];
  const lists: GivenCertificates['lists'][number][] = [];
  const files = new Map<string, string>();
  const paths = configuration === undefined ? [] : pathsOfCertificates(configuration);
  for (const document of documents) {
    await attempt(document, async () => {
      const { name, content, use = 'auto' } = document;
      const bytes = typeof content === 'string' ? undefined : await smallBytes(name, content);
      const text = bytes === undefined ? String(content) : latin1(bytes);
      if (text.trim() === '') return;
      if (text.includes('-----BEGIN X509 CRL')) {
        lists.push(...readRevocationLists(name, text).lists);
        return;
      }
      const read = bytes !== undefined && isDer(bytes) ? ofDer(name, bytes) : readPresented(name, text);
      const all = [...read.presented, ...(read.presentedWithServerName ?? [])];
      if (all.length === 0) {
        const [problem] = read.problems;
        throw new Unusable(
          name,
          problem?.line ?? 1,
          problem?.message ?? 'no certificate (-----BEGIN CERTIFICATE-----) is in it',
        );
      }
      notices.push(...certificateNotices(read));
      const taken = use === 'auto' ? useOf(name, read, paths) : use;
      if (taken === 'trusted-file') files.set(name, text);
      else if (taken === 'vouched') vouched.push(...all);
      else {
        presented.push(...read.presented);
        named.push(...(read.presentedWithServerName ?? []));
      }
    });
  }
  return { presented, ...(named.length > 0 ? { presentedWithServerName: named } : {}), vouched, lists, files };
}

function ofDer(name: string, bytes: Uint8Array): Presented {
  const { certificates, ...rest } = readDer(name, bytes);
  return { ...rest, presented: certificates };
}

/** What the configuration trusts carries its file's name; a chain begins with a leaf; anchors alone are vouched for. */
function useOf(name: string, { presented }: Presented, paths: readonly string[]): Exclude<CertificateUse, 'auto'> {
  if (paths.some((path) => isSameFile(path, name))) return 'trusted-file';
  return presented.every(({ ca, selfSigned }) => ca === true && selfSigned) && presented.length > 0
    ? 'vouched'
    : 'presented';
}

function pathsOfCertificates(configuration: Configuration): readonly string[] {
  const found: string[] = [];
  for (const { name, args } of walk(configuration))
    if (/_(?:trusted_)?certificate$/.test(name) && args[0] !== undefined) found.push(args[0]);
  return found;
}

/** A file that was dropped has the end of its path on the server, or its name alone. */
function isSameFile(path: string, name: string): boolean {
  const clean = name.replace(/^\.?\//, '');
  return path === name || path.endsWith(`/${clean}`) || path.split('/').at(-1) === clean.split('/').at(-1);
}

function trustFiles(files: ReadonlyMap<string, string>, notices: Notice[]): (path: string) => TrustFile {
  const known = new Map<string, TrustFile>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    // The longest common end is the likeliest.
    const fitting = [...files].filter(([name]) => isSameFile(path, name)).sort(([a], [b]) => b.length - a.length);
    const [found] = fitting;
    const read =
      found === undefined
        ? { file: { path, state: 'missing' as const, certificates: [] }, notices: [] }
        : readAsTrusted(path, found[1]);
    notices.push(...read.notices);
    known.set(path, read.file);
    return read.file;
  };
}
