import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { isKnownCall } from '@lanran/sdk/acts/describe-call';
import { RefusedError, UntrustworthyAnswerError } from '@lanran/sdk/kernel/errors';
import { heldUpLine, isHeldUp, readProposal, signProposal, type Proposal } from '@lanran/sdk/acts/safe-acts';
import type { CommandContext } from '../context.ts';
import { parseOption, type CommandResult } from '../output.ts';
import { deskDocument, deskLines } from './council-desk.ts';

/** Signs what another owner proposed, said in words; the last signature that is needed executes it. */
export async function councilSign(context: CommandContext, hashText: string): Promise<CommandResult> {
  const hash = parseOption('HASH', () => parseBytes32(hashText.toLowerCase(), 'HASH'));
  const platform = await context.connect();
  const before = await readProposal(platform, hash);
  for (const line of deskLines(before)) context.say(line);
  requireKnownCall(before);
  if (before.state === 'EXECUTED') return executedResult(before, { already: true });
  const proposal = await signProposal(platform, hash);
  requireStanding(proposal);
  if (proposal.state === 'EXECUTED') return executedResult(proposal, {});
  const already = proposal.signatures === before.signatures;
  const missing = proposal.threshold - proposal.signatures;
  return {
    json: { ...deskDocument(proposal), ...(already && { already }) },
    lines: [
      isHeldUp(proposal)
        ? heldUpLine(proposal)
        : `${already ? 'signed by you already' : 'signed'}; ${missing} more signature(s) needed`,
    ],
  };
}

function executedResult(proposal: Proposal, before: { readonly already?: true }): CommandResult {
  return {
    json: { ...deskDocument(proposal), ...before },
    lines: [
      before.already === true ? 'executed already; nothing was done' : 'signed and executed',
      `transaction ${proposal.transaction ?? 'unknown'}`,
    ],
  };
}

/** Nobody signs what this version can't put into words. */
function requireKnownCall({ hash, call }: Proposal): void {
  if (isKnownCall(call)) return;
  const { contract, functionName } = call;
  throw new UntrustworthyAnswerError(
    `${hash} calls ${functionName} of ${contract}, which is no act it offers`,
  );
}

function requireStanding({ state, hash, safe }: Proposal): void {
  if (state === 'OVERTAKEN') {
    throw new RefusedError(
      'OVERTAKEN',
      `The Safe ${safe} did something else under that nonce; ${hash} can never be executed. Propose it anew.`,
    );
  }
  if (state === 'REFUSED') {
    throw new RefusedError(
      'LEDGER_REFUSED',
      `The contracts refuse ${hash} as things stand. Once what stands in its way is gone, sign again to try it again.`,
    );
  }
}
