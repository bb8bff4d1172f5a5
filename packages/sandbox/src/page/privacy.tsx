import { useState } from 'preact/hooks';
import type { PageFacts } from './app.js';
import { type Attempted, attempts } from './attempts.js';
import { Dialog } from './dialog.js';
import { texts } from './texts.js';

const words = texts.privacy;

/** What is enforced, by whom, and how to see it. */
export function Privacy({ facts, close }: { readonly facts: PageFacts; readonly close: () => void }) {
  const [tried, setTried] = useState<readonly Attempted[] | 'trying' | undefined>(undefined);
  const attempt = async () => {
    setTried('trying');
    setTried(await attempts(facts.address));
  };
  return (
    <Dialog title={words.title} close={close}>
      <ul>
        {words.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{words.residual}</p>
      <p>
        <button type="button" class="main" onClick={() => void attempt()}>
          {words.check}
        </button>{' '}
        {tried === 'trying' ? words.checking : null}
      </p>
      <div aria-live="polite">
        {tried === undefined || tried === 'trying' ? null : (
          <table>
            <tbody>
              {tried.map(({ what, outcome }) => (
                <tr key={what}>
                  <th scope="row">{words.results[what]}</th>
                  <td class={outcome === 'allowed' ? 'bad' : 'good'}>{words[outcome]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {facts.edition === '' ? null : (
        <p class="quiet">
          {words.edition}: <code>{facts.edition}</code>
        </p>
      )}
      <p class="quiet">{words.how}</p>
    </Dialog>
  );
}
