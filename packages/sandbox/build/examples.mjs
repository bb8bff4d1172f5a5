// Incidents to try: of each cause the first example of its file, with its log and configuration.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { causes } from '@stackengine/engine';

const testdata = fileURLToPath(new URL('../../engine/src/causes/testdata/', import.meta.url));
const read = (name) => readFileSync(join(testdata, name), 'utf8');

/** In the order of the causes. */
export const causeExamples = () =>
  causes.map(({ id, title, examples: [example] }) => ({
    id,
    title,
    documents: [
      ...(example.config === undefined
        ? []
        : [{ name: example.config, role: 'configuration', text: read(example.config) }]),
      { name: 'error.log', role: 'log', text: read(example.log) },
    ],
  }));
