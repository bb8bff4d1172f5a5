/** Bad usage or an input that can't be read: the message says which file and what to do; the exit code is 2. */
export class Refusal extends Error {}

/** What the operating system says of a path, in words. */
export function refusalFor(path: string, error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'no permission to read it',
    EPERM: 'not permitted',
    EISDIR: 'it is a directory, a file is needed',
    ENOTDIR: 'a part of the path is not a directory',
    ELOOP: 'its symbolic links go in circles',
    EMFILE: 'too many files are open',
    ENAMETOOLONG: 'the path is too long',
    ERR_INVALID_ARG_VALUE: 'this is no path',
    Z_DATA_ERROR: 'the gzip data is damaged',
    Z_BUF_ERROR: 'the gzip data ends early; the file is cut off',
  };
  const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return new Refusal(`${path}: ${reason}`);
}
