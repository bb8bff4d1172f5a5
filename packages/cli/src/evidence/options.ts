/** The inputs that `diagnose` and `fix` share, as the command line gives them. */
export interface EvidenceOptions {
  readonly log?: readonly string[];
  readonly config?: readonly string[];
  readonly accessLog?: readonly string[];
  readonly chain?: readonly string[];
  readonly trusted?: readonly string[];
  readonly crl?: readonly string[];
  readonly env?: 'production' | 'development';
  readonly quiet?: boolean;
}
