import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { currencyOrUnits, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import type { EarningStore } from '../../licensing/ports/earning-store.ts';
import type { Organization } from '../../organizations/domain/organization.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../../organizations/services/council-seats.ts';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import { BadInputError, NotFoundError } from '../../platform/kernel/errors.ts';
import { MAX_PAGE, type Page, type PageRequest } from '../../platform/kernel/page.ts';
import {
  type AccountPeriod,
  type StatementOfAccount,
  statementOfAccount,
} from '../domain/statement-of-account.ts';
import type { BillReading } from './bill-reading.ts';

export interface StatementsOfAccountOptions {
  readonly reading: Pick<BillReading, 'invoices'>;
  readonly earnings: Pick<EarningStore, 'list'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly seats: Pick<CouncilSeats, 'isSpeaker'>;
  readonly currencies: () => readonly PlatformCurrency[];
}

/** Accounts of holders and communities, for their members and a community's council; for others they do not exist. */
export class StatementsOfAccount {
  readonly #options: StatementsOfAccountOptions;

  constructor(options: StatementsOfAccountOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError; BadInputError for a period that ends before it begins */
  async find(
    actor: Actor,
    organization: OrganizationId,
    { from, to }: AccountPeriod,
  ): Promise<StatementOfAccount> {
    const { reading, earnings, currencies } = this.#options;
    const { kind } = await this.#own(actor, organization);
    if (to < from) throw new BadInputError('to', 'is before `from`. Name the last day of the period.');
    const party = kind === 'COMMUNITY' ? { community: organization } : { holder: organization };
    const [invoices, earned] = await Promise.all([
      everyPage((page) => reading.invoices(actor, party, page)),
      everyPage((page) => earnings.list(organization, page)),
    ]);
    const known = currencies();
    const sections = statementOfAccount({
      ...{ organization, from, to, invoices },
      earnings: earned,
      currencyOf: (token) => currencyOrUnits(known, token),
    });
    return { organization, from, to, sections };
  }

  /** @throws NotFoundError, the same for what does not exist and for what is none of the actor's */
  async #own(actor: Actor, id: OrganizationId): Promise<Organization> {
    const { organizations, seats } = this.#options;
    const [organization] = await organizations.findMany([id]);
    const isOwn =
      organization !== undefined &&
      (membershipIn(actor, id) !== null || (await seats.isSpeaker(actor, organization)));
    if (!isOwn) throw new NotFoundError(`Organization ${id}`);
    return organization;
  }
}

async function everyPage<T>(read: (page: PageRequest) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | null = null; ;) {
    const page = await read({ first: MAX_PAGE, after });
    items.push(...page.items.map(({ item }) => item));
    after = page.items.at(-1)?.cursor ?? null;
    if (!page.hasNextPage || after === null) return items;
  }
}
