import { describe, expect, it } from 'vitest';
import { filesOf } from '../testdata/files.js';
import { readDirectory } from './read-directory.js';
import { memorySource } from './source.js';

const below = (directory: string, files: Readonly<Record<string, string>>) =>
  memorySource(new Map(Object.entries(files).map(([path, text]) => [`${directory}/${path}`, text])));

describe('readDirectory', () => {
  it('starts from nginx.conf and reads nothing that it does not include', () => {
    const { trees, outside, problems } = readDirectory('copy', below('copy', filesOf('debian')));
    expect(trees.map(({ file }) => file)).toEqual([
      'copy/nginx.conf',
      'copy/mime.types',
      'copy/conf.d/upstreams.conf',
      'copy/sites-enabled/default',
      'copy/snippets/proxy.conf',
    ]);
    expect(outside).toBe('nothing');
    expect(problems).toEqual([]);
  });

  it.each(['etc/nginx', 'conf', 'deploy/app/nginx'])('finds the main file in %s, absolute includes too', (at) => {
    const files = {
      [`${at}/nginx.conf`]: 'http { include /etc/nginx/conf.d/*.conf; }',
      [`${at}/conf.d/a.conf`]: 'server { }',
    };
    const { trees, statements } = readDirectory('copy', below('copy', files));
    expect(trees.map(({ file }) => file)).toEqual([`copy/${at}/nginx.conf`, `copy/${at}/conf.d/a.conf`]);
    expect(statements[0]?.children[0]?.name).toBe('server');
  });

  it('takes the files of a directory without a main file for fragments, others left aside', () => {
    const { trees, outside } = readDirectory(
      '.',
      memorySource({
        'conf.d/a.conf': 'upstream u { server a; }',
        'sites-enabled/b': 'server { include snippets/tls.conf; }',
        'sites-available/b': 'server { }',
        'snippets/tls.conf': 'ssl_protocols TLSv1.2;',
        'README.md': 'server { }',
        'tls.key': 'x',
        'jail.conf': '[sshd]\nenabled = true\n',
      }),
    );
    expect(trees.map(({ file }) => file)).toEqual(['conf.d/a.conf', 'sites-enabled/b', 'snippets/tls.conf']);
    expect(outside).toBe('unknown');
  });
});
