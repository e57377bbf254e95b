/** Content of `LABELS-AND-CREDIT.txt`, which a package holds beside its files. */
export const LABELS_FILE = 'LABELS-AND-CREDIT.txt';

/* What lines begin with that a proof bears out. */
export const TITLE_LABEL = 'Asset · 资产: ';
export const LICENSE_LABEL = 'License · 许可: ';
export const CREDIT_LABEL = 'Credit line · 署名: ';

interface Text {
  readonly en?: string | null | undefined;
  readonly zh?: string | null | undefined;
}

export interface ShownLabels {
  readonly title: Text;
  readonly creditLine?: string | null | undefined;
  readonly holder: { readonly name: Text };
  readonly community?:
    | {
        readonly name: Text;
        readonly labels: readonly { readonly code: string; readonly title: Text; readonly text: Text }[];
      }
    | null
    | undefined;
}

interface PackageFacts {
  readonly licenseId: string;
  /** YYYY-MM-DD. */
  readonly day: string;
}

/** The text for people who work with the files, in both languages. */
export function labelsAndCreditText(asset: ShownLabels, { licenseId, day }: PackageFacts): string {
  const { title, holder, creditLine, community } = asset;
  return [
    'Labels and credit · 社区嘱托与署名',
    '',
    `${TITLE_LABEL}${bothOf(title)}`,
    `Holder · 持有机构: ${bothOf(holder.name)}`,
    `${LICENSE_LABEL}${licenseId}`,
    `${CREDIT_LABEL}${creditText(creditLine ?? null)}`,
    ...communityLines(community),
    '',
    `As the platform showed them on ${day}. The community may change its labels; the license’s page shows them as they are.`,
    `以上为平台于${day}所示内容。社区可能更改其标签，以许可页面所示为准。`,
    '',
  ].join('\n');
}

/** Null: the version has none. */
export function creditText(creditLine: string | null): string {
  return creditLine ?? 'none given · 未指定';
}

function communityLines(community: ShownLabels['community']): string[] {
  if (community == null) return [];
  const { name, labels } = community;
  if (labels.length === 0)
    return [`Community · 社区: ${bothOf(name)}`, 'It states no labels. · 该社区未列出标签。'];
  return [
    `Community · 社区: ${bothOf(name)}`,
    '',
    'What the community asks · 社区的嘱托',
    ...labels.flatMap(({ code, title, text }) => [
      '',
      `${bothOf(title)} (${code})`,
      ...[text.en, text.zh].filter(isSaid).map((line) => `  ${line}`),
    ]),
  ];
}

/** A text in both languages, or in the one that there is. */
export function bothOf({ en, zh }: Text): string {
  return [...new Set([en, zh].filter(isSaid))].join(' · ');
}

function isSaid(text: string | null | undefined): text is string {
  return text != null && text !== '';
}
