import { type Command, Option } from 'commander';

const fetchHelp = `
Examples:
  stackengine cert fetch api.internal:8443                                  # both chains, the anchor, the fingerprint
  stackengine cert fetch 10.0.1.45:8443 --servername api.internal --out ca.pem --pin 5A:F3:…
  stackengine cert fetch --from /etc/nginx --save captures                  # every TLS upstream of a configuration

It connects to the servers that you name, and with --aia to the URLs that their certificates name; to nobody else.

Exit codes: 0 done; 1 a handshake failed, the pin does not match, or there is no anchor to write;
2 bad usage, or nobody was reached; 3 nobody vouched for the anchor, and it was not written`;

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
    .description('obtain certificates: what servers present, and what of it may be trusted')
    .helpCommand('help [command]', 'show help for a command');
  addFetch(cert, done);
}

function addFetch(cert: Command, done: Done): void {
  cert
    .command('fetch')
    .description('show what a server presents to nginx, and obtain its trust anchor')
    .argument('[server]', 'HOST:PORT, [IPv6]:PORT or unix:/path')
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
