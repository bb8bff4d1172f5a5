import {
  type AccessFormat,
  type FormatStep,
  formatSteps,
  isJsonFormat,
  jsonFormatNames,
  knownFormats,
} from './access-format.js';
import { customaryKeys, keysOfLines } from './access-log.js';
import { healthWords } from './health-path.js';

/** What of a value tells requests apart for a diagnosis: all of it, whether it is the path of a health check or asks for one, or nothing. */
export type Telling = 'all' | 'path' | 'request' | 'nothing';

export type ShapeStep =
  | { readonly literal: string }
  | { readonly value: 'status' | 'rest'; readonly tells: Telling }
  | { readonly value: 'peers'; readonly stop: string | undefined; readonly tells: Telling }
  | { readonly value: 'until'; readonly stop: string; readonly tells: Telling };

/**
 * How requests are written, for who tells them apart without reading them (`@stackengine/scan`): two that have the same shape, and whose
 * telling values are the same, are the same to a diagnosis.
 */
export interface AccessShapes {
  /** Words of a path by which it is that of a health check, in any case, between `/`, `_`, `-`, `.` and its ends. */
  readonly health: readonly string[];
  /** Lines in their order: the first that fits is it. */
  readonly lines: readonly (readonly ShapeStep[])[];
  /** Members of JSON objects; others tell nothing. `status` has to be there. `line`: it may hold a line of its own. */
  readonly members: ReadonlyMap<string, Exclude<Telling, 'nothing'> | 'status' | 'line'>;
}

/** The shapes of the given formats, and of those that a reader knows by itself ({@link createAccessLogReader}). */
export function accessShapes(formats: readonly AccessFormat[]): AccessShapes {
  const lines: ShapeStep[][] = [];
  for (const format of [...formats, ...knownFormats]) {
    if (isJsonFormat(format)) continue;
    const shape = shapeOf(formatSteps(format));
    if (shape === undefined) break; // which lines have it is not known, so nor is which have a later one
    lines.push(shape);
  }
  const members = new Map<string, Exclude<Telling, 'nothing'> | 'status' | 'line'>();
  const named = [
    ...customaryKeys.flatMap(([variable, keys]) => keys.map((key) => [key, variable] as const)),
    ...formats.filter(isJsonFormat).flatMap((format) => [...jsonFormatNames(format)]),
  ];
  for (const [key, variable] of named) {
    const tells = variable === 'status' ? 'status' : tellsOf(variable);
    if (tells === 'nothing') continue;
    // A key that means two things tells all that either does.
    const known = members.get(key);
    members.set(
      key,
      known === undefined || known === tells || tells === 'status' ? tells : known === 'status' ? known : 'all',
    );
  }
  for (const key of keysOfLines) members.set(key, 'line');
  return { health: healthWords, lines, members };
}

function shapeOf(steps: readonly FormatStep[]): ShapeStep[] | undefined {
  const shape: ShapeStep[] = [];
  for (const step of steps) {
    if ('literal' in step) shape.push(step);
    else {
      const { reach } = step;
      if (reach.is === 'anything') return undefined;
      const { is: value, ...stop } = reach;
      shape.push({ value, ...stop, tells: tellsOf(step.variable) } as ShapeStep);
    }
  }
  return shape;
}

const telling: ReadonlyMap<string, Telling> = new Map([
  ['status', 'all'],
  ['upstream_status', 'all'],
  ['upstream_addr', 'all'],
  ['rest', 'all'],
  ['request', 'request'],
  ['request_uri', 'path'],
  ['uri', 'path'],
  ['document_uri', 'path'],
]);

const tellsOf = (variable: string): Telling => telling.get(variable) ?? 'nothing';
