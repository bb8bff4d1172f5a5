/** The inputs that `diagnose` and `fix` share, as the command line gives them. */
export interface EvidenceOptions {
  readonly log?: readonly string[];
  readonly config?: readonly string[];
  readonly accessLog?: readonly string[];
  readonly chain?: readonly string[];
  readonly trusted?: readonly string[];
  readonly crl?: readonly string[];
  readonly env?: 'production' | 'development';
  /** False: nothing is played. */
  readonly reproduce?: boolean;
  /** Version of the nginx that plays. */
  readonly nginx?: string;
  readonly quiet?: boolean;
}
