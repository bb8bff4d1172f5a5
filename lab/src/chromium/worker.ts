// What runs in the Chromium worker. bundle.ts makes one script of it.
import { type CompiledModule, openBottle } from '@stackengine/nginx-wasm';
import { type DistantBottle, inThisThread } from './distant-bottle.js';

declare const WebAssembly: { compile(bytes: Uint8Array): Promise<CompiledModule> };
declare const self: {
  addEventListener(type: 'message', listener: (event: { readonly data: Question }) => void): void;
  postMessage(answer: Answer): void;
};

/** Comes first: the module, and when its worlds begin. */
export interface Opening {
  readonly call: 'open';
  readonly given: readonly [module: Uint8Array, now: number];
}

/** One of the bottle's calls. */
interface Calling {
  readonly call: Exclude<keyof DistantBottle, 'nginx' | 'tls'>;
  readonly given: readonly unknown[];
}

/** `id` is the asker's, and comes back with the answer. */
export type Question = { readonly id: number } & (Opening | Calling);

/** Structured cloning takes an error's class away, and so does not tell one of ours from another. */
export type Answer = { readonly id: number } & (
  | { readonly value: unknown }
  | { readonly error: { readonly name: string; readonly message: string } }
);

let bottle: DistantBottle | undefined;

async function carryOut(question: Question): Promise<unknown> {
  if (question.call === 'open') {
    const [bytes, now] = question.given;
    const module = await WebAssembly.compile(bytes);
    bottle = inThisThread(openBottle({ module, now, elapsed: () => performance.now() }));
    return { nginx: bottle.nginx, tls: bottle.tls };
  }
  const call = bottle?.[question.call] as ((...given: readonly unknown[]) => unknown) | undefined;
  if (call === undefined) throw new Error(`nothing answers to ${question.call}`);
  return call(...question.given);
}

async function answerTo(question: Question): Promise<Answer> {
  const { id } = question;
  try {
    return { id, value: await carryOut(question) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { id, error: { name, message } };
  }
}

self.addEventListener('message', async ({ data }) => self.postMessage(await answerTo(data)));
