import { Proven } from './fix.js';
import type { State } from './state.js';
import { texts } from './texts.js';
import { useSessionState } from './use-session.js';

const words = texts.applied;

/** What came of a fix that was applied, in the place of what the older log says. */
export function Applied({ applied: { incident, fix } }: { readonly applied: NonNullable<State['applied']> }) {
  const { answers } = useSessionState();
  const files = (['ca-path', 'client-certificate', 'client-key'] as const).flatMap((id) => {
    const path = answers[id];
    return path !== undefined && fix.diff.includes(path) ? [path] : [];
  });
  return (
    <>
      <div class="headline">
        <h3 class="title">{words.title(incident.causes[0]?.title ?? incident.summary)}</h3>
      </div>
      <p class="quiet">{words.older}</p>
      {fix.proof === null ? (
        <p class="bad">{texts.fix.unproven}</p>
      ) : (
        <Proven proof={fix.proof} profile={fix.profile} />
      )}
      {fix.profile === 'development' ? (
        <p class="bad">{words.unverified}</p>
      ) : (
        <>
          <h3>{words.left}</h3>
          <ul>
            {files.map((path) => (
              <li key={path}>{words.file(path)}</li>
            ))}
            <li>
              {words.reload}
              <pre tabIndex={0}>nginx -t && nginx -s reload</pre>
            </li>
          </ul>
        </>
      )}
    </>
  );
}
