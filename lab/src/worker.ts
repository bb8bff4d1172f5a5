import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { addressesOf, startNameServer } from './namespace/dns.js';
import { bringLoopbackUp } from './namespace/network.js';
import { ownFolder } from './namespace/root.js';
import { nginxBuild } from './nginx/build.js';
import type { Calls, Question, Reply } from './protocol.js';
import { Stage } from './stage.js';
import { anyAddress, testFiles } from './test-files.js';

/** Runs in a namespace of its own, as its first process: when it ends, everything in it ends. */
process.on('disconnect', () => process.exit(0));

const build = nginxBuild(process.argv[2] ?? 'nginx');
let stage: Stage | undefined;

const say = (reply: Reply) => process.send?.(reply);

function onStage(): Stage {
  if (stage === undefined) throw new Error('no world is being played');
  return stage;
}

const answers: { readonly [M in keyof Calls]: (argument: Calls[M]['argument']) => Promise<Calls[M]['result']> } = {
  test: async ({ files, directory }) => testFiles(files, directory, build),
  async start({ world, directory }) {
    stage = new Stage(world, directory, build);
    return stage.start();
  },
  launch: async () => onStage().launch(),
  request: async (request) => onStage().request(request),
  reload: async (files) => onStage().reload(files),
  rotate: async () => onStage().rotate(),
  swap: async (upstream) => onStage().swap(upstream),
  pause: async (seconds) => onStage().pause(seconds),
  writeFiles: async (files) => void onStage().writeFiles(files),
  testConfiguration: async () => onStage().testConfiguration(),
  logs: async (which) => onStage().logs(which),
  async stop() {
    await stage?.stop();
    stage = undefined;
    return undefined;
  },
};

/** Accounts that configurations name: root of this namespace, because nobody else may be known to it. */
function writeAccounts(): void {
  const accounts = ['root', 'nobody', 'www-data', 'nginx', 'http', 'www'];
  const replace = (path: string, text: string) => {
    rmSync(path, { force: true });
    writeFileSync(path, text);
  };
  replace('/etc/passwd', accounts.map((name) => `${name}:x:0:0::/:/bin/sh\n`).join(''));
  replace('/etc/group', [...accounts, 'nogroup', 'users', 'adm'].map((name) => `${name}:x:0:\n`).join(''));
  replace('/etc/hosts', '127.0.0.1 localhost\n::1 localhost\n');
  replace('/etc/resolv.conf', 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n');
  replace('/etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n');
}

process.on('message', (message) => {
  const { id, method, argument } = message as Question;
  const answer = answers[method] as (argument: unknown) => Promise<unknown>;
  answer(argument).then(
    (result) => say({ type: 'result', id, result }),
    (error: unknown) =>
      say({ type: 'failed', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

bringLoopbackUp();
writeAccounts();
rmSync('/var/run', { force: true, recursive: true });
symlinkSync('/run', '/var/run');
ownFolder('/var/log');
// Where nginx keeps what it buffers, as Debian builds it and as nginx.org does.
for (const parent of ['/var/lib', '/var/cache']) {
  ownFolder(parent);
  rmSync(`${parent}/nginx`, { force: true, recursive: true });
  mkdirSync(`${parent}/nginx`);
}
await startNameServer((name) => (stage === undefined ? [anyAddress] : addressesOf(name, stage.names)));
say({ type: 'ready', nginx: build.version, tls: build.tls });
