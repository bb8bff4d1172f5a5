import {
  type CertificateFacts,
  type CertProblem,
  isDer,
  type ReadProblem,
  type RevocationList,
  readCertificates,
  readDer,
  readRevocationListDer,
  readRevocationLists,
} from '@stackengine/engine';
import { decode } from '../evidence/encoding.js';

export interface ReadSource {
  readonly certificates: readonly CertificateFacts[];
  readonly lists: readonly RevocationList[];
  readonly problems: readonly CertProblem[];
  readonly privateKey: boolean;
}

/** Certificates and revocation lists in any form in which files hold them. A key beside them is told, and no fault. */
export function readSource(name: string, bytes: Buffer): ReadSource {
  return isDer(bytes) ? readBinary(name, bytes) : readText(name, decode(bytes).text);
}

function readBinary(name: string, bytes: Buffer): ReadSource {
  const { certificates, problems, privateKey } = readDer(name, bytes);
  if (certificates.length > 0) return { certificates, lists: [], problems: problems.map(told), privateKey };
  const { lists } = readRevocationListDer(name, bytes);
  return { certificates, lists, problems: lists.length > 0 ? [] : problems.map(told), privateKey };
}

function readText(name: string, text: string): ReadSource {
  const { certificates, problems, privateKey } = readCertificates(name, text);
  const revocation = /-----BEGIN (?:X509 )?CRL-----/.test(text)
    ? readRevocationLists(name, text)
    : { lists: [], problems: [] };
  const useful = certificates.length + revocation.lists.length > 0;
  return {
    certificates,
    lists: revocation.lists,
    problems: [
      // A key beside what is judged is told in a note; and lists alone are no certificates.
      ...[...problems, ...revocation.problems]
        .filter(({ kind }) => !useful || (kind !== 'private-key' && kind !== 'no-certificate'))
        .map(told),
    ],
    privateKey,
  };
}

const told = ({ file, line, message, kind }: ReadProblem): CertProblem => ({
  file,
  line,
  message,
  ...(kind === 'damaged' ? { fatal: true } : {}),
});
