import { expect, test } from 'vitest';
import type { Document } from '../documents.js';
import { changedDocuments } from './changed-documents.js';
import { roleOf } from './files.js';
import { placeIn } from './places.js';

const dump = `# configuration file /etc/nginx/nginx.conf:
events {}
http { include conf.d/*.conf; }

# configuration file /etc/nginx/conf.d/api.conf:
location / {
    proxy_pass https://a;
}

`;
const documents: readonly Document[] = [
  { id: 1, role: 'configuration', name: 'nginx -T', content: dump },
  { id: 2, role: 'log', name: 'error.log', content: new Blob(['x']) },
  { id: 3, role: 'certificate', name: 'ca.pem', content: '' },
];

test.each([
  ['error.log', 7, { document: 2, role: 'log', line: 7 }],
  ['/etc/nginx/conf.d/api.conf', 2, { document: 1, role: 'configuration', line: 7 }],
  ['/etc/nginx/tls/ca.pem', 1, { document: 3, role: 'certificate', line: 1 }],
  ['absent.conf', 1, undefined],
])('line %s:%i stands where it can be seen', (file, line, place) => {
  expect(placeIn(documents, file, line)).toEqual(place);
});

test('the line of a dump is the line of its file', () => {
  const place = placeIn(documents, '/etc/nginx/conf.d/api.conf', 2);
  expect(dump.split('\n')[(place?.line ?? 0) - 1]).toBe('    proxy_pass https://a;');
});

test('a fix is made inside of a dump', () => {
  const before = 'location / {\n    proxy_pass https://a;\n}\n';
  const after = before.replace('a;', 'b;');
  const [first] = changedDocuments(documents, [{ file: '/etc/nginx/conf.d/api.conf', before, after }]) ?? [];
  expect(first?.content).toBe(dump.replace('https://a;', 'https://b;'));
});

test('a text that has changed since is not written over', () => {
  const files = [{ file: '/etc/nginx/conf.d/api.conf', before: 'location /x {}', after: '' }];
  expect(changedDocuments(documents, files)).toBeUndefined();
  expect(changedDocuments(documents, [{ file: 'absent', before: '', after: '' }])).toBeUndefined();
});

const text = (content: string) => ({ text: content, binary: false });
test.each([
  ['a', text('2026/11/20 09:14:11 [error] 1#1: x'), 'log'],
  ['pod', text('ingress | 2026/11/20 09:14:11 [crit] 1#1: x'), 'log'],
  ['a', text('10.0.0.1 - - [x] "GET / HTTP/1.1" 502 1'), 'log'],
  ['a.json', text('{"request":"GET /","status":502}'), 'log'],
  ['error.log.3.gz', { text: '', binary: true }, 'log'],
  ['a', text('-----BEGIN CERTIFICATE-----\nMIIB'), 'certificate'],
  ['ca.der', { text: '', binary: true }, 'certificate'],
  ['site', text('server {\n listen 80;\n}'), 'configuration'],
  ['api.conf', text('# nothing yet'), 'configuration'],
  ['server.key', text('-----BEGIN PRIVATE KEY-----'), undefined],
  ['photo.jpg', { text: '', binary: true }, undefined],
  ['README', text('Some words.'), undefined],
] as const)('%s is told by its content, then by its name', (name, head, role) => {
  expect(roleOf(name, head)).toBe(role);
});
