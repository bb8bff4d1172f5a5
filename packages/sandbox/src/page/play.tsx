import { isAsWished, isAttacker, type UpstreamPlay, type WorldFile } from '@stackengine/engine';
import { downloaded } from './clipboard.js';
import { texts } from './texts.js';

const words = texts.trial;

/** What came of one kind of upstream, request by request. */
export function Play({
  play: { upstream, hop, requests, problem, sameLine, world, nginx },
  time,
}: {
  readonly play: UpstreamPlay;
  /** ISO 8601, when it was played. */
  readonly time: string;
}) {
  return (
    <section class="play">
      <h4>
        nginx {nginx}, {upstream === 'faultless' ? words.faultless : upstream}, {time.slice(0, 10)}
        {hop === null ? '' : `, ${hop.file}:${hop.line}`}
      </h4>
      {problem === null ? null : <p class="bad">{problem}</p>}
      {requests.map(({ request, host, status, errorLog, seen }) => (
        <div key={`${request} ${host} ${status}`}>
          <p>
            <code>
              {request} {host}
            </code>{' '}
            <strong class={isAsWished(upstream, { status }) ? 'good' : 'bad'}>
              {status === null ? words.none : `${words.status} ${status}`}
            </strong>{' '}
            {isAttacker(upstream) && status !== null ? (status < 400 ? words.getsThrough : words.refused) : ''}
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
          onClick={() => {
            const file: WorldFile = { schema: 'stackengine/world@1', nginx, time, world };
            downloaded('world.json', `${JSON.stringify(file, undefined, 2)}\n`, 'application/json');
          }}
        >
          {words.save}
        </button>
      )}
    </section>
  );
}
