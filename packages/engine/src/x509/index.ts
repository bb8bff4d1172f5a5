export { type Capture, type CapturedAnswer, captureText, type ReadCapture, readCapture } from './capture.js';
export { certificateNotices } from './certificate-notices.js';
export type * from './chain.js';
export { matchesName, namesOf } from './check-host.js';
export { isDer } from './container.js';
export { describeCertificate, roleOf } from './describe.js';
export { sameName } from './distinguished-name.js';
export type { NameConstraints } from './general-names.js';
export { mayHaveIssued } from './may-have-issued.js';
export { extensionName } from './object-identifiers.js';
export { type Presented, readPresented } from './presented.js';
export type { ReadProblem } from './problem.js';
export {
  type ReadRevocationLists,
  readCertificates,
  readDer,
  readRevocationListDer,
  readRevocationLists,
  readTrustedCertificates,
  refusedAsTrusted,
} from './read.js';
export type { ReadCertificates } from './reading.js';
export type { RevocationList } from './revocation.js';
export { revocationNotices } from './revocation-notices.js';
export { readAsTrusted } from './trust-file.js';
