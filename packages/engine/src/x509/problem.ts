/** Something in a file of certificates that could not be used, in plain words. */
export interface ReadProblem {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
  /** What programs tell apart: a key that stands there, a file without any certificate, and what was one and can't be read. */
  readonly kind?: 'private-key' | 'no-certificate' | 'damaged';
}
