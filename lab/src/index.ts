export { createLab, type Lab, NamespaceRefused, type Session } from './lab.js';
export type { Files, Logs, Tested } from './protocol.js';
