// Checks what integrations/monitoring ships: alert rules and their tests, the dashboard, the units, and the metrics that the command
// line writes, with promtool (Debian package prometheus) where it can be had. Where not, it says so in a line that begins with "note: ".
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './run.mjs';

const monitoring = join(root, 'integrations/monitoring');
const scratch = mkdtempSync(join(tmpdir(), 'stackengine-monitoring-'));
let failed = 0;

try {
  const dashboard = readDashboard();
  const rules = readFileSync(join(monitoring, 'alerts.yml'), 'utf8');
  const metrics = writtenMetrics();
  check('every metric that rules and dashboard name is written', unknownMetrics([rules, ...dashboard], metrics));
  const promtool = installedPromtool();
  if (promtool === undefined) {
    console.log('note: promtool is not here and can not be had: rules and metrics were not checked by it');
  } else {
    const run = (args, input) => spawnSync(promtool, args, { cwd: monitoring, input, encoding: 'utf8' });
    checkRun('promtool check rules', run(['check', 'rules', 'alerts.yml']));
    checkRun('promtool test rules', run(['test', 'rules', 'alerts.test.yml']));
    checkRun('promtool check metrics', run(['check', 'metrics'], metrics));
    checkRun('the queries of the dashboard', run(['check', 'rules', asRules(dashboard)]));
  }
  checkUnits();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;

function check(what, faults) {
  console.log(`${faults.length === 0 ? 'ok    ' : 'FAILED'} ${what}`);
  for (const fault of faults) console.log(`       ${fault}`);
  failed += faults.length === 0 ? 0 : 1;
}

function checkRun(what, { status, stdout, stderr, error }) {
  const said = `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim();
  check(what, status === 0 && !/^error while linting/m.test(said) ? [] : said.split('\n'));
}

/** The queries of every panel, without Grafana's variables. */
function readDashboard() {
  const { panels, templating, uid, title } = JSON.parse(readFileSync(join(monitoring, 'dashboard.json'), 'utf8'));
  const faults = [];
  if (typeof uid !== 'string' || typeof title !== 'string') faults.push('it has no uid or no title');
  if (!templating.list.some(({ name, type }) => name === 'datasource' && type === 'datasource'))
    faults.push('it has no variable for the data source');
  const ids = panels.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) faults.push('two panels have the same id');
  const queried = [...panels, ...panels.flatMap(({ targets }) => targets)];
  for (const { datasource, title: name = 'a query' } of queried)
    if (datasource?.uid !== '$' + '{datasource}') faults.push(`${name} does not use the variable for the data source`);
  const places = panels.map(({ gridPos, title: name }) => ({ ...gridPos, name }));
  for (const [index, one] of places.entries())
    for (const other of places.slice(index + 1))
      if (overlap(one, other)) faults.push(`${one.name} lies on ${other.name}`);
  check('the dashboard', faults);
  return panels.flatMap(({ targets }) => targets.map(({ expr }) => expr.replaceAll('$instance', '.*')));
}

function overlap(a, b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Queries as recording rules, which promtool can check. */
function asRules(queries) {
  const file = join(scratch, 'dashboard.json');
  const rules = queries.map((expr, index) => ({ record: `query:${index}`, expr }));
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
  return file;
}

/** What the command line writes of real certificates, a revocation list, names that need escaping, and files that can't be read. */
function writtenMetrics() {
  const openssl = (...args) => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: scratch, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
  };
  const subject = '/C=DE/ST=Köln "x"/O=back\\\\slash, Inc./OU=a/OU=b/CN=ugly "name" = {x}';
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key.pem'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-utf8',
    '-subj',
    subject,
    '-days',
    '40',
    '-addext',
    'subjectAltName=DNS:a.example,IP:10.0.0.1',
    '-out',
    'a "file".pem',
  );
  openssl('req', '-x509', '-key', 'key.pem', '-subj', '/CN=CA', '-days', '400', '-out', 'ca.pem');
  writeFileSync(join(scratch, 'index.txt'), '');
  writeFileSync(join(scratch, 'ca.cnf'), '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\n');
  openssl(
    'ca',
    '-config',
    'ca.cnf',
    '-gencrl',
    '-keyfile',
    'key.pem',
    '-cert',
    'ca.pem',
    '-crldays',
    '7',
    '-out',
    'ca.crl',
  );
  writeFileSync(join(scratch, 'cut.pem'), '-----BEGIN CERTIFICATE-----\nMIIB');
  writeFileSync(
    join(scratch, 'nginx.conf'),
    'events {}\nhttp {\n  server {\n    ssl_certificate "a \\"file\\".pem";\n    ssl_certificate cut.pem;\n    location / {\n      proxy_pass https://127.0.0.1:1;\n      proxy_ssl_trusted_certificate ca.pem;\n      proxy_ssl_crl ca.crl;\n    }\n  }\n}\n',
  );
  const args = ['cert', 'check', 'nginx.conf', '--probe', '--format', 'prometheus', '--out', 'certificates.prom'];
  const program = join(root, 'packages/cli/bin/stackengine.js');
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: scratch, encoding: 'utf8' });
  check('the command line writes metrics', status === 2 && stderr === '' ? [] : [`exit code ${status}`, stderr]);
  const metrics = readFileSync(join(scratch, 'certificates.prom'), 'utf8');
  const left = readdirSync(scratch).filter((name) => name.includes('.prom') && name !== 'certificates.prom');
  check('and leaves no second file', left);
  return metrics;
}

/** `ssl_cert_*` needs a server that answers; the tests of the command line have one. */
function unknownMetrics(texts, metrics) {
  const written = new Set([...metrics.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const named = texts.flatMap((text) => text.match(/\b(?:stackengine_cert|x509|ssl)_\w+/g) ?? []);
  return [...new Set(named)].filter((name) => !written.has(name));
}

/** promtool of this machine, or out of Debian's package: taken from it, not installed, for the package starts a server. */
function installedPromtool() {
  if (works('promtool')) return 'promtool';
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'stackengine', 'prometheus');
  const cached = join(folder, 'usr/bin/promtool');
  if (works(cached)) return cached;
  mkdirSync(folder, { recursive: true });
  const apt = (...args) => spawnSync('apt-get', args, { cwd: folder, stdio: 'ignore' }).status === 0;
  const download = () => apt('download', '-q', 'prometheus');
  if (!download() && (process.getuid?.() !== 0 || !apt('update', '-q') || !download())) return undefined;
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (archive !== undefined) spawnSync('dpkg-deb', ['-x', archive, '.'], { cwd: folder, stdio: 'ignore' });
  return works(cached) ? cached : undefined;
}

function works(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** systemd's own check, where it is: the program that the units start has to exist, so a stand-in is named. */
function checkUnits() {
  if (spawnSync('systemd-analyze', ['--version'], { stdio: 'ignore' }).status !== 0) return;
  const units = ['stackengine-cert-check.service', 'stackengine-cert-check.timer'];
  for (const unit of units) {
    const text = readFileSync(join(monitoring, unit), 'utf8').replace(
      'ExecStart=stackengine',
      `ExecStart=${process.execPath}`,
    );
    writeFileSync(join(scratch, unit), text);
  }
  const { stderr } = spawnSync('systemd-analyze', ['verify', ...units], { cwd: scratch, encoding: 'utf8' });
  const faults = (stderr ?? '').split('\n').filter((line) => units.some((unit) => line.includes(unit)));
  check('the units', faults);
}
