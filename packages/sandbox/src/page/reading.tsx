import { texts } from './texts.js';
import { useSession, useSessionState } from './use-session.js';

/** How far a large log is read, and a way to leave it out. */
export function Reading() {
  const session = useSession();
  const { reading } = useSessionState();
  if (reading === undefined) return null;
  const { name, share } = reading;
  return (
    <div class="reading">
      <label>
        {texts.reading.what(name)} <progress {...(share === 0 ? {} : { value: share })} />
      </label>
      <button type="button" onClick={() => session.leaveOut(name)}>
        {texts.reading.leaveOut}
      </button>
    </div>
  );
}
