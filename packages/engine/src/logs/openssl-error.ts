import { alertBySlug } from './alerts.js';
import { reasonByNumber, reasonByText, slugOf } from './ssl-reasons.js';

/** One `error:…` of an OpenSSL error queue. */
export interface OpenSslError {
  /** The alert that the peer sent, if this error reports one. */
  readonly alert: number | undefined;
  /** Slug of the reason, e.g. `wrong-version-number`; undefined where the line is cut before it and the code is not known. */
  readonly reason: string | undefined;
  /** The function that 1.x and LibreSSL name, e.g. `SSL23_GET_SERVER_HELLO`; empty since 3.0. */
  readonly function: string;
  /** The error comes from the SSL library, not from BIO, PEM, X.509… */
  readonly ssl: boolean;
}

/** All errors of a message, in the order of the queue. */
export function readOpenSslErrors(message: string): OpenSslError[] {
  return message
    .split(/error:(?=\s*[0-9A-Fa-f])/)
    .slice(1)
    .map(readOne);
}

function readOne(text: string): OpenSslError {
  const [code = '', library = '', name = '', reasonText = '', ...data] = text.split(':');
  const digits = code.trim();
  const boring = name === 'OPENSSL_internal';
  const decoded = /^[0-9A-Fa-f]{8}$/.test(digits) ? decode(Number.parseInt(digits, 16), boring) : undefined;
  const written = reasonText.replace(/\).*$/s, '').trim();
  const slug = slugOf(written);
  const spoken = alertBySlug(slug);
  const numbered = /SSL alert number (\d+)(?=\D)/.exec(`${data.join(':')} `)?.[1];
  const ssl = decoded?.ssl ?? /^\s*SSL routines/.test(library);
  const alert = decoded?.alert ?? spoken ?? (numbered === undefined ? undefined : Number(numbered));
  const reason = reasonByText(written) ?? (ssl ? decoded?.reason : undefined) ?? (slug === '' ? undefined : slug);
  return { alert, reason, function: name, ssl };
}

interface Decoded {
  readonly ssl: boolean;
  readonly alert: number | undefined;
  readonly reason: string | undefined;
}

// ERR_LIB_SSL is 20: in the top byte up to 1.1.1 and in LibreSSL, shifted by 23 since 3.0 (include/openssl/err.h). BoringSSL's is 16.
const libraryOf1 = 0x14;
const libraryOf3 = 0x0a;
const libraryOfBoring = 0x10;

function decode(code: number, boring: boolean): Decoded {
  const top = code >>> 24;
  const reason = top === libraryOf3 ? code & 0x7fffff : code & 0xfff;
  // SSL_AD_REASON_OFFSET: an alert N that was received has the reason 1000 + N.
  const alert = reason >= 1000 && reason < 1256 ? reason - 1000 : undefined;
  if (top === libraryOfBoring && (boring || alert !== undefined || boringReasons.has(reason))) {
    return { ssl: true, alert, reason: boringReasons.get(reason) };
  }
  const ssl = top === libraryOf1 || top === libraryOf3;
  return { ssl, alert: ssl ? alert : undefined, reason: ssl ? reasonByNumber(reason) : undefined };
}

/** BoringSSL numbers its reasons otherwise (include/openssl/ssl.h); it also writes their names, so these serve cut lines. */
const boringReasons = new Map([
  [125, 'certificate-verify-failed'],
  [240, 'unsupported-protocol'],
  [247, 'wrong-version-number'],
]);

const generic = new Set([
  'record-layer-failure',
  'ssl-handshake-failure',
  'internal-error',
  'certificate-verify-failed',
]);

/** The error that tells most: an alert, then a reason of the SSL library that is more than "failed". */
export function tellingError(errors: readonly OpenSslError[]): OpenSslError | undefined {
  return (
    errors.find((error) => error.alert !== undefined) ??
    errors.find((error) => error.ssl && error.reason !== undefined && !generic.has(error.reason)) ??
    errors.find((error) => error.reason !== undefined)
  );
}
