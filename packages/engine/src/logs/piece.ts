/**
 * A part of a log: text, cut anywhere; one line that stands for many of its kind; or what was passed over, since no line of it tells
 * anything of an upstream. `@stackengine/scan` makes such pieces.
 */
export type LogPiece =
  | { readonly text: string; readonly stands?: number }
  | {
      readonly skipped: {
        readonly lines: number;
        /** UTF-16 units, line ends included. */
        readonly units: number;
        /** Records of nginx's error log. */
        readonly records: number;
        /** Requests that name no upstream. */
        readonly requests: number;
      };
    };
