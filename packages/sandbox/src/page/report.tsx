import { useEffect, useState } from 'preact/hooks';
import { copied, downloaded } from './clipboard.js';
import { Dialog } from './dialog.js';
import { texts } from './texts.js';
import { useSession } from './use-session.js';

const words = texts.report;

export function Report({ close }: { readonly close: () => void }) {
  const session = useSession();
  const [redacted, setRedacted] = useState(true);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const [shown, setShown] = useState<string | undefined>(undefined);
  useEffect(() => {
    setShown(undefined);
    session
      .report('markdown', redacted)
      .then(setShown, (error: unknown) => setFault(error instanceof Error ? error.message : String(error)));
  }, [redacted, session]);
  const give = (format: 'markdown' | 'html', then: (text: string) => void | Promise<void>) => async () => {
    try {
      await then(await session.report(format, redacted));
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  const copy = give('markdown', async (text) =>
    session.say((await copied(text)) ? texts.fix.copied : texts.fix.notCopied),
  );
  const save = give('html', (text) => downloaded('stackengine-report.html', text, 'text/html'));
  return (
    <Dialog title={words.title} close={close}>
      <p>
        <label>
          <input type="checkbox" checked={redacted} onChange={() => setRedacted(!redacted)} /> {words.redacted}
        </label>
      </p>
      {fault === undefined ? null : <p class="bad">{fault}</p>}
      <p class="actions">
        <button type="button" class="main" onClick={() => void copy()}>
          {words.markdown}
        </button>
        <button type="button" onClick={() => void save()}>
          {words.html}
        </button>
        <button type="button" onClick={() => print()}>
          {words.print}
        </button>
      </p>
      {shown === undefined ? null : (
        <pre class="preview" tabIndex={0}>
          {shown}
        </pre>
      )}
    </Dialog>
  );
}
