import { backUp } from './backup.ts';

/* A backup as a process of its own, for the platform: DATA_DIR, OUT and, to encrypt it, RECIPIENT; tells its parent `{progress}` and `{error}`. */

const TELL_EVERY = 0.01;

async function main(): Promise<void> {
  const { DATA_DIR: dataDir, OUT: out, RECIPIENT: recipient = '' } = process.env;
  if (dataDir === undefined || out === undefined) throw new Error('Set DATA_DIR and OUT.');
  let told = 0;
  await backUp({
    dataDir,
    out,
    recipient: recipient === '' ? null : recipient,
    onProgress: (progress) => {
      if (progress - told < TELL_EVERY) return;
      told = progress;
      process.send?.({ progress });
    },
  });
}

// Nobody waits for it without the platform. `process.exit` may wait for LMDB's threads, which may wait for this one.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
main().then(
  () => process.exit(0),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.send?.({ error: message }, () => process.exit(1));
  },
);
