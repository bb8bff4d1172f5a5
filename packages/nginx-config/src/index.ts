export type * from './configuration.js';
export {
  type CrossplaneDirective,
  type CrossplaneError,
  type CrossplaneFile,
  type CrossplaneOptions,
  type CrossplanePayload,
  toCrossplane,
} from './crossplane.js';
export { type DirectiveInfo, type DirectiveInModule, directiveInfo, directiveNames } from './directives.js';
export { type DumpedFile, splitDump } from './dump.js';
export { type Applied, applyEdits } from './edits/apply.js';
export { removeDirective, renameDirective, replaceArguments, replaceWord } from './edits/change.js';
export type { Edit } from './edits/edit.js';
export { insertDirective, insertDirectives, type NewDirective, type Place } from './edits/insert.js';
export { quoteArgument } from './edits/quote.js';
export { editsDiff, unifiedDiff } from './edits/unified-diff.js';
export { compareBytes, isGlob, matchesGlob } from './glob.js';
export { holdsDirectives, isKnownDirective } from './holds-directives.js';
export { findInCopy } from './include.js';
export { parse } from './parse.js';
export { lineStarts, positionAt, positionIn } from './position.js';
export { print } from './print.js';
export { type Input, type ReadOptions, readConfiguration, walk } from './read-configuration.js';
export { readDirectory } from './read-directory.js';
export { type DirectorySource, memorySource } from './source.js';
export type * from './tree.js';
