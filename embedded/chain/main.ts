import { useWasmCrypto } from '@lanran/protocol/kernel/wasm-crypto';
import { collectAfterWork } from '../collect-after-work.ts';
import { answerPings } from '../ping-answers.ts';
import { openServiceLog } from '../service-log.ts';
import { hasSystemCode } from './errors.ts';
import { startChain } from './start-chain.ts';

const log = openServiceLog({ name: 'chain' });

/**
 * The chain as a process of its own. Environment: DATA_DIR, HOST (127.0.0.1), PORT (0: any), SECRET (what callers send as
 * `Authorization: Bearer`; without it everybody is served, as a guest) and DEPLOYER (the address that alone creates
 * contracts; without it everybody may). Says `{"ready":true,"port":N,"chainId":N,"replayed":N,"replayMs":N,"memoryBytes":N}`
 * once it serves. Ends on SIGTERM, SIGINT, and with its parent's IPC channel.
 */
async function main(): Promise<void> {
  const { DATA_DIR: dataDir, HOST: host = '127.0.0.1', PORT: portText = '0' } = process.env;
  if (dataDir === undefined || dataDir === '')
    throw new Error('Set DATA_DIR to the directory that keeps the chain.');
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT is ${portText}; it must be 0 to 65535.`);
  const { SECRET: secret = null, DEPLOYER: deployer = null } = process.env;
  if (secret !== null && secret.length < 32) throw new Error('SECRET must have at least 32 characters.');
  if (deployer !== null && !/^0x[0-9a-f]{40}$/i.test(deployer))
    throw new Error(`DEPLOYER is ${deployer}; it must be an address, 0x and 40 hex digits.`);

  await useWasmCrypto();
  const chain = await startChain({
    dataDir,
    host,
    port,
    secret,
    deployer,
    onInternalError: (error, place) => log.error({ ...place, err: error }, 'request failed'),
  });
  const stop = () => void chain.stop().then(() => process.exit(0), fail);
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  answerPings(() => chain.probe());
  collectAfterWork();
  const { port: servedAt, chainId, replayedBlocks: replayed, replayMs } = chain;
  const memoryBytes = process.memoryUsage.rss();
  const ready = { ready: true, port: servedAt, chainId, replayed, replayMs, memoryBytes };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function fail(error: unknown): void {
  const isTaken = hasSystemCode(error, 'EADDRINUSE');
  const message = error instanceof Error ? error.message : String(error);
  const port = process.env['PORT'] ?? '';
  log.fatal(isTaken ? `The port ${port} is in use. Choose another with PORT.` : message);
  process.exit(1);
}

main().catch(fail);
