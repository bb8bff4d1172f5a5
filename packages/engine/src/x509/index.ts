export { assessChain, type ChainAssessment } from './assess.js';
export type * from './chain.js';
