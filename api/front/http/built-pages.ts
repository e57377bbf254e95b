import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Written by scripts/build-web.mjs. */
const FILE = '.pages.json';

const BuiltPage = z.object({
  /** The name of its main query, what it asks, and the variables that every address shares. */
  operation: z.string(),
  query: z.string(),
  variables: z.record(z.string(), z.unknown()),
  /** Files that the page needs beside the client's own. */
  scripts: z.array(z.string()),
  styles: z.array(z.string()),
  /** For Latin letters. */
  fonts: z.array(z.string()),
});
const BuiltPages = z.object({ front: BuiltPage, catalog: BuiltPage, asset: BuiltPage, concept: BuiltPage });

export type BuiltPage = z.infer<typeof BuiltPage>;
export type BuiltPages = z.infer<typeof BuiltPages>;

/** What the client's build says of the pages that carry their first answer; null where it says nothing. */
export function readBuiltPages(webDir: string | null): BuiltPages | null {
  if (webDir === null) return null;
  const path = join(webDir, FILE);
  return existsSync(path) ? BuiltPages.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}
