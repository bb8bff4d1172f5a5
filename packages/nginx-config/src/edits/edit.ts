/** A change of one range of one file. Half-open, in UTF-16 code units of the file as read. */
export interface Edit {
  readonly file: string;
  readonly range: readonly [number, number];
  readonly text: string;
}
