// The page's script: it starts the worker and posts questions to it. bundle.ts makes one script of it.
import type { Answer, Question } from './worker.js';

declare const Worker: new (
  script: string,
  options: { readonly type: 'module' },
) => {
  postMessage(question: Question): void;
  addEventListener(type: 'message', listener: (event: { readonly data: Answer }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
};

/** How somebody outside the browser asks. */
export type Ask = (question: Question) => Promise<Answer>;

const worker = new Worker('worker.js', { type: 'module' });
const waiting = new Map<number, (answer: Answer) => void>();
let fault: string | undefined;

function settle(answer: Answer): void {
  waiting.get(answer.id)?.(answer);
  waiting.delete(answer.id);
}

const broken = (id: number, message: string): Answer => ({ id, error: { name: 'worker', message } });

worker.addEventListener('message', ({ data }) => settle(data));

// Its script was refused, for instance: nobody would ever answer.
worker.addEventListener('error', ({ message = 'it does not start' }) => {
  fault = message;
  for (const id of waiting.keys()) settle(broken(id, message));
});

const ask: Ask = (question) =>
  new Promise((resolve) => {
    waiting.set(question.id, resolve);
    if (fault === undefined) worker.postMessage(question);
    else settle(broken(question.id, fault));
  });

Object.assign(globalThis, { ask });
