import { createRedactor, type Level, outgoing } from '@stackengine/engine';
import type { GivenConfiguration } from '../evidence/configuration.js';
import { tell } from '../output.js';
import { Refusal } from '../refusal.js';
import { describeLeftovers } from './leftovers.js';

/**
 * A report as it may be shared. What the configuration holds is known to it before, so that a secret goes wherever the report repeats
 * it. What only may be left is told beside the report; nothing is printed of one that holds a known secret.
 */
export function sharedReport(text: string, given: GivenConfiguration | undefined, level: Level): string {
  const redactor = createRedactor({ level });
  for (const { file, text } of given?.configuration.trees ?? []) redactor.learn({ name: file, text });
  const report = outgoing(redactor, { name: 'report', text });
  if (report.state === 'clear') return report.text.text;
  const lines = describeLeftovers('report', report.text.text, report.leftovers);
  if (report.leftovers.some(({ certainty }) => certainty === 'known')) {
    throw new Refusal(
      `the report still holds a secret after redaction, so it is not printed; please report that\n${lines.join('\n')}`,
    );
  }
  for (const line of lines) tell(line);
  return report.text.text;
}
