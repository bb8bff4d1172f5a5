import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DiagnosedFault, DiagnosedIncident, Diagnosis } from '../diagnosis/diagnosis.js';
import { style, styleHash } from './html-style.js';
import { renderHtml, renderMarkdown, renderText, toJson, toSarif } from './index.js';

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const diagnosis = read('./testdata/diagnosis.json') as Diagnosis;
const schema = read('../../schemas/diagnosis-1.json') as object;
const incident = diagnosis.incidents[0] as DiagnosedIncident;
const empty: Diagnosis = { schema: 'stackengine/diagnosis@1', incidents: [], notices: [] };
const plain = { colour: false, width: 80 };

const order = [
  'Impact',
  'Summary',
  'The incident',
  'What happened',
  'Blast radius',
  'Fix for development',
  'Fix for production',
  'Why each directive',
  'How to check',
  'Prevention',
];

/** What OpenSSL finds and no cause is. */
const extension: DiagnosedFault = {
  kind: 'extension',
  code: 34,
  text: 'unhandled critical extension',
  certificate: { subject: 'CN=api.internal', sha256: 'aa:bb', file: 'chain.pem', line: 1 },
  depth: 0,
  meaning: '"api.internal" holds an extension that OpenSSL does not understand.',
  cures: [{ who: 'the CA’s owner', what: 'have "api.internal" issued again without it' }],
};

/** The diagnosis with a foreign text wherever the input can put one. */
function tainted(text: string): Diagnosis {
  const upstream = {
    ...incident.upstream,
    address: text,
    hop: { file: text, line: 1, column: 1, directive: 'proxy_pass' },
  };
  const evidence = [{ kind: 'log' as const, text, file: text, line: 1 }];
  const blastRadius = {
    ...incident.blastRadius,
    locations: [text],
    servers: [text],
    peers: [text, text],
    cascade: text,
  };
  const causes = incident.causes.map((cause) => ({
    ...cause,
    title: text,
    evidence,
    confirm: [text],
    decidedBy: [text],
  }));
  const fixes = incident.fixes.map((fix) => ({ ...fix, diff: `--- ${text}\n+${text}\n`, warnings: [text] }));
  const notices = [{ code: 'x', text, file: text, line: 2 }];
  const place = { subject: text, sha256: text, file: text, line: 3 };
  return {
    ...empty,
    incidents: [
      {
        ...incident,
        id: text,
        summary: text,
        line: text,
        firstSeen: text,
        upstream,
        causes,
        blastRadius,
        fixes,
        notices,
      },
      incident,
      {
        ...incident,
        causes: [],
        fault: { ...extension, meaning: text, certificate: place, cures: [{ who: text, what: text }] },
      },
    ],
    notices,
  };
}

const hostile = fc.string({ unit: 'binary', maxLength: 40 });

test('a fault that has no cause is told with its certificate and its cure, in every format', () => {
  const told: Diagnosis = { ...empty, incidents: [{ ...incident, causes: [], fixes: [], fault: extension }] };
  expect(new Ajv2020({ strict: false }).validate(schema, told)).toBe(true);
  for (const shown of [
    renderText(told, plain),
    renderMarkdown(told),
    renderHtml(told).replaceAll('&quot;', '"'),
    toSarif(told, { version: '1' }).replaceAll('\\"', '"'),
  ]) {
    expect(shown).toContain('"api.internal" holds an extension');
    expect(shown).toContain('chain.pem');
    expect(shown.toLowerCase()).not.toMatch(/cause is unknown|no cause/);
  }
  for (const shown of [renderText(told, plain), renderMarkdown(told), renderHtml(told)])
    expect(shown.replaceAll('&quot;', '"').replace(/\s+/g, ' ')).toContain(
      'have "api.internal" issued again without it',
    );
  const markdown = renderMarkdown({ ...told, incidents: [{ ...incident, causes: [], fixes: [], fault: null }] });
  expect(markdown).toContain('The cause is unknown');
});

test('text shows the first incident on one screen, in the order of the questions', () => {
  const lines = renderText(diagnosis, plain).split('\n');
  expect(lines.length).toBeLessThan(40);
  const labels = lines
    .map((line) => /^[a-z]+(?: it is| only)?(?= )/.exec(line)?.[0])
    .filter((label) => label !== undefined);
  expect(labels).toEqual([
    'cause',
    'says',
    'because',
    'hits',
    'fix',
    'unproven',
    'warning',
    'needs',
    'or',
    'dev only',
    'check',
    'or it is',
    'notice',
    'notice',
  ]);
  expect(renderText(diagnosis, plain)).toMatchSnapshot();
});

test('text wraps at the width, but neither commands nor diffs', () => {
  const long = renderText(diagnosis, { colour: false, width: 60 })
    .split('\n')
    .filter((line) => line.length > 60);
  expect(long.every((line) => /openssl|proxy_|https/.test(line))).toBe(true);
});

test('text lists several incidents before it tells the first', () => {
  const text = renderText({ ...diagnosis, incidents: [incident, { ...incident, id: 'second' }] }, plain);
  expect(text).toMatch(/^2 incidents/);
  expect(text.match(/12× {2}sni-required/g)).toHaveLength(2);
});

test('text without an edit says who has to act', () => {
  const text = renderText({ ...diagnosis, incidents: [{ ...incident, fixes: [] }] }, plain);
  expect(text).toMatch(/^fix {6}Owner of the upstream: configure a default certificate$/m);
});

test('text says how much evidence it leaves out', () => {
  const causes = incident.causes.map((cause) => ({
    ...cause,
    evidence: Array.from({ length: 9 }, () => cause.evidence[0] ?? { kind: 'log' as const, text: '' }),
  }));
  expect(renderText({ ...diagnosis, incidents: [{ ...incident, causes }] }, plain)).toContain('and 5 more');
});

test('colours are the only escape sequences', () => {
  const coloured = renderText(tainted('\u001b[2Jx'), { colour: true, width: 80 });
  expect(coloured).toContain('\u001b[31m');
  expect(coloured).not.toContain('\u001b[2J');
  expect(coloured).toContain('\\x1b[2J');
});

test('hostile text puts no control character into any report for people', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const given = tainted(text);
      for (const report of [renderText(given, plain), renderMarkdown(given), renderHtml(given)]) {
        expect(report.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }
    }),
  );
});

test('every report says that there is nothing to report', () => {
  expect(renderText(empty, plain)).toMatch(/^Nothing to report/);
  expect(renderMarkdown(empty)).toContain('Nothing to report');
  expect(renderHtml(empty)).toContain('Nothing to report');
  expect(JSON.parse(toSarif(empty, { version: '1.0.0' }))).toMatchObject({ runs: [{ results: [] }] });
});

test('every report says that the cause is unknown', () => {
  const given = { ...diagnosis, incidents: [{ ...incident, causes: [], fixes: [] }] };
  expect(renderText(given, plain)).toContain('no cause explains this line');
  expect(renderMarkdown(given)).toContain('The cause is unknown');
  expect(JSON.parse(toSarif(given, { version: '1.0.0' })).runs[0].results[0].level).toBe('warning');
});

test('Markdown and HTML tell an incident in the order of the report', () => {
  const titles = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]);
  expect(titles(renderMarkdown(diagnosis), /^## (.+)$/gm)).toEqual(order);
  expect(titles(renderHtml({ ...diagnosis, notices: [] }), /<h2>(.+)<\/h2>/g)).toEqual(order);
  expect(renderMarkdown(diagnosis)).toMatchSnapshot();
});

test('speaks of an upstream only where there is one', () => {
  const upstream = { protocol: null, address: null, name: null, hop: null };
  const at = (stage: DiagnosedIncident['stage']) =>
    renderText({ ...empty, incidents: [{ ...incident, stage, upstream }] }, plain).split('  ')[0];
  expect(at('client')).toBe('a client of nginx');
  expect(at('config')).toBe('nginx’s own start');
  expect(at('verify')).toBe('an upstream that the log does not name');
});

test('Markdown gives foreign text no power', () => {
  const text = renderMarkdown(tainted('<img src=x> [a](http://evil.example) **b**\n# c'));
  const withoutCode = text.replace(/```[\s\S]*?```|`[^`\n]+`/g, '');
  expect(withoutCode).not.toMatch(/(?<!\\)(<img|\[a|\*\*b)/);
  expect(withoutCode).not.toMatch(/^# c/m);
  expect(text).toContain('\\<img src=x\\> \\[a\\](http:\\/\\/evil.example) \\*\\*b\\*\\*');
});

test('a Markdown fence is longer than any in the code', () => {
  expect(renderMarkdown(tainted('````'))).toContain('`````diff');
});

test('HTML has no script, no link, and lets its own style only', () => {
  const page = renderHtml(tainted(`<script>alert(1)</script>"'&`));
  expect(page).not.toMatch(/<script|<a |<link|<img|src=|href=| on\w+=/);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
  expect(styleHash).toBe(`sha256-${createHash('sha256').update(style).digest('base64')}`);
  expect(page).toContain(`default-src 'none'; style-src '${styleHash}'`);
});

test('HTML keeps the tags of foreign text inert, whatever it is', () => {
  const tags = (page: string) => [...page.matchAll(/<\/?([a-z0-9]+)/g)].map((match) => match[1]);
  const known = new Set(tags(renderHtml(tainted('x'))));
  fc.assert(fc.property(hostile, (text) => tags(renderHtml(tainted(text))).every((tag) => known.has(tag ?? ''))));
});

test('JSON is the diagnosis, and holds to the published schema', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
  const given: unknown = JSON.parse(toJson(diagnosis));
  expect(given).toEqual(diagnosis);
  expect(validate(given), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...diagnosis, incidents: [{ ...incident, stage: 'elsewhere' }] })).toBe(false);
});

test('SARIF has one result for each incident, at the hop, and only fixes without open needs', () => {
  const { runs } = JSON.parse(toSarif(diagnosis, { version: '1.0.0' }));
  const [result] = runs[0].results;
  expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['sni-required']);
  expect(result).toMatchObject({ ruleId: 'sni-required', ruleIndex: 0, level: 'error', occurrenceCount: 12 });
  expect(result.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'conf.d/api.conf' },
    region: { startLine: 2, startColumn: 5 },
  });
  expect(result.fixes).toHaveLength(1);
  expect(result.fixes[0].artifactChanges[0].replacements[0]).toEqual({
    deletedRegion: { charOffset: 18, charLength: 0 },
    insertedContent: { text: '    proxy_ssl_verify off;\n' },
  });
  expect(runs[0].invocations[0].toolExecutionNotifications[0].descriptor.id).toBe('unread-line');
});

test('SARIF falls back to the log line, and writes paths as URIs', () => {
  const upstream = { ...incident.upstream, hop: null };
  const uriOf = (file: string) => {
    const causes = incident.causes.map((cause) => ({
      ...cause,
      evidence: [{ kind: 'log' as const, text: 'x', file, line: 7 }],
    }));
    const { runs } = JSON.parse(
      toSarif({ ...diagnosis, incidents: [{ ...incident, upstream, causes }] }, { version: '1.0.0' }),
    );
    return runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri;
  };
  expect(uriOf('/var/log/my error.log')).toBe('file:///var/log/my%20error.log');
  expect(uriOf('a:b/c#d\ud800')).toBe('a%3Ab/c%23d%EF%BF%BD');
});
