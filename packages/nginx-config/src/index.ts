export type * from './configuration.js';
export type * from './edits/edit.js';
export type * from './tree.js';
