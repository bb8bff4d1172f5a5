import type { LogWriter } from '../logs/written-by.js';

/** A build of nginx that plays. */
export interface PlayingBuild {
  /** Versions, as in `1.26.3` and `3.5.7-1~deb13u3`. */
  readonly nginx: string;
  readonly openssl: string;
  readonly isDefault: boolean;
}

/** A version as one number: 1.26.3 is 1,026,003. */
function rank(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.match(/\d+/g)?.map(Number) ?? [];
  return (major * 1000 + minor) * 1000 + patch;
}

/**
 * The build that is most like the nginx which wrote a log: that of the nearest version; where none is known, one whose OpenSSL has the
 * log's words; else the default. Undefined where there are no builds.
 */
export function fittingBuild<Build extends PlayingBuild>(
  builds: readonly Build[],
  { nginx, openssl }: LogWriter,
): Build | undefined {
  const ordered = [...builds].sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  if (nginx !== undefined) {
    const distance = (build: Build): number => Math.abs(rank(build.nginx) - rank(nginx));
    return ordered.sort((a, b) => distance(a) - distance(b))[0];
  }
  const sameWords = ordered.find((build) => rank(build.openssl) >= rank('3.2.0') === (openssl === '3.2 or later'));
  return openssl === undefined ? ordered[0] : (sameWords ?? ordered[0]);
}
