import { chmodSync, mkdirSync, statSync } from 'node:fs';

/** Of a directory's mode: what other accounts may, and that anybody may put files into it, as into /tmp. */
const OTHERS = 0o077;
const STICKY = 0o1000;

/**
 * Makes the directory where it is missing, whatever the umask is, and takes it from other accounts where it is open to
 * them. @returns `PRIVATE` if it was not, `CLOSED` if it is so no longer, `OPEN` if it can't be closed: it is another
 * account's, it is shared as /tmp is, or its file system keeps no modes
 */
export function closeDirectory(directory: string): 'PRIVATE' | 'CLOSED' | 'OPEN' {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (!isOpen(directory)) return 'PRIVATE';
  if ((statSync(directory).mode & STICKY) !== 0) return 'OPEN';
  try {
    chmodSync(directory, 0o700);
  } catch {
    return 'OPEN';
  }
  return isOpen(directory) ? 'OPEN' : 'CLOSED';
}

function isOpen(directory: string): boolean {
  return (statSync(directory).mode & OTHERS) !== 0;
}
