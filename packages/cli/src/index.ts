/** Runs the command line with these arguments; sets the process's exit code. */
export async function run(_args: readonly string[]): Promise<void> {}
