import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';

const DemoDefaults = z.object({ community: z.string().transform((text) => parseOrganizationId(text)) });
export type DemoDefaults = z.infer<typeof DemoDefaults>;

export function demoDefaultsPath(dataDir: string): string {
  return join(dataDir, 'demo-accounts', 'defaults.json');
}

/** What the demo data of a platform on this machine stands for; null without one. */
export async function readDemoDefaults(env: NodeJS.ProcessEnv): Promise<DemoDefaults | null> {
  try {
    return DemoDefaults.parse(
      JSON.parse(await readFile(demoDefaultsPath(env['LANRAN_DATA_DIR'] ?? '.lanran'), 'utf8')),
    );
  } catch {
    return null;
  }
}
