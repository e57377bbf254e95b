import { Field, ID, ObjectType } from 'type-graphql';
import { formatDay } from '@lanran/protocol/kernel/day';
import { enumOf } from '../../platform/graphql/enum-of.ts';
import {
  type Account,
  ACCOUNT_ENTRY_KINDS,
  ACCOUNT_KINDS,
  type AccountEntry,
  type AccountEntryKind,
  type AccountKind,
  type StatementOfAccount,
} from '../domain/statement-of-account.ts';
import { InvoiceCurrencyNode } from './bill-nodes.ts';

const AccountKindEnum = enumOf(
  ACCOUNT_KINDS,
  'AccountKind',
  'INVOICES: what licensees owe the holder. SHARES: what holders owe communities of what was paid by invoice; of a holder it is a debt. CREDITS: what the market keeps for the organization.',
);
const AccountEntryKindEnum = enumOf(
  ACCOUNT_ENTRY_KINDS,
  'AccountEntryKind',
  'INVOICE, CREDIT_NOTE of what was taken back, PAYMENT that the holder confirmed; SHARE_OWED from when the holder was paid, SHARE_RECEIVED as the council confirmed; CREDIT of a sale, CLAIM paid out.',
);

@ObjectType('StatementAccountEntry')
export class AccountEntryNode {
  /** What the other side is resolved from; not part of the schema. */
  declare readonly source: AccountEntry;

  @Field(() => String, { description: 'YYYY-MM-DD' })
  declare readonly day: string;

  @Field(() => Boolean, { description: 'False of old orders: the day is then that of the order.' })
  declare readonly isDayKnown: boolean;

  @Field(() => AccountEntryKindEnum)
  declare readonly kind: AccountEntryKind;

  @Field(() => String, {
    nullable: true,
    description: 'Of the invoice, or of the license whose sale was credited.',
  })
  declare readonly number: string | null;

  @Field(() => String, { description: 'In the smallest unit; negative where the balance falls.' })
  declare readonly amount: string;

  @Field(() => String, { description: 'After it, in the smallest unit.' })
  declare readonly balance: string;
}

@ObjectType('StatementAccount')
class AccountNode {
  @Field(() => AccountKindEnum)
  declare readonly kind: AccountKind;

  @Field(() => String, { description: 'Balance before the first day, in the smallest unit.' })
  declare readonly opening: string;

  @Field(() => [AccountEntryNode], { description: 'In the order of days.' })
  declare readonly entries: readonly AccountEntryNode[];

  @Field(() => String, { description: 'Balance after the last day, in the smallest unit.' })
  declare readonly closing: string;
}

@ObjectType('StatementAccountSection')
class AccountSectionNode {
  @Field(() => InvoiceCurrencyNode)
  declare readonly currency: InvoiceCurrencyNode;

  @Field(() => [AccountNode])
  declare readonly accounts: readonly AccountNode[];
}

@ObjectType('StatementOfAccount', {
  description: 'Of a holder or a community, for its members and its council.',
})
export class StatementOfAccountNode {
  @Field(() => ID)
  declare readonly organizationId: string;

  @Field(() => String, { description: 'YYYY-MM-DD' })
  declare readonly from: string;

  @Field(() => String, { description: 'YYYY-MM-DD, included.' })
  declare readonly to: string;

  @Field(() => [AccountSectionNode], { description: 'One a currency.' })
  declare readonly sections: readonly AccountSectionNode[];
}

export function toStatementOfAccountNode(statement: StatementOfAccount): StatementOfAccountNode {
  const { organization, from, to, sections } = statement;
  return {
    organizationId: organization,
    from: formatDay(from),
    to: formatDay(to),
    sections: sections.map(({ currency, accounts }) => ({ currency, accounts: accounts.map(toAccountNode) })),
  };
}

function toAccountNode({ kind, opening, entries, closing }: Account): AccountNode {
  return {
    kind,
    opening: opening.toString(),
    entries: entries.map(toEntryNode),
    closing: closing.toString(),
  };
}

function toEntryNode(entry: AccountEntry): AccountEntryNode {
  const { day, isDayKnown, kind, number, units, balance } = entry;
  return {
    source: entry,
    day: formatDay(day),
    ...{ isDayKnown, kind, number },
    amount: units.toString(),
    balance: balance.toString(),
  };
}
