import { listProposals, proposalDocument, type Proposal } from '@lanran/sdk/acts/safe-acts';
import { getSafe } from '@lanran/sdk/acts/safes';
import { callLine } from '../call-line.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressArgument } from '../parse-ids.ts';

/** What a Safe's owners have signed and are asked to sign, newest first. */
export async function councilDesk(context: CommandContext, safeText: string): Promise<CommandResult> {
  const at = parseAddressArgument('SAFE', safeText);
  const platform = await context.connect();
  const { owners, threshold, nonce } = await getSafe(platform.api, at);
  const proposals = await listProposals(platform, at);
  return {
    json: { safe: at, owners, threshold, nonce: nonce.toString(), proposals: proposals.map(deskDocument) },
    lines: [
      `Safe ${at}: ${threshold} of ${owners.length} owners act together`,
      ...(proposals.length === 0 ? ['nothing was proposed'] : proposals.flatMap(deskLines)),
    ],
  };
}

/** A proposal with what its own bytes say. */
export function deskDocument(proposal: Proposal) {
  const { call, transaction } = proposal;
  return { ...proposalDocument(proposal), call, ...(transaction !== null && { transaction }) };
}

export function deskLines(proposal: Proposal): string[] {
  const { hash, nonce, state, signatures, threshold, call, transaction } = proposal;
  return [
    `${hash}  nonce ${nonce}, ${state.toLowerCase()}, ${signatures} of ${threshold} signatures`,
    `  ${callLine(call)}`,
    ...(transaction === null ? [] : [`  transaction ${transaction}`]),
  ];
}
