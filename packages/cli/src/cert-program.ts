import { type Command, Option } from 'commander';

const checkHelp = `
Examples:
  stackengine cert check /etc/nginx/nginx.conf                     # every certificate that it names
  stackengine cert check /etc/nginx --probe                        # and what its upstreams present
  stackengine cert check 'tls/*.pem' api.internal:8443 --warn 45d
  nginx -T | stackengine cert check - --at +60d                    # what will have expired in 60 days
  stackengine cert check /etc/nginx --format prometheus --out /var/lib/node_exporter/textfile/certificates.prom

A file of nothing but CAs is judged by its last usable one, and so is what nginx trusts.
Exit codes: 0 nothing to report, 1 something ends within --warn or has ended, 2 bad usage or input;
with --format nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN`;

/** The commands that obtain and watch certificates. */
export function addCertCommands(root: Command, done: (code: number) => void): void {
  const cert = root.command('cert').description('watch certificates');
  cert
    .command('check')
    .description('say how long certificates are good for, weakest first')
    .argument(
      '[what...]',
      'file, directory, glob, nginx configuration or its nginx -T output, HOST:PORT; - is standard input',
    )
    .option('--probe', 'also ask the upstreams that a configuration passes to over TLS')
    .option('--warn <time>', 'report what ends within this time', '30d')
    .option('--crit <time>', 'and what within this time is critical', '7d')
    .option('--at <date>', 'judge this moment instead of now: 2027-03-01, or +60d')
    .option('--timeout <seconds>', 'for each server', '10')
    .option('--parallel <count>', 'servers that are asked at a time', '32')
    .option('--out <file>', 'write the result there, as a whole or not at all')
    .addOption(
      new Option('-f, --format <format>', 'how to print it')
        .choices(['text', 'json', 'prometheus', 'nagios'])
        .default('text'),
    )
    .addHelpText('after', checkHelp)
    .action(async (what: readonly string[], options, command: Command) => {
      const { certCheckCommand } = await import('./commands/cert-check.js');
      const { serverAsker } = await import('./watching/server-asker.js');
      done(
        await certCheckCommand(
          what,
          { ...options, quiet: command.optsWithGlobals<{ quiet?: boolean }>().quiet === true },
          serverAsker,
        ),
      );
    });
}
