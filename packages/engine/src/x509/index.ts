export { assessChain, type ChainAssessment } from './assess.js';
export type * from './chain.js';
export { describeCertificate, roleOf } from './describe.js';
export { sameName } from './distinguished-name.js';
export { type Presented, readPresented } from './presented.js';
export type { ReadProblem } from './problem.js';
export {
  type ReadCertificates,
  type ReadRevocationLists,
  readCertificates,
  readDer,
  readRevocationListDer,
  readRevocationLists,
} from './read.js';
export type { RevocationList } from './revocation.js';
