import {
  type AccessEntry,
  type AccessFormat,
  type ChainVerifier,
  createAccessLogReader,
  diagnoseByPlaying,
  type Player,
  readCertificates,
  readErrorLog,
  readPresented,
  type TrustFile,
  toJson,
} from '@stackengine/engine';
import {
  type Configuration,
  findInCopy,
  memorySource,
  readConfiguration,
  readDirectory,
  walk,
} from '@stackengine/nginx-config';

/** What somebody has at hand, as the folders of docs/examples hold it. */
export interface Evidence {
  /**
   * Texts by path: `error.log`, `access.log`, `chain.pem`, and as the configuration a copy of the server's directory below `nginx/`
   * or else one file `*.conf`. Each may be missing.
   */
  readonly files: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly now: string;
}

type Files = Evidence['files'];

function configurationIn(files: Files): Configuration | undefined {
  const paths = Object.keys(files);
  if (paths.some((path) => path.startsWith('nginx/'))) return readDirectory('nginx', memorySource(files));
  const file = paths.find((path) => path.endsWith('.conf'));
  return file === undefined ? undefined : readConfiguration([{ file, text: files[file] ?? '' }], memorySource(files));
}

function accessFormats(configuration: Configuration | undefined): readonly AccessFormat[] {
  if (configuration === undefined) return [];
  return [...walk(configuration)].flatMap(({ name, args: [format, ...parts] }) =>
    name === 'log_format' && format !== undefined ? [{ name: format, format: parts.join('') }] : [],
  );
}

function accessIn(files: Files, configuration: Configuration | undefined): readonly AccessEntry[] {
  const reader = createAccessLogReader('access.log', accessFormats(configuration));
  return [...reader.push(files['access.log'] ?? ''), ...reader.end()];
}

function trustFile(files: Files, path: string): TrustFile {
  const place = findInCopy(memorySource(files), path, 'nginx');
  const text = place === undefined ? undefined : files[place];
  if (text === undefined) return { path, state: 'missing', certificates: [] };
  return { path, state: 'read', certificates: readCertificates(path, text).certificates };
}

/** What `diagnose` of the command line does with the same files, without a disk: the diagnosis as JSON. */
export async function diagnoseEvidence(
  { files, now }: Evidence,
  player: Player,
  verifyChain: ChainVerifier,
): Promise<string> {
  const configuration = configurationIn(files);
  const { presented, presentedWithServerName } = readPresented('chain.pem', files['chain.pem'] ?? '');
  const input = {
    events: readErrorLog('error.log', files['error.log'] ?? '').events,
    access: accessIn(files, configuration),
    accessGiven: 'access.log' in files,
    configuration,
    presented,
    ...(presentedWithServerName === undefined ? {} : { presentedWithServerName }),
    vouched: [],
    trustFile: (path: string) => trustFile(files, path),
    environment: 'production',
    now,
    answers: {},
    verifyChain,
  } as const;
  return toJson(await diagnoseByPlaying(input, { player }));
}
