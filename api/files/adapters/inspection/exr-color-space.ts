import type { ExrPart } from './exr-header.ts';

/** Chromaticities by their names: SMPTE ST 2065-1, Academy S-2014-004, ITU-R BT.709 and BT.2020, SMPTE RP 431-2 and EG 432-1. */
const KNOWN: readonly (readonly [name: string, chromaticities: readonly number[]])[] = [
  ['ACES2065-1 (AP0)', [0.7347, 0.2653, 0, 1, 0.0001, -0.077, 0.32168, 0.33767]],
  ['ACEScg (AP1)', [0.713, 0.293, 0.165, 0.83, 0.128, 0.044, 0.32168, 0.33767]],
  ['linear BT.709 / sRGB', [0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329]],
  ['linear BT.2020', [0.708, 0.292, 0.17, 0.797, 0.131, 0.046, 0.3127, 0.329]],
  ['linear P3-D65', [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.3127, 0.329]],
  ['linear P3-DCI', [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.314, 0.351]],
];
const TOLERANCE = 0.002;
/** Names by OpenColorIO, as OpenEXR 3.4, OpenImageIO and others write them. */
const NAMED = ['colorInteropID', 'oiio:ColorSpace', 'ocio:colorspace', 'colorSpace', 'colorspace'];

/** What a part says of its colors: by name, by its container, and by its primaries. */
export function exrColorSpaces({ texts, chromaticities, isAcesContainer }: ExrPart): string[] {
  const named = NAMED.flatMap((name) => texts.get(name) ?? []);
  const [known] =
    KNOWN.find(([, values]) =>
      values.every((value, at) => Math.abs((chromaticities?.[at] ?? Number.NaN) - value) < TOLERANCE),
    ) ?? [];
  return [
    ...new Set([
      ...named,
      ...(isAcesContainer ? ['ACES image container (SMPTE ST 2065-4)'] : []),
      ...(known === undefined ? [] : [known]),
    ]),
  ];
}
