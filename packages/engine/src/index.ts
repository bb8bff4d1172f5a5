export type * from './causes/cause.js';
export { type DiagnosisInput, diagnose } from './diagnose.js';
export type * from './diagnosis.js';
export type * from './hops/hop.js';
export type * from './logs/access.js';
export type * from './logs/event.js';
export type * from './logs/incident.js';
export type * from './worlds/world.js';
export type * from './x509/chain.js';
