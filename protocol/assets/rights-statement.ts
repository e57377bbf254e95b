import { FormatError } from '../kernel/errors.ts';
import type { Language } from '../kernel/language.ts';
import { parseMembers, parseString } from '../kernel/shape.ts';

/*
 * What the holder states of copyright and of its title when it publishes, field `rightsStatement` of a version's body (ADR 61).
 * It is the holder's word; nobody checks whether it is so.
 */

type Names = Readonly<Record<Language, string>>;

/** Closed: the addresses of rightsstatements.org (version 1.0) and of Creative Commons, with the short codes that people use. */
const STATUSES = [
  ['InC', 'http://rightsstatements.org/vocab/InC/1.0/', 'In copyright', '受版权保护'],
  [
    'InC-OW-EU',
    'http://rightsstatements.org/vocab/InC-OW-EU/1.0/',
    'In copyright: EU orphan work',
    '受版权保护：欧盟孤儿作品',
  ],
  [
    'InC-EDU',
    'http://rightsstatements.org/vocab/InC-EDU/1.0/',
    'In copyright: educational use permitted',
    '受版权保护：允许教育使用',
  ],
  [
    'InC-NC',
    'http://rightsstatements.org/vocab/InC-NC/1.0/',
    'In copyright: non-commercial use permitted',
    '受版权保护：允许非商业使用',
  ],
  [
    'InC-RUU',
    'http://rightsstatements.org/vocab/InC-RUU/1.0/',
    'In copyright: rights holder not found',
    '受版权保护：权利人无法找到或无法确定',
  ],
  [
    'NoC-CR',
    'http://rightsstatements.org/vocab/NoC-CR/1.0/',
    'No copyright: contractual restrictions',
    '无版权：受合同限制',
  ],
  [
    'NoC-NC',
    'http://rightsstatements.org/vocab/NoC-NC/1.0/',
    'No copyright: non-commercial use only',
    '无版权：仅限非商业使用',
  ],
  [
    'NoC-OKLR',
    'http://rightsstatements.org/vocab/NoC-OKLR/1.0/',
    'No copyright: other known legal restrictions',
    '无版权：受其他法律限制',
  ],
  [
    'NoC-US',
    'http://rightsstatements.org/vocab/NoC-US/1.0/',
    'No copyright in the United States',
    '在美国无版权',
  ],
  ['CNE', 'http://rightsstatements.org/vocab/CNE/1.0/', 'Copyright not evaluated', '版权状况未评估'],
  ['UND', 'http://rightsstatements.org/vocab/UND/1.0/', 'Copyright undetermined', '版权状况无法确定'],
  ['NKC', 'http://rightsstatements.org/vocab/NKC/1.0/', 'No known copyright', '未知存在版权'],
  [
    'CC0',
    'https://creativecommons.org/publicdomain/zero/1.0/',
    'CC0: rights waived',
    'CC0：放弃权利，进入公有领域',
  ],
  ['PDM', 'https://creativecommons.org/publicdomain/mark/1.0/', 'Public domain', '公有领域'],
  ['CC-BY-4.0', 'https://creativecommons.org/licenses/by/4.0/', 'CC BY 4.0', 'CC BY 4.0 署名'],
  [
    'CC-BY-SA-4.0',
    'https://creativecommons.org/licenses/by-sa/4.0/',
    'CC BY-SA 4.0',
    'CC BY-SA 4.0 署名—相同方式共享',
  ],
  [
    'CC-BY-ND-4.0',
    'https://creativecommons.org/licenses/by-nd/4.0/',
    'CC BY-ND 4.0',
    'CC BY-ND 4.0 署名—禁止演绎',
  ],
  [
    'CC-BY-NC-4.0',
    'https://creativecommons.org/licenses/by-nc/4.0/',
    'CC BY-NC 4.0',
    'CC BY-NC 4.0 署名—非商业性使用',
  ],
  [
    'CC-BY-NC-SA-4.0',
    'https://creativecommons.org/licenses/by-nc-sa/4.0/',
    'CC BY-NC-SA 4.0',
    'CC BY-NC-SA 4.0 署名—非商业性使用—相同方式共享',
  ],
  [
    'CC-BY-NC-ND-4.0',
    'https://creativecommons.org/licenses/by-nc-nd/4.0/',
    'CC BY-NC-ND 4.0',
    'CC BY-NC-ND 4.0 署名—非商业性使用—禁止演绎',
  ],
] as const;

/** In the order in which they are offered. */
export const COPYRIGHT_STATUSES: readonly string[] = STATUSES.map(([, address]) => address);
export const COPYRIGHT_CODES: readonly string[] = STATUSES.map(([code]) => code);

/** How the holder came by the object or by its title. */
const BASES = {
  COMMISSIONED: { en: 'commissioned', zh: '委托创作' },
  PURCHASED: { en: 'purchased', zh: '购藏' },
  GIFT: { en: 'gift', zh: '捐赠' },
  BEQUEST: { en: 'bequest', zh: '遗赠' },
  FIELD_COLLECTION: { en: 'collected in the field', zh: '田野征集' },
  COMMUNITY_DEPOSIT: { en: 'deposited by the community', zh: '社区寄存' },
  TRANSFER: { en: 'transferred by another institution', zh: '其他机构移交' },
  LOAN: { en: 'on loan', zh: '借藏' },
  OWN_WORK: { en: 'made by the holder', zh: '持有机构自行创作' },
  PUBLIC_DOMAIN: { en: 'in the public domain', zh: '公有领域' },
} as const satisfies Readonly<Record<string, Names>>;

export type BasisOfTitle = keyof typeof BASES;
export const BASES_OF_TITLE = Object.keys(BASES) as readonly BasisOfTitle[];

/** Characters of a name. */
export const MAX_RIGHTS_HOLDER = 200;

export interface RightsStatement {
  /** One of `COPYRIGHT_STATUSES`. */
  readonly status: string;
  readonly rightsHolder?: string;
  /** The community or person for whom the holder has it in trust. */
  readonly inTrustFor?: string;
  readonly basis?: BasisOfTitle;
}

/** @throws FormatError naming the member */
export function parseRightsStatement(value: unknown, field = 'rightsStatement'): RightsStatement {
  const { status, rightsHolder, inTrustFor, basis } = parseMembers(value, field, {
    required: ['status'],
    optional: ['rightsHolder', 'inTrustFor', 'basis'],
  });
  return {
    status: parseCopyrightStatus(status, `${field}.status`),
    ...(rightsHolder !== undefined && { rightsHolder: parseName(rightsHolder, `${field}.rightsHolder`) }),
    ...(inTrustFor !== undefined && { inTrustFor: parseName(inTrustFor, `${field}.inTrustFor`) }),
    ...(basis !== undefined && { basis: parseBasis(basis, `${field}.basis`) }),
  };
}

/** What people write: parts may be empty. Null where nothing is said. @throws FormatError naming the part */
export function findRightsStatement(
  parts: Readonly<Partial<Record<keyof RightsStatement, string | null>>>,
  fields: Readonly<Partial<Record<keyof RightsStatement, string>>> = {},
): RightsStatement | null {
  const said = Object.entries(parts).flatMap(([name, value]) => {
    const text = (value ?? '').normalize('NFC').trim();
    return text === '' ? [] : [[name, text] as const];
  });
  if (said.length === 0) return null;
  const { status, rightsHolder, inTrustFor, basis } = Object.fromEntries(said);
  const nameOf = (name: keyof RightsStatement) => fields[name] ?? name;
  if (status === undefined)
    throw new FormatError(nameOf('status'), 'is missing: a basis of title is stated with a copyright status');
  return {
    status: parseCopyrightStatus(status, nameOf('status')),
    ...(rightsHolder !== undefined && { rightsHolder: parseName(rightsHolder, nameOf('rightsHolder')) }),
    ...(inTrustFor !== undefined && { inTrustFor: parseName(inTrustFor, nameOf('inTrustFor')) }),
    ...(basis !== undefined && { basis: parseBasis(basis, nameOf('basis')) }),
  };
}

/** Its address. Codes, and addresses with another scheme or without the last slash, are taken too. @throws FormatError */
export function parseCopyrightStatus(value: unknown, field = 'status'): string {
  const text = parseString(value, field).trim();
  const plain = plainAddress(text);
  const found = STATUSES.find(
    ([code, address]) => code.toLowerCase() === text.toLowerCase() || plainAddress(address) === plain,
  );
  if (found !== undefined) return found[1];
  throw new FormatError(
    field,
    `${JSON.stringify(text.slice(0, 200))} is no status that is known here: give ${COPYRIGHT_CODES.join(', ')}, or its address`,
  );
}

function plainAddress(text: string): string {
  return text
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/\/$/, '')
    .replace('/page/', '/vocab/');
}

function parseBasis(value: unknown, field: string): BasisOfTitle {
  const text = parseString(value, field).toUpperCase().replaceAll('-', '_');
  const found = BASES_OF_TITLE.find((basis) => basis === text);
  if (found === undefined) throw new FormatError(field, `must be one of ${BASES_OF_TITLE.join(', ')}`);
  return found;
}

function parseName(value: unknown, field: string): string {
  const text = parseString(value, field);
  if (text.trim() === '' || Array.from(text).length > MAX_RIGHTS_HOLDER || /\p{Cc}/u.test(text))
    throw new FormatError(field, `must be one line of 1 to ${MAX_RIGHTS_HOLDER} characters`);
  if (text !== text.normalize('NFC')) throw new FormatError(field, 'must be in Unicode’s NFC');
  return text;
}

/** For people; an address that is not known is shown itself. */
export function copyrightStatusName(address: string, language: Language): string {
  const found = STATUSES.find(([, known]) => known === address);
  if (found === undefined) return address;
  return language === 'zh' ? found[3] : found[2];
}

/** Is there a copyright, as PLUS tells it apart (`plus:CopyrightStatus`)? */
export function copyrightStanding(address: string): 'PROTECTED' | 'PUBLIC_DOMAIN' | 'UNKNOWN' {
  const code = STATUSES.find(([, known]) => known === address)?.[0] ?? '';
  if (code.startsWith('InC') || code.startsWith('CC-BY')) return 'PROTECTED';
  // In the United States is not everywhere.
  return ['NoC-CR', 'NoC-NC', 'NoC-OKLR', 'CC0', 'PDM'].includes(code) ? 'PUBLIC_DOMAIN' : 'UNKNOWN';
}

export function basisOfTitleName(basis: BasisOfTitle, language: Language): string {
  return BASES[basis][language];
}

/** As GraphQL answers it. */
export type ToldRightsStatement = Pick<RightsStatement, 'status'> & {
  readonly [Name in 'rightsHolder' | 'inTrustFor' | 'basis']?: RightsStatement[Name] | null | undefined;
};

/** In one line, such as “In copyright · rights holder: A · in trust for: B · gift”. */
export function rightsStatementText(
  { status, rightsHolder, inTrustFor, basis }: ToldRightsStatement,
  language: Language,
): string {
  const colon = language === 'zh' ? '：' : ': ';
  const named = (en: string, zh: string, value: string) => `${language === 'zh' ? zh : en}${colon}${value}`;
  return [
    copyrightStatusName(status, language),
    ...(rightsHolder == null ? [] : [named('rights holder', '权利人', rightsHolder)]),
    ...(inTrustFor == null ? [] : [named('in trust for', '代为保管', inTrustFor)]),
    ...(basis == null ? [] : [basisOfTitleName(basis, language)]),
  ].join(language === 'zh' ? '；' : ' · ');
}
