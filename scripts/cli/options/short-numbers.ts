import { type AssetId, parseAssetId } from '@lanran/protocol/kernel/ids';
import {
  findShortNumber,
  looksLikeShortNumber,
  parseShortNumber,
  shortNumberOf,
} from '@lanran/protocol/licensing/short-number';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import type { Numbered } from '@lanran/sdk/licensing/numbers';
import type { Act } from '../act.ts';
import type { CommandContext } from '../context.ts';
import { parseOption } from '../output.ts';

/** What each argument may name by a short number. */
const IDS_OF: Readonly<Record<string, (numbered: Numbered) => readonly string[]>> = {
  LICENSE: ({ licenseIds }) => licenseIds,
  // An invoice of a license that was ordered alone has the number of its order.
  ORDER: ({ orderIds, listOrderIds, invoiceIds }) => [...listOrderIds, ...invoiceIds, ...orderIds],
  ASSET: ({ assetIds }) => assetIds,
};

/** Arguments as they were typed, with the whole id in place of the number of a license, an order, an invoice or an asset, and of an asset's identifier. @throws ArgumentError */
export async function withWholeIds(
  { takes }: Pick<Act, 'takes'>,
  typed: readonly unknown[],
  context: Pick<CommandContext, 'openApi'>,
): Promise<unknown[]> {
  const names = takes.filter(({ kind }) => kind === 'argument').map(({ flags }) => nameOf(flags));
  return Promise.all(
    typed.map(async (value, at) => {
      const name = names[at] ?? '';
      if (Array.isArray(value))
        return Promise.all(value.map(async (each: unknown) => wholeId(name, each, context)));
      return wholeId(name, value, context);
    }),
  );
}

/** The assets that an option names, comma-separated or by itself: ids, numbers or identifiers. @throws ArgumentError */
export async function wholeAssetIds(
  option: string,
  texts: readonly string[],
  context: Pick<CommandContext, 'openApi'>,
): Promise<AssetId[]> {
  const named = texts.flatMap((text) => text.split(',')).map((text) => text.trim());
  const wholes = await Promise.all(named.map(async (text) => wholeId('ASSET', text, context)));
  const ids = wholes.map((whole) => parseOption(option, () => parseAssetId(String(whole).toLowerCase())));
  if (new Set(ids).size < ids.length) throw new ArgumentError(option, 'name each asset once.');
  return ids;
}

/** `ASSET|LICENSE` of `<ASSET|LICENSE>`, `ASSET` of `<ASSET...>`. */
function nameOf(flags: string): string {
  return flags.replace(/[<>[\].]/g, '');
}

async function wholeId(
  name: string,
  value: unknown,
  context: Pick<CommandContext, 'openApi'>,
): Promise<unknown> {
  if (typeof value !== 'string' || /^0x/i.test(value)) return value;
  const names = name.split('|');
  const readers = names.flatMap((each) => IDS_OF[each] ?? []);
  const isNumber = readers.length > 0 && looksLikeShortNumber(value);
  // Where an organization may stand too, its slug comes first: the command itself looks for the rest.
  const mayBeIdentifier = names.includes('ASSET') && names.every((each) => each in IDS_OF);
  if (isNumber && (!mayBeIdentifier || findShortNumber(value) !== null))
    return idOfNumber(name, value, { readers, context });
  if (!mayBeIdentifier) return value;
  const identified = await findIdentified(await context.openApi(), value, name);
  if (identified !== null) return identified;
  if (isNumber) parseOption(name, () => parseShortNumber(value));
  throw new ArgumentError(
    name,
    `${JSON.stringify(value)} is no id, number or identifier of an asset that you may see. lanran search TEXT finds assets, with their numbers; sign in with --key-file to see what is yours.`,
  );
}

async function idOfNumber(
  name: string,
  value: string,
  {
    readers,
    context,
  }: {
    readonly readers: readonly ((numbered: Numbered) => readonly string[])[];
    readonly context: Pick<CommandContext, 'openApi'>;
  },
): Promise<string> {
  parseOption(name, () => parseShortNumber(value));
  const { findNumbered } = await import('@lanran/sdk/licensing/numbers');
  const numbered = await findNumbered(await context.openApi(), value);
  const found = [...new Set(readers.flatMap((read) => read(numbered)))];
  const [id] = found;
  if (id === undefined)
    throw new ArgumentError(name, `nothing that you may see here has the number ${numbered.number}.`);
  if (found.length > 1)
    throw new ArgumentError(name, `several have the number ${numbered.number}. Name the whole id, 0x….`);
  return id;
}

/** The id of the one asset that its holder calls so; null where none is. @throws ArgumentError with the candidates where several are */
export async function findIdentified(
  api: GraphqlClient,
  identifier: string,
  argumentName: string,
): Promise<AssetId | null> {
  const { listIdentified } = await import('@lanran/sdk/assets/identified');
  const found = await listIdentified(api, identifier);
  const [only] = found;
  if (only === undefined) return null;
  if (found.length === 1) return only.id;
  const candidates = found.map(({ id, holder }) => `${shortNumberOf(id)} of ${holder.slug}`).join(', ');
  throw new ArgumentError(
    argumentName,
    `several assets have the identifier ${identifier}: ${candidates}. Name the number of one.`,
  );
}
