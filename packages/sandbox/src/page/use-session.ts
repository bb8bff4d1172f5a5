import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Session } from './session.js';
import type { State } from './state.js';

export const SessionContext = createContext<Session | undefined>(undefined);

/** The session that the page shows. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('no session is provided');
  return session;
}

/** The state, now and whenever it changes. */
export function useSessionState(): State {
  const session = useSession();
  const [state, setState] = useState(session.state);
  useEffect(() => {
    setState(session.state);
    return session.subscribe(() => setState(session.state));
  }, [session]);
  return state;
}
