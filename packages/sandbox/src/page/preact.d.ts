import 'preact';

declare module 'preact' {
  interface HTMLAttributes {
    /** Of an input for files: folders are chosen (https://wicg.github.io/entries-api/). */
    webkitdirectory?: boolean;
  }
}
