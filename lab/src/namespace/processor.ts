import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { World } from '@stackengine/engine';

/** Whether anybody closes a connection before nginx can know of it. */
export function closesAtOnce({ upstreams, steps }: World): boolean {
  const swapped = steps.flatMap((step) => (step.type === 'swap' ? [step.upstream] : []));
  return [...upstreams, ...swapped].some(({ behaviour }) => behaviour.type === 'close' && behaviour.at === 'accept');
}

/**
 * For peers that close at once. On loopback nginx would have written its first bytes before they can; on one processor with a program
 * that has to give way, they come first: the kernel wakes them in the middle of nginx's connect(). So it was in 57 to 60 of 60
 * requests, and in none to four where nginx had a processor of its own. From here on this process stays on one processor, and
 * nginx is started by `command`.
 */
export function shareProcessor(): { readonly command: readonly string[]; readonly undo: () => void } {
  const allowed = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const first = /^\d+/.exec(allowed)?.[0] ?? '0';
  const stayOn = (processors: string) =>
    execFileSync('taskset', ['-pc', processors, String(process.pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
  stayOn(first);
  return { command: ['nice', '-n', '19', 'taskset', '-c', first], undo: () => stayOn(allowed) };
}
