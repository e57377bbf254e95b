import { parseBytes32 } from '@lanran/protocol/bytes';
import { describeCall } from '../../client/call-description.ts';
import { UntrustworthyAnswerError } from '../../client/errors.ts';
import { signOnce } from '../../client/performing.ts';
import { getSafeTransaction, type SafeTransaction } from '../../client/safes.ts';
import { requireNotRefused } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import { parseOption, type CommandResult } from '../output.ts';
import { deskDocument, deskLines } from './council-desk.ts';

/** Signs what another owner proposed, after reading it from its own bytes; the last signature that is needed executes it. */
export async function councilSign(context: CommandContext, hashText: string): Promise<CommandResult> {
  const hash = parseOption('HASH', () => parseBytes32(hashText.toLowerCase(), 'HASH'));
  const platform = await context.connect();
  const { deployment, identity } = platform;
  const found = await getSafeTransaction(platform.api, hash);
  if (found.hash !== hash) throw new UntrustworthyAnswerError(`it shows ${found.hash} instead of ${hash}`);
  if (describeCall(deployment, found) === null)
    throw new UntrustworthyAnswerError(`${hash} calls ${found.to}, which is no act of this platform`);
  for (const line of deskLines(deployment, found)) context.say(line);

  const already = found.signers.includes(identity.address);
  const signed = found.state === 'OPEN' ? await signOnce(platform, found) : found;
  requireNotRefused(signed);
  return {
    json: { ...deskDocument(deployment, signed), ...(already && { already }) },
    lines: [already ? 'signed by you already' : 'signed', outcomeLine(signed)],
  };
}

function outcomeLine({ state, transaction, signers, threshold }: SafeTransaction): string {
  return state === 'EXECUTED'
    ? `executed, transaction ${transaction ?? 'unknown'}`
    : `${threshold - signers.length} more signature(s) needed`;
}
