import { parentPort } from 'node:worker_threads';
import { findSecrets, suspectsIn } from '@stackengine/engine';
import type { Answer, Job } from './finders.js';

/** A thread of its own: looks through pieces of a large log, and through what redaction made of them. */
parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(answer(job));
});

function answer({ id, kind, name, text, level }: Job): Answer {
  try {
    if (kind === 'suspects') return { id, suspects: suspectsIn(text) };
    return { id, found: findSecrets({ name, text }, level) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
