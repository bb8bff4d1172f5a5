import type { Answers, Diagnosis, Notice } from '@stackengine/engine';
import { diagnoseAndPlay } from '../playing/diagnose.js';
import { Refusal } from '../refusal.js';
import { readGivenCertificates, readGivenChain, trustFiles } from './certificates.js';
import { type GivenConfiguration, readGivenConfiguration } from './configuration.js';
import { readAccessLogs, readErrorLogs } from './logs.js';
import type { EvidenceOptions } from './options.js';
import { revocationNotices } from './revocation.js';

export interface Gathered {
  readonly diagnosis: Diagnosis;
  readonly given: GivenConfiguration | undefined;
}

/** Reads every input, asks the engine, and adds what had to be said of the inputs to its notices. */
export async function gather(options: EvidenceOptions, answers: Answers): Promise<Gathered> {
  const logs = options.log ?? [];
  const accessLogs = options.accessLog ?? [];
  if (logs.length + accessLogs.length === 0)
    throw new Refusal('name an error log: --log FILE, or --log - for standard input');

  const inputs = [
    ...logs,
    ...accessLogs,
    ...(options.config ?? []),
    ...(options.chain ?? []),
    ...(options.trusted ?? []),
    ...(options.crl ?? []),
  ];
  if (inputs.filter((path) => path === '-').length > 1) {
    throw new Refusal('-: standard input can be read once; give the other input as a file');
  }

  const given = readGivenConfiguration(options.config ?? []);
  const chain = readGivenChain(options.chain ?? []);
  const vouched = readGivenCertificates(options.trusted ?? []);
  const now = new Date().toISOString();
  const shown = [...chain.presented, ...(chain.presentedWithServerName ?? [])];
  const ofLists = revocationNotices(options.crl ?? [], shown, now);
  const { events, notices: ofLog } = await readErrorLogs(logs, accessLogs.length > 0);
  const { access, notices: ofAccess } = await readAccessLogs(accessLogs, given?.configuration);

  const found: Notice[] = [];
  const input = {
    events,
    access,
    accessGiven: accessLogs.length > 0,
    configuration: given?.configuration,
    ...chain,
    vouched,
    trustFile: trustFiles(given, found),
    environment: options.env ?? 'production',
    now,
    answers,
  } as const;
  const diagnosis = await diagnoseAndPlay(input, options);
  const notices = [...diagnosis.notices, ...(given?.notices ?? []), ...ofLists, ...ofLog, ...ofAccess, ...found];
  return { diagnosis: { ...diagnosis, notices }, given };
}
