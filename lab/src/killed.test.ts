import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createLab } from './lab.js';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const nginx = process.env.NGINX ?? '/usr/sbin/nginx';

/** A lab of its own process group, killed without pity after the test, while it plays. */
async function playing(): Promise<{ readonly pid: number; readonly exit: Promise<unknown> }> {
  const args = [main, '--nginx', nginx, '--self-check', '--jobs', '1'];
  const child = spawn(process.execPath, args, { detached: true, stdio: 'ignore' });
  const { pid } = child;
  if (pid === undefined) throw new Error('the lab does not start');
  const exit = once(child, 'exit');
  onTestFinished(() => void child.kill('SIGKILL'));
  // Of its own: main process, unshare, worker. What comes on top is nginx and its peers.
  while (processesOf(pid).length < 5) await sleep(10);
  return { pid, exit };
}

interface Running {
  readonly pid: number;
  readonly started: string;
}

/** The processes of a session, by their start as well: numbers are used again. */
function processesOf(session: number): readonly Running[] {
  return readdirSync('/proc').flatMap((name) => {
    const fields = statOf(Number(name));
    return fields !== undefined && Number(fields[3]) === session
      ? [{ pid: Number(name), started: fields[19] ?? '' }]
      : [];
  });
}

/** From the third field of /proc/PID/stat on (proc(5)); undefined for what has ended. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields;
  } catch {
    return undefined;
  }
}

async function allEnd(processes: readonly Running[]): Promise<boolean> {
  const runs = () => processes.some(({ pid, started }) => statOf(pid)?.[19] === started);
  for (let tries = 0; tries < 200 && runs(); tries += 1) await sleep(25);
  return !runs();
}

const foldersOf = (pid: number) => readdirSync(tmpdir()).filter((name) => name.startsWith(`stackengine-lab-${pid}-`));
const mounts = () => readFileSync('/proc/self/mountinfo', 'utf8');

test.each([
  ['SIGKILL to the main process', 'SIGKILL', (pid: number) => pid],
  ['SIGKILL to its process group', 'SIGKILL', (pid: number) => -pid],
  ['SIGINT, as of a terminal', 'SIGINT', (pid: number) => -pid],
  ['SIGTERM to the main process', 'SIGTERM', (pid: number) => pid],
] as const)(
  '%s leaves no process and no mount, and its folder only until the next start',
  async (_, signal, target) => {
    const { pid, exit } = await playing();
    const processes = processesOf(pid);
    process.kill(target(pid), signal);
    expect(await allEnd(processes)).toBe(true);
    // Until its parent has taken note of it, an ended process still has its number.
    await exit;
    expect(mounts()).not.toContain(`stackengine-lab-${pid}-`);
    if (signal !== 'SIGKILL') expect(foldersOf(pid)).toEqual([]);
    const args = [main, '--nginx', nginx, '--self-check', '--only', '^verify'];
    const next = spawnSync(process.execPath, args, { stdio: 'ignore' });
    expect(foldersOf(pid)).toEqual([]);
    expect(foldersOf(next.pid)).toEqual([]);
  },
  60_000,
);

test('says in one line that there is no such nginx', async () => {
  await expect(createLab({ nginx: '/nowhere/nginx' })).rejects.toThrow('/nowhere/nginx does not run as nginx: ');
});
