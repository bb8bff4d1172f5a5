import {
  type CertCheck,
  certCheckJson,
  certCheckMetrics,
  certCheckPlugin,
  checkCertificates,
  type PluginResult,
  pluginFailure,
  renderCertCheck,
  severityOf,
} from '@stackengine/engine';
import type { EvidenceOptions } from '../evidence/options.js';
import { columns, print, wantsColour } from '../output.js';
import { Refusal } from '../refusal.js';
import type { OpenAsker } from '../watching/asker.js';
import { collect } from '../watching/collect.js';
import { readInputs } from '../watching/inputs.js';
import { readMoment, readThresholds, shortLocalTime } from '../watching/moment.js';
import { writeNewFile } from '../writing/new-file.js';

export interface CertCheckOptions extends Pick<EvidenceOptions, 'quiet'> {
  readonly format: 'text' | 'json' | 'prometheus' | 'nagios';
  readonly warn: string;
  readonly crit: string;
  readonly at?: string;
  readonly probe?: boolean;
  readonly parallel: string;
  readonly timeout: string;
  readonly nginx?: string;
  readonly out?: string;
}

/**
 * Says how long certificates are good for. 0: nothing to report; 1: something ends soon or has ended; 2: something could not be
 * read. With `--format nagios` the codes of monitoring plugins, whatever happens.
 */
export async function certCheckCommand(
  given: readonly string[],
  options: CertCheckOptions,
  openAsker: OpenAsker,
): Promise<number> {
  try {
    const check = await checked(given, options, openAsker);
    if (options.format === 'nagios') return finish(certCheckPlugin(check), options);
    give(rendered(check, options), options);
    return check.problems.length > 0 ? 2 : severityOf(check) === 'ok' ? 0 : 1;
  } catch (error) {
    if (options.format !== 'nagios') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    print(pluginFailure(error instanceof Refusal ? reason : `internal error, please report it: ${reason}`).text);
    return 3;
  }
}

async function checked(given: readonly string[], options: CertCheckOptions, openAsker: OpenAsker): Promise<CertCheck> {
  if (given.length === 0)
    throw new Refusal('cert check: name at least one file, directory, pattern, configuration or HOST:PORT');
  const thresholds = readThresholds(options.warn, options.crit);
  const at = readMoment('--at', options.at, new Date());
  const parallel = wholeNumber('--parallel', options.parallel, mostAtOnce);
  const timeout = wholeNumber('--timeout', options.timeout, 600) * 1000;
  const inputs = readInputs(given);
  // nginx's TLS client takes a moment to load, and most runs only read files.
  const asks = inputs.hosts.length > 0 || options.probe === true;
  const asker = asks ? openAsker({ timeout, nginx: options.nginx }) : undefined;
  const collected = await collect(inputs, { probe: options.probe === true, parallel, asker, at });
  return checkCertificates({ ...collected, at, thresholds });
}

/** Each keeps an instance of nginx, of some MB, and a handshake takes 8 ms of a processor: more at a time only time out. */
const mostAtOnce = 128;

function wholeNumber(option: string, text: string, most: number): number {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw new Refusal(`${option} ${text}: a whole number from 1 to ${most} is needed`);
  return value;
}

function rendered(check: CertCheck, { format, quiet = false }: CertCheckOptions): string {
  if (format === 'json') return certCheckJson(check);
  if (format === 'prometheus') return certCheckMetrics(check);
  return renderCertCheck(check, { colour: wantsColour(), width: columns(), quiet, localTime: shortLocalTime });
}

function finish({ text, code }: PluginResult, options: CertCheckOptions): number {
  give(text, options);
  return code;
}

/** A collector reads the file at any moment, so it is replaced as a whole; and as another user, so all may read it. */
function give(text: string, { out }: CertCheckOptions): void {
  if (out === undefined) print(text);
  else writeNewFile(out, text, true, 0o644);
}
