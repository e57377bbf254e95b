import { z } from 'zod';
import { SettingsError } from './errors.ts';
import type { ContentStoreOptions } from './server.ts';

/** Of the process: with the four threads that Node has for files, one sync of many would keep all writes waiting. */
export const PROCESS_ENVIRONMENT = { UV_THREADPOOL_SIZE: '12' };

const environment = z.object({
  DATA_DIR: z.string().min(1),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  IPFS_SHARED_DIR: z.string().min(1).optional(),
  TOKEN: z.string().min(16).optional(),
});

/** Reads the process environment. @throws SettingsError naming each variable that is missing or wrong. */
export function readSettings(variables: NodeJS.ProcessEnv): ContentStoreOptions {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) throw new SettingsError(`Environment: ${z.prettifyError(parsed.error)}`);
  const { DATA_DIR, HOST, PORT, IPFS_SHARED_DIR, TOKEN } = parsed.data;
  return {
    dataDirectory: DATA_DIR,
    host: HOST,
    port: PORT,
    sharedDirectory: IPFS_SHARED_DIR ?? null,
    token: TOKEN ?? null,
  };
}
