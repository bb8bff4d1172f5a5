import type { Configuration, Statement } from '@stackengine/nginx-config';
import { oncePer } from '../tables.js';
import { joinAddress } from './address.js';
import { loggedServerName } from './blocks.js';
import type { Enabled, HopProtocol, Setting, Target, TlsSettings } from './hop.js';
import { isOn, settingAt } from './settings.js';
import { hasUnreadInclude } from './unread.js';
import { type Constants, expand } from './variables.js';

/** `grpc_pass` obeys none of `proxy_ssl_*`, nor the reverse. `stream` has a module of its own with the same names. */
const prefixes: Readonly<Record<HopProtocol, string>> = {
  proxy: 'proxy_ssl_',
  grpc: 'grpc_ssl_',
  uwsgi: 'uwsgi_ssl_',
  stream: 'proxy_ssl_',
};

/**
 * Value of `*_ssl_protocols` where it is not set: TLS 1.3 belongs to it since nginx 1.23.4, which also dropped 1.0 and
 * 1.1 (CHANGES). `version` is `1.22.1`; undefined takes the present one.
 */
export function defaultProtocols(version: string | undefined): string {
  const [major = 0, minor = 0, patch = 0] = (version ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
  const old = version !== undefined && (major < 1 || (major === 1 && (minor < 23 || (minor === 23 && patch < 4))));
  return old ? 'TLSv1 TLSv1.1 TLSv1.2' : 'TLSv1.2 TLSv1.3';
}

interface Asked {
  readonly protocol: HopProtocol;
  readonly level: Statement | undefined;
  readonly enclosing: readonly Statement[];
  readonly target: Target;
  readonly constants: Constants;
  readonly configuration: Configuration;
}

/** The TLS settings in force for a pass at `level`. Flags are lower case, however they are written. */
export function tlsSettings(asked: Asked): TlsSettings {
  const written = writtenSettings(asked);
  return { enabled: enabled(asked), ...written, nameValues: nameValues(written.name, asked) };
}

type Written = Omit<TlsSettings, 'enabled' | 'nameValues'>;

/** Levels that say nothing of TLS themselves have what their parent has: in a server of a thousand locations it is made once. */
function writtenSettings({ protocol, level, configuration }: Asked): Written {
  const parent = level?.parent;
  if (
    parent === undefined ||
    level === undefined ||
    level.children.some(({ name }) => name.startsWith(prefixes[protocol])) ||
    hasUnreadInclude(level, configuration)
  )
    return settingsAt(protocol, level, configuration);
  const inherited = inheritedSettings(parent);
  const known = inherited.get(protocol);
  if (known !== undefined) return known;
  const made = settingsAt(protocol, level, configuration);
  inherited.set(protocol, made);
  return made;
}

const inheritedSettings = oncePer((_: Statement) => new Map<HopProtocol, Written>());

function settingsAt(protocol: HopProtocol, level: Statement | undefined, configuration: Configuration): Written {
  const prefix = prefixes[protocol];
  const setting = (name: string, fallback?: string) => {
    const found = settingAt(level, prefix + name, configuration);
    return found.value === undefined && fallback !== undefined ? { ...found, value: fallback } : found;
  };
  const flag = (name: string, fallback: string) => lowerCase(setting(name, fallback));
  return {
    prefix,
    verify: flag('verify', 'off'),
    trustedCertificate: setting('trusted_certificate'),
    verifyDepth: setting('verify_depth', '1'),
    name: setting('name', protocol === 'proxy' ? '$proxy_host' : undefined),
    serverName: flag('server_name', 'off'),
    protocols: setting('protocols', defaultProtocols(undefined)),
    ciphers: setting('ciphers', 'DEFAULT'),
    crl: setting('crl'),
    certificate: setting('certificate'),
    certificateKey: setting('certificate_key'),
    passwordFile: setting('password_file'),
    sessionReuse: flag('session_reuse', 'on'),
    confCommand: setting('conf_command'),
  };
}

const lowerCase = (setting: Setting): Setting => ({
  ...setting,
  value: setting.value?.toLowerCase(),
});

const secureSchemes: ReadonlySet<string> = new Set(['https', 'grpcs', 'suwsgi']);

function enabled({ protocol, target, level, configuration }: Asked): Enabled {
  if (protocol === 'stream') {
    const ssl = settingAt(level, 'proxy_ssl', configuration);
    if (ssl.origin.from === 'unknown') return 'unknown';
    return isOn(ssl) ? 'yes' : 'no';
  }
  const secure = new Set(
    target.destinations.map(({ scheme }) => (scheme === undefined ? undefined : secureSchemes.has(scheme))),
  );
  if (secure.size !== 1 || secure.has(undefined)) return 'unknown';
  return secure.has(true) ? 'yes' : 'no';
}

function nameValues(name: Setting, { protocol, target, enclosing, constants }: Asked): readonly string[] {
  const isDefault = name.origin.from === 'default' || name.origin.from === 'unknown';
  if (isDefault || name.value === undefined) return [...new Set(target.destinations.map(defaultName))];
  const withHosts: Constants = (variable) => {
    if (variable === 'proxy_host' && protocol === 'proxy') return target.destinations.map(proxyHost);
    const server = enclosing.find((block) => block.name === 'server');
    if (variable === 'server_name' && server !== undefined) return [loggedServerName(server)];
    return constants(variable);
  };
  return expand(name.value, withHosts);
}

type Destination = Target['destinations'][number];

/** nginx takes the host without port, IPv6 in brackets, of a unix socket its path (ngx_http_upstream_init_request). */
function defaultName({ host, group }: Destination): string {
  if (group !== undefined) return group.args[0] ?? '';
  return host === undefined ? '$proxy_host' : joinAddress(host, undefined);
}

function proxyHost(destination: Destination): string {
  if (destination.unix !== undefined) return 'localhost';
  const name = defaultName(destination);
  return destination.portGiven && destination.port !== undefined ? `${name}:${destination.port}` : name;
}
