import { texts } from './texts.js';
import { useSession, useSessionState } from './use-session.js';

const words = texts.test;

/** What `nginx -t` says, and by which version. */
export function TestResult() {
  const session = useSession();
  const { test, builds, nginx, answer } = useSessionState();
  // Its place is kept: what comes later moves nothing.
  if (builds.length === 0) return <div class="nginx-test" />;
  return (
    <div class="nginx-test">
      <div aria-live="polite" class={test.stale ? 'stale' : ''}>
        <Verdict />
      </div>
      <label>
        <span class="hidden">{texts.play.version}</span>
        <select
          value={nginx ?? ''}
          onChange={({ currentTarget }) =>
            session.version(currentTarget.value === '' ? undefined : currentTarget.value)
          }
        >
          <option value="">
            {texts.play.fitting}
            {answer?.builds[0] === undefined ? '' : ` (${answer.builds[0]})`}
          </option>
          {builds.map((build) => (
            <option key={build.nginx} value={build.nginx}>
              {build.nginx}, OpenSSL {build.openssl.split('-')[0]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Verdict() {
  const session = useSession();
  const {
    test: { answer, stale },
  } = useSessionState();
  if (answer === undefined) return <span class="quiet">{words.waiting}</span>;
  const { tested, nginx, problem } = answer;
  if (problem !== undefined)
    return (
      <span class="bad">
        {words.problem(/memory access|stack|out of bounds|unreachable/i.test(problem) ? words.tooDeep : problem)}
      </span>
    );
  if (tested === undefined) return <span class="quiet">{words.nothing}</span>;
  const { ok, messages, setAside, standIns = [] } = tested;
  const asides = [
    ...(setAside.length > 0 ? [words.setAside(setAside.length)] : []),
    ...(standIns.length > 0 ? [words.standIns(standIns.length)] : []),
  ];
  return (
    <>
      <strong class={ok ? 'good' : 'bad'}>
        {ok ? '✓ ' : '✗ '}
        {ok ? words.good(nginx) : words.refused(nginx)}
      </strong>
      <span class="quiet"> {stale ? words.stale : words.took(answer.took.toFixed(0))}</span>
      {messages.length === 0 ? null : (
        <ul>
          {messages.slice(0, 5).map(({ level, text, file, line }) => (
            <li key={`${file}:${line}:${text}`}>
              {file === undefined || line === undefined ? null : (
                <button type="button" class="link" onClick={() => session.goTo(file, line)}>
                  {file}:{line}
                </button>
              )}{' '}
              [{level}] {text}
            </li>
          ))}
        </ul>
      )}
      {asides.length === 0 ? null : (
        <details>
          <summary>{asides.join('; ')}</summary>
          <ul>
            {[...setAside, ...standIns].map((each) => (
              <li key={each}>
                <code>{each}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
