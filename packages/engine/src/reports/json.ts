import type { Diagnosis } from '../diagnosis/diagnosis.js';

/** The diagnosis as `stackengine/diagnosis@1`; its JSON Schema is schemas/diagnosis-1.json of this package. */
export function toJson(diagnosis: Diagnosis): string {
  return asJsonText(diagnosis);
}

/** JSON without a character that terminals act on. */
export function asJsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(unseen, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** Control characters that JSON may hold as they are, and terminals act on; marks that turn the direction of text. */
const unseen = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
