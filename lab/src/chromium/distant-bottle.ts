import type { Bottle } from '@stackengine/nginx-wasm';
import { diagnoseEvidence, type Evidence } from './evidence.js';

type Later<Call> = Call extends (...given: infer Given) => infer Answer ? (...given: Given) => Promise<Answer> : never;

/** A bottle that may be in another thread, with the engine beside it. */
export interface DistantBottle extends Pick<Bottle, 'nginx' | 'tls' | 'play'> {
  readonly testConfiguration: Later<Bottle['testConfiguration']>;
  readonly verifyChain: Later<Bottle['verifyChain']>;
  readonly twin: Later<Bottle['twin']>;
  /** The diagnosis as JSON, every incident played. */
  readonly diagnose: (evidence: Evidence) => Promise<string>;
}

export const inThisThread = (bottle: Bottle): DistantBottle => ({
  nginx: bottle.nginx,
  tls: bottle.tls,
  play: bottle.play,
  testConfiguration: async (...given) => bottle.testConfiguration(...given),
  verifyChain: async (question) => bottle.verifyChain(question),
  twin: async (files) => bottle.twin(files),
  diagnose: (evidence) => diagnoseEvidence(evidence, bottle.play, bottle.verifyChain),
});
