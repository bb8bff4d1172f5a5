import type { Configuration } from './configuration.js';
import { directiveInfo } from './directives.js';
import { splitDump } from './dump.js';
import { parse } from './parse.js';
import { baseName, joinPath } from './path.js';
import { type Input, readConfiguration } from './read-configuration.js';
import type { DirectorySource } from './source.js';

/** Where the main file stands in a copy of /etc/nginx, of an installation, of a whole server. */
const mainFiles = [
  'nginx.conf',
  'conf/nginx.conf',
  'etc/nginx/nginx.conf',
  'nginx/nginx.conf',
  'usr/local/nginx/conf/nginx.conf',
];

/** Directories whose files are configuration whatever their names. */
const siteDirectory = /(?:^|\/)(?:sites-enabled|conf\.d|http\.d|stream\.d|vhosts?(?:\.d)?|server\.d|servers)\/[^/]+$/;
const otherFile =
  /(?:^|\/)(?:\.|README|LICENSE|Makefile|Dockerfile)|\.(?:pem|crt|cer|key|csr|md|sh|lua|js|json|ya?ml|html?|log|bak|old|orig|swp|dpkg-\w+|png|gz)$|~$/i;

/**
 * Reads a directory, which may be the copy of a server's: from its nginx.conf, or without one each file that is nginx
 * configuration as a fragment.
 */
export function readDirectory(given: string, source: DirectorySource): Configuration {
  const directory = given === '.' || given === './' ? '' : given;
  for (const name of mainFiles) {
    const file = joinPath(directory, name);
    const text = source.read(file);
    if (text !== undefined && isConfiguration(text)) {
      return readConfiguration([{ file, text }], source, { directory, mainFile: file });
    }
  }
  const files = source.list(given);
  const nested = files.filter((file) => baseName(file) === 'nginx.conf');
  const main = nested.toSorted((a, b) => depth(a) - depth(b))[0];
  const text = main === undefined ? undefined : source.read(main);
  if (main !== undefined && text !== undefined && nested.length === 1) {
    return readConfiguration([{ file: main, text }], source, { directory, mainFile: main });
  }
  return readConfiguration(fragments(files, source), source, { directory });
}

const depth = (path: string): number => path.split('/').length;

function fragments(files: readonly string[], source: DirectorySource): readonly Input[] {
  const enabled = files.some((file) => /(?:^|\/)sites-enabled\//.test(file));
  return files.flatMap((file) => {
    if (otherFile.test(file) || (enabled && /(?:^|\/)sites-available\//.test(file))) return [];
    const plain = /\.(?:conf|nginx|vhost|txt)$/.test(file) || siteDirectory.test(file) || !baseName(file).includes('.');
    const text = plain ? source.read(file) : undefined;
    return text !== undefined && isConfiguration(text) ? [{ file, text }] : [];
  });
}

/** Whether a text has a directive that nginx knows, at its top. */
function isConfiguration(text: string): boolean {
  if (splitDump(text) !== undefined) return true;
  const names = parse(text).body.flatMap((node) =>
    node.type === 'directive' && (node.terminated || node.body) ? [node.name.value] : [],
  );
  return names.some((name) => directiveInfo(name) !== undefined);
}
