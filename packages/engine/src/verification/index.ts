export type * from './cure.js';
export type { FaultKind } from './fault-kind.js';
export type { Judgement, RaisedFault, Trial } from './trial.js';
export { type ChainQuestion, type ChainVerdict, type ChainVerifier, remembering } from './verifier.js';
export { type Walk, walkFaults } from './walk.js';
