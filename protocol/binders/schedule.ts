import { csvOf } from '../kernel/csv.ts';
import { formatDay, LAST_DAY, type Day } from '../kernel/day.ts';
import { FormatError } from '../kernel/errors.ts';
import { parseLicenseId, type LicenseId } from '../kernel/ids.ts';
import type { BilingualText } from '../kernel/language.ts';
import { parseNewPath } from '../kernel/path.ts';
import { parseArray, parseMembers, parseString } from '../kernel/shape.ts';
import { formatMedia } from '../licensing/media.ts';
import { formatRights, REVOCABLE } from '../licensing/rights.ts';
import { licenseIdOf, type Terms } from '../licensing/terms.ts';
import { parseTerms, termsToJson } from '../licensing/terms-json.ts';
import { bothOf, creditText } from '../packages/labels-and-credit-text.ts';
import { formatTerritories } from '../territories/territories.ts';

export const SCHEDULE_FORMAT = 'lanran/schedule/1';
export const SCHEDULE_JSON = 'data/schedule.json';
export const SCHEDULE_CSV = 'data/schedule.csv';
export const SCHEDULE_PDF = 'data/schedule.pdf';
export const CREDITS_FILE = 'data/CREDITS.txt';

const MOST_ROWS = 2_000;

/** In one language at least. */
export type NamedText = Partial<BilingualText>;

export interface ScheduleParty {
  /** Its name in addresses. */
  readonly slug: string;
  readonly name: NamedText;
}

/** Before its last day, by its holder or the community’s council, for a reason; the text of the reason is null where the platform has none. */
export interface ScheduledEnd {
  /** RFC 3339, UTC. */
  readonly revokedAt: string;
  readonly reason: string | null;
}

/** A license of a binder. */
export interface ScheduleRow {
  readonly licenseId: LicenseId;
  /** Ten characters. */
  readonly number: string;
  /** The holder’s own accession number. */
  readonly identifier: string | null;
  readonly title: NamedText;
  /** Short number of the asset. */
  readonly asset: string;
  readonly holder: ScheduleParty;
  readonly community: ScheduleParty | null;
  readonly terms: Terms;
  readonly creditLine: string | null;
  readonly ended: ScheduledEnd | null;
  /** Why the platform gives no package though nobody revoked the license, in English; left out where it does. */
  readonly absent?: string;
  /** Of its package, in `data/licenses/`; null where the platform gives none. */
  readonly folder: string | null;
}

/** An asset of the list that no license was bought for. */
export interface UnlicensedAsset {
  readonly identifier: string | null;
  readonly title: NamedText;
  readonly asset: string;
}

/** What a film may use, by the licenses of a list or of an order. */
export interface Schedule {
  readonly title: string;
  /** RFC 3339, UTC. */
  readonly madeAt: string;
  readonly platform: string;
  readonly rows: readonly ScheduleRow[];
  readonly unlicensed: readonly UnlicensedAsset[];
}

export function formatSchedule({ rows, ...schedule }: Schedule): string {
  const plain = rows.map(({ terms, ...row }) => ({ ...row, terms: termsToJson(terms) }));
  return `${JSON.stringify({ format: SCHEDULE_FORMAT, ...schedule, rows: plain }, null, 2)}\n`;
}

/** @throws FormatError naming the member; also where a row’s terms are not those of its license */
export function parseSchedule(text: string, field = SCHEDULE_JSON): Schedule {
  const members = parseMembers(parseJson(text, field), field, {
    required: ['format', 'title', 'madeAt', 'platform', 'rows', 'unlicensed'],
  });
  if (members['format'] !== SCHEDULE_FORMAT)
    throw new FormatError(`${field}.format`, `must be ${SCHEDULE_FORMAT}`);
  const rows = parseArray(members['rows'], `${field}.rows`, parseRow);
  if (rows.length > MOST_ROWS) throw new FormatError(`${field}.rows`, `has more than ${MOST_ROWS} rows`);
  return {
    title: parseString(members['title'], `${field}.title`),
    madeAt: parseString(members['madeAt'], `${field}.madeAt`),
    platform: parseString(members['platform'], `${field}.platform`),
    rows,
    unlicensed: parseArray(members['unlicensed'], `${field}.unlicensed`, parseUnlicensed),
  };
}

const ROW = [
  ...['licenseId', 'number', 'identifier', 'title', 'asset', 'holder', 'community', 'terms'],
  ...['creditLine', 'ended', 'folder'],
];

function parseRow(value: unknown, field: string): ScheduleRow {
  const row = parseMembers(value, field, { required: ROW, optional: ['absent'] });
  const licenseId = parseLicenseId(row['licenseId'], `${field}.licenseId`);
  const terms = parseTerms(row['terms'], `${field}.terms`);
  if (licenseIdOf(terms) !== licenseId)
    throw new FormatError(`${field}.terms`, 'are not those that the license’s id is the hash of');
  return {
    licenseId,
    terms,
    number: parseString(row['number'], `${field}.number`),
    identifier: orNull(row['identifier'], `${field}.identifier`, parseString),
    title: parseText(row['title'], `${field}.title`),
    asset: parseString(row['asset'], `${field}.asset`),
    holder: parseParty(row['holder'], `${field}.holder`),
    community: orNull(row['community'], `${field}.community`, parseParty),
    creditLine: orNull(row['creditLine'], `${field}.creditLine`, parseString),
    ended: orNull(row['ended'], `${field}.ended`, parseEnd),
    ...(row['absent'] !== undefined && { absent: parseString(row['absent'], `${field}.absent`) }),
    folder: orNull(row['folder'], `${field}.folder`, parseFolder),
  };
}

function parseUnlicensed(value: unknown, field: string): UnlicensedAsset {
  const { identifier, title, asset } = parseMembers(value, field, {
    required: ['identifier', 'title', 'asset'],
  });
  return {
    identifier: orNull(identifier, `${field}.identifier`, parseString),
    title: parseText(title, `${field}.title`),
    asset: parseString(asset, `${field}.asset`),
  };
}

function parseParty(value: unknown, field: string): ScheduleParty {
  const { slug, name } = parseMembers(value, field, { required: ['slug', 'name'] });
  return { slug: parseString(slug, `${field}.slug`), name: parseText(name, `${field}.name`) };
}

function parseEnd(value: unknown, field: string): ScheduledEnd {
  const { revokedAt, reason } = parseMembers(value, field, { required: ['revokedAt', 'reason'] });
  return {
    revokedAt: parseString(revokedAt, `${field}.revokedAt`),
    reason: orNull(reason, `${field}.reason`, parseString),
  };
}

function parseFolder(value: unknown, field: string): string {
  const folder = parseNewPath(value, field);
  if (folder.includes('/')) throw new FormatError(field, 'must be one folder');
  return folder;
}

function parseText(value: unknown, field: string): NamedText {
  const { en, zh } = parseMembers(value, field, { required: [], optional: ['en', 'zh'] });
  return {
    ...(en !== undefined && { en: parseString(en, `${field}.en`) }),
    ...(zh !== undefined && { zh: parseString(zh, `${field}.zh`) }),
  };
}

function orNull<T>(value: unknown, field: string, parse: (value: unknown, field: string) => T): T | null {
  return value === null ? null : parse(value, field);
}

function parseJson(text: string, field: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FormatError(field, 'is not JSON', { cause });
  }
}

const COLUMNS = [
  ...['number', 'license_id', 'accession', 'asset', 'title_en', 'title_zh', 'holder', 'community', 'media'],
  ...['territories', 'first_day', 'last_day', 'exclusive', 'rights', 'revocable', 'ended', 'credit_line'],
  'folder',
];

/** The rows for a spreadsheet. */
export function scheduleTable({ rows }: Schedule): string {
  return csvOf([COLUMNS, ...rows.map(cellsOf)]);
}

function cellsOf(row: ScheduleRow): string[] {
  const { wish, rights } = row.terms;
  return [
    row.number,
    row.licenseId,
    row.identifier ?? '',
    row.asset,
    row.title.en ?? '',
    row.title.zh ?? '',
    bothOf(row.holder.name),
    row.community === null ? '' : bothOf(row.community.name),
    formatMedia(wish.media),
    formatTerritories(wish.territories),
    shownDay(wish.firstDay),
    shownDay(wish.lastDay),
    wish.exclusive ? 'yes' : 'no',
    formatRights(rights),
    (rights & REVOCABLE) === 0 ? 'no' : 'yes',
    row.ended === null ? (row.absent ?? '') : row.ended.revokedAt.slice(0, 10),
    row.creditLine ?? '',
    row.folder ?? '',
  ];
}

/** What the film’s end titles say, each line once. */
export function creditsText({ title, rows }: Schedule): string {
  const lines = new Map<string, string[]>();
  for (const row of rows) {
    const credit = row.creditLine ?? `${bothOf(row.holder.name)}, ${creditText(null)}`;
    lines.set(credit, [...(lines.get(credit) ?? []), row.identifier ?? row.asset]);
  }
  return [
    `Credits · 署名: ${title}`,
    '',
    ...[...lines].map(([credit, assets]) => `${credit}    (${assets.join(', ')})`),
    '',
  ].join('\n');
}

function shownDay(day: Day): string {
  return formatDay(Math.min(day, LAST_DAY));
}
