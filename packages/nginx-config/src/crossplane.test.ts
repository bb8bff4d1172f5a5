import { describe, expect, it } from 'vitest';
import { configurations, filesOf } from '../testdata/files.js';
import { toCrossplane } from './crossplane.js';
import { readConfiguration } from './read-configuration.js';
import { memorySource } from './source.js';

const read = (files: Record<string, string>) =>
  readConfiguration([{ file: 'nginx.conf', text: files['nginx.conf'] ?? '' }], memorySource(files));
const printed = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('toCrossplane', () => {
  it.each(configurations.filter((name) => filesOf(name)['crossplane.json'] !== undefined))(
    'prints of %s what crossplane prints',
    (name) => {
      const files = filesOf(name);
      expect(printed(toCrossplane(read(files), { comments: true }))).toEqual(
        JSON.parse(files['crossplane.json'] ?? ''),
      );
    },
  );

  it('combines the files into one', () => {
    const files = filesOf('debian');
    const expected = JSON.parse(files['crossplane-combined.json'] ?? '');
    const stripFile = (text: unknown): unknown =>
      JSON.parse(JSON.stringify(text), (key, value) => (key === 'file' ? undefined : value));
    expect(stripFile(toCrossplane(read(files), { combine: true }))).toEqual(stripFile(expected));
    const combined = toCrossplane(read(files), { combine: true }).config[0]?.parsed.at(-1)?.block;
    // Where crossplane names the file that was included last, this is the file that the directive is in.
    expect(combined?.map(({ directive, file }) => `${directive} ${file}`)).toContain('gzip nginx.conf');
    expect(combined?.map(({ directive, file }) => `${directive} ${file}`)).toContain('upstream conf.d/upstreams.conf');
  });

  it('leaves out what nginx could not have read, and says so', () => {
    const { status, errors, config } = toCrossplane(
      read({ 'nginx.conf': 'http {\n  include a.conf;\n  return 200 }\n' }),
    );
    expect(status).toBe('failed');
    expect(errors).toEqual([
      { file: 'nginx.conf', error: 'unexpected "}" in nginx.conf:3', line: 3 },
      { file: 'nginx.conf', error: "[Errno 2] No such file or directory: 'a.conf'", line: 2 },
    ]);
    expect(config[0]?.parsed).toEqual([
      {
        directive: 'http',
        line: 1,
        args: [],
        block: [{ directive: 'include', line: 2, args: ['a.conf'], includes: [] }],
      },
    ]);
  });

  it('leaves out ignored directives, and includes of a single file', () => {
    const configuration = read({ 'nginx.conf': 'a; b { c; }\ninclude d;' });
    expect(toCrossplane(configuration, { ignore: ['b'], single: true }).config[0]?.parsed).toEqual([
      { directive: 'a', line: 1, args: [] },
      { directive: 'include', line: 2, args: ['d'] },
    ]);
  });
});
