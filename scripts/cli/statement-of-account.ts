import { writeFile } from 'node:fs/promises';
import { formatDay, parseDay } from '@lanran/protocol/kernel/day';
import {
  balanceLines,
  readStatementOfAccount,
  statementTable,
} from '@lanran/sdk/billing/statement-of-account';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import { downloadStatementOfAccount } from '@lanran/sdk/licensing/papers';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from './context.ts';
import { type CommandResult, parseOption } from './output.ts';

interface StatementOptions {
  readonly from: string;
  readonly to: string;
  readonly out: string;
}

/** Writes the account of an organization of yours, or of a community whose council you are. */
export async function statementOfAccount(
  context: CommandContext,
  named: string,
  { from, to, out }: StatementOptions,
): Promise<CommandResult> {
  const period = {
    from: formatDay(parseOption('--from', () => parseDay(from))),
    to: formatDay(parseOption('--to', () => parseDay(to))),
  };
  if (!/\.(csv|pdf)$/i.test(out)) throw new ArgumentError('--out', 'name a file that ends in .csv or .pdf.');
  const platform = await context.connect();
  const { api } = platform;
  const { id, slug } = await getOrganization(api, named, 'ORGANIZATION');
  const statement = await readStatementOfAccount(api, { organization: id, ...period });
  const content = /\.pdf$/i.test(out)
    ? (await downloadStatementOfAccount(platform, id, period)).pdf
    : statementTable(statement, 'en');
  await writeFile(out, content).catch((cause: unknown) => {
    throw new ArgumentError('--out', `${out} can't be written: ${reasonOf(cause)}.`, { cause });
  });
  const sections = statement.sections.map(({ currency, accounts }) => ({
    currency: currency.symbol,
    accounts: accounts.map(({ kind, opening, closing, entries }) => ({
      kind,
      opening: opening.toString(),
      closing: closing.toString(),
      entries: entries.length,
    })),
  }));
  return {
    json: { file: out, organization: id, ...period, sections },
    lines: [
      `wrote ${out}: account of ${slug} from ${period.from} to ${period.to}`,
      ...balanceLines(statement, 'en'),
    ],
  };
}
