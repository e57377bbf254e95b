import { collectAfterWork } from '../collect-after-work.ts';
import { answerPings } from '../ping-answers.ts';
import { openServiceLog } from '../service-log.ts';
import { type DocumentStore, type DocumentStoreOptions, startDocumentStore } from './server.ts';
import { SOCKET_ENDING } from './socket-place.ts';

const MIN_PASSWORD_LENGTH = 16;

const log = openServiceLog({ name: 'document-store' });

function settingsFrom(env: NodeJS.ProcessEnv): Omit<DocumentStoreOptions, 'onFault'> {
  const dataDir = env['DATA_DIR'] ?? '';
  if (dataDir === '') throw new Error('DATA_DIR is not set. Name the directory that holds the documents.');
  const socketPath = env['SOCKET'];
  if (socketPath === undefined) return { dataDir, tcp: tcpFrom(env) };
  if (!socketPath.endsWith(SOCKET_ENDING))
    throw new Error(`SOCKET is '${socketPath}', and has to end with ${SOCKET_ENDING}.`);
  return { dataDir, socketPath, tcp: tcpFrom(env) };
}

function tcpFrom({ HOST: host, PORT: port, PASSWORD: password = '' }: NodeJS.ProcessEnv) {
  if (port === undefined || port === '') return null;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Error(`PORT is '${port}', and has to be 0 to 65535.`);
  if (password.length < MIN_PASSWORD_LENGTH) {
    throw new Error(
      `PORT opens the documents to every program that reaches it. Set PASSWORD to at least ${MIN_PASSWORD_LENGTH} characters that clients have to know, or leave PORT out and use the socket.`,
    );
  }
  return { host: host ?? '127.0.0.1', port: Number(port), password };
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

async function main(): Promise<void> {
  // The store's files are its account's alone.
  process.umask(0o077);
  const store = await startDocumentStore({
    ...settingsFrom(process.env),
    onFault: (error, faultId) => log.error({ faultId, err: error }, 'fault'),
  });
  endWith(store);
  answerPings();
  collectAfterWork();
  const { socketPath: socket, port } = store;
  process.stdout.write(`${JSON.stringify({ ready: true, socket, port })}\n`);
}

main().catch((error: unknown) => {
  log.fatal(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
