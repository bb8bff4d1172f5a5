import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a process has made its socket; after three seconds it throws. */
export async function pathAppears(path: string): Promise<void> {
  for (let waited = 0; waited < 3000; waited += 5) {
    if (existsSync(path)) return;
    await sleep(5);
  }
  throw new Error(`nothing listens at ${path}`);
}
