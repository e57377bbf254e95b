import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** By the sources that it was built of: what processes of one platform compare. */
export function programVersion(): string {
  const stamp = fileURLToPath(new URL('./sources.sha256', import.meta.url));
  return existsSync(stamp) ? readFileSync(stamp, 'utf8').slice(0, 16) : 'unbuilt';
}
