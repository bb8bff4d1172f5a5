import {
  type CertificateFacts,
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
  readonly problems: readonly ReadProblem[];
  readonly privateKey: boolean;
}

/** Certificates and revocation lists in any form in which files hold them. A key beside them is told, and no fault. */
export function readSource(name: string, bytes: Buffer): ReadSource {
  return isDer(bytes) ? readBinary(name, bytes) : readText(name, decode(bytes).text);
}

function readBinary(name: string, bytes: Buffer): ReadSource {
  const { certificates, problems, privateKey } = readDer(name, bytes);
  if (certificates.length > 0) return { certificates, lists: [], problems, privateKey };
  const { lists } = readRevocationListDer(name, bytes);
  return { certificates, lists, problems: lists.length > 0 ? [] : problems, privateKey };
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
    problems: [...problems.filter(({ message }) => !useful || !harmless.test(message)), ...revocation.problems],
    privateKey,
  };
}

/** A key beside what is judged, which a note tells; and revocation lists alone, which are no certificates. */
const harmless = /^(?:This is a private key|There is no certificate in it)/;

/** SEQUENCE with a length in more than one octet: no text begins so. */
export const isDer = (bytes: Buffer) => bytes[0] === 0x30 && ((bytes[1] ?? 0) & 0x80) !== 0;
