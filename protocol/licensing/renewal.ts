import { type Day, formatDay, LAST_DAY } from '../kernel/day.ts';
import type { BilingualText } from '../kernel/language.ts';
import type { Wish } from './window.ts';

type Days = Pick<Wish, 'firstDay' | 'lastDay'>;

/** A renewal is the following period of the same length (contracts/Judgement.sol). */
export function renewedDays({ firstDay, lastDay }: Days): Days {
  return { firstDay: lastDay + 1, lastDay: 2 * lastDay - firstDay + 1 };
}

/**
 * What the right `RENEWABLE` is worth as things stand: a renewal needs the council's consent for all of its days.
 * @param consentEnds last day of the consent in force
 */
export function renewalText(days: Days, consentEnds: Day): BilingualText {
  const { lastDay } = renewedDays(days);
  const [until, end] = [Math.min(consentEnds, LAST_DAY), Math.min(lastDay, LAST_DAY)].map(formatDay);
  if (lastDay <= consentEnds)
    return {
      en: `Consent now lasts until ${until}: long enough for a renewal, to ${end}.`,
      zh: `现有同意至 ${until} 为止，足以续期一次（至 ${end}）。`,
    };
  return {
    en: `Consent now ends on ${until}: a renewal, to ${end}, is refused unless the council consents to more.`,
    zh: `现有同意至 ${until} 为止：除非议事会延长同意，否则续期（至 ${end}）将被拒绝。`,
  };
}
