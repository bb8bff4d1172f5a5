import { Command, CommanderError, Option } from 'commander';
import { addCertCommands, usageFailure } from './cert-program.js';
import type { EvidenceOptions } from './evidence/options.js';

const diagnoseHelp = `
Examples:
  stackengine diagnose --log /var/log/nginx/error.log --config /etc/nginx
  nginx -T | stackengine diagnose --log error.log --config -
  kubectl logs ingress-0 | stackengine diagnose --log - --format markdown

Exit codes: 0 no incident, 1 incidents, 2 bad usage or input`;

const fixHelp = `
Examples:
  stackengine fix --log error.log --config api.conf
  stackengine fix --log error.log --config /etc/nginx --name orders.internal --ca-path tls/ca.pem --write

Exit codes: 0 all cured, or nothing to fix; 1 something is left that no edit of nginx cures;
2 bad usage or input; 3 an answer is missing or the change is not proven, and nothing was changed`;

const reproduceHelp = `
Examples:
  stackengine reproduce --config /etc/nginx                                # every upstream, with nothing wrong
  stackengine reproduce --config api.conf --upstream certificate-expired --request "GET /v1/pay www.example"
  stackengine reproduce --config /etc/nginx --upstream attacker            # 0 where every attacker is refused
  stackengine reproduce --config /etc/nginx --log error.log --upstream sni-required --save world.json
  stackengine reproduce --world world.json --nginx 1.22

Exit codes: 0 every request got an answer below 400 (from an attacker: none), 1 one did not, 2 bad usage or input`;

const verifyHelp = `
Examples:
  openssl s_client -connect HOST:8443 -servername NAME -showcerts </dev/null | stackengine verify --chain - --trusted ca.pem --name NAME
  stackengine verify --chain chain.pem --trusted ca.pem --what-if depth=2 --what-if at=2027-01-31

Exit codes: 0 nginx accepts it, 1 nginx refuses it, 2 bad usage or input`;

const redactHelp = `
Examples:
  stackengine redact error.log nginx.conf --map session.map --out shared/
  kubectl get secret,configmap,ingress -o yaml | stackengine redact - --explain
  stackengine redact --restore session.map answer.md
  stackengine redact --scan --level secrets conf.d/*.conf

Exit codes: 0 redacted, or nothing found by --scan; 1 --scan found something; 2 bad usage or input`;

const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Parses the arguments, runs the command, returns the exit code. A command's code is loaded when it is called. */
export async function program(args: readonly string[], version: string): Promise<number> {
  let code = 0;
  const root = build(version, (result) => {
    code = result;
  });
  try {
    if (args.length === 0) root.help({ error: true });
    await root.parseAsync([...args], { from: 'user' });
  } catch (error) {
    // Commander has already printed its message.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : await usageFailure(args, error.message);
    throw error;
  }
  return code;
}

function build(version: string, done: (code: number) => void): Command {
  const root = new Command('stackengine')
    .description(
      'Names the cause of nginx upstream TLS failures (502) and writes the fix. Only cert fetch and cert check connect anywhere.',
    )
    .version(version)
    .option('-q, --quiet', 'only the result: no notices, no hints')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .exitOverride()
    .showHelpAfterError('(--help shows what is possible)')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing to report, 1 something found, 2 bad usage or input, 3 the fix needs an answer or a proof',
    );

  evidence(root.command('diagnose').description('name the cause of each incident in a log'))
    .addOption(format('text', 'json', 'markdown', 'html', 'sarif'))
    .addOption(
      new Option(
        '--redact [level]',
        'replace secrets, addresses and names in the report by placeholders, to share it (share where no level is named)',
      ).choices(['secrets', 'share', 'paranoid']),
    )
    .addHelpText('after', diagnoseHelp)
    .action(async (options, command: Command) =>
      done(await (await import('./commands/diagnose.js')).diagnoseCommand(merged(command, options), version)),
    );

  evidence(root.command('fix').description('print or write the change that cures the incidents'))
    .addOption(
      new Option('--profile <profile>', 'production verifies; development may switch verification off, at one place')
        .choices(['production', 'development'])
        .default('production'),
    )
    .option('--incident <id>', 'only this incident (ids: diagnose --format json)')
    .option('--name <name>', "the DNS name in the upstream's certificate")
    .option('--ca-path <path>', 'the CA file that nginx shall trust, as written into the configuration')
    .option('--client-certificate <path>', 'the certificate that nginx shall present, if the upstream asks for one')
    .option('--client-key <path>', 'its private key')
    .addOption(new Option('--diff', 'print a unified diff (the default)').conflicts('write'))
    .option('--write', 'change the files, if nginx has been seen to work with it; a backup stays beside each')
    .option('--unproven', 'write a change also where that could not be seen')
    .addOption(format('text', 'json'))
    .addHelpText('after', fixHelp)
    .action(async (options, command: Command) =>
      done(await (await import('./commands/fix.js')).fixCommand(merged(command, options))),
    );

  evidence(root.command('reproduce').description('play requests against upstreams of a kind, and say what nginx does'))
    .option(
      '--upstream <kind>',
      'a kind (sni-required/gateway-closes), a cause, faultless, given-chain, attacker, or all; list shows them; repeatable',
      several,
    )
    .option('--request <request>', '"GET /path host" or a URL; repeatable, in order', several)
    .option('--header <header>', '"Name: value", sent with every request; repeatable', several)
    .option('--name <name>', "the DNS name in the upstream's certificate")
    .option(
      '--time <date>',
      'when it is played: 2027-01-31, ISO 8601 or seconds since 1970; certificates that were given keep their dates',
    )
    .option('--world <file>', 'play this world instead (JSON, as --save writes it)')
    .option('--save <file>', 'write the world that was played, to attach to a bug report')
    .option('--force', 'overwrite the file of --save')
    .addOption(format('text', 'json'))
    .addHelpText('after', reproduceHelp)
    .action(async (options, command: Command) =>
      done(await (await import('./commands/reproduce.js')).reproduceCommand(merged(command, options))),
    );

  root
    .command('verify')
    .description('say what nginx would say of a certificate chain, and why')
    .option('--chain <pem>', 'what the upstream sends, leaf first (openssl s_client -showcerts); repeatable', several)
    .option('--trusted <pem>', 'the file of proxy_ssl_trusted_certificate; repeatable', several)
    .option('--crl <pem>', 'the file of proxy_ssl_crl; repeatable', several)
    .option('--depth <number>', 'proxy_ssl_verify_depth, by default 1 as in nginx')
    .option('--name <name>', 'proxy_ssl_name: the name that nginx checks')
    .option('--time <date>', 'when nginx verifies: 2027-01-31, ISO 8601 or seconds since 1970; by default now')
    .option(
      '--what-if <change>',
      'also say what nginx would say then: trusted=FILE, sent=FILE, crl=FILE, depth=N, name=NAME, at=DATE; with commas between them at once; repeatable',
      several,
    )
    .option('--nginx <version>', 'the nginx that is asked: 1.26.3, or 1.22 for any build of it')
    .addOption(format('text', 'json'))
    .addHelpText('after', verifyHelp)
    .action(async (options, command: Command) =>
      done(await (await import('./commands/verify.js')).verifyCommand(merged(command, options))),
    );

  root
    .command('test')
    .description('say what nginx -t says, without nginx installed')
    .argument('<path>', 'configuration file, directory with an nginx.conf, or - for the output of nginx -T')
    .option('--nginx <version>', 'the nginx that says it: 1.26.3, or 1.22 for any build of it')
    .option('--prefix <path>', "nginx's prefix; by default the directory of the file")
    .option('--stand-ins', 'test with generated certificates and keys in place of those that are named')
    .addOption(format('text', 'json'))
    .addHelpText('after', '\nExit codes: 0 nginx takes it, 1 it does not, 2 bad usage or input')
    .action(async (path: string, options, command: Command) =>
      done(await (await import('./commands/test.js')).testCommand(path, merged(command, options))),
    );

  addCertCommands(root, done);

  root
    .command('redact')
    .description('replace secrets and identifying data by placeholders, and put them back')
    .argument('<file...>', 'configurations, logs, manifests, anything that is text; - is standard input, .gz is read')
    .addOption(
      new Option(
        '--level <level>',
        'secrets alone; also who and where somebody is; also what only might tell something',
      )
        .choices(['secrets', 'share', 'paranoid'])
        .default('share'),
    )
    .option('--allow <text>', 'a text that stays wherever it stands; repeatable', several)
    .option('--deny <text>', 'a text that goes wherever it stands; repeatable', several)
    .option(
      '--map <file>',
      'keep which placeholder stands for what (mode 600), and go on with it; without, nobody can put it back',
    )
    .option('--restore <map>', 'put the values back')
    .option('--out <directory>', 'write redacted copies there instead of printing them')
    .option('--force', 'overwrite the copies that are there')
    .option('--scan', 'change nothing; say what is there')
    .option('--explain', 'say of each placeholder where it is and why, on standard error')
    .addOption(format('text', 'json', 'html', 'sarif'))
    .addHelpText('after', redactHelp)
    .action(async (files: string[], options, command: Command) =>
      done(await (await import('./commands/redact.js')).redactCommand(files, merged(command, options), version)),
    );

  root
    .command('parse')
    .description('print the syntax tree of a configuration')
    .argument('<file>', 'configuration file, or - for standard input')
    .addOption(format('json', 'crossplane'))
    .option('--roundtrip', 'print the file back from its tree, byte for byte')
    .addHelpText('after', '\nExit codes: 0 nginx would read it, 1 it would not, 2 bad usage or input')
    .action(async (file: string, options, command: Command) =>
      done(await (await import('./commands/parse.js')).parseCommand(file, merged(command, options))),
    );

  root
    .command('serve')
    .description('the same in a page: paste or drop logs and configurations; served to this machine alone')
    .option('--port <number>', 'where to listen; 0 takes any port that is free', '8502')
    .addHelpText('after', '\nExit codes: 0 ended by Control-C, 2 bad usage, or the port is taken')
    .action(async (options, command: Command) =>
      done(await (await import('./commands/serve.js')).serveCommand(merged(command, options))),
    );

  root
    .command('demo')
    .description('the first-run tour: from a log line to a checked diff')
    .action(async () => done(await (await import('./commands/demo.js')).demoCommand()));

  root
    .command('completion')
    .description('print the completion script of a shell')
    .argument('<shell>', 'bash, zsh or fish')
    .action(async (shell: string) => done((await import('./commands/completion.js')).completionCommand(shell, root)));
  return root;
}

function evidence(command: Command): Command {
  return command
    .option(
      '-l, --log <file>',
      'nginx error log, or what nginx -t printed; repeatable, - is standard input, .gz is read',
      several,
    )
    .option(
      '-c, --config <path>',
      'nginx configuration: file, fragment, nginx -T output, or directory; repeatable',
      several,
    )
    .option(
      '--access-log <file>',
      'nginx access log: counts requests, and shows what no error log has; repeatable',
      several,
    )
    .option(
      '--chain <pem>',
      'the certificates that the upstream presents (openssl s_client -showcerts), or the directory of cert fetch --save; repeatable',
      several,
    )
    .option('--trusted <pem>', 'a CA that you vouch for, obtained out of band; repeatable', several)
    .option('--crl <pem>', 'revocation list that nginx is to read; repeatable', several)
    .option('--nginx <version>', 'the nginx that plays the incident: 1.26.3, or 1.22 for any build of it')
    .option('--no-reproduce', 'judge by text alone: nothing is played, no fix is proven')
    .addOption(
      new Option('--env <environment>', 'where nginx runs; its fix comes first')
        .choices(['production', 'development'])
        .default('production'),
    );
}

function format(first: string, ...others: string[]): Option {
  return new Option('-f, --format <format>', 'how to print it').choices([first, ...others]).default(first);
}

function merged<T extends EvidenceOptions>(command: Command, options: T): T {
  const { quiet = false } = command.optsWithGlobals<{ quiet?: boolean }>();
  return { ...options, quiet };
}
