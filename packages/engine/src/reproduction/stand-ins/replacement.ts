/** Something of the user's configuration that the world has in another form: it can change the answer. */
export interface Replacement {
  /** The directive with its arguments as written, shortened; or the name of what was added. */
  readonly what: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly why: string;
}

/** What becomes of one directive: it goes, or gets other arguments. */
export type Treatment =
  | { readonly act: 'set aside'; readonly why: string }
  /** Nobody has to hear of it where `why` is undefined. */
  | { readonly act: 'change'; readonly args: readonly string[]; readonly why: string | undefined }
  /** An `include` that names its files one by one. */
  | { readonly act: 'include'; readonly paths: readonly string[] };
