import type { Question, Reply, Results, Task } from '../protocol.js';

type Progress = Extract<Reply, { readonly progress: unknown }>['progress'];

/** One worker: questions go in, answers come back. */
export class Hand {
  private readonly worker: Worker;
  private readonly waiting = new Map<
    number,
    {
      resolve: (value: never) => void;
      reject: (error: Error) => void;
      progress: ((step: Progress) => void) | undefined;
    }
  >();
  private asked = 0;

  /** The script is text, so that the worker inherits the policy of this document. */
  constructor(script: string) {
    const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    this.worker = new Worker(address);
    this.worker.onmessage = ({ data }: MessageEvent<Reply>) => this.receive(data);
    this.worker.onerror = (event) => this.fail(new Error(event.message || 'the worker broke off'));
    URL.revokeObjectURL(address);
  }

  ask<Kind extends Task['task']>(
    task: Extract<Task, { readonly task: Kind }>,
    progress?: (step: Progress) => void,
  ): Promise<Results[Kind]> {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (value: never) => void, reject, progress });
      this.worker.postMessage({ ...task, id } as Question);
    });
  }

  /** Ends it, whatever it does; what was asked is rejected. */
  end(): void {
    this.worker.terminate();
    this.fail(new Ended());
  }

  private receive(reply: Reply): void {
    const asked = this.waiting.get(reply.id);
    if (asked === undefined) return;
    if ('progress' in reply) {
      asked.progress?.(reply.progress);
      return;
    }
    this.waiting.delete(reply.id);
    if ('error' in reply) asked.reject(Object.assign(new Error(reply.error), { stack: reply.where }));
    else asked.resolve(reply.value as never);
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

/** Somebody ended the worker. */
export class Ended extends Error {}
