export type { Level } from './find.js';
export type { Layer } from './finding.js';
export { isPlaceholder, type PlaceholderKind, placeholderKinds } from './kinds.js';
export {
  countPlaceholders,
  createRedactor,
  type RedactedText,
  RedactionFailed,
  type RedactionFinding,
  type RedactionOptions,
  type Redactor,
  type SourceText,
} from './redactor.js';
export { type Restored, RestoringStream } from './restore.js';
