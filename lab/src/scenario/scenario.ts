import type { Behaviour, NeedId, Request, World } from '@stackengine/engine';
import type { Files } from '../protocol.js';

/** A configuration that fails, who is to blame, and what has to be so once it is cured. */
export interface Scenario {
  readonly id: string;
  /** The cause that `diagnose` has to name first. */
  readonly cause: string;
  /** Its steps are not used. */
  readonly world: World;
  /** What fails; it goes to `addresses`. */
  readonly request: Request;
  readonly addresses: readonly string[];
  /** Sent before it, each time. */
  readonly before: readonly Request[];
  /** Requests that are answered, and have to be as before afterwards. */
  readonly healthy: readonly Request[];
  readonly answers: Partial<Readonly<Record<NeedId, string>>>;
  /** Certificates that the upstream presents, if the user has to hand them in. */
  readonly chain: readonly string[] | undefined;
  /** What the upstream presents, where it is verification that fails: with it at hand, and the CAs vouched for, the cause has to be certain. */
  readonly presented?: readonly string[];
  /** The lines of the error log that the user still has; absent: all of them. */
  readonly pasted?: RegExp;
  /** nginx does not start. */
  readonly refused: boolean;
  /** What stands at `addresses` once the upstream's part is done. */
  readonly repaired: Behaviour;
  readonly repairedFiles: Files;
  /** False: nobody but the user can cure it, and the scenario ends with the diagnosis. */
  readonly curable: boolean;
  /** What takes the upstream's place and has to be refused. */
  readonly attackers: Readonly<Record<string, Behaviour>>;
}
