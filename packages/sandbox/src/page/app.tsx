import { useEffect, useState } from 'preact/hooks';
import { Answer } from './answer.js';
import { Drop } from './drop.js';
import type { LoadedEditor } from './editor.js';
import { Fault } from './fault.js';
import { Header } from './header.js';
import { Inputs } from './inputs.js';
import { Privacy } from './privacy.js';
import { Report } from './report.js';
import { Share } from './share.js';
import { texts } from './texts.js';
import { useSession, useSessionState } from './use-session.js';

export type Dialog = 'privacy' | 'share' | 'report' | undefined;

/** What the shell told of the page. */
export interface PageFacts {
  readonly address: string;
  readonly edition: string;
}

export function App({ facts, editor }: { readonly facts: PageFacts; readonly editor: () => Promise<LoadedEditor> }) {
  const session = useSession();
  const { said, fault } = useSessionState();
  const [dialog, setDialog] = useState<Dialog>(undefined);
  useEffect(() => {
    if (said === undefined) return undefined;
    const timer = setTimeout(() => session.say(undefined), 4000);
    return () => clearTimeout(timer);
  }, [said, session]);
  const close = () => setDialog(undefined);
  return (
    <div class="page">
      <button type="button" class="skip" onClick={() => document.getElementById('answer')?.focus()}>
        {texts.skip}
      </button>
      <Header open={setDialog} />
      <main>
        <ToAnswer />
        <Inputs editor={editor} />
        <Answer />
      </main>
      {fault === undefined ? null : <Fault fault={fault} edition={facts.edition} />}
      <output class="said" aria-live="polite">
        {said ?? ''}
      </output>
      <Drop />
      {dialog === 'privacy' ? <Privacy facts={facts} close={close} /> : null}
      {dialog === 'share' ? <Share address={facts.address} close={close} /> : null}
      {dialog === 'report' ? <Report close={close} /> : null}
    </div>
  );
}

/** Where the answer stands below the inputs, what it says leads to it. */
function ToAnswer() {
  const { answer } = useSessionState();
  const [first] = answer?.diagnosis.incidents ?? [];
  return (
    <button type="button" class="to-answer" onClick={() => document.getElementById('answer')?.focus()}>
      <span>{first?.causes[0]?.title ?? first?.summary ?? texts.answer.heading}</span> <span aria-hidden="true">↓</span>
    </button>
  );
}
