// Fetches upstream sources through apt, from a private list: nothing of the system's is read or changed but the mirrors it uses.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const day = 86_400_000;

function capture(program, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return { ok: status === 0, output: stdout ?? '', complaint: error?.message ?? stderr ?? '' };
}

/** The mirrors that this machine's own apt is set up for: of Debian, and of its security updates. */
function mirrors() {
  const { output } = capture('apt-get', ['indextargets', '--format', '$(REPO_URI)']);
  const all = [...new Set(output.split('\n').filter((uri) => /^https?:/.test(uri)))];
  const security = all.find((uri) => /debian-security|security/.test(uri));
  return { main: all.find((uri) => /\/debian\/?$/.test(uri)), security };
}

/** apt with its list, indexes and cache below `folder`. */
export class PrivateApt {
  #folder;
  #options;

  constructor(folder, suites) {
    const { main, security } = mirrors();
    if (main === undefined) throw new Error('this machine has no Debian mirror in its apt configuration');
    const lines = suites.flatMap((suite) => [
      `deb-src [signed-by=${keyring}] ${main} ${suite} main`,
      `deb-src [signed-by=${keyring}] ${main} ${suite}-updates main`,
      ...(security === undefined ? [] : [`deb-src [signed-by=${keyring}] ${security} ${suite}-security main`]),
    ]);
    for (const part of ['lists/partial', 'archives/partial', 'sources'])
      mkdirSync(join(folder, part), { recursive: true });
    const list = join(folder, 'sources.list');
    const text = `${lines.join('\n')}\n`;
    if (!existsSync(list) || readFileSync(list, 'utf8') !== text) {
      writeFileSync(list, text);
      rmSync(join(folder, 'updated'), { force: true });
    }
    this.#folder = folder;
    this.#options = [
      `Dir::Etc::SourceList=${list}`,
      'Dir::Etc::SourceParts=/dev/null',
      `Dir::State::Lists=${join(folder, 'lists')}`,
      `Dir::Cache=${folder}`,
      'APT::Get::List-Cleanup=0',
      'APT::Sandbox::User=root',
      'Acquire::Retries=3',
    ].flatMap((option) => ['-o', option]);
  }

  #update() {
    const stamp = join(this.#folder, 'updated');
    if (existsSync(stamp) && Date.now() - statSync(stamp).mtimeMs < day) return;
    const { ok, complaint } = capture('apt-get', [...this.#options, 'update', '-qq']);
    if (!ok) throw new Error(`apt-get update: ${complaint.trim()}`);
    writeFileSync(stamp, '');
  }

  /** What the index offers of a package, newest first: version, and the upstream archive with its hash. */
  #offers(name, pattern) {
    const { output } = capture('apt-cache', [...this.#options, 'showsrc', '--only-source', name]);
    const offers = output
      .split(/\n\n/)
      .map((stanza) => ({
        version: /^Version: (?:\d+:)?(\S+)/m.exec(stanza)?.[1],
        whole: /^Version: (\S+)/m.exec(stanza)?.[1],
        archive: /^ ([0-9a-f]{64}) \d+ (\S+\.orig\.tar\.\w+)$/m.exec(stanza),
      }))
      .filter(({ version, archive }) => version !== undefined && archive !== null && pattern.test(version))
      .map(({ version, whole, archive }) => ({ version, whole, sha256: archive[1], file: archive[2] }));
    return offers.sort((a, b) => (capture('dpkg', ['--compare-versions', a.whole, 'gt', b.whole]).ok ? -1 : 1));
  }

  #path(file) {
    return join(this.#folder, 'sources', file);
  }

  #has({ file, sha256 }) {
    const path = this.#path(file);
    return existsSync(path) && createHash('sha256').update(readFileSync(path)).digest('hex') === sha256;
  }

  /** Fetches unless it is there; checked by apt and against the signed index. */
  #fetch(name, offer) {
    // Debian's own files beside it may be gone from the mirror; the archive is all that is needed.
    const args = ['source', '--download-only', '-qq', `${name}=${offer.whole}`];
    if (!this.#has(offer)) capture('apt-get', [...this.#options, ...args], join(this.#folder, 'sources'));
    return this.#has(offer);
  }

  /** By name: the newest version that can be fetched, with its archive's path. */
  newest(wanted) {
    this.#update();
    const entries = Object.entries(wanted).map(([key, { package: name, version: pattern }]) => {
      const offers = this.#offers(name, new RegExp(pattern));
      const found = offers.find((offer) => this.#fetch(name, offer));
      if (found === undefined)
        throw new Error(
          `${name} ${pattern}: ${offers.length === 0 ? 'the index offers none' : 'none could be fetched'}`,
        );
      const { version, file, sha256 } = found;
      return [key, { package: name, version, file, sha256, path: this.#path(file) }];
    });
    return Object.fromEntries(entries);
  }

  /** The same sources as a manifest names, with their archives' paths. */
  again(sources) {
    const entries = Object.entries(sources).map(([key, source]) => {
      if (!this.#has(source)) this.#fetchAgain(source);
      return [key, { ...source, path: this.#path(source.file) }];
    });
    return Object.fromEntries(entries);
  }

  #fetchAgain(source) {
    this.#update();
    const offer = this.#offers(source.package, /^/).find(({ sha256 }) => sha256 === source.sha256);
    if (offer === undefined || !this.#fetch(source.package, offer))
      throw new Error(`${source.package} ${source.version} is no longer offered: build.mjs --fresh takes the newest`);
  }
}
