import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { formatDay, parseDay } from '@lanran/protocol/kernel/day';
import { formatMedia, parseMedia } from '@lanran/protocol/licensing/media';
import { formatRights, parseRights } from '@lanran/protocol/licensing/rights';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { parseTerritoryWords } from '@lanran/protocol/territories/territory-words';
import { callsIn, type DescribedCall, isKnownCall } from '@lanran/sdk/acts/describe-call';
import { relay } from '@lanran/sdk/acts/relaying';
import {
  isHeldUp,
  listProposals,
  type Proposal,
  proposalDocument,
  readProposal,
  signProposal,
} from '@lanran/sdk/acts/safe-acts';
import { createSafe, getSafe } from '@lanran/sdk/acts/safes';
import { RefusedError, UntrustworthyAnswerError, ArgumentError } from '@lanran/sdk/kernel/errors';
import { actingAddress } from '@lanran/sdk/kernel/session';
import {
  acceptCouncilAct,
  actThenPayout,
  nameSuccessorAct,
  payoutThenAct,
  proposeCouncilAct,
  vetoCouncilAct,
} from '@lanran/sdk/organizations/organization-acts';
import { getCommunityState } from '@lanran/sdk/organizations/organization-state';
import type { CommandContext } from './context.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import { type PayoutOption, sayPayout } from './lines/organization.ts';
import { parseAddressArgument, parseAddressOption } from './options/arguments.ts';
import { type CommandResult, parseOption } from './output.ts';
import { heldUpLine } from './lines/outcome.ts';

interface CouncilCreateOptions {
  readonly owner: readonly string[];
  readonly threshold: string;
}

/** Makes a Safe, a wallet of several keys that may become a community's council; nobody needs coins for it. */
export async function councilCreate(
  context: CommandContext,
  options: CouncilCreateOptions,
): Promise<CommandResult> {
  const owners = options.owner.map((text) => parseAddressArgument('--owner', text));
  if (new Set(owners).size < owners.length)
    throw new ArgumentError('--owner', 'one address is named twice. Name each owner once.');
  const threshold = parseThreshold(options.threshold, owners.length);
  const { api } = await context.connect();
  const { address } = await createSafe(api, { owners, threshold });
  return {
    json: { safe: address, owners, threshold },
    lines: [
      `Safe ${address}: ${threshold} of its ${owners.length} owners act together`,
      `the present council names it: lanran council succeed COMMUNITY --candidate ${address}`,
    ],
  };
}

function parseThreshold(text: string, owners: number): number {
  const threshold = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (threshold >= 1 && threshold <= owners) return threshold;
  throw new ArgumentError('--threshold', `must be 1 to ${owners}, the number of owners.`);
}

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
function deskDocument(proposal: Proposal) {
  const { call, transaction } = proposal;
  return { ...proposalDocument(proposal), call, ...(transaction !== null && { transaction }) };
}

function deskLines(proposal: Proposal): string[] {
  const { hash, nonce, state, signatures, threshold, call, transaction } = proposal;
  return [
    `${hash}  nonce ${nonce}, ${state.toLowerCase()}, ${signatures} of ${threshold} signatures`,
    `  ${callLine(call)}`,
    ...(transaction === null ? [] : [`  transaction ${transaction}`]),
  ];
}

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

interface CouncilSucceedOptions extends PayoutOption {
  readonly candidate: string;
}

/**
 * Names the next council. The present one seats it as soon as the candidate accepts; of the accreditor it is a proposal, which the
 * present council can veto for 30 days.
 */
export async function councilSucceed(
  context: CommandContext,
  name: string,
  options: CouncilSucceedOptions,
): Promise<CommandResult> {
  const candidate = parseAddressArgument('--candidate', options.candidate);
  const payout = parseAddressOption('--payout', options.payout);
  const platform = await context.connect();
  const community = await getCommunityState(platform.api, name, 'COMMUNITY');
  const { id, slug, council, succession } = community;
  const about = { communityId: id, candidate, ...(payout !== null && { payout }) };
  if (council === candidate) return alreadyResult(about, `${candidate} is the council of ${slug}`);
  const byCouncil = council === actingAddress(platform);
  // Naming the same again would start the accreditor's 30 days anew.
  if (succession?.candidate === candidate && succession.byCouncil === byCouncil)
    return alreadyResult({ ...about, ...succession }, `${candidate} is named as the next council of ${slug}`);
  if (payout !== null && !byCouncil) {
    throw new ArgumentError(
      '--payout',
      'only the council says where its community is paid. The next one names it as it takes the seat.',
    );
  }
  const named = { candidate, seatableAt: '', byCouncil };
  const organization = { ...community, succession: named };
  await sayPayout(context, platform, { organization, payout: payout ?? community.payout ?? null });
  const act = byCouncil
    ? payoutThenAct({ organizationId: id, payout }, nameSuccessorAct(id, candidate))
    : proposeCouncilAct(id, candidate);
  return actResult(await relay(platform, act), {
    about: { ...about, byCouncil },
    done: byCouncil
      ? `${candidate} is named as the next council of ${slug}; it takes the seat, and says where the community is paid, with: lanran council accept ${slug} --payout ADDRESS`
      : `${candidate} is proposed as the next council of ${slug}; the present one can veto that for 30 days`,
  });
}

/** The present council ends a succession, the accreditor's or its own. */
export async function councilVeto(context: CommandContext, name: string): Promise<CommandResult> {
  const platform = await context.connect();
  const { id, slug, succession } = await getCommunityState(platform.api, name, 'COMMUNITY');
  const about = { communityId: id, candidate: succession?.candidate ?? null };
  if (succession == null) return alreadyResult(about, `the council of ${slug} has no successor named`);
  return actResult(await relay(platform, vetoCouncilAct(id)), {
    about,
    done: `${succession.candidate} will not be the council of ${slug}`,
  });
}

/** The candidate takes the seat, and names where the community is paid from then on. */
export async function councilAccept(
  context: CommandContext,
  name: string,
  options: PayoutOption,
): Promise<CommandResult> {
  const payout = parseAddressOption('--payout', options.payout);
  const platform = await context.connect();
  const community = await getCommunityState(platform.api, name, 'COMMUNITY');
  const { id, slug, council } = community;
  const candidate = actingAddress(platform);
  const about = { communityId: id, council: candidate, ...(payout !== null && { payout }) };
  const sentence = `${candidate} is the council of ${slug}`;
  if (council === candidate) return alreadyResult(about, sentence);
  const organization = { ...community, council: candidate, succession: null };
  await sayPayout(context, platform, { organization, payout: payout ?? community.payout ?? null });
  const act = actThenPayout(acceptCouncilAct(id), { organizationId: id, payout });
  return actResult(await relay(platform, act), { about, done: sentence });
}

interface Wording {
  readonly say: (value: bigint) => string;
  readonly read: (text: string) => bigint;
}

const DAY: Wording = { say: (day) => formatDay(Number(day)), read: (text) => BigInt(parseDay(text)) };
const SHARE: Wording = {
  say: (bps) => `${Number(bps) / 100} %`,
  read: (text) => BigInt(Math.round(parseFloat(text) * 100)),
};

/** Members that are numbers for the contracts only. */
const WORDINGS: Readonly<Record<string, Wording>> = {
  media: {
    say: (bits) => formatMedia(Number(bits)),
    read: (text) => BigInt(parseMedia(text)),
  },
  territories: { say: (bits) => territoryText(bits, 'en'), read: parseTerritoryWords },
  rights: {
    say: (bits) => formatRights(Number(bits)),
    read: (text) => BigInt(parseRights(text)),
  },
  firstDay: DAY,
  lastDay: DAY,
  shareBps: SHARE,
  communityShareBps: SHARE,
};

/** A call as a line that who is about to sign it can check: days, media, territories and shares in words. */
export function callLine(call: DescribedCall): string {
  return callsIn(call).map(oneCallLine).join(', and then ');
}

function oneCallLine({ contract, functionName, args }: DescribedCall): string {
  return `${contract}.${functionName} ${JSON.stringify(args, (name, value: unknown) => saidAs(name, value))}`;
}

/** A number whose words would not say all of it, such as one with a bit that has no name, stays a number. */
function saidAs(name: string, value: unknown): unknown {
  const wording = Object.hasOwn(WORDINGS, name) ? WORDINGS[name] : undefined;
  if (wording === undefined || typeof value !== 'string' || !/^\d+$/.test(value)) return value;
  try {
    const text = wording.say(BigInt(value));
    return wording.read(text) === BigInt(value) ? text : value;
  } catch {
    return value;
  }
}
