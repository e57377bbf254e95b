/** A file that was chosen to go on with is not the one that was begun. */
export class OtherFileError extends Error {
  override readonly name = 'OtherFileError';
  readonly code = 'OTHER_FILE';
  /** What differs: its length, or what is in it. */
  readonly differs: 'SIZE' | 'CONTENT';
  constructor(path: string, differs: 'SIZE' | 'CONTENT') {
    super(`${path} is not the file whose upload was begun. Choose that one, or remove the entry first.`);
    this.differs = differs;
  }
}
