import { setFlagsFromString } from 'node:v8';
import { collectAfterWork } from '../collect-after-work.ts';
import { answerPings } from '../ping-answers.ts';
import { openServiceLog } from '../service-log.ts';
import { startContentStore } from './server.ts';
import { readSettings } from './settings.ts';

// Bytes that pass through have V8 collect many times a second, and the little that lives here is marked in less time than threads take
// to begin.
setFlagsFromString('--no-concurrent-marking');

const log = openServiceLog({ name: 'content-store' });

/** The process `content-store`: prints one line of JSON when it listens, and ends with its parent or on a signal. */
async function main(): Promise<void> {
  // Whatever is stored is this account's alone.
  process.umask(0o077);
  const store = await startContentStore({
    ...readSettings(process.env),
    onFault: (error, faultId) => log.error({ faultId, err: error }, 'request failed'),
  });
  const stop = (): void => {
    void store.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  answerPings();
  collectAfterWork();
  process.stdout.write(`${JSON.stringify({ ready: true, port: store.port })}\n`);
}

main().catch((error: unknown) => {
  log.fatal({ err: error }, error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
