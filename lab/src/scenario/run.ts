import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Behaviour, Diagnosis, Fix, StepOutcome } from '@stackengine/engine';
import type { Lab, Session } from '../lab.js';
import { closesAtOnce } from '../namespace/processor.js';
import { type Run, stackengine } from './command-line.js';
import { redactedProblems } from './redacted.js';
import type { Scenario } from './scenario.js';
import { certaintyProblems, diagnosisProblems, proofProblems } from './verdict.js';

/** Answers of HTTP that say it worked; everything else is a failure. */
const worked = ({ status }: StepOutcome) => status === 200;

const brief = (text: string) => text.trim().split('\n').slice(0, 4).join(' | ').slice(0, 600);

function configurationFiles(directory: string): ReadonlyMap<string, string> {
  const root = join(directory, 'etc/nginx');
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(root, path), readFileSync(path, 'latin1')]));
}

/** Sends the failing request, after whatever has to come before it. */
async function ask(session: Session, scenario: Scenario): Promise<StepOutcome> {
  for (const request of scenario.before) await session.request(request);
  return session.request(scenario.request);
}

async function putInPlace(session: Session, scenario: Scenario, behaviour: Behaviour): Promise<void> {
  for (const address of scenario.addresses) await session.swap({ address, behaviour });
}

/** Until nginx fails as it should: what it wrote, or why the scenario is none. */
export async function breakIt(session: Session, scenario: Scenario): Promise<{ log: string; problem?: string }> {
  if (scenario.refused) {
    return session.started ? { log: '', problem: 'nginx starts, but was to refuse' } : { log: session.startLog };
  }
  if (!session.started) return { log: session.startLog, problem: `nginx does not start: ${brief(session.startLog)}` };
  let broken = await ask(session, scenario);
  const first = broken;
  const again = closesAtOnce(scenario.world) && scenario.request.protocol !== 'stream' ? wasQuicker : crossed;
  for (let tries = 1; tries < 5 && again.test(broken.errorLog); tries += 1) {
    if (again === wasQuicker) await session.reload({}); // failed peers are forgotten
    broken = await ask(session, scenario);
  }
  if (worked(broken)) return { log: broken.errorLog, problem: 'the request passes, but was to fail' };
  const log = broken === first ? (await session.wholeLogs()).errorLog : broken.errorLog;
  const { pasted } = scenario;
  return {
    log:
      pasted === undefined
        ? log
        : log
            .split('\n')
            .filter((line) => pasted.test(line))
            .join('\n'),
  };
}

/**
 * nginx's request and the upstream's close have crossed, and the line does not hold what the upstream said: one in seven
 * with gRPC and TLS 1.3. Users ask again, and so does the lab.
 */
const crossed = /SSL_write\(\) failed \(\d+: [^)]*\) while sending request to upstream/;

/** nginx has begun the handshake before a peer that closes at once could: rare, as the lab holds nginx back. */
const wasQuicker = /in SSL handshake/;

/** The inputs of `diagnose` and `fix`, as files beside the configuration. */
async function evidence(session: Session, scenario: Scenario, log: string): Promise<readonly string[]> {
  const folder = join(session.directory, 'evidence');
  mkdirSync(folder, { recursive: true });
  const { accessLog } = await session.wholeLogs();
  const args = ['--config', join(session.directory, 'etc/nginx')];
  for (const [flag, text] of Object.entries({ log, 'access-log': accessLog })) {
    if (text === '') continue;
    writeFileSync(join(folder, flag), text);
    args.push(`--${flag}`, join(folder, flag));
  }
  if (scenario.chain !== undefined) {
    await session.writeFiles({
      '/evidence/chain.pem': { certificates: scenario.chain },
      '/evidence/root.pem': { certificates: ['root'] },
    });
    args.push('--chain', join(folder, 'chain.pem'));
  }
  return args;
}

/** What the command line printed as JSON, or what it printed instead. */
function parsed<Answer>({ output, complaint, code }: Run): { answer: Answer } | { problem: string } {
  try {
    return { answer: JSON.parse(output) as Answer };
  } catch {
    return { problem: `no JSON (exit ${code}): ${brief(output)} ${brief(complaint)}` };
  }
}

/** Where the end of a connection reaches nginx a moment late, its handshake has begun, and its line is that of `upstream-closed`. */
const isLateClose = (named: string, { cause, id }: Scenario): boolean =>
  named === 'upstream-closed' && cause === 'upstream-closed-early' && id.includes('/closes-when-it-accepts ');

/** By text alone, the first cause is all there is to be right or wrong. */
function diagnosed(run: Run, scenario: Scenario, reproduces: boolean): readonly string[] {
  const read = parsed<Diagnosis>(run);
  if ('problem' in read) return [read.problem];
  if (reproduces) return diagnosisProblems(read.answer, scenario);
  const named = read.answer.incidents[0]?.causes[0]?.cause ?? 'none';
  return named === scenario.cause || isLateClose(named, scenario)
    ? []
    : [`diagnose names ${named} first (exit ${run.code})`];
}

/** The same with what the upstream presents, and its CAs from their owners. */
async function settled(session: Session, scenario: Scenario, inputs: readonly string[]): Promise<readonly string[]> {
  const { presented, pasted, world } = scenario;
  if (presented === undefined || pasted !== undefined) return [];
  const genuine = Object.entries(world.certificates).filter(([id, { ca }]) => ca && !id.startsWith('attacker'));
  await session.writeFiles({
    '/evidence/presented.pem': { certificates: presented },
    '/evidence/vouched.pem': { certificates: genuine.map(([id]) => id) },
  });
  const folder = join(session.directory, 'evidence');
  const given = ['--chain', join(folder, 'presented.pem'), '--trusted', join(folder, 'vouched.pem')];
  const read = parsed<Diagnosis>(
    await stackengine(['diagnose', ...inputs.filter(isNoChain), ...given, '--format', 'json']),
  );
  return 'problem' in read ? [read.problem] : certaintyProblems(read.answer, scenario);
}

const isNoChain = (argument: string, index: number, all: readonly string[]): boolean =>
  argument !== '--chain' && all[index - 1] !== '--chain';

/** Attackers in the upstream's place: each has to get a 502, and for the right reason. */
async function attack(session: Session, scenario: Scenario): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [name, behaviour] of Object.entries(scenario.attackers)) {
    await putInPlace(session, scenario, behaviour);
    await session.reload({}); // sessions and failed peers are forgotten
    const outcome = await session.request(scenario.request);
    if (worked(outcome)) problems.push(`an attacker gets through: ${name}`);
    else if (!/upstream SSL certificate (verify error: \(\d+:|does not match ")/.test(outcome.errorLog)) {
      problems.push(`"${name}" was not refused by verification: ${brief(outcome.errorLog)}`);
    }
  }
  return problems;
}

async function afterwards(
  session: Session,
  scenario: Scenario,
  before: readonly StepOutcome[],
): Promise<readonly string[]> {
  const test = await session.testConfiguration();
  if (!test.ok) return [`nginx -t: ${brief(test.output)}`];
  if (scenario.refused) {
    const { started, startLog } = await session.launch();
    if (!started) return [`nginx does not start: ${brief(startLog)}`];
  } else {
    const { accepted, errorLog } = await session.reload({});
    if (accepted !== true) return [`the reload was refused: ${brief(errorLog)}`];
  }
  const problems: string[] = [];
  const cured = await ask(session, scenario);
  if (!worked(cured)) problems.push(`the request still gets ${cured.status}: ${brief(cured.errorLog)}`);
  problems.push(...(await attack(session, scenario)));
  await putInPlace(session, scenario, scenario.repaired);
  await session.reload({});
  for (const [index, request] of scenario.healthy.entries()) {
    const { status, errorLog } = await session.request(request);
    const was = before[index];
    if (status !== 200 && (was === undefined || worked(was))) {
      problems.push(`${request.path} worked, now gets ${status}: ${brief(errorLog)}`);
    }
  }
  return problems;
}

/** Files that the fix says it edits; every other file has to stay as it was. */
function unexpectedChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>, fix: string) {
  const changed = [...before].filter(([path, text]) => after.get(path) !== text).map(([path]) => path);
  const added = [...after.keys()].filter((path) => !before.has(path) && !/\.stackengine-backup-\d+$/.test(path));
  const unmentioned = changed.filter((path) => !fix.includes(path));
  return [
    ...unmentioned.map((path) => `${path} was changed, and the fix does not say so`),
    ...added.map((path) => `${path} was added`),
  ];
}

async function cure(
  session: Session,
  scenario: Scenario,
  inputs: readonly string[],
  reproduces: boolean,
): Promise<readonly string[]> {
  const healthyBefore: StepOutcome[] = [];
  if (!scenario.refused) for (const request of scenario.healthy) healthyBefore.push(await session.request(request));
  await session.writeFiles(scenario.repairedFiles);
  await putInPlace(session, scenario, scenario.repaired);
  const before = configurationFiles(session.directory);
  const answers = Object.entries(scenario.answers).flatMap(([need, answer]) => [`--${need}`, answer]);
  const fix = await stackengine([
    'fix',
    ...inputs,
    '--profile',
    'production',
    ...answers,
    '--write',
    ...(reproduces ? [] : ['--unproven']),
    '--format',
    'json',
  ]);
  const read = parsed<{ readonly fixes: readonly Fix[] }>(fix);
  if ('problem' in read) return [read.problem];
  const problems = [
    ...(reproduces ? proofProblems(read.answer.fixes, scenario) : []),
    ...unexpectedChanges(before, configurationFiles(session.directory), fix.output),
  ];
  const after = await afterwards(session, scenario, healthyBefore);
  if (after.length > 0) problems.push(`(fix exited ${fix.code}: ${brief(fix.complaint)})`);
  return [...problems, ...after];
}

/** The whole way of one scenario; what went wrong, as sentences. */
export async function runScenario(lab: Lab, scenario: Scenario, reproduces = true): Promise<readonly string[]> {
  const session = await lab.start(scenario.world);
  try {
    const { log, problem } = await breakIt(session, scenario);
    if (problem !== undefined) return [problem];
    const inputs = [...(await evidence(session, scenario, log)), ...(reproduces ? [] : ['--no-reproduce'])];
    const diagnosis = await stackengine(['diagnose', ...inputs, '--format', 'json']);
    const wrong = [
      ...diagnosed(diagnosis, scenario, reproduces),
      ...redactedProblems({ files: configurationFiles(session.directory), errorLog: log }),
      ...(reproduces ? await settled(session, scenario, inputs) : []),
    ];
    return scenario.curable ? [...wrong, ...(await cure(session, scenario, inputs, reproduces))] : wrong;
  } finally {
    await session.stop();
  }
}

/** Only that the scenario is one: nginx fails in it. */
export async function runBroken(lab: Lab, scenario: Scenario): Promise<readonly string[]> {
  const session = await lab.start(scenario.world);
  try {
    const { problem } = await breakIt(session, scenario);
    return problem === undefined ? [] : [problem];
  } finally {
    await session.stop();
  }
}
