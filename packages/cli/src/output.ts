import { visible } from '@stackengine/engine';

/** Sends a result to standard output. */
export function print(text: string | Uint8Array): void {
  process.stdout.write(text);
}

/** Tells the user something beside the result; on standard error, so that a pipe gets the result alone. */
export function tell(text: string): void {
  process.stderr.write(`${text.split('\n').map(visible).join('\n')}\n`);
}

/** Colours on a terminal only, and never with NO_COLOR (no-color.org: set and not empty). */
export function wantsColour(): boolean {
  const { NO_COLOR, TERM } = process.env;
  return process.stdout.isTTY === true && !NO_COLOR && TERM !== 'dumb';
}

/** Columns to lay text out in. */
export function columns(): number {
  const width = process.stdout.isTTY === true ? process.stdout.columns : 80;
  return Math.min(Math.max(width || 80, 40), 120);
}

/** A reader that goes away (`| head`) is no failure; a full disk is one, and what was printed is not whole. */
export function quietBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      if (stream === process.stdout)
        process.stderr.write(`stackengine: the output could not be written: ${error.message}\n`);
      process.exit(2);
    });
  }
}
