import type { LicenseId } from '../kernel/ids.ts';
import type { BilingualText } from '../kernel/language.ts';

/** A license on exactly the terms that are asked for, which opens nothing any longer. */
export interface EndedLicense {
  readonly id: LicenseId;
  readonly isRevoked: boolean;
  /** YYYY-MM-DD; null where it is not known. */
  readonly day: string | null;
  /** Why it was revoked; null where that is not told. */
  readonly reason: string | null;
}

/** In place of the reason `ALREADY_LICENSED`: there is nothing to use. */
export function describeEndedLicense({ id, isRevoked, day, reason }: EndedLicense): BilingualText {
  const on = day === null ? '' : ` on ${day}`;
  const why = reason === null ? '' : ` (${reason})`;
  const zhWhy = reason === null ? '' : `（${reason}）`;
  const zhDay = day === null ? '' : `于${day}`;
  return {
    en: `License ${id} on exactly these terms ${isRevoked ? `was revoked${on}${why}` : `ended${on}`}. The same terms can’t be sold twice: choose another first day.`,
    zh: `条款完全相同的许可${id}已${zhDay}${isRevoked ? `被撤销${zhWhy}` : '到期'}。相同条款不能重复出售，请另选开始日。`,
  };
}
