import type { Diagnosis } from '../diagnosis/diagnosis.js';

/** The diagnosis as `stackengine/diagnosis@1`; its JSON Schema is schemas/diagnosis-1.json of this package. */
export function toJson(diagnosis: Diagnosis): string {
  return `${JSON.stringify(diagnosis, undefined, 2)}\n`;
}
