import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import {
  type CertificateFacts,
  type Notice,
  type Presented,
  readCertificates,
  readDer,
  readPresented,
  type TrustFile,
} from '@stackengine/engine';
import { findInCopy } from '@stackengine/nginx-config';
import { Refusal } from '../refusal.js';
import type { GivenConfiguration } from './configuration.js';
import { nameOf, readNamed } from './disk.js';

/** The certificates of files that the user named; one without any is refused. */
export function readGivenCertificates(paths: readonly string[]): readonly CertificateFacts[] {
  return paths.flatMap((path) => {
    const file = nameOf(path);
    const bytes = readNamed(path);
    const { certificates } = readAny(file, bytes);
    if (certificates.length === 0) throw withoutCertificate(file, bytes);
    return certificates;
  });
}

const readAny = (file: string, bytes: Buffer) =>
  isDer(bytes) ? readDer(file, bytes) : readCertificates(file, bytes.toString('latin1'));

/** What is in the file instead: a key, a request, a container, or nothing of the kind. */
function withoutCertificate(file: string, bytes: Buffer): Refusal {
  const [problem] = readAny(file, bytes).problems;
  return new Refusal(
    `${file}:${problem?.line ?? 1}: ${problem?.message ?? 'no certificate (-----BEGIN CERTIFICATE-----) is in it'}`,
  );
}

/** What the upstream presents: a chain, or the answers with and without SNI. */
export function readGivenChain(paths: readonly string[]): Pick<Presented, 'presented' | 'presentedWithServerName'> {
  const read = paths.map((path) => {
    const file = nameOf(path);
    const bytes = readNamed(path);
    const answer: Pick<Presented, 'presented' | 'presentedWithServerName'> = isDer(bytes)
      ? { presented: readDer(file, bytes).certificates }
      : readPresented(file, bytes.toString('latin1'));
    const found = answer.presented.length + (answer.presentedWithServerName?.length ?? 0);
    if (found === 0) throw withoutCertificate(file, bytes);
    return answer;
  });
  const named = read.flatMap(({ presentedWithServerName }) => presentedWithServerName ?? []);
  const presented = read.flatMap((answer) => answer.presented);
  return named.length > 0 ? { presented, presentedWithServerName: named } : { presented };
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
    const found = given === undefined ? undefined : locate(path, given);
    if (found?.copied === true) {
      notices.push({ code: 'file-in-copy', text: `${path} was read from ${found.path}, inside the given directory` });
    }
    const file =
      found === undefined ? { path, state: 'missing' as const, certificates: [] } : readTrustFile(path, found.path);
    known.set(path, file);
    return file;
  };
}

/** Where a file that the configuration names stands here; undefined where it does not. */
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

function readTrustFile(path: string, place: string): TrustFile {
  let bytes: Buffer;
  try {
    if (!statSync(place).isFile()) return { path, state: 'unreadable', certificates: [] };
    bytes = readFileSync(place);
  } catch {
    return { path, state: 'unreadable', certificates: [] };
  }
  const text = bytes.toString('latin1');
  if (text.trim() === '') return { path, state: 'empty', certificates: [] };
  // nginx reads PEM only; a DER file is there, and of no use to it.
  if (!text.includes('-----BEGIN ')) return { path, state: 'not-pem', certificates: [] };
  const { certificates } = readCertificates(path, text);
  return certificates.length === 0 ? { path, state: 'empty', certificates } : { path, state: 'read', certificates };
}

const isDer = (bytes: Buffer) => bytes[0] === 0x30 && ((bytes[1] ?? 0) & 0x80) !== 0;
