import type { Answers, DiagnosedIncident, Fix } from '@stackengine/engine';
import type { Document, Role } from '../documents.js';
import type { Answered, AnsweredTest, Given, LoadedBuild, OwnWorld } from '../protocol.js';

/** How far the play of the present input is. */
export type PlayState =
  | { readonly state: 'waiting' }
  | { readonly state: 'loading'; readonly nginx: string }
  | { readonly state: 'playing'; readonly nginx: string; readonly done: number; readonly total: number }
  | { readonly state: 'done'; readonly nginx: readonly string[]; readonly took: number }
  | { readonly state: 'ended' }
  | { readonly state: 'failed'; readonly why: string };

export interface State {
  readonly documents: readonly Document[];
  /** The document shown of each role. */
  readonly active: Readonly<Record<Role, number>>;
  readonly answers: Answers;
  readonly environment: Given['environment'];
  readonly profile: Fix['profile'];
  /** How a change is shown. */
  readonly diff: 'unified' | 'sideBySide';
  readonly incident: string | undefined;
  /** A large file that is being read: how much of it, or 0 where nobody knows how much there is. */
  readonly reading: { readonly name: string; readonly share: number } | undefined;
  /** Milliseconds of the answer by text. */
  readonly took: number | undefined;
  /** What is known now: by its text, and once it was played, with what nginx did. */
  readonly answer: Answered | undefined;
  readonly played: boolean;
  readonly play: PlayState;
  /** The last finished `nginx -t`; `stale` while the text is another. */
  readonly test: { readonly answer: AnsweredTest | undefined; readonly stale: boolean; readonly running: boolean };
  /** The version asked for; undefined: the one that fits the log. */
  readonly nginx: string | undefined;
  readonly builds: readonly LoadedBuild[];
  /** What to scroll to and select. */
  readonly place: { readonly document: number; readonly line: number; readonly count: number } | undefined;
  readonly undo: readonly (readonly Document[])[];
  /** A fault of ours: what it says, and where it arose. */
  readonly fault: { readonly why: string; readonly where: string } | undefined;
  /** A short message of what was just done. */
  readonly said: string | undefined;
  readonly example: string | undefined;
  /** The fix that was applied last, while the documents are what it made of them. The log is older than it. */
  readonly applied: { readonly incident: DiagnosedIncident; readonly fix: Fix } | undefined;
  /** The link that was opened holds nothing that can be read. */
  readonly badLink: boolean;
  /** A world that was dropped, to be played. */
  readonly world: OwnWorld | undefined;
}
