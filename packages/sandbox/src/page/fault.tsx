import { copied } from './clipboard.js';
import type { State } from './state.js';
import { texts } from './texts.js';
import { useSession } from './use-session.js';

interface Props {
  readonly fault: NonNullable<State['fault']>;
  readonly edition: string;
}

/** A fault of ours; what the user gave is untouched. */
export function Fault({ fault: { why }, edition }: Props) {
  const session = useSession();
  const copy = async () => {
    try {
      session.say((await copied(await session.faultReport(edition))) ? texts.fix.copied : texts.fix.notCopied);
    } catch {
      // What redaction breaks on is not to be shown to anybody.
      session.say(texts.fault.notRedacted);
    }
  };
  return (
    <div class="fault" role="alert">
      <strong>{texts.fault.title}</strong>
      <p>{texts.fault.text}</p>
      <pre tabIndex={0}>{why}</pre>
      <p class="actions">
        <button type="button" class="main" onClick={() => void copy()}>
          {texts.fault.copy}
        </button>
        <button type="button" onClick={() => session.dismissFault()}>
          {texts.close}
        </button>
      </p>
    </div>
  );
}
