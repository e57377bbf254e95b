import { describeCall } from '../../client/call-description.ts';
import type { Deployment } from '../../client/platform.ts';
import { getSafe, listSafeTransactions, type SafeTransaction } from '../../client/safes.ts';
import { proposalDocument, waitingLine } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressArgument } from '../parse-ids.ts';

/** What a Safe's owners have signed and are asked to sign, newest first. */
export async function councilDesk(context: CommandContext, safeText: string): Promise<CommandResult> {
  const at = parseAddressArgument('SAFE', safeText);
  const { api, deployment } = await context.connect();
  const { owners, threshold, nonce } = await getSafe(api, at, 'SAFE');
  const transactions = await listSafeTransactions(api, at);
  return {
    json: {
      safe: at,
      owners,
      threshold,
      nonce: nonce.toString(),
      transactions: transactions.map((transaction) => deskDocument(deployment, transaction)),
    },
    lines: [
      `Safe ${at}: ${threshold} of ${owners.length} owners act together`,
      ...(transactions.length === 0 ? ['nothing was proposed'] : []),
      ...transactions.flatMap((transaction) => deskLines(deployment, transaction)),
    ],
  };
}

/** A proposal with what its own bytes say. */
export function deskDocument(deployment: Deployment, proposal: SafeTransaction) {
  return {
    ...proposalDocument(proposal),
    nonce: proposal.nonce.toString(),
    act: describeCall(deployment, proposal),
    transaction: proposal.transaction ?? null,
  };
}

export function deskLines(deployment: Deployment, proposal: SafeTransaction): string[] {
  const act = describeCall(deployment, proposal);
  return [
    `${proposal.hash}  ${waitingLine(proposal)}`,
    act === null
      ? `  a call of ${proposal.to} that this version of lanran does not know: ${proposal.data}`
      : `  ${act.contract}.${act.functionName}(${act.arguments.join(', ')})`,
    ...proposal.signers.map((signer) => `  signed by ${signer}`),
  ];
}
