import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import {
  type DiagnosisInput,
  diagnoseByPlaying,
  readAccessLog,
  readCertificates,
  readErrorLog,
  type TrustFile,
} from '@stackengine/engine';
import { type Configuration, memorySource, readConfiguration, walk } from '@stackengine/nginx-config';
import type { Bottle } from '@stackengine/nginx-wasm';
import type { Lab, Session } from '../lab.js';
import { breakIt } from './run.js';
import type { Scenario } from './scenario.js';
import { diagnosisProblems, proofProblems } from './verdict.js';

function textsIn(directory: string): ReadonlyMap<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path.slice(directory.length), readFileSync(path, 'latin1')]));
}

function trustFileIn(files: ReadonlyMap<string, string>): DiagnosisInput['trustFile'] {
  return (path): TrustFile => {
    const text = files.get(isAbsolute(path) ? path : `/etc/nginx/${path}`);
    if (text === undefined) return { path, state: 'missing', certificates: [] };
    if (!text.includes('-----BEGIN ')) return { path, state: 'not-pem', certificates: [] };
    return { path, state: 'read', certificates: readCertificates(path, text).certificates };
  };
}

const formatsOf = (configuration: Configuration) =>
  [...walk(configuration)]
    .filter(({ name }) => name === 'log_format')
    .map(({ args: [name = '', ...parts] }) => ({ name, format: parts.join('') }));

async function inputOf(session: Session, scenario: Scenario, log: string): Promise<DiagnosisInput> {
  const { chain } = scenario;
  if (chain !== undefined)
    await session.writeFiles({
      '/evidence/chain.pem': { certificates: chain },
      '/evidence/root.pem': { certificates: ['root'] },
    });
  const files = textsIn(session.directory);
  const certificates = (path: string) => readCertificates(path, files.get(path) ?? '').certificates;
  const main = '/etc/nginx/nginx.conf';
  const configuration = readConfiguration([{ file: main, text: files.get(main) ?? '' }], memorySource(files), {
    mainFile: main,
  });
  const { accessLog } = await session.wholeLogs();
  return {
    events: readErrorLog('error.log', log).events,
    access: readAccessLog('access.log', accessLog, formatsOf(configuration)).entries,
    accessGiven: accessLog !== '',
    configuration,
    presented: certificates('/evidence/chain.pem'),
    vouched: certificates('/evidence/root.pem'),
    trustFile: trustFileIn(files),
    environment: 'production',
    now: new Date().toISOString(),
    answers: {},
  };
}

/** Who plays, and who verifies: a bottle does both. */
export type Judges = Pick<Bottle, 'play'> & Partial<Pick<Bottle, 'verifyChain'>>;

/** Breaks nginx as the scenario says, then lets the engine play what it was given: the true cause has to come out. */
export async function runReproduced(
  lab: Lab,
  { play: player, verifyChain }: Judges,
  scenario: Scenario,
): Promise<readonly string[]> {
  const session = await lab.start(scenario.world);
  let input: DiagnosisInput;
  try {
    const { log, problem } = await breakIt(session, scenario);
    if (problem !== undefined) return [problem];
    input = { ...(await inputOf(session, scenario, log)), ...(verifyChain === undefined ? {} : { verifyChain }) };
  } finally {
    await session.stop();
  }
  const asked = await diagnoseByPlaying(input, { player });
  const answered = await diagnoseByPlaying({ ...input, answers: scenario.answers }, { player });
  return [
    ...diagnosisProblems(asked, scenario),
    ...diagnosisProblems(answered, scenario).map((problem) => `with answers: ${problem}`),
    ...answered.incidents.flatMap(({ fixes, notices }) => [
      ...notices.filter(({ code }) => code === 'fix-failed-its-proof').map(({ text }) => text),
      ...proofProblems(fixes, scenario),
    ]),
  ];
}
