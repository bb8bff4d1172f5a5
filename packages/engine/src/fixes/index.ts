export { developmentFix } from './development.js';
export { type ChangedFile, type Merged, mergeFixes } from './merge.js';
export { productionFix } from './production.js';
