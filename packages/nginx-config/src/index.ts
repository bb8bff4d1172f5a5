export type * from './configuration.js';
export type * from './tree.js';
