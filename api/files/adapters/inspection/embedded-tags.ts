import {
  factSection,
  type FactName,
  type FactSection,
  type FactSectionKind,
} from '../../domain/technical-metadata.ts';

/** By the facts they become: of several tags the first that has a value. Groups are ExifTool's (`-G1`). */
const TAGS: readonly (readonly [FactSectionKind, Partial<Readonly<Record<FactName, readonly string[]>>>])[] =
  [
    ['DOCUMENT', { PAGES: ['PDF:PageCount'], FORMAT: ['PDF:PDFVersion'] }],
    [
      'RIGHTS',
      {
        TITLE: ['XMP-dc:Title', 'IPTC:ObjectName', 'PDF:Title'],
        DESCRIPTION: ['XMP-dc:Description', 'IPTC:Caption-Abstract', 'IFD0:ImageDescription'],
        CREATOR: ['XMP-dc:Creator', 'IFD0:Artist', 'IPTC:By-line', 'PDF:Author'],
        COPYRIGHT: ['XMP-dc:Rights', 'IFD0:Copyright', 'IPTC:CopyrightNotice', 'ItemList:Copyright'],
        CREDIT: ['XMP-photoshop:Credit', 'IPTC:Credit'],
        USAGE_TERMS: ['XMP-xmpRights:UsageTerms'],
        LICENSE: ['XMP-cc:License', 'XMP-xmpRights:WebStatement'],
        LICENSOR: ['XMP-plus:Licensor'],
        MEDIA_SUMMARY: ['XMP-plus:MediaSummaryCode'],
        DATA_MINING: ['XMP-plus:DataMining'],
        SOURCE_TYPE: ['XMP-iptcExt:DigitalSourceType'],
      },
    ],
    [
      'CAPTURE',
      {
        CREATED: [
          'ExifIFD:DateTimeOriginal',
          'XMP-photoshop:DateCreated',
          'XMP-xmp:CreateDate',
          'IPTC:DateCreated',
          'PDF:CreateDate',
        ],
        CAMERA: ['IFD0:Model'],
        LENS: ['ExifIFD:LensModel', 'XMP-aux:Lens'],
        EXPOSURE: ['ExifIFD:ExposureTime'],
        APERTURE: ['ExifIFD:FNumber'],
        ISO: ['ExifIFD:ISO'],
        FOCAL_LENGTH: ['ExifIFD:FocalLength'],
        SOFTWARE: ['IFD0:Software', 'XMP-xmp:CreatorTool', 'PDF:Producer'],
      },
    ],
    [
      'PLACE',
      {
        LATITUDE: ['Composite:GPSLatitude'],
        LONGITUDE: ['Composite:GPSLongitude'],
        ALTITUDE: ['Composite:GPSAltitude'],
        PLACE_NAME: [
          'XMP-iptcCore:Location',
          'IPTC:Sub-location',
          'XMP-photoshop:City',
          'IPTC:City',
          'XMP-photoshop:State',
          'XMP-photoshop:Country',
        ],
      },
    ],
  ];
/** Facts that are made of all their tags, not of the first. */
const TOGETHER: ReadonlySet<string> = new Set(['PLACE_NAME']);

/** What ExifTool is asked for. */
export const EMBEDDED_TAGS: readonly string[] = [
  ...TAGS.flatMap(([, facts]) => Object.values(facts).flat()),
  'IFD0:Make',
  // Sources of the composite ones, which are computed from what was asked for alone.
  'GPS:all',
  'Keys:GPSCoordinates',
  'ItemList:GPSCoordinates',
];

/** What was found, as facts. */
export function sectionsOfTags(tags: Readonly<Record<string, unknown>>): FactSection[] {
  return TAGS.flatMap(([kind, facts]) => {
    const found = Object.entries(facts).map(([name, sources]) => {
      const values = sources.map((tag) => valuesOf(tags[tag])).filter((list) => list.length > 0);
      const chosen = TOGETHER.has(name) ? [...new Set(values.flat())] : (values[0] ?? []);
      return [name, chosen.map((value) => shownAs(name, value, tags))] as const;
    });
    return factSection(kind, Object.fromEntries(found));
  });
}

/** Lists as they are, structures by their names and addresses, text and numbers as one. */
function valuesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const { LicensorName: name, LicensorURL: url } = value as Readonly<Record<string, unknown>>;
  const parts = [name, url].filter((part) => typeof part === 'string');
  return parts.length === 0 ? [] : [parts.join(', ')];
}

function shownAs(name: string, value: string, tags: Readonly<Record<string, unknown>>): string {
  const number = Number(value);
  if (name === 'FORMAT') return `PDF ${value}`;
  if (name === 'EXPOSURE' && number > 0)
    return number < 0.5 ? `1/${Math.round(1 / number)} s` : `${number} s`;
  if (name === 'APERTURE' && number > 0) return `f/${number}`;
  if (name === 'SOURCE_TYPE') return value.split('/').at(-1) ?? value;
  const [make = ''] = valuesOf(tags['IFD0:Make']);
  // Many models begin with their maker's name.
  if (name === 'CAMERA' && !value.toLowerCase().startsWith(make.toLowerCase())) return `${make} ${value}`;
  return value;
}
