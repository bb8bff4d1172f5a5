export { createLab, type Lab, NamespaceRefused, type Session } from './lab.js';
export type { HopWanted, Layout, LayoutOf } from './layouts/hop.js';
export { applicationOf, type LayoutId, layouts } from './layouts/index.js';
export type { Files, Logs, Started, Tested } from './protocol.js';
export { fits, scenarioOf, scenariosOf } from './scenario/combine.js';
export { runBroken, runScenario } from './scenario/run.js';
export type { Scenario } from './scenario/scenario.js';
