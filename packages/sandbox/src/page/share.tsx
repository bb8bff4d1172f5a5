import { placeholderKinds } from '@stackengine/engine';
import { useEffect, useState } from 'preact/hooks';
import type { Preview } from '../protocol.js';
import { copied } from './clipboard.js';
import { Dialog } from './dialog.js';
import { fragmentOf } from './link.js';
import { texts } from './texts.js';
import { useSession } from './use-session.js';

const words = texts.share;

/** A link with exactly what is shown here. */
export function Share({ address, close }: { readonly address: string; readonly close: () => void }) {
  const session = useSession();
  const [accepted, setAccepted] = useState<readonly string[]>([]);
  const [preview, setPreview] = useState<Preview | undefined>(undefined);
  const [link, setLink] = useState('');
  const [fault, setFault] = useState<string | undefined>(undefined);
  useEffect(() => {
    session.share(accepted).then(
      async (made) => {
        setPreview(made);
        setLink(made.state === 'clear' ? `${address}#${await fragmentOf(made.text)}` : '');
      },
      (error: unknown) => setFault(error instanceof Error ? error.message : String(error)),
    );
  }, [accepted, address, session]);
  return (
    <Dialog title={words.title} close={close}>
      <p>{words.intro}</p>
      {fault === undefined ? null : <p class="bad">{fault}</p>}
      {preview === undefined ? (
        <p>{fault === undefined ? words.making : ''}</p>
      ) : (
        <Shown preview={preview} accepted={accepted} accept={setAccepted} />
      )}
      {link === '' ? null : (
        <p>
          <button
            type="button"
            class="main"
            onClick={async () => session.say((await copied(link)) ? texts.fix.copied : texts.fix.notCopied)}
          >
            {words.copy}
          </button>{' '}
          <span class="quiet">
            {words.size(link.length)}
            {isLocal(address) ? ` · ${words.local}` : ''}
          </span>
        </p>
      )}
      {link === '' ? null : <input class="link-text" readOnly value={link} aria-label={words.title} />}
    </Dialog>
  );
}

const isLocal = (address: string): boolean => /^(?:file:|https?:\/\/(?:localhost|127\.|\[::1\]))/.test(address);

interface ShownProps {
  readonly preview: Preview;
  readonly accepted: readonly string[];
  readonly accept: (words: readonly string[]) => void;
}

function Shown({ preview: { state, counts, leftovers, files }, accepted, accept }: ShownProps) {
  return (
    <>
      {state === 'clear' ? (
        <p class="good">{words.clear(counts.length)}</p>
      ) : (
        <>
          <p class="bad">{leftovers.some(({ certainty }) => certainty === 'known') ? words.known : words.held}</p>
          <ul>
            {leftovers.map(({ words: held, reason, certainty, start }) => (
              <li key={start}>
                <label>
                  <input
                    type="checkbox"
                    disabled={certainty === 'known'}
                    checked={accepted.includes(held)}
                    onChange={() => accept([...accepted, held])}
                  />{' '}
                  <code>{held}</code> <span class="quiet">{reason}</span>
                </label>
              </li>
            ))}
          </ul>
        </>
      )}
      {files.map(({ name, runs }) => (
        <details key={name} open={files.length < 3}>
          <summary>{name}</summary>
          <pre class="preview" tabIndex={0}>
            {runs.map(({ text, finding }, index) =>
              finding === undefined ? (
                text
              ) : (
                <mark key={index} title={`${words.stands} ${placeholderKinds[finding.kind]}`}>
                  {text}
                </mark>
              ),
            )}
          </pre>
        </details>
      ))}
    </>
  );
}
