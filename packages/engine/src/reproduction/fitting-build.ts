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
 * The builds that may be like the nginx which wrote a log, the likeliest first. Its version decides, to the nearest alone; where that is not
 * known those whose OpenSSL has the log's words come first, then the default.
 */
export function fittingBuilds<Build extends PlayingBuild>(
  builds: readonly Build[],
  { nginx, openssl }: LogWriter,
): readonly Build[] {
  const byDefault = builds.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
  if (nginx !== undefined) {
    const distance = (build: Build): number => Math.abs(rank(build.nginx) - rank(nginx));
    return byDefault.sort((a, b) => distance(a) - distance(b)).slice(0, 1);
  }
  const hasWords = (build: Build): boolean =>
    openssl !== undefined && rank(build.openssl) >= rank('3.2.0') === (openssl === '3.2 or later');
  return byDefault.sort((a, b) => Number(hasWords(b)) - Number(hasWords(a)));
}
