import {
  type CertificateFacts,
  type CertProblem,
  type CertSource,
  type ChainVerifier,
  findHops,
  type SkippedValue,
  trustedInPath,
  type Use,
  verifierOf,
} from '@stackengine/engine';
import { positionAt } from '@stackengine/nginx-config';
import type { GivenConfiguration } from '../evidence/configuration.js';
import { placesIn } from '../fetching/hops.js';
import type { Asker } from './asker.js';
import { type ConfiguredFile, configuredFiles } from './configured-files.js';
import { askHosts, type HostSource, type PlannedHost } from './hosts.js';
import type { Inputs } from './inputs.js';

export interface CollectOptions {
  /** Whether the upstreams of configurations are asked, too. */
  readonly probe: boolean;
  /** Servers at a time. */
  readonly parallel: number;
  /** Undefined where no server is to be asked. */
  readonly asker: Asker | undefined;
  /** ISO 8601: the moment that is judged. */
  readonly at: string;
}

export interface Collected {
  readonly sources: readonly CertSource[];
  readonly skipped: readonly SkippedValue[];
  readonly problems: readonly CertProblem[];
}

/** Files, those that configurations name, and what servers present; each file and each server once. */
export async function collect(inputs: Inputs, { probe, parallel, asker, at }: CollectOptions): Promise<Collected> {
  const configured = inputs.configurations.map((given) => ({ given, ...configuredFiles(given) }));
  const upstreams = asker === undefined || !probe ? [] : configured.map((each) => upstreamsOf(each, asker.nginx));
  const trust = new Map(upstreams.flatMap(({ trustOf }) => [...trustOf]));
  const plans = [...inputs.hosts.map((place) => ({ place, usedBy: [] })), ...trust.keys()];
  const hosts = asker === undefined ? [] : await askHosts(plans, parallel, asker);
  const verify = asker?.verify ?? verifierOf(() => undefined);
  const inUse = new Map<ConfiguredFile, Set<string>>();
  const judged = hosts.map((host) => {
    const notes = anchored(host.certificates, trust.get(host.plan) ?? [], at, verify, inUse);
    return { ...host, notes: [...(host.notes ?? []), ...notes] };
  });
  const named = configured.flatMap(({ sources }) => sources.map((source) => withUse(source, inUse.get(source))));
  return {
    sources: [...joinedFiles(named, inputs), ...joinedHosts(judged)],
    skipped: [...configured, ...upstreams].flatMap(({ skipped }) => skipped),
    problems: inputs.problems,
  };
}

interface Upstreams {
  /** Each server, with the files by which hops judge what it presents. */
  readonly trustOf: ReadonlyMap<PlannedHost, readonly ConfiguredFile[]>;
  readonly skipped: readonly SkippedValue[];
}

/** The servers that a configuration passes to over TLS. */
function upstreamsOf(
  { given, sources }: { readonly given: GivenConfiguration; readonly sources: readonly ConfiguredFile[] },
  nginx: string,
): Upstreams {
  const { places, skipped } = placesIn(given.configuration, nginx);
  const hops = new Map<string, { readonly use: Use; readonly trusted: string | undefined }>(
    findHops(given.configuration).map(({ pass, tls }) => {
      const { line } = positionAt(pass.tree, pass.directive.start);
      const use = { directive: pass.name, file: pass.tree.file, line, inForce: true };
      return [`${pass.tree.file}:${line}`, { use, trusted: tls.trustedCertificate.value }] as const;
    }),
  );
  const trustOf = places.map((place) => {
    const passing = place.hops.flatMap((at) => hops.get(at) ?? []);
    const files = sources.filter(({ written }) => passing.some(({ trusted }) => trusted === written));
    return [{ place, usedBy: passing.map(({ use }) => use) }, files] as const;
  });
  return {
    trustOf: new Map(trustOf),
    skipped: skipped.flatMap(({ hop, target, why }) => {
      const use = hops.get(hop)?.use;
      return use === undefined ? [] : [{ reason: `${target} is not asked: ${why}`, use }];
    }),
  };
}

/** Notes through which certificates of which trusted file the chain goes; where it ends in none, says so. */
function anchored(
  chain: readonly CertificateFacts[],
  trust: readonly ConfiguredFile[],
  at: string,
  verify: ChainVerifier,
  inUse: Map<ConfiguredFile, Set<string>>,
): readonly string[] {
  if (chain.length === 0) return [];
  return trust.flatMap((file) => {
    const path = trustedInPath(chain, file.certificates, at, verify);
    if (path.length === 0) return [`no CA in ${file.name} is the anchor of what it presents`];
    const known = inUse.get(file) ?? new Set<string>();
    for (const { sha256 } of path) known.add(sha256);
    inUse.set(file, known);
    return [];
  });
}

const withUse = (source: ConfiguredFile, inUse: ReadonlySet<string> | undefined): ConfiguredFile =>
  inUse === undefined ? source : { ...source, trustedInUse: [...inUse] };

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
    ...useOf(one, other),
  };
}

function useOf(one: CertSource, other: CertSource): Pick<CertSource, 'trustedInUse'> {
  const all = [...(one.trustedInUse ?? []), ...(other.trustedInUse ?? [])];
  return all.length === 0 ? {} : { trustedInUse: [...new Set(all)] };
}

function joinedHosts(hosts: readonly HostSource[]): readonly CertSource[] {
  const sources = new Map<string, CertSource>();
  for (const { plan: _, ...host } of hosts) {
    const known = sources.get(host.name);
    if (known === undefined) sources.set(host.name, host);
    else {
      const notes = [...new Set([...(known.notes ?? []), ...(host.notes ?? [])])];
      sources.set(host.name, { ...known, usedBy: [...known.usedBy, ...host.usedBy], notes });
    }
  }
  return [...sources.values()];
}
