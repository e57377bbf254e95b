/** A column that is read without a mapping (docs/import.md). */
export interface GuideColumn {
  readonly name: string;
  /** Of the page's catalog. */
  readonly words:
    | `field.${'externalId' | 'kind' | 'access' | 'community' | 'creditLine' | 'identifier' | 'synthetic' | 'files'}`
    | `field.${'title' | 'description'}.${'en' | 'zh'}`
    | `vocabularies.${'technique' | 'motif' | 'place' | 'ich' | 'material' | 'ethnicGroup'}`;
  readonly hint?:
    | `fieldHint.${'externalId' | 'kind' | 'access' | 'community' | 'synthetic' | 'files'}`
    | 'guideTitle';
  readonly isNeeded: boolean;
}

export const COLUMNS: readonly GuideColumn[] = [
  { name: 'externalId', words: 'field.externalId', hint: 'fieldHint.externalId', isNeeded: true },
  { name: 'title', words: 'field.title.en', hint: 'guideTitle', isNeeded: true },
  { name: 'titleZh', words: 'field.title.zh', hint: 'guideTitle', isNeeded: true },
  { name: 'kind', words: 'field.kind', hint: 'fieldHint.kind', isNeeded: true },
  { name: 'files', words: 'field.files', hint: 'fieldHint.files', isNeeded: true },
  { name: 'community', words: 'field.community', hint: 'fieldHint.community', isNeeded: true },
  { name: 'access', words: 'field.access', hint: 'fieldHint.access', isNeeded: false },
  { name: 'description', words: 'field.description.en', isNeeded: false },
  { name: 'descriptionZh', words: 'field.description.zh', isNeeded: false },
  { name: 'identifier', words: 'field.identifier', isNeeded: false },
  { name: 'creditLine', words: 'field.creditLine', isNeeded: false },
  { name: 'technique', words: 'vocabularies.technique', isNeeded: false },
  { name: 'motif', words: 'vocabularies.motif', isNeeded: false },
  { name: 'material', words: 'vocabularies.material', isNeeded: false },
  { name: 'place', words: 'vocabularies.place', isNeeded: false },
  { name: 'ich', words: 'vocabularies.ich', isNeeded: false },
  { name: 'ethnicGroup', words: 'vocabularies.ethnicGroup', isNeeded: false },
  { name: 'synthetic', words: 'field.synthetic', hint: 'fieldHint.synthetic', isNeeded: false },
];

const ROWS: readonly Readonly<Record<string, string>>[] = [
  {
    externalId: '1987-12',
    title: 'Batik skirt with bronze drums',
    titleZh: '铜鼓纹蜡染裙',
    kind: 'costume',
    files: '1987-12-front.jpg; 1987-12-back.jpg',
    community: 'none',
    access: 'licensed',
    description: 'Pleated cotton skirt.',
    descriptionZh: '棉质百褶裙。',
    identifier: '1987.12',
    creditLine: 'Collected 1987',
    technique: 'batik; pleating',
    motif: 'bronze drum; sun',
    material: 'cotton',
    place: 'Anshun',
  },
  {
    externalId: '1987-13',
    title: 'Sleeve pattern with fish',
    titleZh: '鱼纹袖片',
    kind: 'pattern',
    files: '1987-13*.tif',
    community: 'none',
    technique: '平绣',
    motif: '鱼',
    material: 'silk',
  },
];

/** Two made-up records under the columns that are read without a mapping. */
export const SAMPLE_TABLE: readonly (readonly string[])[] = [
  COLUMNS.map(({ name }) => name),
  ...ROWS.map((row) => COLUMNS.map(({ name }) => row[name] ?? '')),
];
