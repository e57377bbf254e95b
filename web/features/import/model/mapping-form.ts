import type { WrittenMapping } from '@lanran/sdk/import/mapping';

/* A mapping as a form shows it: everything that docs/import.md allows, as texts. */

export const FIELD_KEYS = [
  'externalId',
  'title.en',
  'title.zh',
  'description.en',
  'description.zh',
  'kind',
  'access',
  'community',
  'creditLine',
  'copyright',
  'rightsHolder',
  'inTrustFor',
  'basisOfTitle',
  'identifier',
  'noCommunityReason',
  'synthetic',
  'files',
] as const;
export type FieldKey = (typeof FIELD_KEYS)[number];

export interface FieldForm {
  /** One template a line. */
  readonly template: string;
  /** `value = what it becomes`, one a line. */
  readonly values: string;
  readonly otherwise: string;
}

type WrittenTerms = NonNullable<WrittenMapping['terms']>[number];
export type Vocabulary = WrittenTerms['vocabulary'];

export interface TermsForm {
  readonly vocabulary: Vocabulary;
  readonly from: string;
  readonly separator: string;
  readonly match: 'exact' | 'words';
  /** `value = code | English | 中文`, one a line; `value =` leaves it out. */
  readonly values: string;
  readonly otherwise: '' | 'refuse' | 'skip' | 'text';
  readonly language: '' | 'en' | 'zh';
}

export interface DateForm {
  readonly column: string;
  readonly form: string;
}

export interface MappingForm {
  readonly delimiter: string;
  readonly encoding: '' | 'utf-8' | 'gbk' | 'utf-16le';
  readonly fields: Readonly<Record<FieldKey, FieldForm>>;
  readonly terms: readonly TermsForm[];
  readonly dates: readonly DateForm[];
}

type WrittenField = NonNullable<WrittenMapping['fields']['community']>;
const EMPTY: FieldForm = { template: '', values: '', otherwise: '' };

export function formOf({ table, dates, fields, terms }: WrittenMapping): MappingForm {
  const { title, description, files, ...single } = fields;
  const written: Record<FieldKey, WrittenField | undefined> = {
    ...single,
    'title.en': title.en,
    'title.zh': title.zh,
    'description.en': description?.en,
    'description.zh': description?.zh,
    access: single.access,
    community: single.community,
    creditLine: single.creditLine,
    copyright: single.copyright,
    rightsHolder: single.rightsHolder,
    inTrustFor: single.inTrustFor,
    basisOfTitle: single.basisOfTitle,
    identifier: single.identifier,
    noCommunityReason: single.noCommunityReason,
    synthetic: single.synthetic,
    files: typeof files === 'string' ? files : [...files],
  };
  return {
    delimiter: table?.delimiter ?? '',
    encoding: table?.encoding ?? '',
    fields: mapKeys((key) => fieldFormOf(written[key])),
    terms: (terms ?? []).map(termsFormOf),
    dates: Object.entries(dates ?? {}).map(([column, form]) => ({ column, form })),
  };
}

/** Checked when it is read, as a file would be: a form can say what no mapping may. */
export function writtenOf({ delimiter, encoding, fields, terms, dates }: MappingForm): unknown {
  const say = (key: FieldKey) => fieldOf(fields[key]);
  const files = linesOf(fields.files.template);
  return {
    ...((delimiter !== '' || encoding !== '') && {
      table: { ...(delimiter !== '' && { delimiter }), ...(encoding !== '' && { encoding }) },
    }),
    ...(dates.length > 0 && {
      dates: Object.fromEntries(dates.map(({ column, form }) => [column, form])),
    }),
    fields: {
      externalId: say('externalId') ?? [],
      title: present({ en: say('title.en'), zh: say('title.zh') }),
      description: present({ en: say('description.en'), zh: say('description.zh') }),
      kind: say('kind') ?? [],
      ...present({
        access: say('access'),
        community: say('community'),
        creditLine: say('creditLine'),
        copyright: say('copyright'),
        rightsHolder: say('rightsHolder'),
        inTrustFor: say('inTrustFor'),
        basisOfTitle: say('basisOfTitle'),
        identifier: say('identifier'),
        noCommunityReason: say('noCommunityReason'),
        synthetic: say('synthetic'),
      }),
      files: files.length === 1 ? files[0] : files,
    },
    ...(terms.length > 0 && { terms: terms.map(termsOf) }),
  };
}

/** The one column that a field is made of as it stands; null when it is more, less or other than that. */
export function columnIn(template: string): string | null {
  return /^\{([^{}|]+)\}$/.exec(template)?.[1] ?? null;
}

/** A rough guess: a column named like the field, in any case. */
export function guessForm(form: MappingForm, columns: readonly string[]): MappingForm {
  const fold = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const find = (...names: readonly string[]) => columns.find((column) => names.includes(fold(column)));
  const number = find('identifier', 'accessionnumber', '馆藏编号');
  const guesses: Partial<Record<FieldKey, string | undefined>> = {
    // Every record needs it: the holder's number does, where the table has nothing else that tells records apart.
    externalId: find('externalid', 'id', '编号', '藏品编号', '标识') ?? number,
    'title.en': find('titleen', 'title', 'name'),
    'title.zh': find('titlezh', '标题', '名称', '品名'),
    'description.en': find('descriptionen', 'description'),
    'description.zh': find('descriptionzh', '说明', '描述'),
    kind: find('kind', 'type', '类别'),
    access: find('access', '开放程度'),
    community: find('community', '社区'),
    creditLine: find('creditline', 'credit', '署名'),
    copyright: find('copyright', 'copyrightstatus', 'rightsstatement', '版权状况', '权利声明'),
    rightsHolder: find('rightsholder', '权利人'),
    inTrustFor: find('intrustfor', '代为保管'),
    basisOfTitle: find('basisoftitle', '取得方式'),
    identifier: number,
    noCommunityReason: find('nocommunityreason', '未征询社区的理由'),
    files: find('files', 'file', 'filename', 'image', '文件', '文件名'),
  };
  const isThere = (template: string) => namesIn(template).some((name) => columns.includes(name));
  return {
    ...form,
    fields: mapKeys((key) => {
      const field = form.fields[key];
      const column = guesses[key];
      if (column !== undefined) return { ...field, template: `{${column}}` };
      return isThere(field.template) ? field : { ...field, template: '' };
    }),
    terms: form.terms.filter(({ from }) => columns.includes(from)),
    dates: form.dates.filter(({ column }) => columns.includes(column)),
  };
}

/** Columns that the mapping reads for what every record needs, if the table has none of them: it was made for another table. */
export function missingColumns({ fields }: MappingForm, columns: readonly string[]): readonly string[] {
  // A title in one language is enough.
  const needed = [[fields.externalId], [fields['title.en'], fields['title.zh']], [fields.files]];
  const lacking = needed
    .map((alternatives) => alternatives.flatMap(({ template }) => namesIn(template)))
    .filter((names) => names.length > 0 && !names.some((name) => columns.includes(name)));
  return [...new Set(lacking.flat())];
}

function namesIn(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].flatMap(([, names = '']) =>
    names.split('|').map((name) => name.trim()),
  );
}

function mapKeys(make: (key: FieldKey) => FieldForm): Record<FieldKey, FieldForm> {
  // Every key is there: they are made of the list.
  return Object.fromEntries(FIELD_KEYS.map((key) => [key, make(key)])) as Record<FieldKey, FieldForm>;
}

function fieldFormOf(field: WrittenField | undefined): FieldForm {
  if (field === undefined) return EMPTY;
  if (typeof field === 'string') return { ...EMPTY, template: field };
  if (Array.isArray(field)) return { ...EMPTY, template: field.join('\n') };
  return {
    template: field.lines.join('\n'),
    values: Object.entries(field.values ?? {})
      .map(([value, becomes]) => `${value} = ${becomes}`)
      .join('\n'),
    otherwise: field.otherwise ?? '',
  };
}

function fieldOf({ template, values, otherwise }: FieldForm): WrittenField | undefined {
  const lines = linesOf(template);
  const pairs = pairsOf(values);
  if (pairs.length === 0 && otherwise === '') {
    if (lines.length === 0) return undefined;
    return lines.length === 1 ? lines[0] : lines;
  }
  return {
    lines,
    ...(pairs.length > 0 && { values: Object.fromEntries(pairs) }),
    ...(otherwise !== '' && { otherwise }),
  };
}

function termsFormOf(terms: WrittenTerms): TermsForm {
  const { vocabulary, from, separator = '', match = 'exact', values, otherwise = '', language = '' } = terms;
  const lines = Object.entries(values ?? {}).map(([value, term]) => {
    if (term === null) return `${value} =`;
    const parts = [term.code, term.en ?? '', term.zh ?? ''];
    return `${value} = ${parts.join(' | ')}`.replace(/[ |]+$/, '');
  });
  return { vocabulary, from, separator, match, values: lines.join('\n'), otherwise, language };
}

function termsOf({ vocabulary, from, separator, match, values, otherwise, language }: TermsForm): object {
  const pairs = pairsOf(values).map(([value, text]) => {
    const [code = '', en = '', zh = ''] = text.split('|').map((part) => part.trim());
    const term = { code, ...(en !== '' && { en }), ...(zh !== '' && { zh }) };
    return [value, code === '' ? null : term] as const;
  });
  return {
    vocabulary,
    from,
    ...(separator !== '' && { separator }),
    ...(match === 'words' && { match }),
    ...(pairs.length > 0 && { values: Object.fromEntries(pairs) }),
    ...(otherwise !== '' && { otherwise }),
    ...(language !== '' && { language }),
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function pairsOf(text: string): [string, string][] {
  return linesOf(text).map((line) => {
    const at = line.indexOf('=');
    return at === -1 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
}

function present(parts: Readonly<Record<string, WrittenField | undefined>>): object {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}
