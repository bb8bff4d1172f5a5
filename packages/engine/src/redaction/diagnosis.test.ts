import { readFileSync } from 'node:fs';
import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { causes } from '../causes/index.js';
import { diagnose } from '../diagnosis/diagnose.js';
import { readErrorLog } from '../logs/index.js';
import { createRedactor } from './index.js';

const testdata = new URL('../causes/testdata/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, testdata), 'utf8');

function causesOf(log: string, config: string | undefined): readonly string[] {
  const { incidents } = diagnose({
    events: readErrorLog('error.log', log).events,
    access: [],
    accessGiven: false,
    configuration: config === undefined ? undefined : readConfiguration([{ file: 'nginx.conf', text: config }]),
    presented: [],
    vouched: [],
    trustFile: (path) => ({ path, state: 'missing', certificates: [] }),
    environment: 'production',
    now: '2026-11-20T10:00:00Z',
    answers: {},
  });
  return incidents.map(
    ({ causes: found, upstream }) =>
      `${found.map(({ cause, confidence }) => `${cause} ${confidence}`).join(', ')} at ${upstream.hop === null ? 'no hop' : `${upstream.hop.line}:${upstream.hop.column}`}`,
  );
}

describe('an incident that is redacted as a whole', () => {
  it.each(
    causes.flatMap((cause) => cause.examples.map((example) => ({ name: `${cause.id}: ${example.log}`, example }))),
  )('has the same causes at the same hop: $name', ({ example }) => {
    const log = read(example.log);
    const config = example.config === undefined ? undefined : read(example.config);
    const inputs = [
      { name: 'error.log', text: log },
      ...(config === undefined ? [] : [{ name: 'nginx.conf', text: config }]),
    ];
    const [redactedLog, redactedConfig] = createRedactor().redact(inputs);
    expect(causesOf(redactedLog?.text ?? '', redactedConfig?.text)).toEqual(causesOf(log, config));
  });
});
