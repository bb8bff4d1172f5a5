import type { ProbeTarget } from '@stackengine/engine';

/** What a server presents, or why it does not. */
export interface Asked {
  /** PEM of each certificate, in the server's order. */
  readonly chain: readonly string[];
  /** Undefined where the chain is all that there is to say. */
  readonly failure: string | undefined;
}

/** Shakes hands with one server; never rejects, and ends by itself. */
export type AskServer = (
  server: Pick<ProbeTarget, 'host' | 'port' | 'serverName' | 'alpn' | 'proxyProtocol'>,
) => Promise<Asked>;

/** Runs a task for each value, no more than `most` at a time; the answers stand in the order of the values. */
export async function inParallel<Value, Answer>(
  values: readonly Value[],
  most: number,
  task: (value: Value) => Promise<Answer>,
  done: (count: number) => void,
): Promise<readonly Answer[]> {
  const answers = new Array<Answer>(values.length);
  const open = values.entries();
  let finished = 0;
  const work = async () => {
    for (const [index, value] of open) {
      answers[index] = await task(value);
      finished++;
      done(finished);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, values.length) }, work));
  return answers;
}
