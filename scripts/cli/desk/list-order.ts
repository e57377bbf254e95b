import { z } from 'zod';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { totalsOf } from '@lanran/protocol/licensing/currencies';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { type ListOrderOutcome, placeListOrder } from '@lanran/sdk/billing/placing';
import type { ItemReason, ItemState } from '@lanran/sdk/desk/checkout';
import { type CheckoutPlan, formatPlan, parsePlan, type SeenTerms } from '@lanran/sdk/desk/checkout-plan';
import { askCheckout, type CheckoutRow } from '@lanran/sdk/desk/checkout-quotes';
import { type AssetList, getList } from '@lanran/sdk/desk/lists';
import { proposalDocument } from '@lanran/sdk/acts/safe-acts';
import { ArgumentError, RefusedError } from '@lanran/sdk/kernel/errors';
import { moneyText, parsePrice } from '@lanran/sdk/kernel/money';
import { actingAddress, type Platform } from '@lanran/sdk/kernel/session';
import type { WishInput } from '@lanran/sdk/licensing/quotes';
import { StateFile, statePath } from '@lanran/sdk/node/journal';
import { chooseLicensee } from '@lanran/sdk/organizations/organizations';
import type { CommandContext, ConfirmationOption } from '../context.ts';
import { agreementLines } from '../lines/agreement.ts';
import { billDocument, billLines } from '../lines/bill.ts';
import type { WishOptions } from '../options/window.ts';
import { type CommandResult, parseOption } from '../output.ts';
import { parseUse, titleOf, wishOfList } from './lists.ts';

interface ListOrderOptions extends Partial<WishOptions>, ConfirmationOption {
  readonly licensee?: string;
  readonly maxTotal?: string;
  readonly purchaseOrder?: string;
  readonly billTo?: string;
}

const Kept = z.object({ plan: z.string() });

/** What of a list is not ordered. */
interface LeftOut {
  readonly assetId: AssetId;
  readonly state: 'LICENSED' | 'REFUSED' | 'TAKEN_DOWN' | 'NOT_FOUND';
  readonly reasons: readonly ItemReason[];
}

interface Table {
  readonly plan: CheckoutPlan;
  readonly leftOut: readonly LeftOut[];
  /** What each version is licensed under, as lines. */
  readonly agreements: ReadonlyMap<AssetId, readonly string[]>;
}

/**
 * Orders what of a list can be licensed as one order, paid by invoice. The table is shown first and needs a yes; what was agreed is
 * kept, so that the same command goes on after any end.
 */
export async function order(
  context: CommandContext,
  named: string,
  options: ListOrderOptions,
): Promise<CommandResult> {
  const use = parseUse(options);
  const platform = await context.connect();
  const list = await getList(platform.api, named);
  const wish = use ?? wishOfList(list);
  const { id: licensee } = await chooseLicensee(platform, options.licensee);
  const subject = { logId: platform.deployment.logId, list: list.id, licensee, wish };
  const file = new StateFile(statePath(context.stateDir, 'list-order', subject), Kept);
  const kept = parsePlan((await file.find())?.plan ?? null);
  const table =
    kept === null
      ? await newTable(platform, { list, wish, licensee })
      : { plan: kept, leftOut: [], agreements: new Map<AssetId, readonly string[]>() };
  const { plan, leftOut } = table;
  if (plan.items.length === 0) return nothingResult(list, leftOut);

  requireTotal(platform, plan, options);
  await agree(context, platform, { list, table, isKept: kept !== null, options });
  await file.write({ plan: formatPlan(plan) });
  let said = 0;
  const outcome = await placeListOrder(platform, plan, {
    title: titleOfList(list),
    purchaseOrder: options.purchaseOrder ?? null,
    billTo: options.billTo ?? null,
    onProgress: (items) => {
      const ordered = items.filter(isSettled).length;
      if (ordered > said) context.say(`${ordered} of ${items.length} ordered`);
      said = ordered;
    },
  });
  const isOver = 'refused' in outcome || outcome.items.every(isSettled);
  if (isOver) await file.clear();
  return resultOf({ list, plan, leftOut, outcome });
}

function isSettled({ state }: ItemState): boolean {
  return state !== 'WAITING' && state !== 'BUYING';
}

async function newTable(
  platform: Platform,
  { list, wish, licensee }: { list: AssetList; wish: WishInput; licensee: CheckoutPlan['licensee'] },
): Promise<Table> {
  const items = list.items.map(({ asset }) => ({ assetId: asset.id, wish, offerId: null }));
  const agreements = new Map<AssetId, readonly string[]>();
  if (items.length === 0) return { plan: { licensee, logSize: 0, items: [] }, leftOut: [], agreements };
  const { rows, logSize } = await askCheckout(
    platform.api,
    { licensee, items, sinceLogSize: null, isInvoiced: true },
    { payer: actingAddress(platform), key: platform.signer.address },
  );
  const agreed = items.flatMap((item, at) => {
    const row = rows[at];
    if (row?.state !== 'FREE') return [];
    agreements.set(item.assetId, agreementLines(row.agreement, platform.apiUrl));
    return [{ ...item, seen: row.terms }];
  });
  const leftOut = items.flatMap(({ assetId }, at) => leftOutOf(assetId, rows[at]));
  return { plan: { licensee, logSize, items: agreed }, leftOut, agreements };
}

function leftOutOf(assetId: AssetId, row: CheckoutRow | undefined): LeftOut[] {
  if (row === undefined || row.state === 'FREE') return [];
  const state = row.state === 'BOUGHT' ? 'LICENSED' : row.state;
  return [{ assetId, state, reasons: row.state === 'REFUSED' ? row.reasons : [] }];
}

function requireTotal({ deployment }: Platform, plan: CheckoutPlan, { maxTotal }: ListOrderOptions): void {
  if (maxTotal === undefined) return;
  const limit = parseOption('--max-total', () => parsePrice(maxTotal, deployment, 'max-total'));
  for (const { token, amount } of totalsOf(plan.items.map(({ seen }) => seen.price))) {
    if (token === limit.token && amount <= limit.amount) continue;
    throw new RefusedError(
      'PRICE_ABOVE_MAXIMUM',
      `This costs ${moneyText({ token, amount }, deployment)}, more than --max-total. Nothing was ordered.`,
      { argument: 'maxTotal' },
    );
  }
}

interface Agreement {
  readonly list: AssetList;
  readonly table: Table;
  /** It was agreed to before, and goes on. */
  readonly isKept: boolean;
  readonly options: ListOrderOptions;
}

async function agree(
  { say, ask }: CommandContext,
  { deployment }: Platform,
  { list, table: { plan, leftOut, agreements }, isKept, options }: Agreement,
): Promise<void> {
  if (isKept) say('The order that was begun before goes on: what it ordered is not ordered again.');
  for (const { assetId, seen } of plan.items) {
    say(`${titleIn(list, assetId)}: ${priceText(seen, deployment)}`);
    for (const line of agreements.get(assetId) ?? []) say(line);
  }
  for (const line of leftOut) say(leftOutText(list, line));
  const totals = totalsOf(plan.items.map(({ seen }) => seen.price)).map((sum) => moneyText(sum, deployment));
  const { length } = plan.items;
  say(
    `One order of ${length} ${length === 1 ? 'license' : 'licenses'} for ${totals.join(' and ')}, paid by invoice. It reserves nothing, and can be taken back until it is paid.`,
  );
  if (options.yes === true) return;
  if (ask === null)
    throw new ArgumentError('--yes', 'Nothing was ordered; add --yes to order what this table says.');
  const answer = await ask('Order them? Type yes: ');
  if (answer.trim().toLowerCase() !== 'yes') throw new RefusedError('CANCELED', 'Nothing was ordered.');
}

function priceText({ price, communityShareBps }: SeenTerms, deployment: Platform['deployment']): string {
  const share = communityShareBps === 0 ? '' : `, ${communityShareBps / 100} % of it to the community`;
  return `${moneyText(price, deployment)}${share}`;
}

function leftOutText(list: AssetList, { assetId, state, reasons }: LeftOut): string {
  const why =
    state === 'LICENSED'
      ? 'you have this license'
      : reasons.map(({ code, en }) => `${en} (${code})`).join(' ') || state.toLowerCase().replace('_', ' ');
  return `${titleIn(list, assetId)}: not ordered: ${why}`;
}

function nothingResult(list: AssetList, leftOut: readonly LeftOut[]): CommandResult {
  const error = { code: 'LICENSE_REFUSED', message: 'Nothing in this list can be ordered for its use.' };
  return {
    json: { listId: list.id, leftOut, error },
    lines: [...leftOut.map((line) => leftOutText(list, line)), error.message],
    exitCode: 1,
  };
}

interface Ordered {
  readonly list: AssetList;
  readonly plan: CheckoutPlan;
  readonly leftOut: readonly LeftOut[];
  readonly outcome: ListOrderOutcome;
}

function resultOf({ list, plan, leftOut, outcome }: Ordered): CommandResult {
  const head = { listId: list.id, licensee: plan.licensee };
  if ('refused' in outcome) {
    const error = { code: 'LICENSE_REFUSED', message: outcome.message };
    const rows = outcome.refused.map((state, at) => itemDocument(plan, at, state));
    return { json: { ...head, rows, error }, lines: [outcome.message], exitCode: 1 };
  }
  const { order: placed, items } = outcome;
  const refused = items.flatMap((state, at) => (state.state === 'REFUSED' ? [{ state, at }] : []));
  const isWhole = items.every(({ state }) => state === 'BOUGHT' || state === 'PROPOSED');
  return {
    json: {
      ...head,
      ...billDocument(placed),
      leftOut,
      refused: refused.map(({ state, at }) => itemDocument(plan, at, state)),
      proposals: items.flatMap((item) =>
        item.state === 'PROPOSED' ? [proposalDocument(item.proposal)] : [],
      ),
    },
    lines: [
      ...billLines(placed),
      ...leftOut.map((line) => leftOutText(list, line)),
      ...refused.map(({ state, at }) => {
        const why = state.reasons.map(({ code, en }) => `${en} (${code})`).join(' ');
        return `${at + 1} of ${items.length}: refused: ${why} The rest stands; npx lanran order-cancel ${placed.shortNumber} takes it back.`;
      }),
    ],
    exitCode: isWhole ? 0 : 1,
  };
}

function itemDocument({ items }: CheckoutPlan, at: number, state: ItemState) {
  const item = items[at];
  return {
    ...(item !== undefined && {
      assetId: item.assetId,
      number: shortNumberOf(item.seen.licenseId),
    }),
    state: state.state,
    ...(state.state === 'REFUSED' && { reasons: state.reasons }),
    ...(state.state === 'CHANGED' && { differences: state.differences }),
  };
}

function titleOfList({ title, isFavorites }: AssetList): string {
  return isFavorites ? '' : title;
}

function titleIn({ items }: AssetList, assetId: AssetId): string {
  const item = items.find(({ asset }) => asset.id === assetId);
  return item === undefined ? assetId : titleOf(item);
}
