export type * from './hops/hop.js';
export type * from './logs/access.js';
export type * from './logs/event.js';
export type * from './logs/incident.js';
export type * from './worlds/world.js';
