import type { Notice } from '../diagnosis/diagnosis.js';
import type { Cure, Fault } from '../verification/cure.js';
import type { Breaking, PathPart, SupposedVerdict, Verification } from '../verification/index.js';
import { logLine } from '../verification/index.js';
import type { CertificateFacts } from '../x509/chain.js';
import { roleOf } from '../x509/index.js';
import { asJsonText } from './json.js';

/** What is told along with a verification. */
export interface VerificationReport {
  readonly verification: Verification;
  /** Version of the nginx that was asked, and of its OpenSSL as `nginx -V` says it. */
  readonly nginx: string;
  readonly tls: string;
  /** ISO 8601: the moment at which was verified. */
  readonly at: string;
  /** Every certificate that was given, to describe those that faults name. */
  readonly certificates: readonly CertificateFacts[];
  readonly suppositions: readonly SupposedVerdict[];
  readonly notices: readonly Notice[];
}

/** The verification as `stackengine/verify@1`; its JSON Schema is schemas/verify-1.json of this package. */
export function verificationToJson(report: VerificationReport): string {
  const { verification, nginx, tls, at, certificates, suppositions, notices } = report;
  const { accepted, code, text, faults, path, unused, missing, depth, name, breaks } = verification;
  const known = new Map(certificates.map((one) => [one.sha256, one]));
  return asJsonText({
    schema: 'stackengine/verify@1',
    accepted,
    code,
    text,
    line: accepted ? null : logLine(code, text),
    nginx,
    tls,
    at,
    faults: faults.map((fault) => faultJson(fault, known)),
    path: path.map(pathJson),
    unused: unused.map(certificateJson),
    missing:
      missing === undefined
        ? null
        : {
            subject: missing.subject,
            keyId: missing.keyId ?? null,
            issued: missing.issued,
            urls: missing.urls,
            nearest:
              missing.nearest === undefined
                ? null
                : { why: missing.nearest.why, ...certificateJson(missing.nearest.certificate) },
          },
    depth: { inForce: depth.inForce, smallest: depth.smallest ?? null, below: depth.below ?? null },
    name: {
      asked: name.asked ?? null,
      matches: name.matches ?? null,
      covered: name.covered,
      nearest: name.nearest ?? null,
      addresses: name.addresses,
    },
    breaks: breaks === undefined ? null : breaksJson(breaks),
    whatIf: suppositions,
    notices,
  });
}

function faultJson(fault: Fault, known: ReadonlyMap<string, CertificateFacts>) {
  const certificate = known.get(fault.certificate);
  return {
    code: fault.code,
    text: fault.text,
    kind: fault.kind,
    cause: fault.cause ?? null,
    depth: fault.depth,
    certificate: certificate === undefined ? null : certificateJson(certificate),
    meaning: fault.meaning,
    cures: fault.cures.map(cureJson),
  };
}

const cureJson = ({ side, what, action, command }: Cure) => ({ side, what, action, command: command ?? null });

const pathJson = ({ certificate, source }: PathPart) => ({ source, ...certificateJson(certificate) });

const certificateJson = (certificate: CertificateFacts) => ({
  subject: certificate.subject,
  issuer: certificate.issuer,
  serial: certificate.serial,
  sha256: certificate.sha256,
  role: roleOf(certificate),
  notBefore: certificate.notBefore,
  notAfter: certificate.notAfter,
  file: certificate.file,
  line: certificate.line,
});

const breaksJson = ({ at, code, certificate, list }: Breaking) => ({
  at,
  code,
  certificate: certificate ?? null,
  list: list ?? null,
});
