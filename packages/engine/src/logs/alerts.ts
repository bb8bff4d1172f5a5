/** TLS alerts by number, with the names of RFC 8446, section 6, RFC 5246, section 7.2, RFC 6066 and RFC 7301. */
const names: ReadonlyMap<number, string> = new Map([
  [0, 'close_notify'],
  [10, 'unexpected_message'],
  [20, 'bad_record_mac'],
  [21, 'decryption_failed'],
  [22, 'record_overflow'],
  [30, 'decompression_failure'],
  [40, 'handshake_failure'],
  [41, 'no_certificate'],
  [42, 'bad_certificate'],
  [43, 'unsupported_certificate'],
  [44, 'certificate_revoked'],
  [45, 'certificate_expired'],
  [46, 'certificate_unknown'],
  [47, 'illegal_parameter'],
  [48, 'unknown_ca'],
  [49, 'access_denied'],
  [50, 'decode_error'],
  [51, 'decrypt_error'],
  [60, 'export_restriction'],
  [70, 'protocol_version'],
  [71, 'insufficient_security'],
  [80, 'internal_error'],
  [86, 'inappropriate_fallback'],
  [90, 'user_canceled'],
  [100, 'no_renegotiation'],
  [109, 'missing_extension'],
  [110, 'unsupported_extension'],
  [111, 'certificate_unobtainable'],
  [112, 'unrecognized_name'],
  [113, 'bad_certificate_status_response'],
  [114, 'bad_certificate_hash_value'],
  [115, 'unknown_psk_identity'],
  [116, 'certificate_required'],
  [120, 'no_application_protocol'],
]);

const numbers = new Map<string, number>();
for (const [number, name] of names) numbers.set(name.replaceAll('_', '-'), number);
// OpenSSL spells it with two l.
numbers.set('user-cancelled', 90);

/** The RFC name of an alert number, e.g. `handshake_failure` for 40; `alert_N` for one that no RFC names. */
export function alertName(number: number): string {
  return names.get(number) ?? `alert_${number}`;
}

/**
 * The alert that an OpenSSL reason slug reports as received: `sslv3-alert-handshake-failure`, `tlsv13-alert-certificate-required`,
 * since 3.2 `ssl-tls-alert-…`, and without "alert" `tlsv1-unrecognized-name`.
 */
export function alertBySlug(slug: string): number | undefined {
  const match = /^(?:sslv3|tlsv1|tlsv13|ssl-tls|tls)-(?:alert-)?(.+)$/.exec(slug);
  return match?.[1] === undefined ? undefined : numbers.get(match[1]);
}
