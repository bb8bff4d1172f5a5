import type { CertCheck } from './check.js';
import { exposition, type Gauge, type Labels, type Sample } from './exposition.js';
import { attributesOf, commonNameIn } from './name-attributes.js';
import type { CheckedItem, CheckedSource } from './source.js';

/**
 * Metrics for node_exporter's textfile collector. Files are told as x509-certificate-exporter does (`x509_cert_*`, `x509_crl_*`)
 * and as the file prober of ssl_exporter does (`ssl_file_cert_*`), servers as its TCP prober does (`ssl_cert_*`); `target` takes
 * the place of the `instance` that ssl_exporter leaves to the scrape. What a bundle is worth as a whole has metrics of our own.
 */
export function certCheckMetrics(check: CertCheck): string {
  const files = check.sources.filter(({ kind }) => kind === 'file');
  const hosts = check.sources.filter(({ kind }) => kind === 'host');
  return exposition([...ownMetrics(check), ...fileMetrics(files, check), ...hostMetrics(hosts)]);
}

function ownMetrics({ sources, at, count, thresholds }: CertCheck): readonly Gauge[] {
  const labels = (source: CheckedSource) => ({ kind: source.kind, source: source.name, role: roleLabel(source) });
  return [
    {
      name: 'stackengine_cert_check_timestamp_seconds',
      help: 'The moment that was judged, as a Unix time',
      samples: [{ labels: {}, value: seconds(at) }],
    },
    {
      name: 'stackengine_cert_expires_timestamp_seconds',
      help: 'When a file or a server is of no use any more, as a Unix time: of a bundle, when its last usable CA expires',
      samples: sources.flatMap((source) =>
        source.until === undefined ? [] : [{ labels: labels(source), value: seconds(source.until) }],
      ),
    },
    {
      name: 'stackengine_cert_usable',
      help: '1 where a file or a server is of use now, 0 where it has expired, is not valid yet or could not be read',
      samples: sources.map((source) => ({ labels: labels(source), value: isUsable(source) ? 1 : 0 })),
    },
    {
      name: 'stackengine_cert_sources',
      help: 'Files and servers by state',
      samples: Object.entries(count).map(([state, value]) => ({ labels: { state }, value })),
    },
    {
      name: 'stackengine_cert_threshold_seconds',
      help: 'How long before the end a source is in state warn or crit',
      samples: Object.entries(thresholds).map(([state, value]) => ({ labels: { state }, value })),
    },
  ];
}

/** A revocation list that was given by itself has the role that it could have, for alerts leave out what is issued every week. */
function roleLabel({ roles, items }: CheckedSource): string {
  const lists = items.length > 0 && items.every(({ kind }) => kind === 'revocation-list');
  return roles.length === 0 && lists ? 'revocation' : roles.join(',');
}

const isUsable = ({ state }: CheckedSource) => state === 'ok' || state === 'warn' || state === 'crit';

function fileMetrics(files: readonly CheckedSource[], { problems }: CertCheck): readonly Gauge[] {
  const certificates = files.flatMap((file) => labelled(file, 'certificate', certificateLabels));
  const lists = files.flatMap((file) => labelled(file, 'revocation-list', listLabels));
  const probed = files.flatMap((file) =>
    labelled(file, 'certificate', (item) => ({ file: file.name, ...proberLabels(item) })),
  );
  return [
    gauge('x509_cert_not_after', "The certificate's not after timestamp", certificates, untilOf),
    gauge('x509_cert_not_before', "The certificate's not before timestamp", certificates, fromOf),
    gauge('x509_cert_expired', '1 where the certificate has expired', certificates, expiredOf),
    gauge('x509_crl_next_update', "The revocation list's next update timestamp", lists, untilOf),
    gauge('x509_crl_this_update', "The revocation list's this update timestamp", lists, fromOf),
    gauge('x509_crl_stale', '1 where the revocation list is past its next update', lists, expiredOf),
    {
      name: 'x509_cert_error',
      help: '1 where something in the file could not be read',
      samples: files.map((file) => ({ labels: fileLabels(file), value: file.problems.length > 0 ? 1 : 0 })),
    },
    {
      name: 'x509_read_errors',
      help: 'The number of read failures',
      samples: [{ labels: {}, value: problems.length }],
    },
    gauge('ssl_file_cert_not_after', 'NotAfter of a certificate found in a file, as a Unix time', probed, untilOf),
    gauge('ssl_file_cert_not_before', 'NotBefore of a certificate found in a file, as a Unix time', probed, fromOf),
  ];
}

function hostMetrics(hosts: readonly CheckedSource[]): readonly Gauge[] {
  const items = hosts.flatMap((host) =>
    labelled(host, 'certificate', (item) => ({ target: host.name, ...proberLabels(item) })),
  );
  return [
    {
      name: 'ssl_probe_success',
      help: '1 where the server presented a certificate that could be read',
      samples: hosts.map(({ name, state }) => ({ labels: { target: name }, value: state === 'unreadable' ? 0 : 1 })),
    },
    gauge('ssl_cert_not_after', 'NotAfter of a certificate that a server presents, as a Unix time', items, untilOf),
    gauge('ssl_cert_not_before', 'NotBefore of a certificate that a server presents, as a Unix time', items, fromOf),
  ];
}

interface Labelled {
  readonly item: CheckedItem;
  readonly labels: Labels;
}

/**
 * The items of a source with their labels. Where two certificates have the same, each gets the beginning of its fingerprint as
 * `discriminator`, as x509-certificate-exporter does; a certificate that stands twice is one.
 */
function labelled(
  source: CheckedSource,
  kind: CheckedItem['kind'],
  labelsOf: (item: CheckedItem, source: CheckedSource) => Labels,
): readonly Labelled[] {
  const items = source.items.filter((item) => item.kind === kind);
  const alike = new Map<string, Labelled[]>();
  for (const item of items) {
    const labels = labelsOf(item, source);
    const key = JSON.stringify(labels);
    const same = alike.get(key);
    if (same === undefined) alike.set(key, [{ item, labels }]);
    else if (!same.some((other) => other.item.sha256 === item.sha256)) same.push({ item, labels });
  }
  return [...alike.values()].flatMap((same) =>
    same.length === 1
      ? same
      : same.map(({ item, labels }) => ({ item, labels: { ...labels, ...discriminator(item) } })),
  );
}

const discriminator = ({ sha256 }: CheckedItem): Labels => ({ discriminator: sha256?.replaceAll(':', '').slice(0, 8) });

function gauge(
  name: string,
  help: string,
  items: readonly Labelled[],
  measure: (item: CheckedItem) => number | undefined,
): Gauge {
  const samples = items.flatMap(({ item, labels }): readonly Sample[] => {
    const value = measure(item);
    return value === undefined ? [] : [{ labels, value }];
  });
  return { name, help, samples };
}

const seconds = (date: string) => Math.floor(Date.parse(date) / 1000);
const untilOf = ({ until }: CheckedItem) => (until === undefined ? undefined : seconds(until));
const fromOf = ({ from }: CheckedItem) => seconds(from);
const expiredOf = ({ state }: CheckedItem) => (state === 'expired' ? 1 : 0);

const fileLabels = ({ name }: CheckedSource): Labels => ({
  filename: name.slice(name.lastIndexOf('/') + 1),
  filepath: name,
});

function certificateLabels(item: CheckedItem, source: CheckedSource): Labels {
  return {
    ...fileLabels(source),
    serial_number: decimal(item.serial),
    ...nameLabels('subject', item.subject),
    ...nameLabels('issuer', item.issuer),
  };
}

const listLabels = (item: CheckedItem, source: CheckedSource): Labels => ({
  ...fileLabels(source),
  ...nameLabels('issuer', item.issuer),
});

const kept = ['C', 'ST', 'L', 'O', 'OU', 'CN'];

/** `subject_CN` and its like; of several of a kind the first, of common names the last, as Go's pkix.Name has it. */
function nameLabels(prefix: string, name: string): Labels {
  const attributes = attributesOf(name);
  return Object.fromEntries(
    kept.map((type) => {
      const values = attributes.filter(([other]) => other === type);
      return [`${prefix}_${type}`, (type === 'CN' ? values.at(-1) : values[0])?.[1]];
    }),
  );
}

function proberLabels({ serial, issuer, subject, dns, ip }: CheckedItem): Labels {
  const units = attributesOf(subject).flatMap(([type, value]) => (type === 'OU' ? [value] : []));
  return {
    serial_no: decimal(serial),
    issuer_cn: commonNameIn(issuer),
    cn: commonNameIn(subject),
    dnsnames: listed(dns),
    ips: listed(ip),
    ou: listed(units),
  };
}

/** Longer label values cost every scrape; a certificate can name ten thousand hosts. */
const longestList = 1000;

/** `,a,b,`: a regular expression finds a whole name between commas. What does not fit is left out, and `…` stands for it. */
function listed(values: readonly string[]): string {
  if (values.length === 0) return '';
  let text = ',';
  for (const value of values) {
    if (text.length + value.length > longestList) return `${text}…,`;
    text += `${value},`;
  }
  return text;
}

/** As Go's big.Int prints it, which both exporters go by. */
function decimal(serial: string | undefined): string | undefined {
  const [, minus, digits] = /^(-?)([0-9a-f]+)$/.exec(serial ?? '') ?? [];
  return digits === undefined ? undefined : `${minus}${BigInt(`0x${digits}`)}`;
}
