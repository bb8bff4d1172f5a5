/** A build of nginx that the site has. */
export interface OfferedBuild {
  readonly nginx: string;
  readonly openssl: string;
  readonly isDefault: boolean;
}

/** Parts of the site that come after the first view; nobody can ask for anything else. */
export type PartName = 'worker' | 'editor' | 'scan' | `nginx-${string}`;

/** What the shell tells the analyser, with a port to ask for parts. It holds nothing of the user's but the link that was opened. */
export interface Welcome {
  /** The address of the page without its fragment, to make links. */
  readonly address: string;
  /** What stands behind the `#`: a shared incident, or the id of a cause. */
  readonly fragment: string;
  readonly builds: readonly OfferedBuild[];
  /** SHA-256 over the parts of the site, in hex. */
  readonly edition: string;
}

/** The analyser asks for a part. */
export interface PartWanted {
  readonly want: PartName;
}

/** Its bytes, as they lie on the site: perhaps compressed with gzip. */
export type Part =
  | { readonly part: PartName; readonly bytes: ArrayBuffer }
  | { readonly part: PartName; readonly missing: string };

/** The first message of the analyser: it listens. */
export const ready = 'stackengine/ready';
