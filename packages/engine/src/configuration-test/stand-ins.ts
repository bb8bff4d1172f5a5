import type { Directive } from '@stackengine/nginx-config';
import { serverCertificate } from '../worlds/cast.js';
import type { TestingNginx } from './test-configuration.js';

/** What a configuration is tested with that was copied without its certificates. */
export interface StandIns {
  /** PEM by the path that is written in the directive. */
  readonly files: ReadonlyMap<string, string>;
  /** Directives that name a file which can't be made up, and without which nginx starts all the same. */
  readonly gone: readonly Directive[];
}

const dispensable = /^(?:ssl_dhparam|ssl_session_ticket_key|ssl_stapling_file|\w*ssl_password_file|\w*ssl_crl)$/;

const isPath = (text: string): boolean => text !== '' && !/\$|^(?:data|engine|store|pkcs11):/.test(text);

/** Generated ones for all certificates and keys that these directives name: of a pair, one alone would not fit. */
export function standInsFor(directives: Iterable<Directive>, nginx: TestingNginx): StandIns {
  const files = new Map<string, string>();
  const gone: Directive[] = [];
  const { certificates, keys } = nginx.issue({ own: serverCertificate('stand-in.invalid', 'own') });
  for (const directive of directives) {
    const path = directive.args[0]?.value ?? '';
    if (!isPath(path)) continue;
    if (/_certificate$/.test(directive.name.value)) files.set(path, certificates['own'] ?? '');
    if (/_certificate_key$/.test(directive.name.value)) files.set(path, keys['own'] ?? '');
    if (dispensable.test(directive.name.value)) gone.push(directive);
  }
  return { files, gone };
}
