import {
  type Answers,
  type Diagnosis,
  type DiagnosisInput,
  type LogWriter,
  type Notice,
  revocationNotices,
} from '@stackengine/engine';
import { diagnoseAndPlay } from '../playing/diagnose.js';
import { Refusal } from '../refusal.js';
import { readCaptures, readGivenCertificates, readGivenChain, trustFiles } from './certificates.js';
import { type GivenConfiguration, readGivenConfiguration } from './configuration.js';
import { isDirectory } from './disk.js';
import { readAccessLogs, readErrorLogs } from './logs.js';
import type { EvidenceOptions } from './options.js';
import { listFiles, readGivenLists } from './revocation.js';
import { refuseTwice } from './standard-input.js';

export interface Gathered {
  readonly diagnosis: Diagnosis;
  readonly given: GivenConfiguration | undefined;
}

/** The inputs as the engine takes them, and what had to be said of them. */
export interface GatheredInput {
  readonly input: DiagnosisInput;
  readonly given: GivenConfiguration | undefined;
  readonly writer: LogWriter;
  readonly notices: readonly Notice[];
}

/** Asks the engine of every input, and adds what had to be said of the inputs to its notices. */
export async function gather(options: EvidenceOptions, answers: Answers): Promise<Gathered> {
  if ((options.log ?? []).length + (options.accessLog ?? []).length === 0)
    throw new Refusal('name an error log: --log FILE, or --log - for standard input');
  const gathered = await gatherInput(options, answers);
  const diagnosis = await diagnoseAndPlay(gathered, options);
  return {
    diagnosis: { ...diagnosis, notices: [...diagnosis.notices, ...gathered.notices] },
    given: gathered.given,
  };
}

/** Reads every input. */
export async function gatherInput(options: EvidenceOptions, answers: Answers): Promise<GatheredInput> {
  const logs = options.log ?? [];
  const accessLogs = options.accessLog ?? [];

  const inputs = [
    ...logs,
    ...accessLogs,
    ...(options.config ?? []),
    ...(options.chain ?? []),
    ...(options.trusted ?? []),
    ...(options.crl ?? []),
  ];
  refuseTwice(inputs);

  const given = readGivenConfiguration(options.config ?? []);
  const found: Notice[] = [];
  const [directories, files] = divided(options.chain ?? [], isDirectory);
  const chain = readGivenChain(files, found);
  const captures = directories.flatMap((directory) => readCaptures(directory, found));
  const vouched = readGivenCertificates(options.trusted ?? [], found);
  const now = new Date().toISOString();
  const shown = [chain, ...captures].flatMap(({ presented, presentedWithServerName = [] }) => [
    ...presented,
    ...presentedWithServerName,
  ]);
  const lists = readGivenLists(options.crl ?? [], found);
  const ofLists = revocationNotices(lists, shown, now);
  const { events, writer, notices: ofLog } = await readErrorLogs(logs, accessLogs.length > 0);
  const { access, notices: ofAccess } = await readAccessLogs(accessLogs, given?.configuration);

  const input = {
    events,
    access,
    accessGiven: accessLogs.length > 0,
    configuration: given?.configuration,
    ...chain,
    captures,
    vouched,
    trustFile: trustFiles(given, found),
    listFile: listFiles(given, lists, found),
    environment: options.env ?? 'production',
    now,
    answers,
  } as const;
  return {
    input,
    given,
    writer,
    // What a certificate file lacks is found when the engine asks for it.
    get notices() {
      return [...(given?.notices ?? []), ...ofLists, ...ofLog, ...ofAccess, ...found];
    },
  };
}

function divided<Item>(
  items: readonly Item[],
  has: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(has), items.filter((item) => !has(item))];
}
