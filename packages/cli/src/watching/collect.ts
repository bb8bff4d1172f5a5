import {
  type CertificateFacts,
  type CertProblem,
  type CertSource,
  certificationPath,
  type ProbeTarget,
  probeTargets,
  readCertificates,
  type SkippedValue,
} from '@stackengine/engine';
import { type Asked, type AskServer, inParallel } from './ask.js';
import { type ConfiguredFile, configuredFiles } from './configured-files.js';
import type { GivenHost, Inputs } from './inputs.js';
import { progressBar } from './progress.js';

export interface CollectOptions {
  /** Whether the upstreams of configurations are asked, too. */
  readonly probe: boolean;
  /** Handshakes at a time. */
  readonly parallel: number;
  readonly askServer: AskServer;
  /** ISO 8601: the moment that is judged. */
  readonly at: string;
}

export interface Collected {
  readonly sources: readonly CertSource[];
  readonly skipped: readonly SkippedValue[];
  readonly problems: readonly CertProblem[];
}

/** A server to ask, and the configuration that passes to it. */
interface Planned {
  readonly target: ProbeTarget;
  readonly trust: readonly ConfiguredFile[];
}

/** Files, those that configurations name, and what servers present; each file and each server once. */
export async function collect(inputs: Inputs, options: CollectOptions): Promise<Collected> {
  const configured = inputs.configurations.map(configuredFiles);
  const upstreams = options.probe ? inputs.configurations.map(({ configuration }) => probeTargets(configuration)) : [];
  const planned: Planned[] = [
    ...inputs.hosts.map((host) => ({ target: givenTarget(host), trust: [] })),
    ...upstreams.flatMap(({ targets }, index) =>
      targets.map((target) => ({ target, trust: trustOf(target, configured[index]?.sources ?? []) })),
    ),
  ];
  const bar = progressBar(planned.length, 'servers asked');
  const asked = await inParallel(planned, options.parallel, ({ target }) => options.askServer(target), bar.show);
  bar.clear();

  const inUse = new Map<ConfiguredFile, Set<string>>();
  const hosts = planned.map(({ target, trust }, index) => {
    const source = hostSource(target, asked[index] ?? { chain: [], failure: 'it was not asked' });
    return { ...source, notes: anchored(source.certificates, trust, Date.parse(options.at), inUse) };
  });
  const named = configured.flatMap(({ sources }) => sources.map((source) => withAnchors(source, inUse.get(source))));
  return {
    sources: [...joinedFiles(named, inputs), ...joinedHosts(hosts)],
    skipped: [...configured, ...upstreams].flatMap((each) => each.skipped),
    problems: inputs.problems,
  };
}

const givenTarget = ({ name, host, port }: GivenHost): ProbeTarget => ({
  name,
  host,
  port,
  serverName: /^[\d.]+$|:/.test(host) ? undefined : host,
  alpn: [],
  proxyProtocol: false,
  trustedFiles: [],
  usedBy: [],
});

const trustOf = ({ trustedFiles }: ProbeTarget, files: readonly ConfiguredFile[]) =>
  files.filter(({ written }) => trustedFiles.includes(written));

function hostSource(target: ProbeTarget, { chain, failure }: Asked): CertSource {
  const { certificates, problems } =
    chain.length === 0 ? { certificates: [], problems: [] } : readCertificates(target.name, chain.join('\n'));
  const silent = certificates.length === 0 && problems.length === 0;
  return {
    kind: 'host',
    name: target.name,
    roles: ['presented'],
    usedBy: target.usedBy,
    certificates,
    lists: [],
    privateKey: false,
    problems: silent ? [{ file: target.name, message: failure ?? 'it presented no certificate' }] : problems,
  };
}

/** Notes in which anchor of which trusted file the chain ends; where it ends in none, says so. */
function anchored(
  chain: readonly CertificateFacts[],
  trust: readonly ConfiguredFile[],
  at: number,
  inUse: Map<ConfiguredFile, Set<string>>,
): readonly string[] {
  if (chain.length === 0) return [];
  return trust.flatMap((file) => {
    const path = certificationPath(chain, file.certificates, at, undefined);
    const anchor = path.anchored ? path.certificates.at(-1) : undefined;
    if (anchor === undefined) return [`no CA in ${file.name} is the anchor of what it presents`];
    const known = inUse.get(file) ?? new Set<string>();
    inUse.set(file, known.add(anchor.sha256));
    return [];
  });
}

const withAnchors = (source: ConfiguredFile, anchors: ReadonlySet<string> | undefined): ConfiguredFile =>
  anchors === undefined ? source : { ...source, anchorsInUse: [...anchors] };

/** A file that several configurations or arguments name is one source, with all its uses. */
function joinedFiles(named: readonly ConfiguredFile[], { files }: Inputs): readonly CertSource[] {
  const sources = new Map<string, CertSource>();
  for (const source of named) {
    const key = source.real ?? `missing:${source.name}`;
    const known = sources.get(key);
    sources.set(key, known === undefined ? source : joined(known, source));
  }
  for (const file of files) {
    const key = file.real ?? file.name;
    if (!sources.has(key)) sources.set(key, { kind: 'file', roles: [], usedBy: [], ...file });
  }
  return [...sources.values()];
}

function joined(one: CertSource, other: CertSource): CertSource {
  return {
    ...one,
    roles: [...new Set([...one.roles, ...other.roles])],
    usedBy: [...one.usedBy, ...other.usedBy],
    problems: one.certificates.length + one.lists.length > 0 ? one.problems : [...one.problems, ...other.problems],
    ...anchorsOf(one, other),
  };
}

function anchorsOf(one: CertSource, other: CertSource): Pick<CertSource, 'anchorsInUse'> {
  const all = [...(one.anchorsInUse ?? []), ...(other.anchorsInUse ?? [])];
  return all.length === 0 ? {} : { anchorsInUse: [...new Set(all)] };
}

function joinedHosts(hosts: readonly CertSource[]): readonly CertSource[] {
  const sources = new Map<string, CertSource>();
  for (const host of hosts) {
    const known = sources.get(host.name);
    if (known === undefined) sources.set(host.name, host);
    else {
      const notes = [...new Set([...(known.notes ?? []), ...(host.notes ?? [])])];
      sources.set(host.name, { ...known, usedBy: [...known.usedBy, ...host.usedBy], notes });
    }
  }
  return [...sources.values()];
}
