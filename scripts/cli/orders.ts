import { writeFile } from 'node:fs/promises';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { OrderSaying } from '@lanran/sdk/licensing/orders/order-acts';
import {
  findOrder,
  listOrders,
  type Order,
  placeOrder,
  sayOfOrder,
} from '@lanran/sdk/licensing/orders/orders';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { orderTable } from '@lanran/sdk/licensing/orders/order-table';
import { chooseLicensee } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from './context.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import { orderContactLines } from './lines/contact.ts';
import { termsDocument, termsLine } from './lines/license.ts';
import { refusedResult } from './lines/quote.ts';
import {
  listOfParties,
  parseAssetArgument,
  parseOrderArgument,
  parseSaleOptions,
  type PartyOptions,
} from './options/arguments.ts';
import { parseMaxPrice, parseWish, type PurchaseOptions, wishInput } from './options/window.ts';
import type { CommandResult } from './output.ts';

/** Orders a license that is paid by invoice. It reserves nothing; the license follows when holder and council confirm. */
export async function order(
  context: CommandContext,
  asset: string,
  options: PurchaseOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const wish = parseWish(options);
  const platform = await context.connect();
  const { deployment } = platform;
  const licensee = await chooseLicensee(platform, options.licensee);
  const outcome = await placeOrder(platform, {
    assetId,
    licensee: licensee.id,
    wish,
    wishInput: wishInput(wish, options),
    ...parseSaleOptions(options),
    maxPrice: parseMaxPrice(options.maxPrice, deployment),
  });
  if ('refused' in outcome) return refusedResult(outcome.refused, deployment);
  const { orderId, done, state } = outcome.placed;
  const about = { orderId, assetId, state };
  const placed = state === 'ORDERED' ? await findOrder(platform.api, orderId) : null;
  const contacts = placed === null ? {} : contactsDocument(placed);
  if (state === 'LICENSED')
    return alreadyResult({ ...about, licenseId: orderId }, `the license of order ${orderId} is issued`);
  const result =
    done === null
      ? alreadyResult({ ...about, ...contacts }, `order ${orderId} exists`)
      : actResult(done, {
          about: { ...about, ...contacts },
          done: `ordered ${orderId}; pay the invoice, then the holder confirms it and the council its share`,
        });
  return placed === null ? result : { ...result, lines: [...result.lines, ...orderContactLines(placed)] };
}

function contactsDocument({ holder, community, holderBankDetails, communityBankDetails }: Order) {
  return {
    holder,
    community: community ?? null,
    holderBankDetails: holderBankDetails ?? null,
    communityBankDetails: communityBankDetails ?? null,
  };
}

export const orderCancel = sayingAct('cancelOrder', 'canceled');
export const confirmPaid = sayingAct('confirmPaid', 'confirmed as paid');
export const confirmShare = sayingAct('confirmShare', "confirmed as to the community's share");

/** Says something of an order; twice is once. */
function sayingAct(saying: OrderSaying, said: string) {
  return async (context: CommandContext, text: string): Promise<CommandResult> => {
    const orderId = parseOrderArgument(text);
    const platform = await context.connect();
    const { order: answered, done } = await sayOfOrder(platform, orderId, saying);
    const about = documentOf(answered);
    const sentence = `order ${orderId} is ${said}`;
    return done === null
      ? alreadyResult(about, sentence)
      : actResult(done, { about, done: `${sentence}; ${nextOf(answered)}` });
  };
}

function documentOf({ id, state, isPaid, isShared }: Order) {
  return { orderId: id, state, isPaid, isShared, ...(state === 'LICENSED' && { licenseId: id }) };
}

function nextOf({ id, state, isPaid }: Order): string {
  if (state === 'LICENSED') return `license ${id} is issued`;
  if (state === 'CANCELED') return 'no license will follow';
  return isPaid ? 'the council still confirms its share' : 'the holder still confirms the payment';
}

interface OrdersOptions extends PartyOptions {
  /** A table for accounting. */
  readonly csv?: string;
}

/** The orders of your organizations, as licensee, holder or community, with what is still to be confirmed. */
export async function orders(context: CommandContext, options: OrdersOptions): Promise<CommandResult> {
  const platform = await context.connect();
  const { api, deployment } = platform;
  const listed = await listOfParties(platform, options, async ({ id, kind }) =>
    kind === 'COMMUNITY'
      ? listOrders(api, { community: id })
      : [...(await listOrders(api, { licensee: id })), ...(await listOrders(api, { holder: id }))],
  );
  if (options.csv !== undefined) return writeTable(listed, options.csv, platform);
  return {
    json: {
      orders: listed.map((listedOrder) => {
        const { id, terms, state, isPaid, isShared, orderedAt } = listedOrder;
        return {
          orderId: id,
          number: shortNumberOf(id),
          licensee: terms.licensee,
          ...termsDocument(terms, deployment),
          ...{ state, isPaid, isShared, orderedAt },
          ...contactsDocument(listedOrder),
        };
      }),
    },
    lines: listed.flatMap((listedOrder) => {
      const { id, licensee, terms, state, isPaid, isShared } = listedOrder;
      const contacts = state === 'ORDERED' ? orderContactLines(listedOrder) : [];
      return [
        `${id}  ${licensee.slug}  ${state}${isPaid ? ', paid' : ''}${isShared ? ', share received' : ''}  ${termsLine(terms, deployment)}`,
        `  number ${shortNumberOf(id)}`,
        ...contacts.map((line) => `  ${line}`),
      ];
    }),
  };
}

async function writeTable(
  listed: readonly Order[],
  file: string,
  { deployment }: Platform,
): Promise<CommandResult> {
  const table = orderTable(listed, { language: 'en', currencies: deployment.currencies });
  await writeFile(file, table).catch((cause: unknown) => {
    throw new ArgumentError('--csv', `${file} can't be written: ${reasonOf(cause)}.`, { cause });
  });
  return { json: { csv: file, orders: listed.length }, lines: [`wrote ${file}: ${listed.length} orders`] };
}
