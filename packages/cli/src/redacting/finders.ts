import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Found, Leftover, Redactor } from '@stackengine/engine';

/** What a thread is asked. */
export interface Job {
  readonly id: number;
  readonly kind: 'find' | 'suspects';
  readonly name: string;
  readonly text: string;
  readonly level: Redactor['level'];
}

/** What it says to that. */
export type Answer =
  | { readonly id: number; readonly found: Found }
  | { readonly id: number; readonly suspects: readonly Leftover[] }
  | { readonly id: number; readonly error: string };

/** More threads than these would wait for the one that puts the pieces together. */
const most = 8;

/** Threads that look through texts; each takes the next one when it is done. */
export class Finders {
  private readonly workers: Worker[] = [];
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly failed: (error: Error) => void;
  /** Rejected when a thread ends, whatever is asked of the others. */
  private readonly failure: Promise<never>;
  private count = 0;

  constructor(private readonly level: Redactor['level']) {
    let reject: (error: Error) => void = () => undefined;
    this.failure = new Promise((_, no) => {
      reject = no;
    });
    this.failure.catch(() => undefined); // told by whoever waits for an answer
    this.failed = reject;
    for (let index = 0; index < this.width; index++) this.workers.push(this.start());
  }

  /** So many texts are looked through at the same time. */
  readonly width = Math.min(most, availableParallelism());

  async find(name: string, text: string): Promise<Found> {
    const answer = await this.ask('find', name, text);
    if ('found' in answer) return answer.found;
    throw new Error('a thread answered something else');
  }

  async suspects(text: string): Promise<readonly Leftover[]> {
    const answer = await this.ask('suspects', '', text);
    if ('suspects' in answer) return answer.suspects;
    throw new Error('a thread answered something else');
  }

  async end(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private async ask(kind: Job['kind'], name: string, text: string): Promise<Answer> {
    const id = this.count++;
    const answered = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    const job: Job = { id, kind, name, text, level: this.level };
    this.workers[id % this.workers.length]?.postMessage(job);
    const answer = await Promise.race([answered, this.failure]);
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  }

  private start(): Worker {
    const worker = new Worker(new URL('./finder.js', import.meta.url));
    worker.on('message', (answer: Answer) => {
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
    worker.on('exit', () => this.failed(new Error('a thread that looks through the log has ended')));
    worker.on('error', (error) => this.failed(error instanceof Error ? error : new Error(String(error))));
    return worker;
  }
}

/** Does something with each of some items, with so many at the same time, and gives the results in the order of the items. */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<readonly [Item, Result], void, undefined> {
  const begun: { item: Item; result: Promise<Result> }[] = [];
  for await (const item of items) {
    const result = work(item);
    result.catch(() => undefined); // told when its turn comes
    begun.push({ item, result });
    const [first] = begun;
    if (begun.length < width || first === undefined) continue;
    begun.shift();
    yield [first.item, await first.result];
  }
  for (const { item, result } of begun) yield [item, await result];
}
