// One page per cause, written from its file and from what the program says of its example; and the list of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { causes, diagnose, readErrorLog } from '@stackengine/engine';
import { readConfiguration } from '@stackengine/nginx-config';
import { escaped } from './documents.mjs';

const testdata = fileURLToPath(new URL('../../engine/src/causes/testdata/', import.meta.url));
const read = (name) => readFileSync(join(testdata, name), 'utf8');

const stages = {
  config: 'nginx refuses its configuration',
  verify: 'nginx rejects the upstream’s certificate',
  handshake: 'the two sides can’t agree on a handshake',
  connect: 'there is no connection to shake hands on',
  response: 'the connection stands, and no answer comes over it',
  client: 'not the upstream at all',
};

function incidentOf({ log, config }) {
  const configuration = config === undefined ? undefined : readConfiguration([{ file: config, text: read(config) }]);
  const { incidents } = diagnose({
    events: readErrorLog('error.log', read(log)).events,
    access: [],
    accessGiven: false,
    configuration,
    presented: [],
    vouched: [],
    trustFile: (path) => ({ path, state: 'missing', certificates: [] }),
    environment: 'production',
    now: '2026-11-20T10:00:00Z',
    answers: {},
  });
  return incidents[0];
}

/** Escaped text in which `code` is set as code. */
const inline = (text) =>
  text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? `<code>${escaped(part.slice(1, -1))}</code>` : escaped(part)))
    .join('');
const paragraph = (text) => `<p>${inline(text)}</p>`;
const pre = (text) => `<pre>${escaped(text.trimEnd())}</pre>`;
const list = (items) => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
const section = (title, ...parts) => (parts.join('') === '' ? '' : `<h2>${escaped(title)}</h2>${parts.join('')}`);

function diff(text) {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (/^(?:\+\+\+|---) /.test(line)) return `${escaped(line)}\n`;
      if (line.startsWith('+')) return `<ins>${escaped(line)}</ins>`;
      return line.startsWith('-') ? `<del>${escaped(line)}</del>` : `${escaped(line)}\n`;
    });
  return `<pre>${lines.join('').trimEnd()}</pre>`;
}

const commandOrText = (line) =>
  /^(?:curl|date|dig|grep|nc|nginx|openssl|zcat) /.test(line) ? pre(line) : paragraph(line);

function article(cause) {
  const [example] = cause.examples;
  const incident = incidentOf(example);
  const first = incident.causes.find((one) => one.cause === cause.id) ?? incident.causes[0];
  const { threat, downtime, minutesToFix } = cause.impact;
  const fix = (profile) => incident.fixes.find((one) => one.profile === profile);
  const production = fix('production');
  const development = fix('development');
  const { locations, servers, peers } = incident.blastRadius;
  const rivals = incident.causes.filter((one) => one.cause !== cause.id);
  return [
    `<p class="quiet"><a href="../../">StackEngine</a> / <a href="../">Causes</a> / stage ${cause.stage}: ${escaped(stages[cause.stage])}</p>`,
    `<h1>${escaped(cause.title)}</h1>`,
    `<p class="quiet"><code>${cause.id}</code> · threat ${threat}, downtime ${downtime}, ${minutesToFix.join(' to ')} minutes to fix</p>`,
    section('What happened', paragraph(cause.explanation)),
    section(
      'The incident',
      pre(read(example.log)),
      ...(example.config === undefined ? [] : [pre(read(example.config))]),
      paragraph(`The line says: ${incident.summary}.`),
    ),
    section('What it takes down', list([...locations, ...servers, ...peers].map((text) => inline(text)))),
    section(
      'The fix for production',
      ...(production === undefined
        ? [paragraph('No edit of nginx’s configuration cures it.')]
        : [diff(production.diff), ...production.needs.map(({ ask }) => paragraph(ask))]),
      ...first.remedy.map(
        ({ who, what, command }) => paragraph(`${who}: ${what}`) + (command === undefined ? '' : pre(command)),
      ),
    ),
    ...(development === undefined
      ? []
      : [
          section(
            'For development only',
            paragraph('It does not verify, at one place, marked in the file.'),
            diff(development.diff),
          ),
        ]),
    section('To confirm it', ...first.confirm.map(commandOrText)),
    section(
      'Looks like',
      ...(rivals.length === 0
        ? []
        : [list(rivals.map((one) => `<a href="../${one.cause}/">${escaped(one.title)}</a>`))]),
    ),
    section('So that it does not come back', paragraph(cause.prevention)),
  ].join('');
}

/** By its path in the site: title, description and article of each. */
export const causePages = () =>
  causes.map((cause) => ({
    id: cause.id,
    title: `${cause.title}: nginx 502, cause and fix`,
    about: cause.explanation.split(/(?<=\.) /)[0],
    article: article(cause),
  }));

/** The list of causes with a search over the text of all pages; without script it is the list. */
export function causeList() {
  const rows = (stage) =>
    causes
      .filter((cause) => cause.stage === stage)
      .map(
        (cause) =>
          `<li data-text="${escaped([cause.id, cause.title, cause.explanation, cause.prevention, ...cause.examples.map(({ log }) => read(log).split('\n')[0])].join(' ').toLowerCase())}"><a href="${cause.id}/">${escaped(cause.title)}</a> <code>${cause.id}</code></li>`,
      );
  const parts = Object.entries(stages).map(([stage, meaning]) =>
    section(`${stage}: ${meaning}`, `<ul>${rows(stage).join('')}</ul>`),
  );
  return {
    title: `${causes.length} causes of 502 between nginx and an HTTPS upstream`,
    about: 'Every cause, with the lines that nginx logs, what it takes down, and the fix with verification on.',
    article: `<p class="quiet"><a href="../">StackEngine</a></p><h1>${causes.length} causes of 502 between nginx and an HTTPS upstream</h1><p><label for="search">Search: a word, an alert, a piece of your log line</label><br><input id="search" type="search" autocomplete="off"></p><p id="found" class="quiet" aria-live="polite"></p>${parts.join('')}`,
    script: `const box=document.getElementById('search'),found=document.getElementById('found'),rows=[...document.querySelectorAll('li[data-text]')];
box.addEventListener('input',()=>{const words=box.value.toLowerCase().split(/[^\\p{L}\\p{N}_]+/u).filter((word)=>word.length>1);
let count=0;for(const row of rows){const hit=words.every((word)=>row.dataset.text.includes(word));row.hidden=!hit;if(hit)count++}
found.textContent=words.length===0?'':count+' found'});`,
  };
}
