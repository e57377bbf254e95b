/** Keeps secrets that have to be read again. */
export interface SecretSeal {
  seal(secret: string): string;
  /** Null when it was sealed with a key that is not there any more. */
  open(sealed: string): string | null;
}
