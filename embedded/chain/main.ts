import { answerPings } from '../ping-answers.ts';
import { hasSystemCode } from './errors.ts';
import { startChain } from './start-chain.ts';

/**
 * The chain as a process of its own. Environment: DATA_DIR, HOST (127.0.0.1), PORT (0: any). Says
 * `{"ready":true,"port":N,"chainId":N}` once it serves. Ends on SIGTERM, SIGINT, and with its parent's IPC channel.
 */
async function main(): Promise<void> {
  const { DATA_DIR: dataDir, HOST: host = '127.0.0.1', PORT: portText = '0' } = process.env;
  if (dataDir === undefined || dataDir === '')
    throw new Error('Set DATA_DIR to the directory that keeps the chain.');
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT is ${portText}; it must be 0 to 65535.`);

  const chain = await startChain({
    dataDir,
    host,
    port,
    onInternalError: (method, error) => report(error, method),
  });
  const stop = () => void chain.stop().then(() => process.exit(0), fail);
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  answerPings(() => chain.probe());
  process.stdout.write(`${JSON.stringify({ ready: true, port: chain.port, chainId: chain.chainId })}\n`);
}

function report(error: unknown, subject: string): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${JSON.stringify({ service: 'chain', subject, error: text })}\n`);
}

function fail(error: unknown): void {
  if (hasSystemCode(error, 'EADDRINUSE')) {
    process.stderr.write(
      `chain: the port ${process.env['PORT'] ?? ''} is in use. Choose another with PORT.\n`,
    );
  } else {
    process.stderr.write(`chain: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  process.exit(1);
}

main().catch(fail);
