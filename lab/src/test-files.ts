import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { addAddresses, addressesIn } from './namespace/network.js';
import { ownFolder, show } from './namespace/root.js';
import type { NginxBuild } from './nginx/build.js';
import { testAsItIs } from './nginx/process.js';
import type { Tested, TestedFiles } from './protocol.js';

/** What every name resolves to while no world is played. */
export const anyAddress = '192.0.2.1';

const configurationRoot = '/etc/nginx';
/** Folders that hold nothing here: nginx writes to them, or the machine has something there that the files don't say. */
const empty = ['/var/log/nginx', '/var/cache/nginx', '/var/lib/nginx', '/etc/ssl/certs'];

/** Gives the machine the account or folder that nginx missed; false where it missed something else. */
function supply(output: string): boolean {
  const [, table, account] = /(getpwnam|getgrnam)\("([^"\n:]+)"\) failed/.exec(output) ?? [];
  if (account !== undefined) {
    if (table === 'getpwnam') appendFileSync('/etc/passwd', `${account}:x:0:0::/:/bin/sh\n`);
    // The group that nginx takes where `user` names none is called as the account.
    appendFileSync('/etc/group', `${account}:x:0:\n`);
    return true;
  }
  const [, path = ''] = /(?:open|mkdir|bind)\(\) (?:to unix:)?"?(\/[^"\n ]+)"? failed \(2:/.exec(output) ?? [];
  const folder = dirname(resolve(path));
  if (path === '' || existsSync(folder)) return false;
  // Below the configuration's own folder, which is a link, a folder is the world's.
  if (folder.startsWith(`${configurationRoot}/`)) mkdirSync(folder, { recursive: true });
  else ownFolder(folder);
  return true;
}

/** What `nginx -t` says of files on a machine that has every account, name, address and folder that they mention. */
export async function testFiles(files: TestedFiles, directory: string, build: NginxBuild): Promise<Tested> {
  for (const folder of empty) {
    ownFolder(dirname(folder));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  }
  mkdirSync(join(directory, configurationRoot), { recursive: true });
  const undo = [show(configurationRoot, join(directory, configurationRoot))];
  for (const [path, content] of Object.entries(files)) {
    const target = join(directory, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    if (!path.startsWith(`${configurationRoot}/`)) undo.push(show(path, target));
  }
  const texts = Object.values(files).flatMap((content) => (typeof content === 'string' ? [content] : []));
  addAddresses([anyAddress, ...texts.flatMap(addressesIn)]);
  try {
    let tested = await testAsItIs(build);
    for (let supplied = 0; supplied < 20 && supply(tested.output); supplied += 1) tested = await testAsItIs(build);
    return tested;
  } finally {
    for (const each of undo.reverse()) each();
  }
}
