import type { HeldUse } from '@lanran/sdk/licensing/quotes';
import { placesText } from './places-text.ts';

/** What the licensee has already of what is asked for: for the one document. */
export function heldDocument(held: readonly HeldUse[]) {
  return held.map(({ license, isWhole, media, territories, firstDay, lastDay }) => ({
    licenseId: license.id,
    coversAll: isWhole,
    exclusive: license.exclusive,
    media,
    territories,
    from: firstDay,
    to: lastDay,
  }));
}

/** The same as lines. */
export function heldLines(held: readonly HeldUse[]): string[] {
  return held.flatMap(({ license, isWhole, media, territories, firstDay, lastDay }) => [
    `  your license ${license.id}${license.exclusive ? '' : ', not exclusive,'} covers ${isWhole ? 'all' : 'a part'} of this already:`,
    `    ${media.join(', ')} in ${placesText(territories)}, ${firstDay} to ${lastDay}`,
  ]);
}
