import { type Configuration, positionAt, type Statement, walk } from '@stackengine/nginx-config';
import { enclosingBlocks } from '../hops/blocks.js';
import { constantsAt, expand } from '../hops/variables.js';
import { effectiveStatements } from './in-force.js';

/**
 * What a file is to nginx: `listener` and `client` are presented, to clients and to upstreams; `trusted` judges the other side;
 * `stapling` (`ssl_trusted_certificate`) judges clients and OCSP answers; `revocation` lists what is revoked.
 */
export type FileRole = 'listener' | 'client' | 'trusted' | 'stapling' | 'revocation';

/** A directive that names a file. */
export interface Use {
  readonly directive: string;
  readonly file: string;
  readonly line: number;
  /** False where the whole configuration is known, and no server and no hop takes its setting from this line. */
  readonly inForce: boolean;
}

export interface CertificateFile {
  /** As written: nginx takes a relative path from the directory of its main file. */
  readonly path: string;
  readonly roles: readonly FileRole[];
  readonly uses: readonly Use[];
}

/** A value that names no file that can be read here. */
export interface SkippedValue {
  readonly reason: string;
  readonly use: Use;
}

export interface CertificateFiles {
  /** In reading order of their first use. */
  readonly files: readonly CertificateFile[];
  readonly skipped: readonly SkippedValue[];
}

/** Every file of certificates or revocation lists that a configuration names, in any module, with the lines that name it. */
export function certificateFiles(configuration: Configuration): CertificateFiles {
  const files = new Map<string, { roles: Set<FileRole>; uses: Use[] }>();
  const skipped: SkippedValue[] = [];
  const effective = configuration.outside === 'nothing' ? effectiveStatements(configuration) : undefined;
  for (const statement of walk(configuration)) {
    const role = roleOfDirective(statement);
    const [written] = statement.args;
    if (role === undefined || written === undefined || written === '') continue;
    const use = useOf(statement, effective === undefined || effective(statement));
    if (role === 'unread') {
      skipped.push({ reason: 'an OCSP response: its dates are not read', use });
      continue;
    }
    for (const path of valuesOf(written, statement, configuration)) {
      const reason = notAFile(path);
      if (path === '') continue;
      if (reason !== undefined) {
        skipped.push({ reason, use });
        continue;
      }
      const known = files.get(path);
      if (known === undefined) files.set(path, { roles: new Set([role]), uses: [use] });
      else {
        known.roles.add(role);
        if (!known.uses.some((other) => sameUse(other, use))) known.uses.push(use);
      }
    }
  }
  return { files: [...files].map(([path, { roles, uses }]) => ({ path, roles: [...roles], uses })), skipped };
}

/** By how their names end: modules that we don't know (lua, njs, zone_sync) name theirs in the same way. */
const endings: readonly (readonly [RegExp, FileRole | 'unread'])[] = [
  [/^ssl_certificate$/, 'listener'],
  [/^ssl_trusted_certificate$/, 'stapling'],
  [/^ssl_client_certificate$/, 'trusted'],
  [/^ssl_stapling_file$/, 'unread'],
  [/_ssl_certificate$/, 'client'],
  [/_trusted_certificate$/, 'trusted'],
  [/(?:^|_)ssl_crl$/, 'revocation'],
];

/** Blocks in which a directive of the listener's name speaks of a connection that nginx opens. */
const outgoing = new Set(['acme_issuer', 'oidc_provider', 'mgmt', 'otel_exporter']);

function roleOfDirective({ name, parent, children }: Statement): FileRole | 'unread' | undefined {
  if (children.length > 0) return undefined;
  const inside = parent !== undefined && outgoing.has(parent.name);
  if (inside && /^(?:ssl_)?trusted_certificate$/.test(name)) return 'trusted';
  if (inside && name === 'ssl_certificate') return 'client';
  return endings.find(([ending]) => ending.test(name))?.[1];
}

function useOf(statement: Statement, inForce: boolean): Use {
  const { line } = positionAt(statement.tree, statement.directive.start);
  return { directive: statement.name, file: statement.tree.file, line, inForce };
}

const sameUse = (one: Use, other: Use) =>
  one.directive === other.directive && one.file === other.file && one.line === other.line;

/** With variables that `map`, `geo` and `set` hold constant replaced; what stays open is still there. */
function valuesOf(written: string, statement: Statement, configuration: Configuration): readonly string[] {
  if (!written.includes('$')) return [written];
  const enclosing = enclosingBlocks(statement);
  const family = enclosing.at(-1)?.name === 'stream' ? 'stream' : 'http';
  return expand(written, constantsAt(enclosing, configuration, family));
}

function notAFile(value: string): string | undefined {
  if (value.startsWith('data:')) return 'the certificate is the value itself (data:), not a file';
  if (/^(?:engine|store):/.test(value)) return 'a key store of OpenSSL holds it, not a file';
  const [, variable] = /\$\{?(\w+)/.exec(value) ?? [];
  return variable === undefined ? undefined : `the variable $${variable} decides which file it is`;
}
