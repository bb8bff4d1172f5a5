import { isAttacker, type UpstreamKind, type UpstreamPlay } from '@stackengine/engine';
import { useEffect, useState } from 'preact/hooks';
import { Play } from './play.js';
import type { State } from './state.js';
import { texts } from './texts.js';
import { useSession, useSessionState } from './use-session.js';

const words = texts.trial;
const ownWorld = 'world';

/** Any kind of upstream, any request, on any day: what nginx does with the configuration as it stands. */
export function TryIt() {
  const session = useSession();
  const { builds, answer, world, documents } = useSessionState();
  const [open, setOpen] = useState(false);
  const [kinds, setKinds] = useState<readonly UpstreamKind[]>([]);
  const [chosen, setUpstream] = useState('faultless');
  const [request, setRequest] = useState('');
  const [host, setHost] = useState('');
  const [day, setDay] = useState('');
  const [plays, setPlays] = useState<
    { readonly all: readonly UpstreamPlay[]; readonly time: string } | 'playing' | undefined
  >(undefined);
  const [fault, setFault] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (open && kinds.length === 0) session.kinds().then(setKinds, () => undefined);
  }, [open, kinds, session]);
  useEffect(() => {
    if (world === undefined) return;
    setOpen(true);
    setUpstream(ownWorld);
    setPlays(undefined);
  }, [world]);
  if (builds.length === 0 || answer === undefined || !hasConfiguration(documents)) return null;
  const upstream = chosen === ownWorld && world === undefined ? 'faultless' : chosen;
  const isWorld = upstream === ownWorld;
  const play = async () => {
    setPlays('playing');
    setFault(undefined);
    try {
      const own = isWorld ? world : undefined;
      const time = day === '' ? (own?.file.time ?? new Date().toISOString()) : new Date(day).toISOString();
      setPlays({ all: await session.try({ upstream: own ?? upstream, request, host, day }), time });
    } catch (error) {
      setPlays(undefined);
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  const onEnter = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') void play();
  };
  return (
    <details class="trial" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
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
            {world === undefined ? null : <option value={ownWorld}>{words.world(world.name)}</option>}
            <option value="faultless">{words.faultless}</option>
            {documents.some(({ role, content }) => role === 'certificate' && content !== '') ? (
              <option value="given-chain">{words.givenChain}</option>
            ) : null}
            <optgroup label={words.attackers}>
              {kinds
                .filter(({ id }) => isAttacker(id))
                .map(({ id }) => (
                  <option key={id} value={id}>
                    {id}
                  </option>
                ))}
            </optgroup>
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
            value={isWorld ? '' : request}
            disabled={isWorld}
            placeholder={isWorld ? words.worldsOwn : words.placeholder}
            spellcheck={false}
            onInput={({ currentTarget }) => setRequest(currentTarget.value)}
            onKeyDown={onEnter}
          />
        </div>
        <div>
          <label for="trial-host">{words.host}</label>
          <input
            id="trial-host"
            value={isWorld ? '' : host}
            disabled={isWorld}
            spellcheck={false}
            onInput={({ currentTarget }) => setHost(currentTarget.value)}
            onKeyDown={onEnter}
          />
        </div>
        <div>
          <label for="trial-day">{words.day}</label>
          <input
            id="trial-day"
            type="date"
            value={day}
            min="1990-01-01"
            max="2099-12-31"
            aria-describedby="trial-dates"
            onInput={({ currentTarget }) => setDay(currentTarget.value)}
          />
        </div>
        <button type="button" class="main" disabled={plays === 'playing'} onClick={() => void play()}>
          {words.play}
        </button>
      </div>
      <p id="trial-dates" class="quiet">
        {words.dates}
      </p>
      <div aria-live="polite">
        {fault === undefined ? null : <p class="bad">{fault}</p>}
        {plays === 'playing' ? <p class="quiet">{words.playing}</p> : null}
        {plays === undefined || plays === 'playing' ? null : plays.all.length === 0 ? (
          <p class="bad">{words.nothing}</p>
        ) : (
          plays.all.map((one) => (
            <Play key={`${one.upstream} ${one.hop?.file} ${one.hop?.line}`} play={one} time={plays.time} />
          ))
        )}
      </div>
    </details>
  );
}

const hasConfiguration = (documents: State['documents']): boolean =>
  documents.some(({ role, content }) => role === 'configuration' && content !== '');

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
