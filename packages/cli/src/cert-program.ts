import { type Command, Option } from 'commander';

const fetchHelp = `
Examples:
  stackengine cert fetch api.internal:8443                                  # both chains, the anchor, the fingerprint
  stackengine cert fetch 10.0.1.45:8443 --servername api.internal --out ca.pem --pin 5A:F3:…
  stackengine cert fetch --from /etc/nginx --save captures                  # every TLS upstream of a configuration

It connects to the servers that you name, and with --aia to the URLs that their certificates name; to nobody else.

Exit codes: 0 done; 1 a handshake failed, the pin does not match, or there is no anchor to write;
2 bad usage, or nobody was reached; 3 nobody vouched for the anchor, and it was not written`;

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

/** Reports the exit code of the command that ran. */
type Done = (code: number) => void;

/** `quiet` stands before or behind the command. */
const withQuiet = <T extends object>(command: Command, options: T) => ({
  ...options,
  quiet: command.optsWithGlobals<{ quiet?: boolean }>().quiet ?? false,
});

/** The group `cert`: what obtains and watches certificates. */
export function addCertCommands(root: Command, done: Done): void {
  const cert = root
    .command('cert')
    .description('show, obtain and watch certificates')
    .helpCommand('help [command]', 'show help for a command');
  addShow(cert, done);
  addFetch(cert, done);
  addCheck(cert, done);
}

function addShow(cert: Command, done: Done): void {
  cert
    .command('show')
    .description('show what the certificates in files say, in whatever shape they stand there')
    .argument('[files...]', 'PEM, DER, PKCS#7, Kubernetes Secrets, s_client output…; - is standard input')
    .option('--at <date>', 'count days from this moment instead of now: 2027-03-01, or +60d')
    .addOption(new Option('-f, --format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExit codes: 0 shown, 2 bad usage, a file without a certificate, or a damaged one')
    .action(async (files: readonly string[], options, command: Command) =>
      done(await (await import('./commands/cert-show.js')).certShowCommand(files, withQuiet(command, options))),
    );
}

function addFetch(cert: Command, done: Done): void {
  cert
    .command('fetch')
    .description('show what a server presents to nginx, and obtain its trust anchor')
    .argument('[server]', 'HOST:PORT, [IPv6]:PORT or unix:PATH')
    .option('--servername <name>', 'the server name to send (SNI); by default HOST, if that is a name')
    .option('--from <path>', 'ask every TLS upstream of this nginx configuration instead: file or directory')
    .option('--out <file>', 'write the trust anchor (PEM), if --pin or you at the terminal vouch for it')
    .option('--pin <sha256>', 'the fingerprint of the trust anchor, from its owner')
    .option('--aia', 'fetch issuers that were not sent from the URLs in certificates; never trusted by itself')
    .option('--save <directory>', 'keep what was presented, one file for each peer')
    .option('--force', 'overwrite the file of --out')
    .option('--proxy-protocol', 'send a PROXY protocol header first')
    .addOption(new Option('--starttls <protocol>', 'nginx knows no STARTTLS: no').default('no'))
    .option('--timeout <seconds>', 'for each handshake', '10')
    .option('--nginx <version>', 'the nginx whose TLS client asks: 1.26.3, or 1.22 for any build of it')
    .addOption(new Option('-f, --format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .addHelpText('after', fetchHelp)
    .action(async (server: string | undefined, options, command: Command) =>
      done(await (await import('./commands/cert-fetch.js')).certFetchCommand(server, withQuiet(command, options))),
    );
}

/** The exit code of arguments that can't be read: a monitoring server takes 2 for a certificate that is about to expire. */
export async function usageFailure(args: readonly string[], message: string): Promise<number> {
  const format = args.find((_, index) => /^(?:-f|--format)$/.test(args[index - 1] ?? ''));
  const asPlugin =
    args.find((each) => !each.startsWith('-')) === 'cert' &&
    (format === 'nagios' || args.includes('--format=nagios') || args.includes('-fnagios'));
  if (!asPlugin) return 2;
  const { pluginFailure } = await import('@stackengine/engine');
  const { text, code } = pluginFailure(message.replace(/^error: /, ''));
  process.stdout.write(text);
  return code;
}

function addCheck(cert: Command, done: Done): void {
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
    .option('--nginx <version>', 'the nginx whose TLS client asks: 1.26.3, or 1.22 for any build of it')
    .option('--out <file>', 'write the result there, as a whole or not at all')
    .addOption(
      new Option('-f, --format <format>', 'how to print it')
        .choices(['text', 'json', 'prometheus', 'nagios'])
        .default('text'),
    )
    .addHelpText('after', checkHelp)
    .action(async (what: readonly string[], options, command: Command) => {
      const { certCheckCommand } = await import('./commands/cert-check.js');
      const { openAsker } = await import('./watching/asker.js');
      done(await certCheckCommand(what, withQuiet(command, options), openAsker));
    });
}
