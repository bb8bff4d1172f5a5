import {
  type AccessEntry,
  type AccessFormat,
  accessFormats,
  accessShapes,
  canBeSieved,
  certificateNotices,
  createAccessLogReader,
  createErrorLogReader,
  createEventFold,
  createRequestFold,
  type DiagnosisInput,
  isDer,
  type LogEvent,
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
import type { Given, Problem, ReadLog } from '../protocol.js';
import { newSieve } from './kernel.js';
import { latin1, type OnRead, piecesOfLog, smallBytes, textOf, Unusable } from './texts.js';

/** The inputs as the engine takes them, and what had to be said of them. */
export interface Gathered {
  readonly input: DiagnosisInput;
  readonly writer: LogWriter;
  readonly problems: readonly Problem[];
  /** Grows as the engine asks for files that the configuration names. */
  readonly notices: readonly Notice[];
  /** What files of logs hold, so that nobody has to read them again. */
  readonly logs: readonly ReadLog[];
}

type Attempt = <Value>(document: Document, read: () => Promise<Value>) => Promise<Value | undefined>;

/** The configuration alone, without the files of it that can't be used. */
export async function gatherConfiguration(documents: readonly Document[]): Promise<Configuration | undefined> {
  return configurationOf(await configurationTexts(documents, (_, read) => read().catch(() => undefined)));
}

async function configurationTexts(
  documents: readonly Document[],
  attempt: Attempt,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const document of documents.filter(({ role }) => role === 'configuration')) {
    const text = await attempt(document, () => textOf(document));
    if (text !== undefined && text.trim() !== '') texts.set(document.name, text);
  }
  return texts;
}

/** Reads every document; what can't be used is told, and the others count. */
export async function gather(
  { documents, answers, environment, now, logs: known = [] }: Given,
  onRead: OnRead = () => undefined,
): Promise<Gathered> {
  const problems: Problem[] = [];
  const notices: Notice[] = [];
  const logs: ReadLog[] = [];
  const attempt: Attempt = async (document, read) => {
    try {
      return await read();
    } catch (error) {
      const line = error instanceof Unusable ? error.line : 1;
      problems.push({
        document: document.name,
        role: document.role,
        line,
        text: error instanceof Error ? error.message : String(error),
      });
      return undefined;
    }
  };

  const texts = await configurationTexts(documents, attempt);
  const configuration = configurationOf(texts);
  if (configuration !== undefined) problems.push(...withoutDirectives(configuration, texts));

  const certificates = await certificatesOf(
    documents.filter(({ role }) => role === 'certificate'),
    configuration,
    attempt,
    notices,
  );

  const fold = createEventFold();
  const requests = createRequestFold();
  let accessGiven = false;
  let writer = unknownWriter;
  const formats = configuration === undefined ? [] : accessFormats(configuration);
  for (const document of documents.filter(({ role }) => role === 'log')) {
    await attempt(document, async () => {
      const read =
        known.find((one) => one.document === document.id && sameFormats(one.formats, formats)) ??
        (await readLog(document, formats, onRead));
      if (typeof document.content !== 'string') logs.push(read);
      for (const event of read.events) fold.add(event);
      for (const entry of read.access) requests.add(entry);
      accessGiven ||= read.accessGiven;
      writer = {
        nginx: read.writer.nginx ?? writer.nginx,
        openssl: read.writer.openssl ?? writer.openssl,
      };
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
      access: requests.requests,
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
    logs,
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
            role: 'configuration' as const,
            line: 1,
            text: 'no directive of nginx is in it; paste an nginx configuration, or a part of one',
          },
        ],
  );
}

type Formats = readonly AccessFormat[];

const sameFormats = (one: Formats, other: Formats): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Its lines tell what kind of log it is; one file may hold both, as containers print them. */
async function readLog(document: Document, formats: Formats, onRead: OnRead): Promise<ReadLog> {
  const { name } = document;
  const errors = createErrorLogReader(name);
  const requests = createAccessLogReader(name, formats);
  const fold = createEventFold();
  const kept = createRequestFold();
  let writer = unknownWriter;
  let blank = true;
  let accessGiven = false;
  const addEvents = (events: readonly LogEvent[]) => {
    for (const event of events) fold.add(event);
  };
  const addRequests = (entries: readonly AccessEntry[]) => {
    accessGiven ||= entries.length > 0;
    for (const entry of entries) kept.add(entry);
  };
  const sieve =
    typeof document.content === 'string' || !canBeSieved(formats) ? undefined : newSieve(accessShapes(formats));
  for await (const piece of piecesOfLog(document, sieve, onRead)) {
    if ('skipped' in piece) accessGiven ||= piece.skipped.requests > 0;
    else {
      blank &&= piece.text.trim() === '';
      writer = writtenBy(piece.text, writer);
    }
    addEvents(errors.take(piece));
    addRequests(requests.take(piece));
  }
  addEvents(errors.end());
  addRequests(requests.end());
  const { unread, looksLikeNginxLog } = errors.summary();
  if (!looksLikeNginxLog && !accessGiven && !blank)
    throw new Unusable(name, 1, 'no line in it is of an nginx log (YYYY/MM/DD hh:mm:ss [level] …, or a request)');
  const [first] = unread;
  const notice =
    first === undefined || accessGiven
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
  return {
    document: document.id,
    formats,
    events: looksLikeNginxLog ? fold.events : [],
    access: kept.requests,
    accessGiven,
    writer,
    notices: notice,
  };
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
  attempt: Attempt,
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
