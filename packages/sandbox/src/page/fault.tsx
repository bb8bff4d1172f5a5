import { texts } from './texts.js';
import { useSession } from './use-session.js';

/** A fault of ours; what the user gave is untouched. */
export function Fault({ why }: { readonly why: string }) {
  const session = useSession();
  return (
    <div class="fault" role="alert">
      <strong>{texts.fault.title}</strong>
      <p>{texts.fault.text}</p>
      <pre tabIndex={0}>{why}</pre>
      <button type="button" onClick={() => session.say(undefined)}>
        {texts.close}
      </button>
    </div>
  );
}
