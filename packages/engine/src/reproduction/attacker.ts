const prefix = 'attacker';

/** The id by which a user calls an attacker of the cast: `attacker/own-root-same-subjects`. */
export const attackerId = (name: string): string => `${prefix}/${name.toLowerCase().replace(/[^a-z]+/g, '-')}`;

/** Whether a kind of upstream is an attacker: then an answer of 200 is the fault. */
export const isAttacker = (kind: string): boolean => kind.startsWith(`${prefix}/`);

/** Whether a request came out well: an answer below 400, and of an attacker none. */
export const isAsWished = (kind: string, { status }: { readonly status: number | null }): boolean =>
  status !== null && status < 400 !== isAttacker(kind);
