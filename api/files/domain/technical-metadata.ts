/** Raised when inspection finds out more or otherwise: what was found out by an older one is found out anew. 3: references, OCIO. 4: start of recordings. */
export const INSPECTION_VERSION = 4;

/** What a section of facts is about. */
export const FACT_SECTIONS = [
  'IMAGE',
  'FRAME',
  'CONTAINER',
  'VIDEO',
  'AUDIO',
  'BROADCAST',
  'DOCUMENT',
  'TEXT',
  'SCENE',
  'RIGHTS',
  'CAPTURE',
  'PLACE',
] as const;
export type FactSectionKind = (typeof FACT_SECTIONS)[number];

/** How a fact's values are to be read. Numbers are decimal text, moments as the file says them (EXIF knows no time zone). */
export const FACT_UNITS = [
  'TEXT',
  'COUNT',
  'PIXELS',
  'BITS',
  'BYTES',
  'SECONDS',
  'BITS_PER_SECOND',
  'HERTZ',
  'SAMPLES',
  'FRAMES_PER_SECOND',
  'DOTS_PER_INCH',
  'MILLIMETRES',
  'METRES',
  'DEGREES',
  'MOMENT',
] as const;
export type FactUnit = (typeof FACT_UNITS)[number];

/**
 * Everything that is kept of what tools find: what is not here is dropped. Rights, authorship and places by IPTC Photo Metadata
 * 2023.2, XMP, EXIF 3.0 and PLUS LDF 2.0; streams in MediaInfo's words; frames by the OpenEXR file layout and SMPTE ST 268; Broadcast Wave by EBU Tech 3285.
 */
export const TECHNICAL_FACTS = {
  ALTITUDE: 'METRES',
  ANIMATIONS: 'COUNT',
  APERTURE: 'TEXT',
  BIT_DEPTH: 'BITS',
  BIT_RATE: 'BITS_PER_SECOND',
  CAMERA: 'TEXT',
  CHANNEL_LAYOUT: 'TEXT',
  CHANNEL_NAMES: 'TEXT',
  CHANNELS: 'COUNT',
  CHROMA: 'TEXT',
  CHROMATICITIES: 'TEXT',
  CODEC: 'TEXT',
  COLOR_PRIMARIES: 'TEXT',
  COLOR_PROFILE: 'TEXT',
  COLOR_RANGE: 'TEXT',
  COLOR_SPACE: 'TEXT',
  COMPRESSION: 'TEXT',
  COPYRIGHT: 'TEXT',
  CREATED: 'MOMENT',
  CREATOR: 'TEXT',
  CREDIT: 'TEXT',
  DATA_MINING: 'TEXT',
  DATA_WINDOW: 'TEXT',
  DESCRIPTION: 'TEXT',
  DISPLAY_WINDOW: 'TEXT',
  DURATION: 'SECONDS',
  ERRORS: 'COUNT',
  EXPOSURE: 'TEXT',
  EXTENSIONS: 'TEXT',
  FOCAL_LENGTH: 'MILLIMETRES',
  FORMAT: 'TEXT',
  FRAME_RATE: 'FRAMES_PER_SECOND',
  FRAMES: 'COUNT',
  HDR: 'TEXT',
  HEIGHT: 'PIXELS',
  ISO: 'COUNT',
  LANGUAGE: 'TEXT',
  LATITUDE: 'DEGREES',
  LAYOUT: 'TEXT',
  LENS: 'TEXT',
  LICENSE: 'TEXT',
  LICENSOR: 'TEXT',
  LONGITUDE: 'DEGREES',
  MATERIALS: 'COUNT',
  MATRIX: 'TEXT',
  MEDIA_SUMMARY: 'TEXT',
  MESHES: 'COUNT',
  ORIENTATION: 'COUNT',
  ORIGINATOR: 'TEXT',
  ORIGINATOR_REFERENCE: 'TEXT',
  PAGES: 'COUNT',
  PARTS: 'COUNT',
  PIXEL_ASPECT: 'TEXT',
  PLACE_NAME: 'TEXT',
  RESOLUTION: 'DOTS_PER_INCH',
  SAMPLE_RATE: 'HERTZ',
  SCAN: 'TEXT',
  SHOWN_AS: 'TEXT',
  SIZE: 'BYTES',
  SOFTWARE: 'TEXT',
  SOURCE_TYPE: 'TEXT',
  SPECIFICATION: 'TEXT',
  START_TIME: 'TEXT',
  TEXTURES: 'COUNT',
  TIMECODE: 'TEXT',
  TIME_REFERENCE: 'SAMPLES',
  TITLE: 'TEXT',
  TRANSFER: 'TEXT',
  TRIANGLES: 'COUNT',
  UMID: 'TEXT',
  USAGE_TERMS: 'TEXT',
  VERTICES: 'COUNT',
  WARNINGS: 'COUNT',
  WIDTH: 'PIXELS',
} as const satisfies Readonly<Record<string, FactUnit>>;
export type FactName = keyof typeof TECHNICAL_FACTS;

export interface TechnicalFact {
  readonly name: FactName;
  /** One or more, as the file says them. */
  readonly values: readonly string[];
}

/** Facts about one thing: the picture, one stream, one part. */
export interface FactSection {
  readonly kind: FactSectionKind;
  readonly facts: readonly TechnicalFact[];
}

export const INSPECTION_NOTICES = [
  'ACTIVE_CONTENT',
  'INVALID',
  'NO_FACTS',
  'NOT_INSPECTED',
  'TOOL_MISSING',
  'UNDECODABLE',
] as const;
/**
 * ACTIVE_CONTENT: it has script or loads from elsewhere. INVALID: it breaks its format's rules. NO_FACTS: no facts are read from its
 * format. NOT_INSPECTED: something could not be found out. TOOL_MISSING: because this machine lacks a tool. UNDECODABLE: it can't be
 * decoded here, or only in part. None says that a file is damaged: that takes a comparison with its published digest (fixity).
 */
export type InspectionNoticeCode = (typeof INSPECTION_NOTICES)[number];

export interface InspectionNotice {
  readonly code: InspectionNoticeCode;
  /** The particulars, in English. */
  readonly detail: string;
}

/** What was found out about a file beyond its type. */
export interface Inspection {
  readonly sections: readonly FactSection[];
  readonly notices: readonly InspectionNotice[];
  /** Files that a scene names, as it names them; absent where none are looked for. */
  readonly references?: readonly string[];
}

export interface TechnicalMetadata extends Inspection {
  /** Lower-case hex; belongs to content, whatever versions it stands in. */
  readonly sha256: string;
  readonly version: number;
}

/** What makes a file recognizable elsewhere, computed after it was published: nothing is signed over these. */
export interface LateDigests {
  readonly sha256: string;
  readonly md5: string;
  /** SMPTE ST 2114. */
  readonly c4: string;
  /** Of pictures: 16 hex digits, see `perceptual-hash.ts`. Two pictures look alike when few of the 64 bits differ. */
  readonly perceptual: string | null;
}

const MAX_VALUE_LENGTH = 2_000;
const MAX_VALUES = 50;
const MAX_SECTIONS = 60;
const MAX_NOTICES = 30;
const MAX_DETAIL_LENGTH = 500;

type FactValue = string | number | null | undefined | readonly (string | number)[];

/** A section of what is known, or none: without what is empty, and within bounds whatever a file claims. */
export function factSection(
  kind: FactSectionKind,
  facts: Partial<Readonly<Record<FactName, FactValue>>>,
): FactSection[] {
  const known = Object.entries(facts).flatMap(([name, value]): TechnicalFact[] => {
    const values = valuesOf(value);
    // The names are those of the argument's type.
    return values.length === 0 ? [] : [{ name: name as FactName, values }];
  });
  return known.length === 0 ? [] : [{ kind, facts: known }];
}

function valuesOf(value: FactValue): string[] {
  if (value === null || value === undefined) return [];
  const list: readonly (string | number)[] = typeof value === 'object' ? value : [value];
  return list
    .slice(0, MAX_VALUES)
    .map((each) => (typeof each === 'string' ? cleanText(each, MAX_VALUE_LENGTH) : numberText(each)))
    .filter((text) => text !== '');
}

function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : '';
}

/** Without control characters, halves of surrogate pairs, and what is beyond the length. */
function cleanText(text: string, most: number): string {
  return text
    .slice(0, most)
    .replace(/\p{Surrogate}/gu, ' ')
    .replace(/\p{Control}+/gu, ' ')
    .trim();
}

export function notice(code: InspectionNoticeCode, detail: string): InspectionNotice {
  return { code, detail: cleanText(detail, MAX_DETAIL_LENGTH) };
}

/** What several inspectors found, in their order and within bounds. */
export function mergeInspections(inspections: readonly Inspection[]): Inspection {
  const named = inspections.flatMap(({ references }) => (references === undefined ? [] : [references]));
  return {
    sections: inspections.flatMap(({ sections }) => sections).slice(0, MAX_SECTIONS),
    notices: inspections.flatMap(({ notices }) => notices).slice(0, MAX_NOTICES),
    ...(named.length > 0 && { references: named.flat() }),
  };
}
