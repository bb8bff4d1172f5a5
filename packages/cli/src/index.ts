import { quietBrokenPipes, tell } from './output.js';
import { program } from './program.js';
import { Refusal } from './refusal.js';

/** Runs the command line with these arguments, without the program's name; sets the exit code of the process. */
export async function run(args: readonly string[], version: string): Promise<void> {
  quietBrokenPipes();
  try {
    process.exitCode = await program(args, version);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    tell(`stackengine: ${error instanceof Refusal ? reason : `internal error, please report it: ${reason}`}`);
    process.exitCode = 2;
  }
}
