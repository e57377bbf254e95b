import type { FileDescription } from './picture.ts';
import {
  factSection,
  type FactName,
  type FactSection,
  type Inspection,
  notice,
} from './technical-metadata.ts';

/**
 * With what became of its picture: how its light is shown, or why there is none.
 * Facts kept by older code say how it would be shown even where it could not be.
 */
export function withPicture(
  { sections, notices }: Pick<Inspection, 'sections' | 'notices'>,
  { picture, refusal }: Pick<FileDescription, 'picture' | 'refusal'>,
): Inspection {
  const found = withoutFacts(sections, new Set(['SHOWN_AS']));
  const at = found.findIndex(({ kind }) => kind === 'FRAME');
  const shown = factSection('FRAME', { SHOWN_AS: picture?.shownAs });
  const facts = shown.flatMap((section) => section.facts);
  return {
    sections:
      at < 0
        ? [...found, ...shown]
        : found.map((section, each) =>
            each === at ? { ...section, facts: [...section.facts, ...facts] } : section,
          ),
    notices:
      refusal === null
        ? notices
        : [...notices, notice('UNDECODABLE', `There is no picture of it. ${refusal.detail}`)],
  };
}

const CONFIDED: ReadonlySet<FactName> = new Set([
  'LATITUDE',
  'LONGITUDE',
  'ALTITUDE',
  'PLACE_NAME',
  'DESCRIPTION',
]);

/** Where something was made may lead to a village, and so may a caption: the asset's people see these, others don't (ADR 24). */
export function withoutConfided(sections: readonly FactSection[]): FactSection[] {
  return withoutFacts(sections, CONFIDED);
}

function withoutFacts(sections: readonly FactSection[], names: ReadonlySet<FactName>): FactSection[] {
  return sections.flatMap(({ kind, facts }) => {
    const told = facts.filter(({ name }) => !names.has(name));
    return told.length === 0 ? [] : [{ kind, facts: told }];
  });
}

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** EXIF 3.0, tag 274: from here on its sides are exchanged. */
const FIRST_TURNED = 5;

/** How many pixels a picture or film has by what it says of itself, the right way up; null where it says nothing. */
export function pixelsOf(sections: readonly FactSection[]): PixelSize | null {
  for (const { kind, facts } of sections) {
    if (kind !== 'IMAGE' && kind !== 'FRAME' && kind !== 'VIDEO') continue;
    const number = (name: FactName) => Number(facts.find((fact) => fact.name === name)?.values[0] ?? 0);
    const [width, height] = [number('WIDTH'), number('HEIGHT')];
    if (!isSide(width) || !isSide(height)) continue;
    return number('ORIENTATION') >= FIRST_TURNED ? { width: height, height: width } : { width, height };
  }
  return null;
}

/** What GraphQL's whole numbers hold. */
function isSide(pixels: number): boolean {
  return Number.isInteger(pixels) && pixels > 0 && pixels < 2 ** 31;
}
