import type { Diagnosis } from '@stackengine/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { bottleOf, builtVersions, moduleOf } from '../differential/modules.js';
import { stackengine } from '../scenario/command-line.js';
import { type Chromium, startChromium } from './browser.js';
import { type DistantBottle, inThisThread } from './distant-bottle.js';
import { diagnoseArguments, type Example, examples, serverFiles } from './examples.js';

let chromium: Chromium;

beforeAll(async () => {
  chromium = await startChromium();
  return chromium.close;
});

/** Lines that a play wrote say when, and the command line plays a moment later. */
const withoutClock = (json: string) => json.replace(/\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /g, '');

const hasConfiguration = (example: Example) => Object.keys(serverFiles(example)).length > 0;

it('has every example of the documentation', () => {
  expect(examples.length).toBeGreaterThanOrEqual(6);
});

describe.each(builtVersions())('nginx %s in a Chromium worker', (version) => {
  const now = Date.now();
  const inNode = inThisThread(bottleOf(version, now));
  let inChromium: DistantBottle;

  beforeAll(async () => {
    inChromium = await chromium.openBottle(moduleOf(version), now);
  });

  it.each(examples)('diagnoses the example $name as Node and as the command line do', async (example) => {
    const evidence = { files: example.files, now: new Date(now).toISOString() };
    const json = await inChromium.diagnose(evidence);
    expect(json).toBe(await inNode.diagnose(evidence));

    const args = ['diagnose', ...diagnoseArguments(example), '--nginx', version, '--format', 'json'];
    const { output, complaint } = await stackengine(args, example.folder);
    expect(complaint).toBe('');
    const printed: Diagnosis = JSON.parse(withoutClock(output));
    const { incidents }: Diagnosis = JSON.parse(withoutClock(json));
    expect(incidents).toEqual(printed.incidents);
    expect(incidents.map(({ causes }) => causes.length)).not.toContain(0);
  });

  it.each(examples.filter(hasConfiguration))(
    'says of the configuration of $name what it says in Node',
    async (example) => {
      const files = serverFiles(example);
      expect(await inChromium.testConfiguration(files)).toEqual(await inNode.testConfiguration(files));
    },
  );
});
