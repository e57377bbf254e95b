import { ClientError, reasonOf, UnreachableError } from '@lanran/sdk/kernel/errors';
import { seedDemo } from './seed.ts';

/*
 * The demo data as a process of its own, so that the memory its drawings take ends with it.
 * Environment: LANRAN_API, LANRAN_PUBLIC_URL, LANRAN_DATA_DIR.
 */
const {
  LANRAN_API: apiUrl = '',
  LANRAN_PUBLIC_URL: publicUrl = apiUrl,
  LANRAN_DATA_DIR: dataDir = '',
} = process.env;

process.once('disconnect', () => process.exit(1));
seedDemo({ apiUrl, publicUrl, dataDir, say: (line) => process.stdout.write(`${line}\n`) }).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`demo data: ${textOf(error)}\n`);
    process.exit(1);
  },
);

/** What the platform says is for people; anything else shows where it comes from. */
function textOf(error: unknown): string {
  if (error instanceof UnreachableError) return `The platform stopped answering (${reasonOf(error)}).`;
  if (error instanceof ClientError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
