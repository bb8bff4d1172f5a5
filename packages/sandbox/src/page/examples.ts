import { firstIncident } from '@stackengine/engine';
import type { SharedDocument } from '../shared-text.js';
import type { Session } from './session.js';
import { texts } from './texts.js';

/** An incident to try. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly documents: readonly SharedDocument[];
}

/** Made by the build of the examples in the cause files. */
declare const CAUSE_EXAMPLES: readonly Example[];

export const firstExample: Example = {
  id: 'first',
  title: texts.inputs.first,
  documents: [
    { name: 'api.conf', role: 'configuration', text: firstIncident.configuration },
    { name: 'error.log', role: 'log', text: firstIncident.log },
  ],
};

export const examples: readonly Example[] = [firstExample, ...CAUSE_EXAMPLES];

/** Puts it in the place of what is there; undo brings that back. */
export function openExample(session: Session, id: string): boolean {
  const example = examples.find((one) => one.id === id);
  if (example === undefined) return false;
  session.open(example.documents, id);
  return true;
}
