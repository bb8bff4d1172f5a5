import { type DiagnosisInput, diagnose } from '../diagnosis/diagnose.js';
import type { DiagnosedIncident, Diagnosis } from '../diagnosis/diagnosis.js';
import type { ChainVerifier } from '../verification/index.js';
import type { Player } from '../worlds/world.js';
import { diagnoseByPlaying, type Playing } from './diagnose-by-playing.js';

/** A version of nginx that plays, and whose OpenSSL judges chains. */
export interface PlayingNginx {
  readonly nginx: string;
  readonly play: Player;
  readonly verifyChain: ChainVerifier;
}

/** Opens one; what is never asked for is never loaded. */
export type OpenNginx = () => PlayingNginx | Promise<PlayingNginx>;

export interface PlayingOnBuilds {
  /** Before a version is played on. */
  readonly begin?: (nginx: string) => void;
  readonly progress?: Playing['progress'];
}

/**
 * Plays on each version in turn, the likeliest first, until every incident is explained: where the log does not tell which nginx wrote it,
 * what one never writes is played on the next. A play that breaks off leaves what text says, with a notice.
 */
export async function diagnoseOnBuilds(
  input: DiagnosisInput,
  builds: readonly OpenNginx[],
  { begin, progress }: PlayingOnBuilds = {},
): Promise<Diagnosis> {
  let diagnosis: Diagnosis | undefined;
  for (const open of builds) {
    if (diagnosis !== undefined && !diagnosis.incidents.some(isUnexplained)) break;
    const build = await open();
    begin?.(build.nginx);
    const played = await playedOn(build, input, progress);
    diagnosis = diagnosis === undefined ? played : joined(diagnosis, played);
  }
  return diagnosis ?? diagnose(input);
}

async function playedOn(
  { play, verifyChain }: PlayingNginx,
  input: DiagnosisInput,
  progress: Playing['progress'],
): Promise<Diagnosis> {
  const judged = { ...input, verifyChain };
  try {
    return await diagnoseByPlaying(judged, { player: play, ...(progress === undefined ? {} : { progress }) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const byText = diagnose(judged);
    const text = `Nothing was reproduced: the play broke off: ${reason}`;
    return { ...byText, notices: [...byText.notices, { code: 'not-playable', text }] };
  }
}

const isUnexplained = ({ notices }: DiagnosedIncident): boolean =>
  notices.some(({ code }) => code === 'not-this-configuration' || code === 'not-among-those-played');

/** What one nginx never writes, in the words of another that does. */
function joined(diagnosis: Diagnosis, other: Diagnosis): Diagnosis {
  const explained = new Map(other.incidents.filter((one) => !isUnexplained(one)).map((one) => [one.id, one]));
  return {
    ...diagnosis,
    incidents: diagnosis.incidents.map((one) => (isUnexplained(one) ? (explained.get(one.id) ?? one) : one)),
  };
}
