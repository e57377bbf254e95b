import { fieldValue } from '@lanran/protocol/log/body';
import { type Hex, parseBytes32, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { type LicenseId, type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { AnyKind } from '@lanran/protocol/log/statement';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import { termsOf } from '../../licensing/domain/logged-terms.ts';

/**
 * Whose act each statement of one asset was; null where the log does not say.
 * @param statements every one about the asset, oldest first: events name parties by what earlier ones said
 * @param accreditor the only accreditor; null when there are several
 */
export function actingOrganizations(
  statements: readonly LoggedStatement[],
  accreditor: OrganizationId | null,
): (OrganizationId | null)[] {
  const story = new Story(accreditor);
  return statements.map((logged) => story.tell(logged));
}

/** Of a dispute, its end, a suspension or a taking down; null for others, and when a dispute was taken back without a word. */
export function reasonHashIn(logged: LoggedStatement): Hex | null {
  if (!REASONED.includes(logged.statement.kind)) return null;
  const hash = parseBytes32(LoggedEvent.of(logged).text('reasonHash'), 'reasonHash');
  return hash === ZERO_32 ? null : hash;
}

/** Zero for the whole asset; null for a statement that takes nothing down. */
export function scopeHashIn(logged: LoggedStatement): Hex | null {
  if (logged.statement.kind !== 'taken-down') return null;
  return parseBytes32(LoggedEvent.of(logged).text('scopeHash'), 'scopeHash');
}

/** Whose member signed it: of a version the holder of that time, which is not who published after a transfer of custody. */
export function signingOrganizationIn({ body }: Pick<LoggedStatement, 'body'>): OrganizationId {
  return parseOrganizationId(fieldValue({ fields: body }, 'organization'));
}

const REASONED: readonly AnyKind[] = ['disputed', 'dispute-resolved', 'organization-suspended', 'taken-down'];

/** What an order or a license names: who has it, and the offer it came from. */
interface Agreed {
  readonly licensee: OrganizationId;
  readonly offerId: bigint;
}

/** The parts that organizations play in the story of one asset, as far as it was told. */
class Story {
  readonly #accreditor: OrganizationId | null;
  #holder: OrganizationId | null = null;
  #community: OrganizationId | null = null;
  readonly #offering = new Map<bigint, OrganizationId>();
  readonly #agreed = new Map<LicenseId, Agreed>();

  constructor(accreditor: OrganizationId | null) {
    this.#accreditor = accreditor;
  }

  /** Who acted. */
  tell(logged: LoggedStatement): OrganizationId | null {
    switch (logged.statement.kind) {
      case 'published':
        return this.#publish(logged);
      case 'revised':
      case 'agreed':
      case 'used':
      case 'attested':
        return signingOrganizationIn(logged);
      case 'consented':
      case 'consent-withdrawn':
      case 'use-consented':
      case 'use-consent-withdrawn':
      case 'share-received':
        return this.#community;
      case 'withdrawn':
      case 'offer-closed':
        return this.#holder;
      case 'custody-offered':
        return organizationIn(logged, 'holder');
      case 'transferred':
        return (this.#holder = organizationIn(logged, 'holder'));
      case 'disputed':
      case 'taken-down':
        return organizationIn(logged, 'organizationId');
      case 'dispute-allowed':
        return this.#accreditor;
      case 'dispute-resolved':
        return reasonHashIn(logged) === null ? organizationIn(logged, 'organizationId') : this.#accreditor;
      case 'offered':
        return this.#offer(logged);
      case 'ordered':
        return this.#agree(logged, 'orderId');
      case 'order-canceled':
        return this.#orderIn(logged)?.licensee ?? null;
      case 'invoice-paid':
        // Whoever offered wrote the invoice, also when another holds the asset by now.
        return this.#offering.get(this.#orderIn(logged)?.offerId ?? 0n) ?? null;
      case 'licensed':
        return this.#agree(logged, 'licenseId');
      case 'license-transferred':
        return this.#transferLicense(logged);
      case 'version-taken':
        return this.#agreed.get(LoggedEvent.of(logged).licenseId('licenseId'))?.licensee ?? null;
      case 'use-consent-spent':
        return organizationIn(logged, 'licensee');
      default:
        return logged.openings?.organizationId ?? null;
    }
  }

  #publish({ openings }: LoggedStatement): OrganizationId | null {
    this.#holder = openings?.organizationId ?? null;
    this.#community = openings?.community?.id ?? null;
    return this.#holder;
  }

  #offer(logged: LoggedStatement): OrganizationId {
    const holder = organizationIn(logged, 'holder');
    this.#offering.set(LoggedEvent.of(logged).integer('offerId'), holder);
    return holder;
  }

  /** The licensee, but for a sublicense, which the licensee of its parent grants. */
  #agree(logged: LoggedStatement, idName: 'orderId' | 'licenseId'): OrganizationId {
    const event = LoggedEvent.of(logged);
    const { licensee, offerId, origin, parent } = termsOf(event.struct('terms'));
    this.#agreed.set(event.licenseId(idName), { licensee, offerId });
    if (origin !== 'SUBLICENSE' || parent === null) return licensee;
    return this.#agreed.get(parent)?.licensee ?? licensee;
  }

  #orderIn(logged: LoggedStatement): Agreed | null {
    return this.#agreed.get(LoggedEvent.of(logged).licenseId('orderId')) ?? null;
  }

  /** By who had it before. */
  #transferLicense(logged: LoggedStatement): OrganizationId {
    const id = LoggedEvent.of(logged).licenseId('licenseId');
    const offerId = this.#agreed.get(id)?.offerId ?? 0n;
    this.#agreed.set(id, { licensee: organizationIn(logged, 'licensee'), offerId });
    return organizationIn(logged, 'previous');
  }
}

export function organizationIn(logged: LoggedStatement, argument: string): OrganizationId {
  return parseOrganizationId(LoggedEvent.of(logged).text(argument));
}
