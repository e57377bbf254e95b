/** The index does not answer, or can't be read; nothing but searching is affected. */
export class IndexUnavailableError extends Error {
  override readonly name = 'IndexUnavailableError';
}
