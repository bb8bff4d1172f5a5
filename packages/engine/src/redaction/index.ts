export { type Outgoing, outgoing } from './boundary.js';
export { describeRule } from './explain.js';
export type { Level } from './find.js';
export type { Layer } from './finding.js';
export { type Found, findSecrets } from './found.js';
export { knownIn, type Leftover, leftoversIn, suspectsIn } from './gate.js';
export { isIdentity, isPlaceholder, type PlaceholderKind, placeholderKinds } from './kinds.js';
export { piecesOf } from './pieces.js';
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
export { redactionToJson, redactionToSarif, type Scanned } from './report.js';
export { type Restored, RestoringStream } from './restore.js';
