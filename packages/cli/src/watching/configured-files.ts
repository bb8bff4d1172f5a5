import { readFileSync, realpathSync, statSync } from 'node:fs';
import {
  type CertificateFile,
  type CertProblem,
  type CertSource,
  certificateFiles,
  isDer,
  refusedAsTrusted,
  type SkippedValue,
} from '@stackengine/engine';
import { conversion, locate } from '../evidence/certificates.js';
import type { GivenConfiguration } from '../evidence/configuration.js';
import { utf16 } from '../evidence/encoding.js';
import { refusalFor } from '../refusal.js';
import { readSource } from './certificate-bytes.js';

export interface ConfiguredFile extends CertSource {
  /** What tells whether two names are of one file; undefined where it could not be found. */
  readonly real: string | undefined;
  /** As the configuration writes it. */
  readonly written: string;
}

export interface ConfiguredFiles {
  readonly sources: readonly ConfiguredFile[];
  readonly skipped: readonly SkippedValue[];
}

/** Reads every file of certificates that a configuration names, where nginx would. */
export function configuredFiles(given: GivenConfiguration): ConfiguredFiles {
  const { files, skipped } = certificateFiles(given.configuration);
  return { sources: files.map((file) => sourceOf(file, given)), skipped };
}

function sourceOf({ path, roles, uses }: CertificateFile, given: GivenConfiguration): ConfiguredFile {
  const found = locate(path, given);
  const about = { kind: 'file', name: found?.path ?? path, written: path, roles, usedBy: uses } as const;
  const [use] = uses;
  const failed = (reason: string): ConfiguredFile => ({
    ...about,
    real: undefined,
    certificates: [],
    lists: [],
    privateKey: false,
    problems: [
      {
        file: use?.file ?? path,
        line: use?.line ?? 1,
        message: `${use?.directive ?? 'a directive'} names ${path}, which can not be read: ${reason}`,
      },
    ],
  });
  if (found === undefined) return failed('there is no such file');
  try {
    const real = realpathSync(found.path);
    const stat = statSync(real);
    if (!stat.isFile()) return failed(stat.isDirectory() ? 'it is a directory' : 'it is no file');
    if (stat.size > mostBytes) return failed(`it is larger than ${mostBytes >> 20} MiB`);
    const bytes = readFileSync(real);
    const notes = [
      ...(found.copied ? [`${path} was read from ${found.path}, inside the given directory`] : []),
      ...(isDer(bytes) || utf16(bytes) !== undefined ? ['it is no PEM in ASCII, and nginx reads nothing else'] : []),
    ];
    const read = readSource(found.path, bytes);
    const isDamaged = read.problems.some(({ fatal }) => fatal === true);
    const refused = isDamaged ? [] : notLoaded(found.path, roles, bytes);
    return { ...about, real, ...read, problems: [...read.problems, ...refused], notes };
  } catch (error) {
    return failed(refusalFor('', error).message.replace(/^: /, ''));
  }
}

/** nginx has stricter rules for trusted certificates than for others, and does not start where they are broken. */
function notLoaded(file: string, roles: CertSource['roles'], bytes: Buffer): readonly CertProblem[] {
  const isTrusted = roles.some((role) => role === 'trusted' || role === 'stapling');
  const text = bytes.toString('latin1');
  if (!isTrusted || text.trim() === '') return [];
  const refused = refusedAsTrusted(file, text);
  const message = `nginx does not start with it: ${refused}. ${conversion(bytes)}`;
  return refused === undefined ? [] : [{ file, line: 1, message, fatal: true }];
}

const mostBytes = 64 << 20;
