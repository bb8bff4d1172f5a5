import type { CertificateFacts } from '../x509/chain.js';
import type { RevocationList } from '../x509/revocation.js';
import { verdictOf } from './explain.js';
import { textOf } from './meaning.js';
import { judge, type Trial } from './trial.js';
import type { ChainVerifier } from './verifier.js';

/** What is changed of a trial, to see what nginx would say then. */
export interface Supposition {
  /** In the user's words. */
  readonly label: string;
  /** Added to the trusted file. */
  readonly trusted?: readonly CertificateFacts[];
  /** Sent behind the others. */
  readonly sent?: readonly CertificateFacts[];
  readonly lists?: readonly RevocationList[];
  readonly depth?: number;
  readonly name?: string;
  /** ISO 8601. */
  readonly at?: string;
}

export interface SupposedVerdict {
  readonly label: string;
  readonly accepted: boolean;
  /** As in `Verification`. */
  readonly code: number;
  readonly text: string;
}

/** The verdict on a trial under each supposition; each is made alone. */
export function whatIf(
  trial: Trial,
  suppositions: readonly Supposition[],
  verify: ChainVerifier,
): readonly SupposedVerdict[] {
  return suppositions.map((supposition) => {
    const { label, trusted = [], sent = [], lists } = supposition;
    const supposed: Trial = {
      presented: [...trial.presented, ...sent],
      trusted: [...trial.trusted, ...trusted],
      lists: lists === undefined ? trial.lists : [...(trial.lists ?? []), ...lists],
      depth: supposition.depth ?? trial.depth,
      name: supposition.name ?? trial.name,
      at: supposition.at ?? trial.at,
    };
    const code = verdictOf(judge(supposed, verify));
    return { label, accepted: code === 0, code, text: textOf(code, supposed.name) };
  });
}
