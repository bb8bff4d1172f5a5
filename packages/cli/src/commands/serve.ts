import { print, tell } from '../output.js';
import { Refusal } from '../refusal.js';
import { serveSite, siteFolder } from '../serving/site.js';

export interface ServeOptions {
  readonly port: string;
  readonly quiet?: boolean;
}

/** Serves the page until it is interrupted. */
export async function serveCommand({ port, quiet }: ServeOptions): Promise<number> {
  const number = Number(port);
  if (!/^\d+$/.test(port) || number > 65_535) throw new Refusal(`--port ${port}: a number from 0 to 65535`);
  const site = await serveSite(siteFolder(), number);
  print(`${site.address}\n`);
  if (quiet !== true) tell('The page is served to this machine alone, and sends nothing. Control-C ends it.');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  site.close();
  return 0;
}
