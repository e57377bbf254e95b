import { answerPings } from '../ping-answers.ts';
import { openServiceLog } from '../service-log.ts';
import { type DocumentStore, startDocumentStore } from './server.ts';

const log = openServiceLog({ name: 'document-store' });

function settingsFrom(env: NodeJS.ProcessEnv): { dataDir: string; host: string; port: number } {
  const dataDir = env['DATA_DIR'] ?? '';
  const port = Number(env['PORT'] ?? 0);
  if (dataDir === '') throw new Error('DATA_DIR is not set. Name the directory that holds the documents.');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT is '${env['PORT']}', and has to be 0 to 65535.`);
  return { dataDir, host: env['HOST'] ?? '127.0.0.1', port };
}

function endWith(store: DocumentStore): void {
  const end = () => {
    store.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the store did not close');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.once('disconnect', end);
}

try {
  const store = await startDocumentStore({
    ...settingsFrom(process.env),
    onFault: (error) => log.error({ err: error }, 'fault'),
  });
  endWith(store);
  answerPings();
  process.stdout.write(`${JSON.stringify({ ready: true, port: store.port })}\n`);
} catch (error) {
  log.fatal(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
