import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../../organizations/services/council-seats.ts';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { PlacedInvoice, PlacedLine } from '../domain/placed-bill.ts';
import type { BillParty } from '../ports/bill-store.ts';

export interface BillPartiesOptions {
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly seats: Pick<CouncilSeats, 'isSpeaker'>;
}

/** Who may see what of an order. */
export class BillParties {
  readonly #options: BillPartiesOptions;

  constructor(options: BillPartiesOptions) {
    this.#options = options;
  }

  /**
   * The licensee sees all of it; a holder its invoices, and members of a community and its council the lines of that community, once
   * the chain has them. Invoices without a line for the actor are left out.
   */
  async shown(
    actor: Actor,
    invoices: readonly PlacedInvoice[],
    isOrdered: (line: PlacedLine, invoice: PlacedInvoice) => boolean,
  ): Promise<PlacedInvoice[]> {
    const spoken = await this.#spokenFor(
      actor,
      invoices.flatMap(({ lines }) => lines.flatMap(({ community }) => community ?? [])),
    );
    return invoices.flatMap((invoice) => {
      if (membershipIn(actor, invoice.licensee) !== null) return [invoice];
      const isHolder = membershipIn(actor, invoice.holder) !== null;
      const lines = invoice.lines.filter(
        (line) =>
          isOrdered(line, invoice) && (isHolder || (line.community !== null && spoken.has(line.community))),
      );
      return lines.length === 0 ? [] : [{ ...invoice, lines }];
    });
  }

  /** @throws BadInputError when the party is no organization of the actor's */
  async require(actor: Actor, party: BillParty): Promise<void> {
    const id = 'licensee' in party ? party.licensee : 'holder' in party ? party.holder : party.community;
    const isOwn =
      membershipIn(actor, id) !== null ||
      ('community' in party && (await this.#spokenFor(actor, [party.community])).size > 0);
    if (!isOwn)
      throw new BadInputError(
        'licensee',
        'name an organization of yours as `licensee`, `holder` or `community`; orders are shown to their parties.',
      );
  }

  async #spokenFor(actor: Actor, communities: readonly OrganizationId[]): Promise<Set<OrganizationId>> {
    if (actor.kind === 'anonymous') return new Set();
    const ids = [...new Set(communities)];
    const spoken = new Set(ids.filter((id) => membershipIn(actor, id) !== null));
    const others = ids.filter((id) => !spoken.has(id));
    for (const organization of others.length === 0 ? [] : await this.#options.organizations.findMany(others))
      if (await this.#options.seats.isSpeaker(actor, organization)) spoken.add(organization.id);
    return spoken;
  }
}
