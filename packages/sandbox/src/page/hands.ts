import type { LoadedBuild } from '../protocol.js';
import type { Hand } from './hand.js';

/** What the session needs of the page. */
export interface Surroundings {
  /** Starts a worker. */
  readonly hand: () => Promise<Hand>;
  /** The kernel that reads large logs; rejects where the site has none. */
  readonly kernel: () => Promise<ArrayBuffer>;
  readonly module: (nginx: string) => Promise<WebAssembly.Module>;
  readonly now: () => string;
}

/** The two workers: one reads text, the other plays nginx. Each is started when it is needed, and again after it was ended. */
export class Hands {
  private reader: Promise<Hand> | undefined;
  private player: Promise<Hand> | undefined;
  private readonly inPlayer = new Set<string>();

  constructor(
    private readonly around: Surroundings,
    private readonly builds: () => readonly LoadedBuild[],
  ) {}

  async reading(): Promise<Hand> {
    this.reader ??= this.started();
    return this.reader;
  }

  /** With this version of nginx in it. */
  async playing(nginx: string): Promise<Hand> {
    this.player ??= this.started();
    const hand = await this.player;
    if (!this.inPlayer.has(nginx)) {
      await hand.ask({ task: 'module', nginx, module: await this.around.module(nginx) });
      this.inPlayer.add(nginx);
    }
    return hand;
  }

  hasLoaded(nginx: string): boolean {
    return this.inPlayer.has(nginx);
  }

  endReader(): void {
    void this.reader?.then((hand) => hand.end());
    this.reader = undefined;
  }

  endPlayer(): void {
    void this.player?.then((hand) => hand.end());
    this.player = undefined;
    this.inPlayer.clear();
  }

  private async started(): Promise<Hand> {
    const [hand, kernel] = await Promise.all([
      this.around.hand(),
      this.around.kernel().catch(() => undefined), // then every line is read
    ]);
    await hand.ask({ task: 'builds', builds: this.builds() });
    if (kernel !== undefined) await hand.ask({ task: 'kernel', bytes: kernel });
    return hand;
  }
}
