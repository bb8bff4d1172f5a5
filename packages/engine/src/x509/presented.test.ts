import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPresented } from './presented.js';

const text = (name: string) => readFileSync(new URL(`testdata/${name}`, import.meta.url), 'utf8');
const names = (given: string) => {
  const { presented, presentedWithServerName } = readPresented('f', given);
  return [presented, presentedWithServerName].map((answer) => answer?.map(({ commonName }) => commonName));
};

describe('answers of a server with and without SNI', () => {
  it('takes the second of two outputs for the one with SNI', () => {
    expect(names(text('both.txt'))).toEqual([['fallback.invalid'], ['api.internal.example']]);
  });

  it('goes by -servername where commands are quoted', () => {
    expect(names(text('named-first.txt'))).toEqual([['fallback.invalid'], ['api.internal.example']]);
  });

  it('goes by commands in comments above plain PEM', () => {
    const [leaf, other] = [text('chain.pem'), text('root.pem')];
    const given = `# openssl s_client -connect 10.0.1.45:8443 -servername api\n${leaf}\n# openssl s_client -connect 10.0.1.45:8443\n${other}`;
    expect(names(given)).toEqual([['Example Root'], ['api.internal.example', 'Example Issuing 1']]);
  });

  it('keeps an answer without any certificate', () => {
    const refused = 'CONNECTED(00000003)\n---\nno peer certificate available\n---\n';
    expect(names(refused + text('both.txt').slice(text('both.txt').lastIndexOf('CONNECTED')))).toEqual([
      [],
      ['api.internal.example'],
    ]);
  });

  it('takes a single chain as it is', () => {
    expect(names(text('chain.pem'))).toEqual([['api.internal.example', 'Example Issuing 1'], undefined]);
  });
});
