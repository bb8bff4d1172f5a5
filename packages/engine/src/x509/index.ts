export { type Anchor, anchorOf, type MissingAnchor } from './anchor.js';
export { assessChain, type ChainAssessment, type MissingIssuer } from './assess.js';
export { type Capture, type CapturedAnswer, captureText, type ReadCapture, readCapture } from './capture.js';
export type * from './chain.js';
export { matchesName, namesOf } from './check-host.js';
export { describeCertificate, roleOf } from './describe.js';
export { sameName } from './distinguished-name.js';
export type { VerifyFault } from './faults.js';
export { type CertificationPath, certificationPath } from './path.js';
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
