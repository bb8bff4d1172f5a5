export {
  type CertificateFile,
  type CertificateFiles,
  certificateFiles,
  type FileRole,
  type SkippedValue,
  type Use,
} from './certificate-files.js';
export { type CertCheck, type CertCheckInput, checkCertificates, type Severity, severityOf } from './check.js';
export { certCheckJson } from './report-json.js';
export { certCheckPlugin, type PluginResult, pluginFailure } from './report-nagios.js';
export { certCheckMetrics } from './report-prometheus.js';
export { type CertCheckTextOptions, renderCertCheck } from './report-text.js';
export type { CertProblem, CertSource, CheckedItem, CheckedSource, SourceState } from './source.js';
export { readDuration, type Thresholds } from './thresholds.js';
export type { State } from './validity.js';
