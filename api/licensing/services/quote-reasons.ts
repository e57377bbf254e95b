import { formatDay } from '@lanran/protocol/kernel/day';
import { type LicenseId, licenseIdFrom } from '@lanran/protocol/kernel/ids';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { Reason } from '@lanran/protocol/licensing/reasons';
import { describeEndedLicense } from '@lanran/protocol/messages/ended-license';
import { describeReason } from '@lanran/protocol/messages/reasons';
import type { ReasonStore } from '../../log/ports/reason-store.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { License } from '../domain/license.ts';
import type { LicenseChecks } from './license-checks.ts';
import type { LicensingService } from './licensing.ts';

export interface QuoteReasonsOptions {
  readonly licenseChecks: Pick<LicenseChecks, 'find'>;
  readonly licensing: Pick<LicensingService, 'license'>;
  readonly reasons: Pick<ReasonStore, 'findMany'>;
}

/** A reason as clients are told it. */
export interface ToldReason extends BilingualText {
  /** Of docs/formats.md, "Windows, quotes, terms". */
  readonly code: string;
  readonly subject: string;
}

/** The contract says the same of a license that may be used and of one that is over; a buyer needs to know which it is. */
const ALREADY_ENDED = 'ALREADY_ENDED';

/** Why a wish is refused, in both languages. */
export class QuoteReasons {
  readonly #options: QuoteReasonsOptions;

  constructor(options: QuoteReasonsOptions) {
    this.#options = options;
  }

  /** What each of the reasons is told as; why a license was revoked, to its parties alone. */
  async words(actor: Actor, reasons: readonly Reason[]): Promise<(reason: Reason) => ToldReason> {
    const ids = reasons
      .filter(({ name }) => name === 'ALREADY_LICENSED')
      .map(({ subject }) => licenseIdFrom(subject));
    const found = await Promise.all(
      [...new Set(ids)].map(async (id) => [id, await this.#findEnded(actor, id)] as const),
    );
    const ended = new Map(found);
    return (reason) => {
      const { name, subject } = reason;
      const told = name === 'ALREADY_LICENSED' ? (ended.get(licenseIdFrom(subject)) ?? null) : null;
      return {
        subject: subject.toString(),
        ...(told === null ? { code: name, ...describeReason(reason) } : { code: ALREADY_ENDED, ...told }),
      };
    };
  }

  async #findEnded(actor: Actor, id: LicenseId): Promise<BilingualText | null> {
    const check = await this.#options.licenseChecks.find(id);
    if (check === null) return null;
    const { license, state, revokedAt } = check;
    if (state === 'REVOKED') {
      const day = revokedAt?.toISOString().slice(0, 10) ?? null;
      return describeEndedLicense({
        id,
        isRevoked: true,
        day,
        reason: await this.#whyRevoked(actor, license),
      });
    }
    if (state !== 'EXPIRED') return null;
    const day = formatDay(license.terms.wish.lastDay);
    return describeEndedLicense({ id, isRevoked: false, day, reason: null });
  }

  async #whyRevoked(actor: Actor, { id, revocation }: License): Promise<string | null> {
    if (revocation === null) return null;
    try {
      await this.#options.licensing.license(actor, id);
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
    const [stated] = await this.#options.reasons.findMany([revocation.reasonHash]);
    return stated?.text ?? null;
  }
}
