export type { AccessFormat } from './access-format.js';
export { accessFormats, canBeSieved } from './access-formats.js';
export { type AccessLog, type AccessLogReader, createAccessLogReader, readAccessLog } from './access-log.js';
export { type AccessShapes, accessShapes, type ShapeStep, type Telling } from './access-shapes.js';
export { alertName } from './alerts.js';
export { describeSignature, sameSignature, signatureKey } from './describe.js';
export {
  createErrorLogReader,
  type ErrorLog,
  type ErrorLogReader,
  type ErrorLogSummary,
  readErrorLog,
  type UnreadLine,
} from './error-log.js';
export { createEventFold, type EventFold } from './fold-events.js';
export { createRequestFold, type RequestFold } from './fold-requests.js';
export { groupIncidents } from './incidents.js';
export type { LogPiece } from './piece.js';
export { createTimeCounter, type TimeCounter, type TimeCounts } from './time-counts.js';
export { verifyReason } from './verify-codes.js';
export { type LogWriter, unknownWriter, writtenBy } from './written-by.js';
