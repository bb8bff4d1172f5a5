import type { DiagnosedCause, DiagnosedIncident, Evidence } from '@stackengine/engine';
import { Picture } from './picture.js';
import { texts } from './texts.js';
import { useSession, useSessionState } from './use-session.js';

const words = texts.answer;

/** What it is, and whether nginx was seen to do it. */
export function CauseView({ incident }: { readonly incident: DiagnosedIncident }) {
  const [first] = incident.causes;
  return (
    <>
      <div class="headline">
        {first === undefined ? null : (
          <span class={`confidence ${first.confidence}`}>{words.confidence[first.confidence]}</span>
        )}
        <h3 class="title">{first?.title ?? incident.summary}</h3>
      </div>
      <p class="summary quiet">
        {first === undefined ? null : <code>{first.cause}</code>} {words.times(incident.count)}
        {incident.firstSeen === null ? '' : `, ${incident.firstSeen.replace('T', ' ')}`}
        {first === undefined
          ? ''
          : ` · ${words.impact(first.impact.threat, first.impact.downtime, ...first.impact.minutesToFix)}`}
      </p>
      <Reproduction incident={incident} cause={first} />
    </>
  );
}

/** Where the fault is, what shows it, and what it takes down. */
export function Grounds({ incident }: { readonly incident: DiagnosedIncident }) {
  const [first] = incident.causes;
  // What was played stands above, with both lines.
  const evidence = first?.evidence.filter(({ kind }) => kind !== 'reproduction' || first.reproduced === null) ?? [];
  return (
    <>
      <Picture incident={incident} />
      {evidence.length === 0 ? null : <EvidenceList evidence={evidence} />}
      <Blast radius={incident.blastRadius} />
    </>
  );
}

function Reproduction({
  incident,
  cause,
}: {
  readonly incident: DiagnosedIncident;
  readonly cause: DiagnosedCause | undefined;
}) {
  const session = useSession();
  const { play, played, builds } = useSessionState();
  const reproduced = cause?.reproduced ?? undefined;
  if (builds.length === 0) return <p class="reproduction quiet">{texts.play.none}</p>;
  if (reproduced !== undefined)
    return (
      <div class="reproduction yes">
        <strong>✓ {texts.play.reproduced(reproduced.nginx)}</strong>{' '}
        <small class="quiet">
          {texts.play.worlds(reproduced.worlds.length)}
          {play.state === 'done' ? `, ${texts.play.took((play.took / 1000).toFixed(1))}` : ''}
        </small>
        <dl>
          <dt>{texts.play.yours}</dt>
          <dd>
            <code tabIndex={0}>{withoutTime(incident.line)}</code>
          </dd>
          <dt>{texts.play.its}</dt>
          <dd>
            <code tabIndex={0}>{withoutTime(reproduced.line)}</code>
          </dd>
        </dl>
      </div>
    );
  const running = play.state === 'loading' || play.state === 'playing';
  const pending = cause !== undefined && !played && (running || play.state === 'waiting');
  return (
    <div class={pending ? 'reproduction pending' : 'reproduction'} aria-live="polite">
      {running ? <span class="spin" aria-hidden="true" /> : null}
      <span>{stateInWords(play, played)}</span>
      {running ? (
        <button type="button" onClick={() => session.stop()}>
          {texts.play.stop}
        </button>
      ) : null}
    </div>
  );
}

/** Where two lines are compared, what differs in any case takes room. */
const withoutTime = (line: string): string => line.replace(/^\S+ \S+ (\[\w+\]) \d+#\d+: (?:\*\d+ )?/, '$1 ');

function stateInWords(play: ReturnType<typeof useSessionState>['play'], played: boolean): string {
  switch (play.state) {
    case 'waiting':
      return played ? texts.play.notReproduced : texts.play.waiting;
    case 'loading':
      return texts.play.loading(play.nginx);
    case 'playing':
      return texts.play.playing(play.nginx, play.done, play.total);
    case 'done':
      return texts.play.notReproduced;
    case 'ended':
      return texts.play.ended;
    case 'failed':
      return texts.play.failed(play.why);
  }
}

function EvidenceList({ evidence }: { readonly evidence: readonly Evidence[] }) {
  const session = useSession();
  return (
    <>
      <h4>{words.evidence}</h4>
      <ul class="evidence">
        {evidence.map(({ kind, text, file, line }) => (
          <li key={`${kind} ${file} ${line} ${text}`} class={kind}>
            {text}
            {file === undefined || line === undefined ? null : (
              <>
                {' '}
                <button type="button" class="link" onClick={() => session.goTo(file, line)}>
                  {file}:{line}
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Blast({ radius }: { readonly radius: DiagnosedIncident['blastRadius'] }) {
  const { locations, servers, peers, healthCheckAffected, requests502, requestsTotal, cascade } = radius;
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [words.locations, locations],
    [words.servers, servers],
    [words.peers, peers],
  ];
  return (
    <>
      <h4>{words.takesDown}</h4>
      <dl class="blast">
        {rows
          .filter(([, values]) => values.length > 0)
          .map(([name, values]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{values.join(', ')}</dd>
            </div>
          ))}
      </dl>
      <p class="quiet">
        {requests502 === null ? words.unknownRequests : words.requests(requests502, requestsTotal)}
        {healthCheckAffected ? ` · ${words.health}` : ''}
        {cascade === null ? '' : ` · ${cascade}`}
      </p>
    </>
  );
}
