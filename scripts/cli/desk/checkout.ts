import { z } from 'zod';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import { totalsOf } from '@lanran/protocol/licensing/currencies';
import { moneyText, parsePrice } from '@lanran/sdk/kernel/money';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { formatRights } from '@lanran/protocol/licensing/rights';
import { proposalDocument } from '@lanran/sdk/acts/safe-acts';
import { type CheckoutResult, type ItemState, planAgain, runCheckout } from '@lanran/sdk/desk/checkout';
import { type CheckoutPlan, formatPlan, parsePlan, type SeenTerms } from '@lanran/sdk/desk/checkout-plan';
import { askCheckout } from '@lanran/sdk/desk/checkout-quotes';
import { type AssetList, getList, quoteMany } from '@lanran/sdk/desk/lists';
import { ArgumentError, RefusedError } from '@lanran/sdk/kernel/errors';
import { actingAddress, type Platform } from '@lanran/sdk/kernel/session';
import { issuedAlready, type WishInput } from '@lanran/sdk/licensing/quotes';
import { StateFile, statePath } from '@lanran/sdk/node/journal';
import { chooseLicensee } from '@lanran/sdk/organizations/organizations';
import type { CommandContext, ConfirmationOption } from '../context.ts';
import { agreementLines } from '../lines/agreement.ts';
import { type CommandResult, parseOption } from '../output.ts';
import { titleOf, wishOfList } from './lists.ts';

export interface ListBuyOptions extends ConfirmationOption {
  readonly licensee?: string;
  readonly maxTotal?: string;
}

const Kept = z.object({ plan: z.string() });

/** One line of what is bought: nothing of the wish, which is the same for all. */
interface Named {
  title(assetId: AssetId): string;
}

/**
 * Buys what of a list can be licensed, in as few transactions as carry it. The table is shown first and needs a yes; what was agreed
 * is kept, so that the same command goes on after any end and buys only what is missing.
 */
export async function buy(
  context: CommandContext,
  named: string,
  options: ListBuyOptions,
): Promise<CommandResult> {
  const platform = await context.connect();
  const list = await getList(platform.api, named);
  const wish = wishOfList(list);
  const { id: licensee } = await chooseLicensee(platform, options.licensee);
  const { logId } = platform.deployment;
  const subject = { logId, list: list.id, licensee, wish };
  const file = new StateFile(statePath(context.stateDir, 'checkout', subject), Kept);
  const kept = parsePlan((await file.find())?.plan ?? null);
  const { plan, held, agreements } =
    kept === null
      ? await newPlan(platform, { list, wish, licensee })
      : { plan: kept, held: [], agreements: new Map<AssetId, LicenseAgreement>() };
  const names: Named = { title: (assetId) => titleIn(list, assetId) };
  if (plan.items.length === 0 && held.length > 0)
    return {
      json: { ...documentHead(list, plan), rows: heldRows(held, names), spent: [] },
      lines: [...heldLines(held, names), `${NOTHING_ELSE} See npx lanran list quote ${list.id}`],
    };
  if (plan.items.length === 0)
    return {
      json: { ...documentHead(list, plan), error: NOTHING },
      lines: [`${NOTHING.message} See npx lanran list quote ${list.id}`],
      exitCode: 1,
    };

  requireTotal(platform, plan, options);
  for (const line of heldLines(held, names)) context.say(line);
  await agree(context, platform, { plan, isKept: kept !== null, names, agreements, options });
  await file.write({ plan: formatPlan(plan) });
  let said = 0;
  const result = await runCheckout(platform, plan, {
    onProgress: (items) => {
      const bought = items.filter(({ state }) => state === 'BOUGHT').length;
      if (bought > said) context.say(`${bought} of ${items.length} bought`);
      said = bought;
    },
  });
  const left = planAgain(plan, result.items);
  const isOver = result.items.every(({ state }) => state !== 'WAITING' && state !== 'CHANGED');
  if (isOver) await file.clear();
  else await file.write({ plan: formatPlan(left) });
  return resultOf(platform, { list, plan, held, result, names });
}

const NOTHING = { code: 'LICENSE_REFUSED', message: 'Nothing in this list can be licensed for its use.' };
const NOTHING_ELSE = 'Nothing else in this list can be licensed for its use.';

/** A license that the licensee has on exactly the terms that the list comes to. */
interface Held {
  readonly assetId: AssetId;
  readonly licenseId: LicenseId;
}

interface NewPlan {
  readonly plan: CheckoutPlan;
  readonly held: readonly Held[];
  readonly agreements: ReadonlyMap<AssetId, LicenseAgreement>;
}

async function newPlan(
  platform: Platform,
  {
    list,
    wish,
    licensee,
  }: { readonly list: AssetList; readonly wish: WishInput; readonly licensee: CheckoutPlan['licensee'] },
): Promise<NewPlan> {
  const assetIds = list.items.map(({ asset }) => asset.id);
  const empty = { licensee, logSize: 0, items: [] };
  const agreements = new Map<AssetId, LicenseAgreement>();
  if (assetIds.length === 0) return { plan: empty, held: [], agreements };
  const { rows: table } = await quoteMany(platform.api, assetIds, { wish, licensee });
  const held = table.flatMap((row): Held[] => {
    const licenseId = issuedAlready(row);
    return licenseId === null ? [] : [{ assetId: row.assetId, licenseId }];
  });
  const items = table
    .filter(({ outcome }) => outcome === 'FREE')
    .map(({ assetId }) => ({ assetId, wish, offerId: null }));
  if (items.length === 0) return { plan: empty, held, agreements };
  const { rows, logSize } = await askCheckout(
    platform.api,
    { licensee, items, sinceLogSize: null },
    { payer: actingAddress(platform), key: platform.signer.address },
  );
  const plan = {
    licensee,
    logSize,
    items: items.flatMap((item, at) => {
      const row = rows[at];
      return row?.state === 'FREE' ? [{ ...item, seen: row.terms }] : [];
    }),
  };
  items.forEach(({ assetId }, at) => {
    const row = rows[at];
    if (row?.state === 'FREE' && row.agreement !== null) agreements.set(assetId, row.agreement);
  });
  // Sold after the table was made.
  const heldSince = items.flatMap(({ assetId }, at): Held[] => {
    const row = rows[at];
    return row?.state === 'BOUGHT' ? [{ assetId, licenseId: row.licenseId }] : [];
  });
  return { plan, held: [...held, ...heldSince], agreements };
}

/** Of all that was agreed, also what was bought already. */
function requireTotal(platform: Platform, plan: CheckoutPlan, { maxTotal }: ListBuyOptions): void {
  if (maxTotal === undefined) return;
  const { deployment } = platform;
  const limit = parseOption('--max-total', () => parsePrice(maxTotal, deployment, 'max-total'));
  const totals = totalsOf(plan.items.map(({ seen }) => seen.price));
  if (totals.every(({ token, amount }) => token === limit.token && amount <= limit.amount)) return;
  throw new RefusedError(
    'PRICE_ABOVE_MAXIMUM',
    `This costs ${sumText(plan, platform)}, more than --max-total. Nothing was bought.`,
    { argument: 'maxTotal' },
  );
}

/** One sum a currency. */
function sumText(plan: CheckoutPlan, { deployment }: Platform): string {
  const totals = totalsOf(plan.items.map(({ seen }) => seen.price));
  return totals.map((total) => moneyText(total, deployment)).join(' and ');
}

interface Agreement {
  readonly plan: CheckoutPlan;
  /** It was agreed to before, and goes on. */
  readonly isKept: boolean;
  readonly names: Named;
  /** What each version is licensed under, where it names one. */
  readonly agreements: ReadonlyMap<AssetId, LicenseAgreement>;
  readonly options: ListBuyOptions;
}

async function agree(
  { say, ask }: CommandContext,
  platform: Platform,
  { plan, isKept, names, agreements, options }: Agreement,
): Promise<void> {
  if (isKept) say('The checkout that was begun before goes on: what it bought is not bought again.');
  for (const { assetId, seen } of plan.items) {
    say(`${assetId}  ${names.title(assetId)}: ${termsText(seen, platform)}`);
    for (const line of agreementLines(agreements.get(assetId) ?? null, platform.apiUrl)) say(line);
  }
  say(
    `${plan.items.length} ${plan.items.length === 1 ? 'license' : 'licenses'} for ${sumText(plan, platform)}. A purchase can't be undone.`,
  );
  if (options.yes === true) return;
  if (ask === null)
    throw new ArgumentError('--yes', 'Nothing was bought; add --yes to buy what this table says.');
  const answer = await ask('Buy them? Type yes: ');
  if (answer.trim().toLowerCase() !== 'yes') throw new RefusedError('CANCELED', 'Nothing was bought.');
}

function termsText({ price, communityShareBps, rights }: SeenTerms, { deployment }: Platform): string {
  const share = communityShareBps === 0 ? '' : `, ${communityShareBps / 100} % of it to the community`;
  const allowed = rights === 0 ? '' : `, ${formatRights(rights)}`;
  return `${moneyText(price, deployment)}${share}${allowed}`;
}

interface Bought {
  readonly list: AssetList;
  readonly plan: CheckoutPlan;
  readonly held: readonly Held[];
  readonly result: CheckoutResult;
  readonly names: Named;
}

function resultOf(platform: Platform, { list, plan, held, result, names }: Bought): CommandResult {
  const { deployment } = platform;
  const rows = plan.items.map(({ assetId, seen }, at) => ({
    assetId,
    title: names.title(assetId),
    ...documentOf(result.items[at] ?? { state: 'WAITING' }, { seen, platform }),
  }));
  const isWhole = result.items.every(({ state }) => state === 'BOUGHT' || state === 'PROPOSED');
  const spent = result.spent.map((money) => moneyText(money, deployment));
  return {
    json: { ...documentHead(list, plan), rows: [...heldRows(held, names), ...rows], spent },
    lines: [
      ...heldLines(held, names),
      ...plan.items.flatMap(({ assetId }, at) => [
        `${assetId}  ${names.title(assetId)}: ${stateText(result.items[at] ?? { state: 'WAITING' }, platform)}`,
      ]),
      `${result.items.filter(({ state }) => state === 'BOUGHT').length} of ${plan.items.length} bought${spent.length === 0 ? '' : `, for ${spent.join(' and ')}`}`,
      ...(result.items.some(({ state }) => state === 'CHANGED')
        ? ['What is shown as changed needs another yes: run this again to buy it as it is now.']
        : []),
    ],
    exitCode: isWhole ? 0 : 1,
  };
}

function heldRows(held: readonly Held[], names: Named) {
  return held.map(({ assetId, licenseId }) => ({
    assetId,
    title: names.title(assetId),
    state: 'BOUGHT',
    licenseId,
    alreadyHeld: true,
  }));
}

function heldLines(held: readonly Held[], names: Named): string[] {
  return held.map(
    ({ assetId, licenseId }) => `${assetId}  ${names.title(assetId)}: bought already, license ${licenseId}`,
  );
}

function documentHead({ id }: AssetList, { licensee }: CheckoutPlan) {
  return { listId: id, licensee };
}

function documentOf(
  item: ItemState,
  { seen, platform: { deployment } }: { readonly seen: SeenTerms; readonly platform: Platform },
) {
  const { state } = item;
  switch (state) {
    case 'BOUGHT':
      return { state, licenseId: item.licenseId, price: moneyText(item.price, deployment) };
    case 'PROPOSED':
      return { state, proposal: proposalDocument(item.proposal) };
    case 'CHANGED':
      return {
        state,
        differences: item.differences,
        price: moneyText(seen.price, deployment),
        priceNow: moneyText(item.now.price, deployment),
      };
    case 'REFUSED':
      return { state, reasons: item.reasons };
    default:
      return { state };
  }
}

function stateText(item: ItemState, platform: Platform): string {
  switch (item.state) {
    case 'BOUGHT':
      return `license ${item.licenseId}, ${moneyText(item.price, platform.deployment)}`;
    case 'PROPOSED':
      return `proposed to the owners of the Safe (${item.proposal.hash}), ${item.proposal.signatures} of ${item.proposal.threshold} signatures`;
    case 'CHANGED':
      return `not bought: changed (${item.differences.join(', ').toLowerCase()}), now ${termsText(item.now, platform)}`;
    case 'REFUSED':
      return `not bought: ${item.reasons.map(({ code, en }) => `${en} (${code})`).join(' ')}`;
    case 'TAKEN_DOWN':
      return 'not bought: taken down';
    case 'NOT_FOUND':
      return 'not bought: not found, or not for you to see';
    default:
      return 'not bought: nothing was signed, because others are not as they were shown';
  }
}

function titleIn({ items }: AssetList, assetId: AssetId): string {
  const item = items.find(({ asset }) => asset.id === assetId);
  return item === undefined ? assetId : titleOf(item);
}
