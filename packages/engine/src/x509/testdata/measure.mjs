// Plays chains against OpenSSL's own client and writes what it found to measured.json: node measure.mjs
// Its callback goes on after each error as nginx's does, so its last code is the one that nginx logs. Security level 2 as on Debian.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const work = mkdtempSync(join(tmpdir(), 'measure-'));
const file = (name) => join(work, name);
const openssl = (...args) => execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const ids = 'subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n';
const ca = `basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n${ids}`;
const server = `subjectAltName=DNS:api.example\n${ids}`;
const certificates = {};

function issue(id, issuer, extensions, { key = 'ec', digest = 'sha256', days = 36500, subject = id, sameKey } = {}) {
  const keyFile = file(`${id}.key`);
  if (sameKey !== undefined) writeFileSync(keyFile, readFileSync(file(`${sameKey}.key`)));
  else if (key === 'ec') openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', keyFile);
  else openssl('genrsa', '-out', keyFile, key.slice(3));
  openssl('req', '-new', '-key', keyFile, '-subj', `/CN=${subject}`, '-out', file('csr'));
  writeFileSync(file('ext'), extensions ?? '');
  const signer = issuer === id ? ['-key', keyFile] : ['-CA', file(`${issuer}.pem`), '-CAkey', file(`${issuer}.key`), '-CAcreateserial'];
  openssl('x509', '-req', '-in', file('csr'), ...signer, `-${digest}`, '-days', String(days), '-out', file(`${id}.pem`), ...(extensions === undefined ? [] : ['-extfile', file('ext')]));
  certificates[id] = readFileSync(file(`${id}.pem`), 'utf8');
}

issue('root', 'root', ca);
issue('other', 'other', ca);
issue('mimic', 'mimic', ca, { subject: 'root' });
issue('int', 'root', ca);
issue('int2', 'int', ca);
issue('int3', 'int2', ca);
issue('leaf', 'int', server);
issue('leaf2', 'int2', server);
issue('leaf3', 'int3', server);
issue('direct', 'root', server);
issue('self', 'self', `subjectAltName=DNS:api.example\n`);
issue('selfca', 'selfca', `${ca}subjectAltName=DNS:api.example\n`);
issue('selfno', 'selfno', `basicConstraints=CA:FALSE\nsubjectAltName=DNS:api.example\nkeyUsage=digitalSignature\n`);
issue('short', 'int', server, { days: 1 });
issue('shortint', 'root', ca, { days: 1 });
issue('undershort', 'shortint', server);
issue('shortroot', 'shortroot', ca, { days: 1 });
issue('undershortroot', 'shortroot', server);
issue('renewed', 'renewed', ca, { sameKey: 'shortroot', subject: 'shortroot' });
issue('client', 'int', `${server}extendedKeyUsage=clientAuth\n`);
issue('any', 'int', `${server}extendedKeyUsage=anyExtendedKeyUsage\n`);
issue('sgc', 'int', `${server}extendedKeyUsage=msSGC\n`);
issue('signonly', 'int', `${server}keyUsage=keyCertSign\n`);
issue('clientint', 'root', `${ca}extendedKeyUsage=clientAuth\n`);
issue('underclientint', 'clientint', server);
issue('fakeca', 'root', `basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\n${ids}`);
issue('underfakeca', 'fakeca', server);
issue('nocabit', 'root', `basicConstraints=CA:FALSE\nkeyUsage=keyCertSign\n${ids}`);
issue('undernocabit', 'nocabit', server);
issue('plainca', 'root', `keyUsage=keyCertSign\n${ids}`);
issue('underplainca', 'plainca', server);
issue('bareint', 'root', ids);
issue('underbareint', 'bareint', server);
issue('nosign', 'root', `basicConstraints=critical,CA:TRUE\nkeyUsage=critical,cRLSign\n${ids}`);
issue('undernosign', 'nosign', server);
issue('v1root', 'v1root', undefined);
issue('underv1root', 'v1root', 'subjectAltName=DNS:api.example');
issue('v1int', 'root', undefined);
issue('underv1int', 'v1int', 'subjectAltName=DNS:api.example');
issue('v3root', 'v3root', 'subjectKeyIdentifier=hash\n');
issue('underv3root', 'v3root', server);
issue('flat', 'flat', `basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign\n${ids}`);
issue('underflat', 'flat', ca);
issue('flatleaf', 'underflat', server);
issue('flatdirect', 'flat', server);
issue('weakleaf', 'int', server, { key: 'rsa1024' });
issue('nearly', 'int', server, { key: 'rsa2040' });
issue('weakint', 'root', ca, { key: 'rsa1024' });
issue('underweakint', 'weakint', server);
issue('weakroot', 'weakroot', ca, { key: 'rsa1024' });
issue('underweakroot', 'weakroot', server);
issue('sha1leaf', 'int', server, { digest: 'sha1' });
issue('sha1root', 'sha1root', ca, { digest: 'sha1' });
issue('undersha1root', 'sha1root', server);
issue('cross', 'other', ca, { sameKey: 'int', subject: 'int' });

issue('weakself', 'weakself', 'subjectAltName=DNS:api.example\n', { key: 'rsa1024' });

const now = Math.floor(Date.now() / 1000);
const later = now + 86400 * 2;
const before = now - 86400;
const cases = [
  ['all is right', ['leaf', 'int'], ['root'], 1],
  ['root sent too', ['leaf', 'int', 'root'], ['root'], 1],
  ['unneeded certificates sent', ['leaf', 'other', 'int', 'int2'], ['root'], 1],
  ['issued by the root itself, depth 0', ['direct'], ['root'], 0],
  ['intermediate trusted beside the root', ['leaf'], ['root', 'int'], 1],
  ['self-signed, trusted', ['self'], ['self'], 1],
  ['self-signed, trusted, depth 0', ['self'], ['self'], 0],
  ['self-signed CA:TRUE, trusted', ['selfca'], ['selfca'], 1],
  ['self-signed CA:FALSE, trusted', ['selfno'], ['selfno'], 1],
  ['self-signed, not trusted', ['self'], ['root'], 1],
  ['self-signed and expired', ['shortroot'], ['root'], 1, later],
  ['untrusted root sent', ['leaf', 'int', 'root'], ['other'], 2],
  ['untrusted root sent, depth 1', ['leaf', 'int', 'root'], ['other'], 1],
  ['untrusted root sent, depth 0', ['leaf', 'int', 'root'], ['other'], 0],
  ['root of the same name', ['leaf', 'int', 'root'], ['mimic'], 3],
  ['root of the same name, root not sent', ['leaf', 'int'], ['mimic'], 3],
  ['untrusted issuer', ['leaf', 'int'], ['other'], 1],
  ['leaf trusted', ['leaf', 'int'], ['leaf'], 1],
  ['leaf alone, trusted', ['leaf'], ['leaf'], 1],
  ['intermediate alone trusted', ['leaf', 'int'], ['int'], 1],
  ['intermediate alone trusted, leaf alone sent', ['leaf'], ['int'], 1],
  ['no intermediate', ['leaf'], ['root'], 1],
  ['no intermediate of two', ['leaf2', 'int2'], ['root'], 2],
  ['no intermediate, expired', ['short'], ['root'], 1, later],
  ['unknown issuer and expired intermediate', ['undershort', 'shortint'], ['other'], 1, later],
  ['depth 1, two intermediates', ['leaf2', 'int2', 'int'], ['root'], 1],
  ['depth 2, two intermediates', ['leaf2', 'int2', 'int'], ['root'], 2],
  ['depth 0, one intermediate', ['leaf', 'int'], ['root'], 0],
  ['depth 1, two intermediates, trusted too', ['leaf2', 'int2', 'int'], ['root', 'int', 'int2'], 1],
  ['depth 1, three intermediates', ['leaf3', 'int3', 'int2', 'int'], ['root'], 1],
  ['depth 2, three intermediates, root sent', ['leaf3', 'int3', 'int2', 'int', 'root'], ['root'], 2],
  ['depth 3, shuffled', ['leaf3', 'int', 'int2', 'int3'], ['root'], 3],
  ['depth and expiry', ['short', 'int'], ['root'], 0, later],
  ['expired leaf', ['short', 'int'], ['root'], 1, later],
  ['expired leaf, unknown issuer', ['short', 'int'], ['other'], 1, later],
  ['expired intermediate', ['undershort', 'shortint'], ['root'], 1, later],
  ['expired root in the trusted file', ['undershortroot'], ['shortroot'], 1, later],
  ['expired root beside the renewed one', ['undershortroot'], ['shortroot', 'renewed'], 1, later],
  ['expired root sent, renewed one trusted', ['undershortroot', 'shortroot'], ['renewed'], 1, later],
  ['not yet valid', ['leaf', 'int'], ['root'], 1, before],
  ['not yet valid, self-signed', ['self'], ['root'], 1, before],
  ['for clients only', ['client', 'int'], ['root'], 1],
  ['any extended key usage', ['any', 'int'], ['root'], 1],
  ['server gated cryptography', ['sgc', 'int'], ['root'], 1],
  ['key usage of a CA', ['signonly', 'int'], ['root'], 1],
  ['CA for clients only', ['underclientint', 'clientint'], ['root'], 1],
  ['ordinary certificate as issuer', ['underfakeca', 'fakeca'], ['root'], 1],
  ['CA:FALSE with keyCertSign', ['undernocabit', 'nocabit'], ['root'], 1],
  ['no basic constraints, keyCertSign', ['underplainca', 'plainca'], ['root'], 1],
  ['no basic constraints, no key usage', ['underbareint', 'bareint'], ['root'], 1],
  ['CA:TRUE without keyCertSign', ['undernosign', 'nosign'], ['root'], 1],
  ['version 1 root', ['underv1root'], ['v1root'], 1],
  ['version 1 intermediate', ['underv1int', 'v1int'], ['root'], 1],
  ['version 3 root without basic constraints', ['underv3root'], ['v3root'], 1],
  ['path length', ['flatleaf', 'underflat'], ['flat'], 1],
  ['path length kept', ['flatdirect'], ['flat'], 1],
  ['weak leaf', ['weakleaf', 'int'], ['root'], 1],
  ['weak leaf, unknown issuer', ['weakleaf', 'int'], ['other'], 1],
  ['weak leaf alone', ['weakleaf'], ['root'], 1],
  ['weak leaf, untrusted root sent', ['weakleaf', 'int', 'root'], ['other'], 2],
  ['weak leaf, intermediate alone trusted', ['weakleaf', 'int'], ['int'], 1],
  ['weak leaf, depth 0', ['weakleaf', 'int'], ['root'], 0],
  ['weak leaf, expired', ['weakleaf', 'shortint'], ['root'], 1, later],
  ['weak and self-signed', ['weakself'], ['root'], 1],
  ['weak and self-signed, trusted', ['weakself'], ['weakself'], 1],
  ['RSA of 2040 bits', ['nearly', 'int'], ['root'], 1],
  ['weak intermediate', ['underweakint', 'weakint'], ['root'], 1],
  ['weak root', ['underweakroot'], ['weakroot'], 1],
  ['SHA-1 leaf', ['sha1leaf', 'int'], ['root'], 1],
  ['SHA-1 root', ['undersha1root'], ['sha1root'], 1],
  ['cross-signed, other root trusted', ['leaf', 'cross'], ['other'], 1],
  ['both cross-signed sent, other root trusted', ['leaf', 'int', 'cross'], ['other'], 1],
];

const measured = [];
let port = 24500;
for (const [name, chain, trusted, depth, at = now] of cases) {
  port++;
  writeFileSync(file('leaf.pem'), certificates[chain[0]]);
  writeFileSync(file('rest.pem'), chain.slice(1).map((id) => certificates[id]).join(''));
  writeFileSync(file('trusted.pem'), trusted.map((id) => certificates[id]).join(''));
  const rest = chain.length > 1 ? ['-cert_chain', file('rest.pem')] : [];
  const serving = spawn('openssl', ['s_server', '-accept', `127.0.0.1:${port}`, '-cert', file('leaf.pem'), '-key', file(`${chain[0]}.key`), ...rest, '-no_CAfile', '-no_CApath', '-cipher', 'DEFAULT@SECLEVEL=0', '-quiet', '-naccept', '1'].map((word) => word.replace('-no_C', '-no-C')), { stdio: 'ignore' });
  await setTimeout(150);
  let said = '';
  try {
    said = execFileSync('sh', ['-c', 'openssl s_client "$@" </dev/null 2>&1', 'sh', '-connect', `127.0.0.1:${port}`, '-showcerts', '-cipher', 'DEFAULT@SECLEVEL=2', '-CAfile', file('trusted.pem'), '-no-CApath', '-verify', '100', '-verify_depth', String(depth), '-attime', String(at)], { encoding: 'utf8' });
  } catch (error) {
    said = error.stdout;
  }
  serving.kill();
  const sent = said.split('Server certificate')[0].split('BEGIN CERTIFICATE').length - 1;
  if (sent !== chain.length) throw new Error(`${name}: sent ${sent}\n${said}`);
  const codes = [...said.matchAll(/verify error:num=(\d+)/g)].map(([, code]) => Number(code));
  measured.push({ name, chain, trusted, depth, at: new Date(at * 1000).toISOString(), codes, code: Number(/Verify return code: (\d+)/.exec(said)[1]) });
}
rmSync(work, { recursive: true });
writeFileSync(new URL('measured.json', import.meta.url), `${JSON.stringify({ openssl: openssl('version').trim(), cases: measured, certificates }, null, 1)}\n`);
