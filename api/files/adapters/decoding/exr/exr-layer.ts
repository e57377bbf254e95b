import type { ExrChannel, ExrHeader, ExrPart } from '../../inspection/exr-header.ts';
import { PictureRefusal } from '../picture-refusal.ts';

/** The channels of a part that are shown. */
export interface ExrLayer {
  readonly part: ExrPart;
  /** Among the parts of the file. */
  readonly partIndex: number;
  readonly isTiled: boolean;
  /** The names that its channels have in the file, by those they stand for. */
  readonly shown: ReadonlyMap<string, ShownChannel>;
}

export type ShownChannel = (typeof COLORS)[number] | (typeof GRAY)[number];

const COLORS = ['R', 'G', 'B'] as const;
const GRAY = ['Y'] as const;
/** What renderers call the layer that is the picture. */
const PICTURE = /^$|(^|\.)(beauty|combined|rgba?|color|colour|main|master|c)$/i;

interface Found extends ExrLayer {
  readonly rank: number;
}

/** The layer that stands for the picture: red, green and blue of the first part that has them, or its luminance. @throws PictureRefusal */
export function layerOf(header: ExrHeader): ExrLayer {
  const flat = header.parts.flatMap((part, partIndex) =>
    isDeep(part, header) ? [] : [{ part, partIndex, isTiled: isTiled(part, header) }],
  );
  if (flat.length === 0)
    throw new PictureRefusal('UNSUPPORTED', {
      en: 'It has deep data only. Publish a flat picture beside it.',
      zh: '其中只有深度合成数据（deep）。请另发布一份平面图像。',
    });
  const found = flat.flatMap((place) => layersIn(place.part).map((layer) => ({ ...place, ...layer })));
  const [best] = found.toSorted((one, other) => one.rank - other.rank) as readonly Found[];
  if (best !== undefined) return best;
  const names = flat.flatMap(({ part }) => part.channels.map(({ name }) => name)).slice(0, 20);
  throw new PictureRefusal('UNSUPPORTED', {
    en: `It has no channels of color or luminance, but ${names.join(', ')}.`,
    zh: `其中没有颜色或亮度通道，只有 ${names.join('、')}。`,
  });
}

function isDeep({ type }: ExrPart, { isDeep, isMultipart }: ExrHeader): boolean {
  return type?.startsWith('deep') ?? (isDeep && !isMultipart);
}

function isTiled({ type }: ExrPart, header: ExrHeader): boolean {
  return header.isMultipart ? type === 'tiledimage' : header.isTiled;
}

/** Layers by the part of channel names before the last dot. */
function layersIn({ channels }: ExrPart): Pick<Found, 'shown' | 'rank'>[] {
  const layers = new Map<string, Map<string, string>>();
  for (const { name } of channels) {
    const [, layer = '', suffix = ''] = /^(?:(.*)\.)?([^.]*)$/.exec(name) ?? [];
    const known = layers.get(layer) ?? new Map<string, string>();
    layers.set(layer, known.set(suffix.toUpperCase(), name));
  }
  return [...layers].flatMap(([layer, names]) => {
    const wanted = [COLORS, GRAY].find((set) => set.every((each) => names.has(each)));
    if (wanted === undefined || !areWhole(wanted, names, channels)) return [];
    const shown = new Map(wanted.map((each) => [names.get(each) ?? each, each] as const));
    return [
      { shown, rank: (wanted === GRAY ? 2 : 0) + (PICTURE.test(layer) ? 0 : 1) + (layer === '' ? -0.5 : 0) },
    ];
  });
}

/** Of one type, with a sample in each pixel. */
function areWhole(
  wanted: readonly string[],
  names: ReadonlyMap<string, string>,
  channels: readonly ExrChannel[],
): boolean {
  const found = channels.filter(({ name }) => wanted.some((each) => names.get(each) === name));
  const [first] = found;
  return found.every(
    ({ type, sampling: [x, y] }) => type !== 'uint' && type === first?.type && x === 1 && y === 1,
  );
}
