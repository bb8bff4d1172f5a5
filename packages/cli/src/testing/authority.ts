import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Wanted {
  readonly subject?: string;
  /** `YYYY-MM-DD`, the beginning of the day in UTC. */
  readonly from?: string;
  readonly until: string;
  readonly ca?: boolean;
  /** The value of subjectAltName. */
  readonly names?: string;
  /** Name of the issuer, made before; by default it signs itself. */
  readonly issuer?: string;
}

/** Certificates that OpenSSL makes in a folder: `NAME.pem` with its key in `NAME.key`. */
export function authorityIn(folder: string) {
  const openssl = (...args: readonly string[]) => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
  };
  const configure = (wanted: Partial<Wanted>) => {
    if (!existsSync(join(folder, 'index.txt'))) writeFileSync(join(folder, 'index.txt'), '');
    const names = wanted.names === undefined ? '' : `subjectAltName=${wanted.names}\n`;
    const constraints = `basicConstraints=critical,CA:${wanted.ca === true ? 'TRUE' : 'FALSE'}\n`;
    const text = `[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=p\nunique_subject=no\nx509_extensions=e\nstring_mask=utf8only\n[p]\ncommonName=optional\norganizationName=optional\n[e]\n${constraints}${names}subjectKeyIdentifier=hash\n[req]\ndistinguished_name=n\n[n]\n`;
    writeFileSync(join(folder, 'openssl.cnf'), text);
  };
  const ofTime = (date: string) => `${date.replaceAll('-', '')}000000Z`;
  return {
    openssl,
    issue(name: string, wanted: Wanted): string {
      configure(wanted);
      const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
      const subject = wanted.subject ?? `/CN=${name}`;
      openssl(
        ...['req', '-config', 'openssl.cnf', '-new', ...curve, '-utf8', '-subj', subject],
        ...['-keyout', `${name}.key`, '-out', 'request.pem'],
      );
      const issuer = wanted.issuer;
      const signer =
        issuer === undefined
          ? ['-selfsign', '-keyfile', `${name}.key`]
          : ['-keyfile', `${issuer}.key`, '-cert', `${issuer}.pem`];
      openssl(
        ...[
          'ca',
          '-config',
          'openssl.cnf',
          '-batch',
          '-notext',
          '-utf8',
          '-in',
          'request.pem',
          '-out',
          `${name}.pem`,
          ...signer,
        ],
        ...['-startdate', ofTime(wanted.from ?? '2026-01-01'), '-enddate', ofTime(wanted.until)],
      );
      return readFileSync(join(folder, `${name}.pem`), 'utf8');
    },
    /** A revocation list of an issuer, for a number of days from now on, as `NAME.crl`. */
    revocationList(name: string, days: number): void {
      configure({});
      openssl(
        ...['ca', '-config', 'openssl.cnf', '-gencrl', '-keyfile', `${name}.key`, '-cert', `${name}.pem`],
        ...['-crldays', String(days), '-out', `${name}.crl`],
      );
    },
  };
}
