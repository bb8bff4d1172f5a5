/**
 * Writes packages/nginx-config/src/generated/directives.ts from @nginx/reference-lib (nginx.org's reference) and from
 * third-party-directives.mjs. With `--check` it compares instead, and exits 1 on a difference.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { getDirectives } from '@nginx/reference-lib';
import { thirdParty } from './third-party-directives.mjs';

const target = new URL('../packages/nginx-config/src/generated/directives.ts', import.meta.url);
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”' };

const plain = (html) =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&(\w+);/g, (whole, name) => entities[name] ?? whole)
    .replace(/\s+/g, ' ')
    .replaceAll('|', '¦')
    .trim();

/** nginx.org writes `server` and means that of http, of stream or of mail; the module tells. */
function contexts(module, names) {
  const part = /^ngx_(stream|mail)_/.exec(module)?.[1];
  return names.flatMap((name) => {
    if (name === 'if') return ['if in server', 'if in location'];
    if (name === '') return ['any'];
    return part !== undefined && (name === 'server' || name === 'upstream') ? [`${part} ${name}`] : [name];
  });
}

const rows = getDirectives().map(({ name, module, syntax, contexts: where, isBlock, default: value }) => [
  name,
  module,
  (name === 'include' ? ['any'] : contexts(module, where)).join(','),
  isBlock ? 'block' : '',
  plain(value),
  ...syntax.map(plain),
]);
for (const [module, families] of Object.entries(thirdParty)) {
  for (const [where, form, names] of families) {
    for (const name of names.split(' ')) {
      const block = form.endsWith('{...}') ? 'block' : '';
      rows.push([name, module, contexts(module, where.split(',')).join(','), block, '', plain(form)]);
    }
  }
}

const groups = new Map();
for (const line of [...new Set(rows.map((row) => row.join('|')))].sort()) {
  const [name, module, where, ...rest] = line.split('|');
  const place = `${module}|${where}`;
  groups.set(place, [...(groups.get(place) ?? []), [name, ...rest].join('|')]);
}
const places = Object.fromEntries([...groups].sort(([one], [other]) => (one < other ? -1 : 1)));
const content = `// Written by scripts/generate-directives.mjs from @nginx/reference-lib (Apache-2.0, F5, Inc.) and third-party-directives.mjs.
// Under module|contexts: name|block|default|argument forms; ¦ stands for | inside a field. Grouped, they are a fifth smaller once compressed.
export const directivesByPlace: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(places, undefined, 2)};
`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, content);
} else if (readFileSync(target, 'utf8') !== content) {
  console.error('src/generated/directives.ts is stale; run: node scripts/generate-directives.mjs');
  process.exitCode = 1;
}
