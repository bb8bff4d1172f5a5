import { readFileSync } from 'node:fs';
import {
  isDer,
  type ListFile,
  type Notice,
  type RevocationList,
  readRevocationListDer,
  readRevocationLists,
} from '@stackengine/engine';
import { Refusal } from '../refusal.js';
import { located } from './certificates.js';
import type { GivenConfiguration } from './configuration.js';
import { nameOf, readNamed } from './disk.js';
import { decode } from './encoding.js';

/** What the user gave with `--crl`; a file without a list is refused. */
export function readGivenLists(paths: readonly string[], notices: Notice[]): readonly RevocationList[] {
  return paths.flatMap((path) => {
    const file = nameOf(path);
    const bytes = readNamed(path);
    const { lists, problems } = isDer(bytes)
      ? readRevocationListDer(file, bytes)
      : readRevocationLists(file, decode(bytes).text);
    const [problem] = problems;
    if (lists.length === 0)
      throw new Refusal(
        `${file}:${problem?.line ?? 1}: ${problem?.message ?? 'no revocation list (-----BEGIN X509 CRL-----) is in it'}`,
      );
    notices.push(
      ...problems.map(({ message, file, line }) => ({ code: 'revocation-list-unread', text: message, file, line })),
    );
    return lists;
  });
}

/**
 * Reads the lists that the configuration names (`proxy_ssl_crl`), where nginx would. What the user gave with `--crl` is what nginx is to read
 * there instead.
 */
export function listFiles(
  given: GivenConfiguration | undefined,
  lists: readonly RevocationList[],
  notices: Notice[],
): (path: string) => ListFile {
  const known = new Map<string, ListFile>();
  const read = (path: string): ListFile => {
    if (lists.length > 0) return { path, state: 'read', lists };
    const place = located(path, given, notices);
    if (place === undefined) return { path, state: 'missing', lists: [] };
    try {
      const found = readRevocationLists(path, readFileSync(place, 'latin1')).lists;
      return { path, state: found.length > 0 ? 'read' : 'unreadable', lists: found };
    } catch {
      return { path, state: 'unreadable', lists: [] };
    }
  };
  return (path) => {
    const file = known.get(path) ?? read(path);
    known.set(path, file);
    return file;
  };
}
