import type { BilingualText } from '@lanran/protocol/kernel/language';
import { permissionsOf, type Verdict } from '@lanran/protocol/licensing/permissions';
import { mediaOf, mediumName } from '@lanran/protocol/licensing/media';
import { REVOCABLE, type RightsBits } from '@lanran/protocol/licensing/rights';
import type { Window, Wish } from '@lanran/protocol/licensing/window';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { listed, periodText } from './bilingual.ts';
import type { Mark, PaperList, PaperRow } from './paper.ts';

/** More places than these are counted, so that the paper stays one page; the check page names all. */
const MOST_PLACES = 24;

const LISTS: readonly { readonly verdict: Verdict; readonly mark: Mark; readonly title: BilingualText }[] = [
  { verdict: 'ALLOWED', mark: 'YES', title: { en: 'You may', zh: '可以' } },
  {
    verdict: 'ASK',
    mark: 'ASK',
    title: { en: 'Ask holder and community first', zh: '须先征得持有机构与社区同意' },
  },
  { verdict: 'NOT_ALLOWED', mark: 'NO', title: { en: 'You may not', zh: '不可以' } },
];

/** Use, place, time and exclusivity, as people say them. */
export function grantRows(wish: Wish, rights: RightsBits): PaperRow[] {
  const exclusivity: BilingualText = wish.exclusive
    ? {
        en: 'Yes: nobody else gets this use in these places at this time',
        zh: '是：同一时期、同一地域内，他人不再获得此用途的许可',
      }
    : { en: 'No: others may get the same use', zh: '否：他人也可获得相同用途的许可' };
  const revocation: BilingualText = {
    en: 'It can be revoked before its last day, for a stated reason',
    zh: '到期日之前可附理由予以撤销',
  };
  return [
    { name: { en: 'Use', zh: '用途' }, value: mediaText(wish), isStrong: true },
    { name: { en: 'Where', zh: '地域' }, value: placesText(wish), isStrong: true },
    { name: { en: 'When', zh: '期限' }, value: periodText(wish.firstDay, wish.lastDay), isStrong: true },
    { name: { en: 'Exclusive', zh: '独占' }, value: exclusivity },
    ...((rights & REVOCABLE) === 0 ? [] : [{ name: { en: 'Revocable', zh: '可撤销' }, value: revocation }]),
  ];
}

/** What is allowed, what is to be asked for, and what is not allowed. */
export function permissionLists(wish: Wish, rights: RightsBits): PaperList[] {
  const permissions = permissionsOf({ media: wish.media, exclusive: wish.exclusive, rights });
  return LISTS.map(({ verdict, mark, title }) => ({
    mark,
    title,
    items: permissions.filter((each) => each.verdict === verdict).map(({ text }) => text),
  }));
}

export function mediaText({ media }: Pick<Window, 'media'>): BilingualText {
  const names = mediaOf(media).map((medium) => ({
    en: startingLarge(mediumName(medium, 'en')),
    zh: mediumName(medium, 'zh'),
  }));
  return listed(names);
}

export function placesText({ territories }: Pick<Window, 'territories'>): BilingualText {
  const most = { most: MOST_PLACES };
  return {
    en: startingLarge(territoryText(territories, 'en', most)),
    zh: territoryText(territories, 'zh', most),
  };
}

function startingLarge(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
