import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readErrorLog } from './index.js';

const testdata = new URL('testdata/', import.meta.url);
const logs = readdirSync(testdata).filter((name) => name.endsWith('.log'));

describe('reads each shape of log as the expectation beside it says', () => {
  test.each(logs)('%s', (name) => {
    const text = readFileSync(new URL(name, testdata), 'utf8');
    const expected: unknown = JSON.parse(readFileSync(new URL(name.replace(/\.log$/, '.json'), testdata), 'utf8'));
    const log = readErrorLog(name, text);
    expect(log.events).toMatchObject(expected as object[]);
    expect(log.events).toHaveLength((expected as object[]).length);
    expect(log.unread).toEqual([]);
  });
});
