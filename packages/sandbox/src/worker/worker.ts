// What runs in both workers: one reads text, the other plays nginx and can be ended.
import {
  type Case,
  type Diagnosis,
  diagnoseCases,
  diagnoseOnBuilds,
  findHops,
  fittingBuilds,
  mergeFixes,
  openCases,
  testGiven,
  upstreamKinds,
} from '@stackengine/engine';
import { directiveInfo, directiveNames } from '@stackengine/nginx-config';
import { openBottle } from '@stackengine/nginx-wasm';
import type {
  Answered,
  AnsweredTest,
  ChainView,
  Change,
  DirectiveHelp,
  Given,
  LoadedBuild,
  Played,
  Question,
  ReadLog,
  Reply,
  Results,
  Task,
  View,
} from '../protocol.js';
import { chainRows, mostRows, type ShownChain } from './chain-rows.js';
import { type Gathered, gather, gatherConfiguration } from './gather.js';
import { takeKernel } from './kernel.js';
import { faultReport, reportOf, sharedPreview } from './sharing.js';
import { timelineOf } from './timeline.js';
import { ownWorld, tried } from './tried.js';

/** A run that takes longer is ended, and said so. */
const patience = 20_000;

interface WorkerScope {
  addEventListener(type: 'message', listener: (event: { readonly data: Question }) => void): void;
  postMessage(reply: Reply): void;
}
const scope = self as unknown as WorkerScope;

let builds: readonly LoadedBuild[] = [];
const modules = new Map<string, WebAssembly.Module>();

const open = (nginx: string, now = Date.now()) => {
  const module = modules.get(nginx);
  if (module === undefined) throw new Error(`nginx ${nginx} is not loaded`);
  return openBottle({ module, now, elapsed: () => performance.now(), patience });
};

/** Together with what had to be said of the inputs, and what its fixes make of the files. */
function answered(diagnosis: Diagnosis, cases: readonly Case[], gathered: Gathered, began: number): Answered {
  const { input, problems, notices, writer, logs } = gathered;
  const { configuration } = input;
  const changes =
    configuration === undefined
      ? []
      : diagnosis.incidents.flatMap((incident) =>
          incident.fixes.flatMap((fix): readonly Change[] => {
            const { files } = fix.needs.length > 0 ? { files: [] } : mergeFixes([{ incident, fix }], configuration);
            return [{ incident: incident.id, profile: fix.profile, files }];
          }),
        );
  return {
    diagnosis: { ...diagnosis, notices: [...diagnosis.notices, ...notices] },
    changes,
    problems,
    only: input.accessGiven && input.events.length === 0 ? 'requests' : undefined,
    builds: fittingBuilds(builds, writer).map(({ nginx }) => nginx),
    logs,
    views: viewsOf(cases),
    certificates:
      cases.length > 0
        ? undefined
        : chainView({
            presented: [...input.presented, ...(input.presentedWithServerName ?? [])],
            trustedNow: undefined,
            vouched: input.vouched,
            at: input.now,
          }),
    took: performance.now() - began,
  };
}

/** More incidents are told, but not shown as pictures. */
const mostViews = 200;

const viewsOf = (cases: readonly Case[]): readonly View[] =>
  cases.slice(0, mostViews).map((given) => ({
    incident: given.incident.id,
    ...chainView(given.chain),
    timeline: timelineOf(given),
  }));

const chainView = (chain: ShownChain): ChainView => ({
  chain: chainRows(chain),
  unshown: Math.max(0, new Set(chain.presented.map(({ sha256 }) => sha256)).size - mostRows),
  at: Date.parse(chain.at),
});

/** What was read last: who types while a large log is read asks again before the first answer is there. */
let logs: readonly ReadLog[] = [];

async function diagnosed(given: Given, id: number): Promise<Answered> {
  const began = performance.now();
  const gathered = await gather({ ...given, logs: [...logs, ...(given.logs ?? [])] }, (what, done, total) =>
    scope.postMessage({ id, progress: { what, done, total } }),
  );
  logs = gathered.logs;
  const { diagnosis, cases } = diagnoseCases(gathered.input);
  return answered(diagnosis, cases, gathered, began);
}

async function played(given: Given, nginx: readonly string[], id: number): Promise<Played> {
  const began = performance.now();
  const gathered = await gather(given);
  const used: string[] = [];
  const diagnosis = await diagnoseOnBuilds(
    gathered.input,
    nginx.filter((version) => modules.has(version)).map((version) => () => open(version)),
    {
      begin: (version) => used.push(version),
      progress: (what, done, total) => scope.postMessage({ id, progress: { what, done, total } }),
    },
  );
  const { configuration } = gathered.input;
  const cases = openCases(gathered.input, configuration === undefined ? [] : findHops(configuration));
  return { ...answered(diagnosis, cases, gathered, began), nginx: used };
}

async function tested(given: Given, nginx: string): Promise<AnsweredTest> {
  const began = performance.now();
  const took = () => performance.now() - began;
  try {
    const configuration = await gatherConfiguration(given.documents);
    if (configuration === undefined) return { nginx, tested: undefined, problem: undefined, took: took() };
    return { nginx, tested: testGiven(configuration, open(nginx)), problem: undefined, took: took() };
  } catch (error) {
    return { nginx, tested: undefined, problem: error instanceof Error ? error.message : String(error), took: took() };
  }
}

const directiveHelp = (): readonly DirectiveHelp[] =>
  directiveNames().flatMap((name) => {
    const info = directiveInfo(name);
    if (info === undefined) return [];
    const { arguments: forms, contexts, block, modules } = info;
    return [{ name, forms, default: info.default, contexts, block, module: modules[0]?.module ?? '' }];
  });

async function carryOut(question: Question): Promise<Results[Task['task']]> {
  switch (question.task) {
    case 'builds':
      builds = question.builds;
      return null;
    case 'kernel':
      takeKernel(question.bytes);
      return null;
    case 'module':
      modules.set(question.nginx, question.module);
      return null;
    case 'directives':
      return directiveHelp();
    case 'diagnose':
      return diagnosed(question.given, question.id);
    case 'play':
      return played(question.given, question.nginx, question.id);
    case 'test':
      return tested(question.given, question.nginx);
    case 'kinds':
      return upstreamKinds;
    case 'world':
      return ownWorld(question.name, question.text);
    case 'try':
      return tried(question.given, question.trial, (now) => open(question.nginx, now));
    case 'share':
      return sharedPreview(question.given, question.accepted);
    case 'report':
      return reportOf(question);
    case 'fault':
      return faultReport(question);
  }
}

// One after the other: a question that waits finds the worker free.
let last: Promise<void> = Promise.resolve();
scope.addEventListener('message', ({ data }) => {
  last = last.then(async () => {
    try {
      scope.postMessage({ id: data.id, value: await carryOut(data) });
    } catch (error) {
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
      scope.postMessage({ id: data.id, error: message, where: stack });
    }
  });
});
