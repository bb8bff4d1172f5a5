import type { SettingName } from '../causes/cause.js';
import type { Hop, Setting, TlsSettings } from '../hops/hop.js';

/** What has to become true of one setting at one hop. */
export interface Change {
  readonly hop: Hop;
  readonly setting: SettingName;
  /** Undefined: the directive goes. */
  readonly value: string | undefined;
  readonly why: string;
  /** A comment of its own line above the directive. */
  readonly comment?: string;
  /** Never where it is inherited from, even if no other hop inherits it. */
  readonly onlyHere?: boolean;
}

const keys: Readonly<Record<SettingName, keyof Omit<TlsSettings, 'enabled' | 'prefix' | 'nameValues'>>> = {
  verify: 'verify',
  trusted_certificate: 'trustedCertificate',
  verify_depth: 'verifyDepth',
  name: 'name',
  server_name: 'serverName',
  protocols: 'protocols',
  ciphers: 'ciphers',
  crl: 'crl',
  certificate: 'certificate',
  certificate_key: 'certificateKey',
  password_file: 'passwordFile',
  session_reuse: 'sessionReuse',
  conf_command: 'confCommand',
};

/** The effective setting of a hop, by its name without the family's prefix. */
export function settingOf(hop: Hop, name: SettingName): Setting {
  return hop.tls[keys[name]];
}

/** `proxy_ssl_verify`, `grpc_ssl_verify`…: the directive that this hop obeys. */
export function directiveName(hop: Hop, name: SettingName): string {
  return `${hop.tls.prefix}${name}`;
}
