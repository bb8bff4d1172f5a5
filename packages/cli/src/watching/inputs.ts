import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CertProblem } from '@stackengine/engine';
import { isDer } from '@stackengine/engine';
import { isGlob } from '@stackengine/nginx-config';
import { type GivenConfiguration, readGivenConfiguration } from '../evidence/configuration.js';
import { createDisk, nameOf, readNamed } from '../evidence/disk.js';
import { type Place, placeNamed } from '../fetching/place.js';
import { Refusal, refusalFor } from '../refusal.js';
import { type ReadSource, readSource } from './certificate-bytes.js';
import { configurationIn } from './configuration-bytes.js';

export interface GivenFile extends ReadSource {
  readonly name: string;
  /** What tells whether two names are of one file; undefined of standard input. */
  readonly real: string | undefined;
}

/** What the arguments of the command line stand for. */
export interface Inputs {
  readonly hosts: readonly Place[];
  readonly files: readonly GivenFile[];
  readonly configurations: readonly GivenConfiguration[];
  /** Arguments that can't be read; the others are. */
  readonly problems: readonly CertProblem[];
}

/** Reads every argument: a server, a file, a directory, a pattern, an nginx configuration. None keeps the others from being read. */
export function readInputs(given: readonly string[]): Inputs {
  const inputs = new Reading();
  for (const argument of given) {
    try {
      inputs.read(argument);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      inputs.problem(nameOf(argument), error.message);
    }
  }
  return inputs;
}

class Reading implements Inputs {
  readonly hosts: Place[] = [];
  readonly files: GivenFile[] = [];
  readonly configurations: GivenConfiguration[] = [];
  readonly problems: CertProblem[] = [];
  readonly #known = new Set<string>();

  read(argument: string): void {
    if (argument !== '-' && !existsSync(argument)) {
      const host = hostOf(argument);
      if (host !== undefined) {
        if (!this.hosts.some(({ address }) => address === host.address)) this.hosts.push(host);
        return;
      }
      if (isGlob(argument)) {
        this.#pattern(argument);
        return;
      }
    }
    if (argument !== '-' && kindOf(argument) === 'directory') this.#directory(argument);
    else this.#single(argument);
  }

  problem(file: string, message: string): void {
    const [, line, text] = new RegExp(`^${escaped(file)}:(\\d+): (.*)$`, 's').exec(message) ?? [];
    if (line !== undefined && text !== undefined) this.problems.push({ file, line: Number(line), message: text });
    else
      this.problems.push({
        file,
        message: message.startsWith(`${file}: `) ? message.slice(file.length + 2) : message,
      });
  }

  #pattern(pattern: string): void {
    const paths = createDisk().glob(pattern);
    if (paths.length === 0) throw new Refusal(`${pattern}: no file matches`);
    for (const path of paths) {
      try {
        if (kindOf(path) === 'file') this.#single(path);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.problem(path, error.message);
      }
    }
  }

  /** A file that was named: it has to hold certificates, or be a configuration. */
  #single(path: string): void {
    const real = path === '-' ? undefined : realOf(path);
    if (real !== undefined && this.#known.has(real)) return;
    if (real !== undefined) this.#known.add(real);
    const name = nameOf(path);
    const bytes = readNamed(path);
    const configuration = configurationIn(path, bytes);
    if (configuration !== undefined) this.configurations.push(configuration);
    else this.files.push({ name, real, ...readSource(name, bytes) });
  }

  /** With an nginx.conf it is a configuration; otherwise all certificates below it count, and other files are passed over. */
  #directory(path: string): void {
    if (mainFiles.some((name) => existsSync(join(path, name)))) {
      const configuration = readGivenConfiguration([path]);
      if (configuration !== undefined) this.configurations.push(configuration);
      return;
    }
    const before = this.files.length;
    const problemsBefore = this.problems.length;
    for (const file of this.#filesBelow(path)) this.#inDirectory(file);
    if (this.files.length === before && this.problems.length === problemsBefore)
      throw new Refusal(`${path}: no file in it holds a certificate or a revocation list`);
  }

  /** Links to directories are not followed: they may lead in circles. A folder that can't be opened is a problem. */
  #filesBelow(directory: string): readonly string[] {
    const files: string[] = [];
    const open = [directory];
    for (let folder = open.pop(); folder !== undefined && files.length < mostListed; folder = open.pop()) {
      try {
        for (const entry of readdirSync(folder, { withFileTypes: true })) {
          const path = join(folder, entry.name);
          if (entry.isDirectory()) open.push(path);
          else if (entry.isFile() || entry.isSymbolicLink()) files.push(path);
        }
      } catch (error) {
        this.problem(folder, refusalFor(folder, error).message);
      }
    }
    if (files.length >= mostListed)
      this.problem(directory, `more than ${mostListed} files are below it; the rest was not looked at`);
    return files.sort((one, other) => Number(isHashLink(one)) - Number(isHashLink(other)) || (one < other ? -1 : 1));
  }

  #inDirectory(path: string): void {
    try {
      const real = realpathSync(path);
      if (this.#known.has(real)) return;
      const about = statSync(real);
      if (!about.isFile() || about.size > mostInDirectory) return;
      const bytes = readFileSync(real);
      if (!isDer(bytes) && !bytes.includes('-----BEGIN ')) return;
      const read = readSource(path, bytes);
      const holds = /-----BEGIN (?:(?:TRUSTED |X509 )?CERTIFICATE|(?:X509 )?CRL)-----/.test(bytes.toString('latin1'));
      if (read.certificates.length + read.lists.length === 0 && !holds) return;
      this.#known.add(real);
      this.files.push({ name: path, real, ...read });
    } catch (error) {
      this.problem(path, refusalFor(path, error).message);
    }
  }
}

const mainFiles = ['nginx.conf', 'conf/nginx.conf', 'etc/nginx/nginx.conf'];
/** A bundle of all public roots has 250 KB. */
const mostInDirectory = 16 << 20;
const mostListed = 100_000;

/** What `openssl rehash` makes: a second name for a file with a better one. */
const isHashLink = (path: string) => /\/[0-9a-f]{8}\.r?\d+$/.test(path);

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A server, where an argument that is no file has the form of one. The server name is the host, as nginx would send it. */
function hostOf(argument: string): Place | undefined {
  const [, url] = /^https:\/\/([^/?#@]+)(?:[/?#].*)?$/.exec(argument) ?? [];
  const authority = url === undefined || /:\d+$/.test(url) ? (url ?? argument) : `${url}:443`;
  if (!/^(?:\[[0-9A-Fa-f:.%]+\]|[^\s:/\\[\]*?]+):\d{1,5}$|^unix:\/./.test(authority)) return undefined;
  const place = placeNamed(authority, undefined, false);
  return { ...place, sends: place.serverName };
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw refusalFor(path, error);
  }
}

function kindOf(path: string): 'directory' | 'file' {
  try {
    return statSync(path).isDirectory() ? 'directory' : 'file';
  } catch (error) {
    throw refusalFor(path, error);
  }
}
