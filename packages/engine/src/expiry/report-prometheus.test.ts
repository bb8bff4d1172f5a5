import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCertificates } from './check.js';
import { exposition } from './exposition.js';
import { certCheckMetrics } from './report-prometheus.js';
import type { CertSource } from './source.js';
import { certificate, list, month, root, source } from './testing/facts.js';
import { parseExposition, type Series } from './testing/parse-exposition.js';

const now = '2026-11-26T00:00:00Z';
const metricsOf = (sources: readonly CertSource[], problems: { file: string; message: string }[] = []) =>
  certCheckMetrics(checkCertificates({ sources, at: now, thresholds: month, problems }));
const named = (series: readonly Series[], name: string) => series.filter((one) => one.name === name);
const seconds = (date: string) => Date.parse(date) / 1000;

const dn = 'CN=api.internal,OU=Payments,OU=Platform,O=Example\\, Inc.,L=Bonn,ST=NRW,C=DE';
const leaf = certificate('api.internal', '2026-12-20T00:00:00Z', {
  subject: dn,
  serial: '00ff00ff00ff00ff00ff',
  dns: ['api.internal', 'api2.internal'],
  ip: ['10.0.0.1'],
});
const file = source('/etc/nginx/tls/api.pem', { roles: ['listener'], certificates: [leaf] });

describe('metrics of files', () => {
  const series = parseExposition(metricsOf([file]));

  it('have the names and labels of x509-certificate-exporter', () => {
    const labels = {
      filename: 'api.pem',
      filepath: '/etc/nginx/tls/api.pem',
      serial_number: String(0xff00ff00ff00ff00ffn),
      subject_C: 'DE',
      subject_ST: 'NRW',
      subject_L: 'Bonn',
      subject_O: 'Example, Inc.',
      subject_OU: 'Platform',
      subject_CN: 'api.internal',
      issuer_CN: 'Example CA',
    };
    expect(named(series, 'x509_cert_not_after')).toEqual([
      { name: 'x509_cert_not_after', labels, value: seconds(leaf.notAfter) },
    ]);
    expect(named(series, 'x509_cert_not_before')).toMatchObject([{ labels, value: seconds(leaf.notBefore) }]);
    expect(named(series, 'x509_cert_expired')).toMatchObject([{ labels, value: 0 }]);
    expect(named(series, 'x509_read_errors')).toMatchObject([{ labels: {}, value: 0 }]);
  });

  it('have those of the file prober of ssl_exporter', () => {
    expect(named(series, 'ssl_file_cert_not_after')).toMatchObject([
      {
        labels: {
          file: '/etc/nginx/tls/api.pem',
          serial_no: String(0xff00ff00ff00ff00ffn),
          issuer_cn: 'Example CA',
          cn: 'api.internal',
          dnsnames: ',api.internal,api2.internal,',
          ips: ',10.0.0.1,',
          ou: ',Platform,Payments,',
        },
        value: seconds(leaf.notAfter),
      },
    ]);
  });

  it('tell what a bundle is worth by its last CA, and each certificate by itself', () => {
    const bundle = source('ca.pem', {
      roles: ['trusted'],
      certificates: [root('Old CA', '2026-11-01T00:00:00Z'), root('Good CA', '2030-01-01T00:00:00Z')],
    });
    const told = parseExposition(metricsOf([bundle]));
    expect(named(told, 'stackengine_cert_expires_timestamp_seconds')).toMatchObject([
      { labels: { kind: 'file', source: 'ca.pem', role: 'trusted' }, value: seconds('2030-01-01T00:00:00Z') },
    ]);
    expect(named(told, 'stackengine_cert_usable')).toMatchObject([{ value: 1 }]);
    expect(named(told, 'x509_cert_expired').map(({ labels, value }) => [labels['subject_CN'], value])).toEqual([
      ['Old CA', 1],
      ['Good CA', 0],
    ]);
  });

  it('tell revocation lists, and leave out the end that one does not have', () => {
    const lists = source('a.crl', {
      lists: [
        list('One', '2026-11-01T00:00:00Z', '2026-11-20T00:00:00Z'),
        list('Two', '2026-11-01T00:00:00Z', undefined),
      ],
    });
    const told = parseExposition(metricsOf([lists]));
    expect(named(told, 'x509_crl_next_update')).toMatchObject([{ labels: { issuer_CN: 'One', filename: 'a.crl' } }]);
    expect(named(told, 'stackengine_cert_usable')).toMatchObject([{ labels: { role: 'revocation' } }]);
    expect(named(told, 'x509_crl_stale').map(({ value }) => value)).toEqual([1, 0]);
  });

  it('count what could not be read', () => {
    const cut = source('cut.pem', { problems: [{ file: 'cut.pem', line: 1, message: 'cut off' }] });
    const told = parseExposition(metricsOf([cut, file], [{ file: 'gone.pem', message: 'no such file' }]));
    expect(named(told, 'x509_read_errors')).toMatchObject([{ value: 2 }]);
    expect(named(told, 'x509_cert_error').map(({ labels, value }) => [labels['filename'], value])).toEqual([
      ['cut.pem', 1],
      ['api.pem', 0],
    ]);
    expect(named(told, 'stackengine_cert_usable').map(({ value }) => value)).toEqual([0, 1]);
  });
});

it('tell servers as ssl_exporter does', () => {
  const host = { kind: 'host', roles: ['presented'] } as const;
  const series = parseExposition(
    metricsOf([
      source('api.internal:443', { ...host, certificates: [leaf] }),
      source('gone:443', { ...host, problems: [{ file: 'gone:443', message: 'refused' }] }),
    ]),
  );
  expect(named(series, 'ssl_probe_success').map(({ labels, value }) => [labels['target'], value])).toEqual([
    ['gone:443', 0],
    ['api.internal:443', 1],
  ]);
  expect(named(series, 'ssl_cert_not_after')).toMatchObject([
    { labels: { target: 'api.internal:443', cn: 'api.internal' }, value: seconds(leaf.notAfter) },
  ]);
  expect(named(series, 'x509_cert_not_after')).toEqual([]);
});

describe('the format', () => {
  it('has each series once: twins are one, and others are told apart by their fingerprint', () => {
    const renewed = { ...leaf, sha256: 'aabbccdd:other', notAfter: '2027-12-20T00:00:00Z' };
    const series = parseExposition(metricsOf([source('f.pem', { certificates: [leaf, leaf, renewed] })]));
    expect(named(series, 'x509_cert_not_after').map(({ labels, value }) => [labels['discriminator'], value])).toEqual([
      [leaf.sha256.slice(0, 8), seconds(leaf.notAfter)],
      ['aabbccdd', seconds(renewed.notAfter)],
    ]);
  });

  it('has serial numbers in decimal, as Go prints them, huge and negative ones too', () => {
    const serials = ['00', '7f', `${'ff'.repeat(20)}`, '-80', ''];
    const certificates = serials.map((serial, index) => ({ ...leaf, serial, sha256: `${index}` }));
    const series = parseExposition(metricsOf([source('f.pem', { certificates })]));
    expect(named(series, 'x509_cert_not_after').map(({ labels }) => labels['serial_number'])).toEqual([
      '0',
      '127',
      (2n ** 160n - 1n).toString(),
      '-128',
      undefined,
    ]);
  });

  it('bounds the names of a certificate with thousands of them', () => {
    const dns = Array.from({ length: 20_000 }, (_, index) => `host-${index}.internal`);
    const series = parseExposition(metricsOf([source('f.pem', { certificates: [{ ...leaf, dns }] })]));
    const [{ labels } = { labels: {} as Record<string, string> }] = named(series, 'ssl_file_cert_not_after');
    expect(labels['dnsnames']?.length).toBeLessThan(1100);
    expect(labels['dnsnames']).toMatch(/^,host-0\.internal,.*,…,$/);
  });

  it('gives every label back through a strict parser, whatever stands in it', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((value) => value !== '' && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(value));
    const ugly = fc.oneof(text, fc.constantFrom('a"b', 'back\\slash', 'line\nfeed', '\\n', '{}=",', 'ü\\"\n'));
    fc.assert(
      fc.property(ugly, ugly, (one, other) => {
        const samples = [{ labels: { one, other }, value: 1 }];
        expect(parseExposition(exposition([{ name: 'm', help: `${one}\n\\`, samples }]))).toEqual([
          { name: 'm', labels: { one, other }, value: 1 },
        ]);
      }),
    );
  });

  it('steers no terminal', () => {
    const evil = certificate('\u001b]0;x\u0007\u202eevil', '2030-01-01T00:00:00Z', { subject: 'CN=\u001b[2J' });
    const metrics = metricsOf([source('\u001b[31m.pem', { certificates: [evil] })]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(metrics).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    parseExposition(metrics);
  });

  it('keeps the lowest of two values for the same labels, and leaves out a gauge without samples', () => {
    const samples = [
      { labels: { a: 'x' }, value: 5 },
      { labels: { a: 'x', b: '' }, value: 3 },
    ];
    expect(
      exposition([
        { name: 'm', help: 'h', samples },
        { name: 'n', help: 'h', samples: [] },
      ]),
    ).toBe('# HELP m h\n# TYPE m gauge\nm{a="x"} 3\n');
  });
});
