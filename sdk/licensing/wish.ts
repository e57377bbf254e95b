import { parseDay } from '@lanran/protocol/kernel/day';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { parseMedia } from '@lanran/protocol/licensing/media';
import type { Wish } from '@lanran/protocol/licensing/window';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import type { WishInput } from './quotes.ts';

/** The wish that a person's words stand for; the last day is included. @throws FormatError naming the word that is none */
export function parseWish({ media, territories, from, to, exclusive }: WishInput): Wish {
  const firstDay = parseDay(from, 'from');
  const lastDay = parseDay(to, 'to');
  if (lastDay < firstDay) throw new FormatError('to', `${to} is before ${from}`);
  return {
    media: parseMedia(media.join(',')),
    territories: parseTerritories(territories.join(',')),
    firstDay,
    lastDay,
    exclusive,
  };
}
