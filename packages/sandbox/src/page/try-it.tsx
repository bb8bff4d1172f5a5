import type { UpstreamKind, UpstreamPlay } from '@stackengine/engine';
import { useEffect, useState } from 'preact/hooks';
import { downloaded } from './clipboard.js';
import { texts } from './texts.js';
import { useSession, useSessionState } from './use-session.js';

const words = texts.trial;

/** Any kind of upstream, any request: what nginx does with the configuration as it stands. */
export function TryIt() {
  const session = useSession();
  const { builds, answer } = useSessionState();
  const [open, setOpen] = useState(false);
  const [kinds, setKinds] = useState<readonly UpstreamKind[]>([]);
  const [upstream, setUpstream] = useState('faultless');
  const [request, setRequest] = useState('');
  const [host, setHost] = useState('');
  const [plays, setPlays] = useState<readonly UpstreamPlay[] | 'playing' | undefined>(undefined);
  const [fault, setFault] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (open && kinds.length === 0) session.kinds().then(setKinds, () => undefined);
  }, [open, kinds, session]);
  if (builds.length === 0 || answer === undefined) return null;
  const play = async () => {
    setPlays('playing');
    setFault(undefined);
    try {
      setPlays(await session.try({ upstream, request, host }));
    } catch (error) {
      setPlays(undefined);
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  const onEnter = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') void play();
  };
  return (
    <details class="trial" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.heading}</summary>
      {/* No form: the frame's sandbox lets none be submitted, not even to a script. */}
      <div class="fields">
        <div>
          <label for="trial-upstream">{words.upstream}</label>
          <select
            id="trial-upstream"
            value={upstream}
            onChange={({ currentTarget }) => setUpstream(currentTarget.value)}
          >
            <option value="faultless">{words.faultless}</option>
            {causesOf(kinds).map(([cause, own]) => (
              <optgroup key={cause} label={`${cause}: ${own[0]?.title ?? ''}`}>
                {own.map(({ id }) => (
                  <option key={id} value={id}>
                    {id}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </div>
        <div>
          <label for="trial-request">{words.request}</label>
          <input
            id="trial-request"
            value={request}
            placeholder={words.placeholder}
            spellcheck={false}
            onInput={({ currentTarget }) => setRequest(currentTarget.value)}
            onKeyDown={onEnter}
          />
        </div>
        <div>
          <label for="trial-host">{words.host}</label>
          <input
            id="trial-host"
            value={host}
            spellcheck={false}
            onInput={({ currentTarget }) => setHost(currentTarget.value)}
            onKeyDown={onEnter}
          />
        </div>
        <button type="button" class="main" disabled={plays === 'playing'} onClick={() => void play()}>
          {words.play}
        </button>
      </div>
      <div aria-live="polite">
        {fault === undefined ? null : <p class="bad">{fault}</p>}
        {plays === 'playing' ? <p class="quiet">{words.playing}</p> : null}
        {plays === undefined || plays === 'playing'
          ? null
          : plays.map((one) => <Play key={`${one.upstream} ${one.hop?.file} ${one.hop?.line}`} play={one} />)}
      </div>
    </details>
  );
}

/** The kinds of each cause, in their order. */
function causesOf(kinds: readonly UpstreamKind[]): readonly (readonly [string, readonly UpstreamKind[]])[] {
  const causes = new Map<string, UpstreamKind[]>();
  for (const kind of kinds) {
    if (kind.cause === undefined) continue;
    const own = causes.get(kind.cause);
    if (own === undefined) causes.set(kind.cause, [kind]);
    else own.push(kind);
  }
  return [...causes];
}

function Play({ play: { upstream, hop, requests, problem, sameLine, world, nginx } }: { readonly play: UpstreamPlay }) {
  return (
    <section class="play">
      <h4>
        nginx {nginx}, {upstream}
        {hop === null ? '' : `, ${hop.file}:${hop.line}`}
      </h4>
      {problem === null ? null : <p class="bad">{problem}</p>}
      {requests.map(({ request, host, status, errorLog, seen }) => (
        <div key={`${request} ${host} ${status}`}>
          <p>
            <code>
              {request} {host}
            </code>{' '}
            <strong class={status !== null && status < 400 ? 'good' : 'bad'}>
              {status === null ? words.none : `${words.status} ${status}`}
            </strong>{' '}
            {sameLine === null ? null : <span class="quiet">{sameLine ? words.same : words.other}</span>}
          </p>
          <pre tabIndex={0}>{errorLog.trim() === '' ? words.empty : errorLog.trim()}</pre>
          {seen.map(({ upstream: address, serverName, tls }) => (
            <p key={address} class="quiet">
              {words.seen}: {address}, {words.sni(serverName)}
              {tls === null ? '' : `, ${tls}`}
            </p>
          ))}
        </div>
      ))}
      {world === undefined ? null : (
        <button
          type="button"
          onClick={() => downloaded('world.json', `${JSON.stringify(world, undefined, 2)}\n`, 'application/json')}
        >
          {words.save}
        </button>
      )}
    </section>
  );
}
