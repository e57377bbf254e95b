import { z } from 'zod';
import { isLostConnection } from '@lanran/protocol/kernel/lost-connection';
import { reasonOf } from '@lanran/sdk/kernel/errors';
import { StartRefusedError } from './data-directory.ts';
import type { StartSettings } from './settings.ts';
import { outageAdvice, placeOf, STORE_NAMES, type StoreName } from './store-places.ts';

/** As ethers says that a node did not answer in time, or not as one. */
const NODE_FAILURES = ['TIMEOUT', 'NETWORK_ERROR', 'SERVER_ERROR'];

const MAX_REASON_LENGTH = 200;

/** An error of ethers: its own reason, and that of the node. */
const NodeError = z.object({
  code: z.string(),
  shortMessage: z.string(),
  info: z
    .object({ error: z.object({ message: z.string() }).optional(), responseStatus: z.string().optional() })
    .nullish(),
  error: z.object({ message: z.string() }).nullish(),
});

/** What to tell the operator when a start ends: names the service that stopped answering; any other error is returned unchanged. */
export function explainLoss(error: unknown, settings: StartSettings): unknown {
  const service = lostService(error);
  return service === null ? error : lossOf(service, settings, error);
}

/** The same for what the chain alone was asked, where no error names it. @param trying what was asked of it, such as `deploying Authority` */
export function explainChainLoss(error: unknown, settings: StartSettings, trying: string): unknown {
  if (isLostConnection(error)) return lossOf('chain', settings, error);
  const refusal = refusalOf(error, settings, trying);
  if (refusal !== null) return refusal;
  return isNodeFailure(error) ? lossOf('chain', settings, error) : error;
}

/** What ethers throws has the whole transaction in its message, which is many KB of bytecode. */
function refusalOf(error: unknown, settings: StartSettings, trying: string): StartRefusedError | null {
  const parsed = NodeError.safeParse(error);
  if (!parsed.success) return null;
  const { code, shortMessage, info, error: nested } = parsed.data;
  const said = info?.error?.message ?? info?.responseStatus ?? nested?.message ?? '';
  if (NODE_FAILURES.includes(code) && said === '') return null;
  const reason = oneLine(said === '' ? shortMessage : said);
  const { name } = placeOf('chain', settings);
  const isPoor = code === 'INSUFFICIENT_FUNDS' || /insufficient funds/i.test(reason);
  const advice = isPoor
    ? 'send coins of that chain to the addresses of deployer and relayer that the start prints'
    : 'check CHAIN_RPC_URL, and CHAIN_RPC_SECRET if that node asks for a secret';
  const next = settings.chainRpcUrl === null ? 'look into the log' : advice;
  return new StartRefusedError(
    `The ${name} refused what the start asked of it (${trying}): ${reason}. To go on, ${next}. Nothing is lost: the same command goes on where it stopped.`,
    { cause: error },
  );
}

function oneLine(text: string): string {
  return text
    .slice(0, MAX_REASON_LENGTH)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[ .]+$/, '');
}

function lossOf(service: StoreName, settings: StartSettings, cause: unknown): StartRefusedError {
  const { name } = placeOf(service, settings);
  return new StartRefusedError(
    `The ${name} stopped answering during the start (${reasonOf(cause)}): ${outageAdvice(service, settings)}.`,
    { cause },
  );
}

/** The platform's UnavailableError names a service, StoreOutOfReachError a store. */
function lostService(error: unknown): StoreName | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof StartRefusedError) return null;
    const named = 'service' in cause ? cause.service : 'store' in cause ? cause.store : null;
    const found = STORE_NAMES.find((name) => name === named);
    if (found !== undefined) return found;
  }
  return null;
}

function isNodeFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NODE_FAILURES.includes(String(error.code));
}
