import { diffLines, diffRows, type Side } from './diff-rows.js';
import { texts } from './texts.js';
import { useSession, useSessionState } from './use-session.js';

const words = texts.fix;
const views = ['unified', 'sideBySide'] as const;

/** A fix's change, as a unified diff or with what was beside what will be. */
export function Diff({ text }: { readonly text: string }) {
  const session = useSession();
  const { diff: chosen } = useSessionState();
  return (
    <div class="diff-views">
      <fieldset class="profiles">
        <legend class="hidden">{words.view}</legend>
        {views.map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={view === chosen}
            onClick={() => session.choose({ diff: view })}
          >
            {words[view]}
          </button>
        ))}
      </fieldset>
      {chosen === 'unified' ? <Unified text={text} /> : <SideBySide text={text} />}
    </div>
  );
}

function Unified({ text }: { readonly text: string }) {
  return (
    <pre class="diff" tabIndex={0}>
      {diffLines(text).map(({ kind, text: line }, index) => (
        <span key={index} class={kind}>
          {line}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

function SideBySide({ text }: { readonly text: string }) {
  return (
    <section class="diff beside" tabIndex={0} aria-label={words.sideBySide}>
      <table>
        <thead class="hidden">
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{words.before}</th>
            <th scope="col">{words.line}</th>
            <th scope="col">{words.after}</th>
          </tr>
        </thead>
        <tbody>
          {diffRows(text).map((row, index) =>
            'head' in row ? (
              <tr key={index} class={row.kind}>
                <td colSpan={4}>{row.head}</td>
              </tr>
            ) : (
              <tr key={index}>
                <Cells side={row.before} kind={row.same ? 'same' : 'removed'} />
                <Cells side={row.after} kind={row.same ? 'same' : 'added'} />
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}

function Cells({ side, kind }: { readonly side: Side | undefined; readonly kind: 'same' | 'added' | 'removed' }) {
  return (
    <>
      <td class="number">{side?.number ?? ''}</td>
      <td class={side === undefined ? 'none' : kind}>
        <code>{side?.text ?? ''}</code>
      </td>
    </>
  );
}
