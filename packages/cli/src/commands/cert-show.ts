import { certificatesToJson, type Notice, renderCertificates } from '@stackengine/engine';
import { readGivenCertificates } from '../evidence/certificates.js';
import { refuseTwice } from '../evidence/standard-input.js';
import { columns, print, tell, wantsColour } from '../output.js';
import { Refusal } from '../refusal.js';
import { readMoment } from '../watching/moment.js';

export interface CertShowOptions {
  readonly at?: string;
  readonly format: 'text' | 'json';
  readonly quiet?: boolean;
}

/** Prints what the certificates in files say, in whatever shape they stand there; 2 where one is damaged, and only the others are shown. */
export async function certShowCommand(paths: readonly string[], options: CertShowOptions): Promise<number> {
  if (paths.length === 0) throw new Refusal('cert show: name at least one file, or - for standard input');
  refuseTwice(paths);
  const notices: Notice[] = [];
  const certificates = readGivenCertificates(paths, notices);
  const code = notices.some((notice) => notice.code === 'certificate-damaged') ? 2 : 0;
  const at = readMoment('--at', options.at, new Date());
  if (options.format === 'json') {
    print(certificatesToJson(certificates, { at, notices }));
    return code;
  }
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  print(renderCertificates(certificates, { colour: wantsColour(), width: columns(), now: at, timeZone }));
  if (options.quiet !== true)
    for (const { file, line, text } of notices) tell(`notice: ${[file, line].filter(Boolean).join(':')}: ${text}`);
  return code;
}
