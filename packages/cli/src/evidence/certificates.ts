import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import {
  type CertificateFacts,
  certificateNotices,
  isDer,
  type Notice,
  type Presented,
  type ReadCapture,
  type ReadCertificates,
  readAsTrusted,
  readCapture,
  readCertificates,
  readDer,
  readPresented,
  readTrustedCertificates,
  refusedAsTrusted,
  type TrustFile,
} from '@stackengine/engine';
import { findInCopy } from '@stackengine/nginx-config';
import { Refusal } from '../refusal.js';
import type { GivenConfiguration } from './configuration.js';
import { nameOf, readNamed } from './disk.js';
import { decode, utf16 } from './encoding.js';

/**
 * The certificates of files that the user named, in any shape; one without any is refused. What a file holds besides and could not be
 * used goes to the notices.
 */
export function readGivenCertificates(paths: readonly string[], notices: Notice[]): readonly CertificateFacts[] {
  return paths.flatMap((path) => {
    const file = nameOf(path);
    const bytes = readNamed(path);
    const read = isDer(bytes) ? readDer(file, bytes) : readCertificates(file, decode(bytes).text);
    if (read.certificates.length === 0) throw withoutCertificate(file, read);
    notices.push(...certificateNotices(read));
    return read.certificates;
  });
}

/**
 * The file of `proxy_ssl_trusted_certificate`, as nginx reads it: what it passes over is no part of the verdict. Where it would not load the file
 * at all, a notice says so, and the certificates are judged as they were meant.
 */
export function readGivenTrusted(paths: readonly string[], notices: Notice[]): readonly CertificateFacts[] {
  return paths.flatMap((path) => {
    const file = nameOf(path);
    const bytes = readNamed(path);
    const text = bytes.toString('latin1');
    const refused = refusedAsTrusted(file, text);
    const loose = isDer(bytes) ? readDer(file, bytes) : readCertificates(file, decode(bytes).text);
    if (loose.certificates.length === 0) throw withoutCertificate(file, loose);
    const read = refused === undefined ? readTrustedCertificates(file, text) : loose;
    notices.push(...certificateNotices(read));
    if (refused !== undefined && !read.problems.some(({ kind }) => kind === 'damaged'))
      notices.push({
        code: 'trusted-not-loaded',
        text: `nginx would not start with this file: ${refused}. ${conversion(bytes)}`,
        file,
      });
    return read.certificates;
  });
}

/** How a file becomes PEM that nginx reads. */
export function conversion(bytes: Buffer): string {
  if (isDer(bytes)) return 'It is DER; convert it: openssl x509 -inform der -in FILE -out FILE.pem';
  if (utf16(bytes) !== undefined) return 'It is UTF-16; convert it: iconv -f utf-16 -t ascii FILE > FILE.pem';
  return 'The BEGIN line, base64 and END line of a certificate have to begin at the start of lines of their own';
}

/** What a directory holds that `cert fetch --save` wrote: a capture for each peer. One without any is refused. */
export function readCaptures(directory: string, notices: Notice[]): readonly ReadCapture[] {
  const captures = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .slice(0, mostCaptures)
    .flatMap(({ name }) => readCapture(name, decode(readNamed(join(directory, name))).text) ?? []);
  if (captures.length === 0)
    throw new Refusal(
      `${directory}: no capture is in it; cert fetch --save writes them. To give one chain, name its file`,
    );
  notices.push(...captures.flatMap(certificateNotices));
  return captures;
}

const mostCaptures = 5000;

/** What the upstream presents: a chain, or the answers with and without SNI. Notices as above. */
export function readGivenChain(
  paths: readonly string[],
  notices: Notice[],
): Pick<Presented, 'presented' | 'presentedWithServerName'> {
  const read = paths.map((path) => {
    const file = nameOf(path);
    const answer = readAnswer(file, readNamed(path));
    if (answer.presented.length + (answer.presentedWithServerName?.length ?? 0) === 0)
      throw withoutCertificate(file, answer);
    notices.push(...certificateNotices(answer));
    return answer;
  });
  const named = read.flatMap(({ presentedWithServerName }) => presentedWithServerName ?? []);
  const presented = read.flatMap((answer) => answer.presented);
  return named.length > 0 ? { presented, presentedWithServerName: named } : { presented };
}

function readAnswer(file: string, bytes: Buffer): Presented {
  if (!isDer(bytes)) return readPresented(file, decode(bytes).text);
  const { certificates: presented, problems, notices, privateKey } = readDer(file, bytes);
  return { presented, problems, notices, privateKey };
}

type Unused = Pick<ReadCertificates, 'problems' | 'notices'>;

/** What is in the file instead: a key, a request, a container, or nothing of the kind. */
function withoutCertificate(file: string, { problems: [problem] }: Unused): Refusal {
  return new Refusal(
    `${file}:${problem?.line ?? 1}: ${problem?.message ?? 'no certificate (-----BEGIN CERTIFICATE-----) is in it'}`,
  );
}

/**
 * Reads the certificate files that the configuration names, where nginx would: relative to its main file. Absolute paths
 * that don't exist here are looked up in the given directory, and a notice says so.
 */
export function trustFiles(given: GivenConfiguration | undefined, notices: Notice[]): (path: string) => TrustFile {
  const known = new Map<string, TrustFile>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const place = located(path, given, notices);
    const file =
      place === undefined ? { path, state: 'missing' as const, certificates: [] } : readTrustFile(path, place, notices);
    known.set(path, file);
    return file;
  };
}

/** Where a file that the configuration names is here; undefined where it is not. */
export function located(path: string, given: GivenConfiguration | undefined, notices: Notice[]): string | undefined {
  const found = given === undefined ? undefined : locate(path, given);
  if (found?.copied === true)
    notices.push({ code: 'file-in-copy', text: `${path} was read from ${found.path}, inside the given directory` });
  return found?.path;
}

export function locate(path: string, { root, disk, copied, configuration }: GivenConfiguration) {
  const own = isAbsolute(path) ? path : join(root, path);
  const inCopy = copied && isAbsolute(path) ? findInCopy(disk, path, root) : undefined;
  const ownServer = configuration.trees.some((tree) => tree.file.startsWith('/etc/'));
  if (exists(own) && (inCopy === undefined || ownServer || !path.includes('/nginx/')))
    return { path: own, copied: false };
  return inCopy === undefined ? undefined : { path: inCopy, copied: true };
}

function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

function readTrustFile(path: string, place: string, notices: Notice[]): TrustFile {
  let bytes: Buffer;
  try {
    if (!statSync(place).isFile()) return { path, state: 'unreadable', certificates: [] };
    bytes = readFileSync(place);
  } catch {
    return { path, state: 'unreadable', certificates: [] };
  }
  // Bytes as they are: nginx decodes nothing, and UTF-16 is no PEM to it.
  const { file, notices: found } = readAsTrusted(path, bytes.toString('latin1'));
  notices.push(...found);
  return file;
}
