import { looksLikeShortNumber, parseShortNumber } from '@lanran/protocol/licensing/short-number';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import type { Numbered } from '@lanran/sdk/licensing/numbers';
import type { Act } from '../act.ts';
import type { CommandContext } from '../context.ts';
import { parseOption } from '../output.ts';

/** What each argument may name by a short number. */
const IDS_OF: Readonly<Record<string, (numbered: Numbered) => readonly string[]>> = {
  LICENSE: ({ licenseIds }) => licenseIds,
  ORDER: ({ orderIds }) => orderIds,
  ASSET: ({ assetIds }) => assetIds,
};

/** Arguments as they were typed, with the whole id in place of the number of a license, an order or an asset. @throws ArgumentError */
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

/** `ASSET|LICENSE` of `<ASSET|LICENSE>`, `ASSET` of `<ASSET...>`. */
function nameOf(flags: string): string {
  return flags.replace(/[<>[\].]/g, '');
}

async function wholeId(
  name: string,
  value: unknown,
  context: Pick<CommandContext, 'openApi'>,
): Promise<unknown> {
  const readers = name.split('|').flatMap((each) => IDS_OF[each] ?? []);
  if (readers.length === 0 || typeof value !== 'string' || !looksLikeShortNumber(value)) return value;
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
