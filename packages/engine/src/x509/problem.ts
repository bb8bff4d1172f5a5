/** Something in a file of certificates that could not be used, in plain words. */
export interface ReadProblem {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
  /** What programs tell apart: a key that stands there, and a file without any certificate. */
  readonly kind?: 'private-key' | 'no-certificate';
}
