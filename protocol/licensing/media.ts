import { FormatError } from '../kernel/errors.ts';

/** Ways of use, in the order of their bits (docs/formats.md, “Days, territories, media, rights”). */
export const MEDIA = [
  'THEATRICAL',
  'TELEVISION',
  'STREAMING',
  'SHORT_VIDEO',
  'GAME',
  'IMMERSIVE',
  'ADVERTISING',
  'PUBLISHING',
  'MERCHANDISE',
  'FASHION',
  'EXHIBITION',
  'EDUCATION',
  'RESEARCH',
  'MUSIC_STAGE',
  'SOFTWARE',
  'AI_TRAINING',
] as const;
export type Medium = (typeof MEDIA)[number];

const NAMES: Readonly<Record<Medium, { readonly en: string; readonly zh: string }>> = {
  THEATRICAL: { en: 'cinema', zh: '院线' },
  TELEVISION: { en: 'television', zh: '电视' },
  STREAMING: { en: 'streaming', zh: '网络视频' },
  SHORT_VIDEO: { en: 'short video', zh: '短视频' },
  GAME: { en: 'games', zh: '游戏' },
  IMMERSIVE: { en: 'immersive media', zh: '沉浸式媒体' },
  ADVERTISING: { en: 'advertising', zh: '广告' },
  PUBLISHING: { en: 'publishing', zh: '出版' },
  MERCHANDISE: { en: 'merchandise', zh: '衍生品' },
  FASHION: { en: 'fashion', zh: '服饰' },
  EXHIBITION: { en: 'exhibitions', zh: '展览' },
  EDUCATION: { en: 'education', zh: '教育' },
  RESEARCH: { en: 'research', zh: '研究' },
  MUSIC_STAGE: { en: 'music and stage', zh: '音乐与舞台' },
  SOFTWARE: { en: 'software', zh: '软件' },
  AI_TRAINING: { en: 'training of AI', zh: '人工智能训练' },
};

/** For people; the codes are for machines. */
export function mediumName(medium: Medium, language: 'en' | 'zh'): string {
  return NAMES[medium][language];
}

/** uint32 bitmap of media. */
export type MediaBits = number;

/** All assigned media without AI_TRAINING, which must be named. */
export const ALL_MEDIA: MediaBits = bitsOf(MEDIA.filter((medium) => medium !== 'AI_TRAINING'));

export function bitsOf(media: readonly Medium[]): MediaBits {
  return media.reduce((bits, medium) => (bits | (1 << MEDIA.indexOf(medium))) >>> 0, 0);
}

export function mediaOf(bits: MediaBits): Medium[] {
  return MEDIA.filter((_, bit) => ((bits >>> bit) & 1) === 1);
}

/** Reads names separated by commas; `ALL` stands for all but AI_TRAINING. @throws FormatError naming the unknown one */
export function parseMedia(text: string, field = 'media'): MediaBits {
  return text
    .split(',')
    .map((name) => parseMediaName(name.trim(), field))
    .reduce((bits, more) => (bits | more) >>> 0, 0);
}

function parseMediaName(name: string, field: string): MediaBits {
  if (name === 'ALL') return ALL_MEDIA;
  const medium = MEDIA.find((known) => known === name);
  if (medium === undefined)
    throw new FormatError(field, `${JSON.stringify(name)} is not ALL or one of ${MEDIA.join(', ')}`);
  return bitsOf([medium]);
}

/** Names separated by commas, `ALL` where it fits; bits without a name are shown as `BIT_n`. */
export function formatMedia(bits: MediaBits): string {
  const unnamed = Array.from({ length: 32 - MEDIA.length }, (_, at) => MEDIA.length + at);
  return [
    ...((bits & ALL_MEDIA) === ALL_MEDIA ? ['ALL', ...mediaOf((bits & ~ALL_MEDIA) >>> 0)] : mediaOf(bits)),
    ...unnamed.filter((bit) => ((bits >>> bit) & 1) === 1).map((bit) => `BIT_${bit}`),
  ].join(',');
}
