import type { BilingualText } from '../kernel/language.ts';
import { MEDIA, mediaOf, type MediaBits, mediumName } from './media.ts';
import { ADAPTABLE, ENDURING, PROMOTABLE, RENEWABLE, type RightsBits, rightsOf } from './rights.ts';

/** What a license says of an act: yes, no, or nothing, so that holder and community are to be asked first. */
export type Verdict = 'ALLOWED' | 'ASK' | 'NOT_ALLOWED';

/** An act that people ask about, in words without an end: “train AI with it”, 用于训练人工智能. */
export interface Permission {
  readonly verdict: Verdict;
  readonly text: BilingualText;
}

interface Grant {
  readonly media: MediaBits;
  readonly rights: RightsBits;
  readonly exclusive: boolean;
}

/** Ways of changing a work. Without ADAPTABLE terms say nothing of them. */
const CHANGES: readonly BilingualText[] = [
  { en: 'redraw, recolor or adapt it', zh: '重绘、改色、改编' },
  { en: 'animate it', zh: '制成动画' },
  { en: 'crop it so that a motif is cut', zh: '裁剪而使纹样残缺' },
  { en: 'combine it with other works', zh: '与其他作品组合' },
];
const TRAILERS: BilingualText = {
  en: 'show it in trailers and posters of the finished work',
  zh: '用于成片的预告片与海报',
};
const SHOWN_ON: BilingualText = {
  en: 'go on showing, after the last day or a revocation, what was finished before',
  zh: '到期或被撤销后，继续放映、展示此前已完成的作品',
};
/** Of these everybody asks; the other media are listed with the use. */
const ASKED_ABOUT = ['MERCHANDISE', 'ADVERTISING', 'AI_TRAINING'] as const;

const OF_MEDIA: Readonly<Record<(typeof ASKED_ABOUT)[number], BilingualText>> = {
  MERCHANDISE: { en: 'make merchandise of it', zh: '制作衍生品' },
  ADVERTISING: { en: 'advertise other things with it', zh: '用于其他广告' },
  AI_TRAINING: { en: 'train AI with it', zh: '用于训练人工智能' },
};

/** What a license allows and what it does not, in plain words: the same for paper, page and command line (docs/papers.md). */
export function permissionsOf({ media, rights, exclusive }: Grant): Permission[] {
  const granted = mediaOf(media);
  const has = (name: string) => rightsOf(rights).some((right) => right === name);
  const verdictOf = (isGranted: boolean): Verdict => (isGranted ? 'ALLOWED' : 'NOT_ALLOWED');
  const isPromotable = (rights & PROMOTABLE) !== 0 || granted.includes('ADVERTISING');
  const isAll = MEDIA.every((medium) => medium === 'AI_TRAINING' || granted.includes(medium));
  return [
    { verdict: 'ALLOWED', text: useText(granted, isAll) },
    { verdict: verdictOf(isPromotable), text: TRAILERS },
    ...ASKED_ABOUT.map((medium) => ({
      verdict: verdictOf(granted.includes(medium)),
      text: OF_MEDIA[medium],
    })),
    { verdict: verdictOf(has('TRANSFERABLE')), text: { en: 'hand the license on', zh: '转让许可' } },
    {
      verdict: verdictOf(has('SUBLICENSABLE')),
      text: { en: 'grant parts of it to others', zh: '向他人再许可' },
    },
    ...((rights & RENEWABLE) === 0
      ? []
      : [
          {
            verdict: 'ALLOWED' as const,
            text: { en: 'renew it, same length and price', zh: '以相同期长和价款续期' },
          },
        ]),
    ...(exclusive
      ? [{ verdict: 'ALLOWED' as const, text: { en: 'keep others from the same use', zh: '独占此用途' } }]
      : []),
    ...((rights & ENDURING) === 0 ? [] : [{ verdict: 'ALLOWED' as const, text: SHOWN_ON }]),
    ...CHANGES.map((text) => ({ verdict: (rights & ADAPTABLE) === 0 ? 'ASK' : 'ALLOWED', text }) as const),
    { verdict: 'NOT_ALLOWED', text: beyondText(rights) },
  ];
}

function beyondText(rights: RightsBits): BilingualText {
  return (rights & ENDURING) === 0
    ? { en: 'use it elsewhere, otherwise or after the last day', zh: '超出所列用途、地域或期限使用' }
    : {
        en: 'use it elsewhere, otherwise or, after the last day, in anything new',
        zh: '超出所列用途或地域使用，或到期后用于新作品',
      };
}

function useText(granted: ReturnType<typeof mediaOf>, isAll: boolean): BilingualText {
  if (isAll) return { en: 'use it in all media', zh: '用于各类媒介' };
  const named = (language: 'en' | 'zh') =>
    new Intl.ListFormat(language === 'en' ? 'en' : 'zh-CN', { type: 'conjunction' }).format(
      granted.map((medium) => mediumName(medium, language)),
    );
  return { en: `use it in ${named('en')}`, zh: `用于${named('zh')}` };
}
