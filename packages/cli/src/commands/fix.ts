import {
  type Answers,
  type ChangedFile,
  type DiagnosedIncident,
  type Fix,
  fixFor,
  type Merged,
  mergeFixes,
  type Need,
  type Notice,
  visible,
  visibleLines,
} from '@stackengine/engine';
import { trustFiles } from '../evidence/certificates.js';
import type { GivenConfiguration } from '../evidence/configuration.js';
import { encode } from '../evidence/encoding.js';
import { gather } from '../evidence/gather.js';
import type { EvidenceOptions } from '../evidence/options.js';
import { print, tell } from '../output.js';
import { Refusal } from '../refusal.js';
import { type Replaced, replaceFiles } from '../writing/replace-files.js';

export interface FixOptions extends EvidenceOptions {
  readonly profile: Fix['profile'];
  readonly format: 'text' | 'json';
  readonly incident?: string;
  readonly name?: string;
  readonly caPath?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  readonly write?: boolean;
  readonly unproven?: boolean;
}

interface Outcome extends Merged, Replaced {
  readonly needs: readonly Need[];
  readonly uncured: readonly DiagnosedIncident[];
  readonly notices: readonly Notice[];
}

/** Prints or writes the fixes; 3 where an answer is missing, 1 where something is left that no edit of nginx cures. */
export async function fixCommand(options: FixOptions): Promise<number> {
  const { diagnosis, given } = await gather(options, answers(options));
  if (given === undefined) throw new Refusal('name the configuration to fix: --config FILE or DIRECTORY');
  checkFiles(options, given);
  if (options.write === true && given.unwritable !== undefined) {
    throw new Refusal(`${given.unwritable} and can not be written to; use --diff, or give the files themselves`);
  }
  const incidents = selected(diagnosis.incidents, options.incident);
  const chosen = incidents.flatMap((incident) => {
    const fix = fixFor(incident, options.profile);
    return fix === undefined ? [] : [{ incident, fix }];
  });
  const needs = [...new Map(chosen.flatMap(({ fix }) => fix.needs.map((need) => [need.id, need]))).values()];
  const merged =
    needs.length > 0
      ? { fixes: chosen.map(({ fix }) => fix), files: [], diff: '', conflicts: [] }
      : mergeFixes(chosen, given.configuration);
  // In development nothing is verified, so there is little to prove.
  const production = options.profile === 'production' || options.write === true;
  const unproven = production && chosen.some(({ fix }) => fix.proof === null) && needs.length === 0;
  // Whoever wants nothing played has asked for a change without a proof, though not for it to be written.
  const accepted = options.unproven === true || (options.reproduce === false && options.write !== true);
  const withheld = unproven && options.write === true && !accepted;
  const replaced = options.write === true && !withheld ? write(merged.files, given) : { written: [], backups: [] };
  // What clients do to nginx's own listener is nothing to cure.
  const uncured = incidents.filter(
    (incident) => incident.stage !== 'client' && fixFor(incident, options.profile) === undefined,
  );
  const failed = incidents.flatMap(({ notices }) => notices.filter(({ code }) => code === 'fix-failed-its-proof'));
  const outcome = { ...merged, ...replaced, needs, uncured, notices: [...failed, ...diagnosis.notices] };
  if (options.format === 'json') print(asJson(outcome));
  else show(outcome, options);
  if (options.format !== 'json' && options.quiet !== true)
    for (const { incident, fix } of chosen) tellRivals(incident, fix);
  if (unproven && !accepted && !withheld) tell('not proven: nginx has not been seen to work with this change');
  if (withheld)
    tell('nothing was changed: nginx has not been seen to work with this change; --unproven writes it all the same');
  if (needs.length > 0 || (unproven && !accepted)) return 3;
  return uncured.length + merged.conflicts.length > 0 ? 1 : 0;
}

/** A fix cures its cause; where others explain the line as well, it may not be the one. */
function tellRivals({ causes }: DiagnosedIncident, fix: Fix): void {
  const own = causes.find(({ cause }) => cause === fix.cause);
  const rivals = causes.filter((cause) => cause !== own);
  if (own === undefined || own.confidence === 'certain' || rivals.length === 0) return;
  const others = rivals.slice(0, 3).map(({ cause, confidence }) => `${cause} (${confidence})`);
  tell(`this cures ${own.cause}, which is ${own.confidence}; it may be ${others.join(' or ')} instead`);
  for (const text of own.decidedBy) tell(`  to decide: ${visible(text)}`);
}

/**
 * A file that is not here may be on nginx's host, or be put there. What is here and holds no certificate would keep nginx from starting.
 */
function checkFiles({ caPath, clientCertificate, clientKey, quiet }: FixOptions, given: GivenConfiguration): void {
  if (caPath !== undefined) checkBundle(caPath, given);
  if (quiet === true) return;
  const named = [caPath, clientCertificate, clientKey].filter((path) => path !== undefined);
  for (const path of named.filter((one) => trustFiles(given, [])(one).state === 'missing'))
    tell(
      `notice: ${path} is not here: it has to be on nginx's host before nginx reads its configuration, or nginx does not start`,
    );
}

function checkBundle(path: string, given: GivenConfiguration): void {
  const found: Notice[] = [];
  const { state } = trustFiles(given, found)(path);
  if (state === 'missing' || state === 'read') return;
  const unread = found.find(({ code }) => code === 'certificate-unread' || code === 'certificate-damaged');
  const why =
    unread === undefined ? ' no certificate (-----BEGIN CERTIFICATE-----) is in it;' : `${unread.line}: ${unread.text}`;
  throw new Refusal(`--ca-path ${path}:${why} nginx would not start`);
}

function answers({ name, caPath, clientCertificate, clientKey }: FixOptions): Answers {
  const given = { name, 'ca-path': caPath, 'client-certificate': clientCertificate, 'client-key': clientKey };
  for (const [id, value] of Object.entries(given)) {
    if (value !== undefined && (value.trim() === '' || /\p{Cc}/u.test(value)))
      throw new Refusal(`--${id}: this can not stand in a configuration`);
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function selected(incidents: readonly DiagnosedIncident[], id: string | undefined): readonly DiagnosedIncident[] {
  if (id === undefined) return incidents;
  const found = incidents.filter((incident) => incident.id === id);
  if (found.length > 0) return found;
  throw new Refusal(
    `--incident ${id}: there is none; there are ${incidents.map((incident) => incident.id).join(', ') || 'no incidents'}`,
  );
}

function write(files: readonly ChangedFile[], { disk, root }: GivenConfiguration): Replaced {
  const replacements = files.map(({ file, before, after }) => {
    const encoding = disk.encodings.get(file);
    if (encoding === undefined) throw new Refusal(`${file}: it was not read from a file here; nothing was changed`);
    return { path: file, before: encode(before, encoding), after: encode(after, encoding) };
  });
  return replaceFiles(replacements, root);
}

function asJson({ fixes, needs, uncured, conflicts, diff, written, backups, notices }: Outcome): string {
  const remedies = uncured.flatMap(({ causes: [first] }) =>
    (first?.remedy ?? []).map((remedy) => ({ cause: first?.cause, ...remedy })),
  );
  const answer = { schema: 'stackengine/fix@1', fixes, needs, remedies, conflicts, diff, written, backups, notices };
  return `${JSON.stringify(answer, undefined, 2)}\n`;
}

function show(
  { fixes, needs, uncured, conflicts, diff, written, backups, notices }: Outcome,
  options: FixOptions,
): void {
  if (written.length === 0 && diff !== '') print(process.stdout.isTTY ? `${visibleLines(diff).join('\n')}\n` : diff);
  for (const [index, path] of written.entries()) tell(`written: ${path} (before: ${backups[index]})`);
  for (const { id, ask, obtain } of needs)
    tell(`needs --${id}: ${ask}${obtain === '' ? '' : `\n  $ ${visible(obtain)}`}`);
  if (needs.length > 0) tell('nothing was changed: answer what is needed and run it again');
  for (const { id, causes, summary, notices: own } of uncured) {
    const [first] = causes;
    const failed = own.some(({ code }) => code === 'fix-failed-its-proof');
    tell(
      `${failed ? 'no change was seen to cure' : 'no edit of nginx cures'} ${first === undefined ? `incident ${id}: ${summary}` : `${first.cause}: ${first.title}`}`,
    );
    for (const { who, what, command } of first?.remedy ?? [])
      tell(`  ${who}: ${what}${command === undefined ? '' : `\n  $ ${visible(command)}`}`);
  }
  for (const conflict of conflicts) tell(conflict);
  if (options.quiet === true) return;
  // What is wrong with an answer explains why it is asked for again.
  for (const warning of needs.length > 0 && options.name === undefined
    ? []
    : new Set(fixes.flatMap(({ warnings }) => warnings)))
    tell(`warning: ${warning}`);
  for (const { file, line, text } of notices)
    tell(`notice: ${file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `}${text}`);
  if (fixes.length + uncured.length === 0) tell('nothing to fix');
  if (written.length > 0) tell('now: nginx -t && nginx -s reload');
}
