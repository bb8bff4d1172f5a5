import type { Setting } from '../../hops/hop.js';
import type { Case, Evidence, Verdict } from '../cause.js';

type Given = readonly (Evidence | undefined)[];

/** Nothing else explains the line. */
export function certain(evidence: Given, weight = 0.5): Verdict {
  return { confidence: 'certain', weight, evidence: present(evidence), decidedBy: [] };
}

export function likely(evidence: Given, decidedBy: readonly string[], weight = 0.5): Verdict {
  return { confidence: 'likely', weight, evidence: present(evidence), decidedBy };
}

export function possible(evidence: Given, decidedBy: readonly string[], weight = 0.5): Verdict {
  return { confidence: 'possible', weight, evidence: present(evidence), decidedBy };
}

/** The log line itself, with what it means; of the access log where nginx wrote none in the error log. */
export function line(given: Case, text: string): Evidence | undefined {
  const event = given.incident.events[0] ?? given.access[0];
  return event === undefined ? undefined : { kind: 'log', text, file: event.file, line: event.line };
}

/** A directive in force, or its absence. */
export function directive(setting: Setting, text: string): Evidence {
  if (setting.origin.from !== 'own' && setting.origin.from !== 'inherited') return { kind: 'config', text };
  const statement = setting.origin.statements[0];
  if (statement === undefined) return { kind: 'config', text };
  return {
    kind: 'config',
    text,
    file: statement.tree.file,
    line: lineOf(statement.tree.text, statement.directive.start),
  };
}

export function chain(text: string): Evidence {
  return { kind: 'chain', text };
}

export function trust(text: string): Evidence {
  return { kind: 'trust', text };
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function present(evidence: Given): readonly Evidence[] {
  return evidence.filter((one): one is Evidence => one !== undefined);
}
