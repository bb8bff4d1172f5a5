import { readdirSync, readFileSync } from 'node:fs';
import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { readAccessLog, readErrorLog } from '../logs/index.js';
import { diagnose } from './diagnose.js';
import type { DiagnosedIncident, Diagnosis, Fix } from './diagnosis.js';

/*
 * What on-call engineers paste, one incident a file: a sentence that says what it teaches, logs, configuration files, and
 * what is to be said of them. `npx vitest -u` writes the last part anew; read it before it is committed.
 */
const folder = new URL('./testdata/incidents/', import.meta.url);

interface Section {
  readonly title: string;
  readonly text: string;
}

function sectionsOf(file: string): { readonly about: string; readonly given: readonly Section[] } {
  const [about = '', ...parts] = file.split(/^=== /m);
  const sections = parts.map((part) => {
    const end = part.indexOf('\n');
    return { title: part.slice(0, end), text: part.slice(end + 1) };
  });
  return { about, given: sections.filter(({ title }) => title !== 'diagnosis') };
}

/** `nginx.conf, CRLF, no newline at the end`: what can't be seen in a file that people edit. */
function asWritten({ title, text }: Section): Section {
  const [name = '', ...how] = title.split(', ');
  const ends = how.includes('CRLF') ? text.replaceAll('\n', '\r\n') : text;
  return { title: name, text: how.includes('no newline at the end') ? ends.replace(/\r?\n$/, '') : ends };
}

function diagnosisOf(given: readonly Section[]): Diagnosis {
  const files = given.map(asWritten);
  const logs = files.filter(({ title }) => title === 'error.log');
  const access = files.filter(({ title }) => title === 'access.log');
  const inputs = files.filter((one) => !logs.includes(one) && !access.includes(one));
  return diagnose({
    events: logs.flatMap(({ title, text }) => readErrorLog(title, text).events),
    access: access.flatMap(({ title, text }) => readAccessLog(title, text, []).entries),
    accessGiven: access.length > 0,
    configuration:
      inputs.length === 0 ? undefined : readConfiguration(inputs.map(({ title, text }) => ({ file: title, text }))),
    presented: [],
    vouched: [],
    trustFile: (path) => ({ path, state: 'missing', certificates: [] }),
    environment: 'production',
    now: '2026-11-20T10:00:00Z',
    answers: {},
  });
}

function shown({ incidents, notices }: Diagnosis): string {
  const general = notices.map(({ code }) => `notice ${code}\n`).join('');
  return general + (incidents.length === 0 ? 'nothing\n' : incidents.map(incidentText).join('\n'));
}

function incidentText({ stage, count, summary, upstream, causes, blastRadius, fixes, notices }: DiagnosedIncident) {
  const hop = upstream.hop === null ? 'no hop' : `${upstream.hop.directive} ${upstream.hop.file}:${upstream.hop.line}`;
  return [
    `${stage} ${count}x ${upstream.address ?? 'no address'}, ${hop}: ${summary}`,
    ...causes.map((one) => `  ${one.cause} ${one.confidence}${checks(one.decidedBy.length)}`),
    ...(causes.length === 0 ? ['  no cause'] : []),
    ...(blastRadius.locations.length > 0 ? [`  hits ${blastRadius.locations.join(', ')}`] : []),
    ...(blastRadius.peers.length > 0 ? [`  peers ${blastRadius.peers.join(', ')}`] : []),
    ...notices.filter(({ code }) => code !== 'not-reproduced').map(({ code }) => `  notice ${code}`),
    ...fixes.flatMap(fixText),
    '',
  ].join('\n');
}

const checks = (count: number) => (count === 0 ? '' : `, ${count} check${count === 1 ? '' : 's'} left`);

function fixText({ profile, cause, needs, diff, warnings }: Fix): readonly string[] {
  const asked = needs.length === 0 ? '' : `, asks for ${needs.map(({ id }) => id).join(', ')}`;
  return [
    `  ${profile} fix of ${cause}${asked}`,
    ...warnings.map((text) => `  warning: ${text}`),
    ...diff
      .trimEnd()
      .split('\n')
      .map((line) => `  | ${line}`.trimEnd()),
  ];
}

describe('an incident', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

  it.each(names)('is told as its file says: %s', async (name) => {
    const { about, given } = sectionsOf(readFileSync(new URL(name, folder), 'utf8'));
    const diagnosis = shown(diagnosisOf(given));
    const inputs = given.map(({ title, text }) => `=== ${title}\n${text}`).join('');
    await expect(`${about}${inputs}=== diagnosis\n${diagnosis}`).toMatchFileSnapshot(new URL(name, folder).pathname);
  });
});
