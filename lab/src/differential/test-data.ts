import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cast, type FileContent } from '@stackengine/engine';
import { createPki, type Pki } from '../certificates/pki.js';
import type { TestedConfiguration } from './corpus.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folders = [
  'docs/examples',
  'packages/cli/src/testdata',
  'packages/nginx-config/testdata',
  'packages/engine/src/causes/testdata',
  'packages/engine/src/hops/testdata',
];
const incidents = 'packages/engine/src/diagnosis/testdata/incidents';

/** What belongs to a configuration and is neither evidence nor what another parser said of it. */
const belongs = (path: string): boolean => !/\.(log|json|md|ts)$/.test(path);

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(belongs)
    .sort();
}

const text = (path: string): string => readFileSync(path, 'utf8');

/** A folder with a main file, such as a copy of `/etc/nginx`. */
function whole(main: string): TestedConfiguration {
  const folder = dirname(main);
  const files = filesBelow(folder).map((path) => [`/etc/nginx${path.slice(folder.length)}`, text(path)]);
  return { name: main.slice(root.length), files: Object.fromEntries(files) };
}

/** A text that may be a fragment: as it is, and where a fragment would stand. */
function everywhere(name: string, fragment: string): readonly TestedConfiguration[] {
  const places = {
    'as it is': fragment,
    'in http': `events {}\nhttp {\n${fragment}\n}\n`,
    'in a server': `events {}\nhttp {\nserver {\n${fragment}\n}\n}\n`,
  };
  return Object.entries(places).map(([place, content]) => ({
    name: `${name} ${place}`,
    files: { '/etc/nginx/nginx.conf': content },
  }));
}

function inFolder(folder: string): readonly TestedConfiguration[] {
  const paths = filesBelow(join(root, folder));
  const mains = paths.filter((path) => basename(path) === 'nginx.conf');
  const fragments = paths.filter(
    (path) => path.endsWith('.conf') && !mains.some((main) => path.startsWith(dirname(main))),
  );
  return [...mains.map(whole), ...fragments.flatMap((path) => everywhere(path.slice(root.length), text(path)))];
}

/** A section's name may say how it ends lines. */
function section(title: string, lines: string): readonly [name: string, content: string] {
  const [name = '', manner] = title.split(', ');
  if (manner === 'CRLF') return [name, lines.replaceAll('\n', '\r\n')];
  return [name, manner === 'no newline at the end' ? lines.trimEnd() : lines];
}

/** The configurations in a file of sections, `=== NAME` above each. */
function inIncident(path: string): readonly TestedConfiguration[] {
  const [, ...parts] = text(path).split(/^=== (.+)\n/m);
  const sections = parts.flatMap((part, index) => (index % 2 === 0 ? [section(part, parts[index + 1] ?? '')] : []));
  const own = sections.filter(([name]) => name.endsWith('.conf'));
  const files = Object.fromEntries(own.map(([name, content]) => [join('/etc/nginx', name), content]));
  const name = basename(path);
  if (files['/etc/nginx/nginx.conf'] !== undefined) return [{ name, files }];
  return own.flatMap(([title, content]) => everywhere(`${name} ${title}`, content));
}

const named = /^[^#\n]*?\b\w*ssl_(?:(?:trusted_|client_)?(certificate|certificate_key)|(crl))\s+([^\s;$"']+);/gm;

/** The same with the certificates that it names and that were not copied, if any: without them nginx stops at the first. */
function withCertificates({ name, files }: TestedConfiguration, pki: Pki): readonly TestedConfiguration[] {
  const standIns: Record<string, string | Buffer> = {};
  for (const [, kind, crl, path = ''] of Object.values(files).flatMap((content) => [
    ...String(content).matchAll(named),
  ])) {
    const content: FileContent =
      crl !== undefined
        ? { crlOf: ['root'] }
        : kind === 'certificate_key'
          ? { keyOf: 'leaf' }
          : { certificates: ['leaf', 'intermediate'] };
    standIns[resolve('/etc/nginx', path)] = pki.file(content);
  }
  return Object.keys(standIns).length === 0
    ? []
    : [{ name: `${name} with certificates`, files: { ...standIns, ...files } }];
}

/** Every configuration of the test data and of the examples; those that name certificates also with some. */
export function testData(now: Date): readonly TestedConfiguration[] {
  const pki = createPki(cast, now);
  const all = [...folders.flatMap(inFolder), ...filesBelow(join(root, incidents)).flatMap(inIncident)];
  return all.flatMap((each) => [each, ...withCertificates(each, pki)]);
}
