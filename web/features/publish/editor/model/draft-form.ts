import type { PublishRequest } from '@lanran/sdk/publishing/publication-check';
import {
  type BasisOfTitle,
  type RightsStatement,
  rightsStatementText,
  type ToldRightsStatement,
} from '@lanran/protocol/assets/rights-statement';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { asSigned } from '../../../../lib/agreements/named-agreement.ts';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { Draft } from './queries.ts';

export type AssetKind = Draft['kind'];
export type Access = Draft['access'];

/** The vocabularies that a draft's terms may be of (api/assets/domain/asset.ts). */
export const VOCABULARIES = ['technique', 'motif', 'ich', 'place', 'material', 'ethnicGroup'] as const;
export type Vocabulary = (typeof VOCABULARIES)[number];

export interface FormText {
  readonly en: string;
  readonly zh: string;
}

export interface FormTerm {
  readonly vocabulary: Vocabulary;
  readonly code: string;
  readonly en: string | null;
  readonly zh: string | null;
}

/** Without a status nothing is stated. */
interface RightsStatementForm {
  /** An address; empty for none. */
  readonly status: string;
  readonly rightsHolder: string;
  readonly inTrustFor: string;
  readonly basis: BasisOfTitle | '';
}

export const NOTHING_STATED: RightsStatementForm = {
  status: '',
  rightsHolder: '',
  inTrustFor: '',
  basis: '',
};

/** What stands in the fields, as typed. */
export interface DraftForm {
  readonly kind: AssetKind;
  readonly access: Access;
  /** Null: no community stands behind it. */
  readonly community: string | null;
  readonly title: FormText;
  readonly description: FormText;
  readonly terms: readonly FormTerm[];
  readonly creditLine: string;
  /** Null: the version names none. */
  readonly agreement: LicenseAgreement | null;
  readonly rightsStatement: RightsStatementForm;
  readonly identifier: string;
  /** Why no community is asked, of what names a people. */
  readonly noCommunityReason: string;
  readonly synthetic: boolean;
}

interface SaidText {
  readonly en?: string;
  readonly zh?: string;
}

/** The same as the platform keeps it: NFC, trimmed, nothing empty (api/publishing/domain/draft-content.ts). */
export interface DraftContent {
  readonly kind: AssetKind;
  readonly access: Access;
  readonly community: string | null;
  readonly title: SaidText;
  readonly description?: SaidText;
  readonly terms: readonly {
    readonly vocabulary: string;
    readonly code: string;
    readonly en?: string;
    readonly zh?: string;
  }[];
  readonly creditLine?: string;
  readonly agreement?: LicenseAgreement;
  readonly rightsStatement?: RightsStatement;
  readonly identifier?: string;
  readonly noCommunityReason?: string;
  readonly synthetic: boolean;
}

type DraftFields = Pick<
  Draft,
  | 'kind'
  | 'access'
  | 'community'
  | 'title'
  | 'description'
  | 'terms'
  | 'creditLine'
  | 'agreement'
  | 'rightsStatement'
  | 'identifier'
  | 'noCommunityReason'
  | 'synthetic'
>;

export function formOf(draft: DraftFields): DraftForm {
  return {
    kind: draft.kind,
    access: draft.access,
    community: draft.community?.id ?? null,
    title: { en: draft.title.en ?? '', zh: draft.title.zh ?? '' },
    description: { en: draft.description?.en ?? '', zh: draft.description?.zh ?? '' },
    terms: draft.terms.flatMap(({ vocabulary, code, en, zh }) => {
      const known = VOCABULARIES.find((candidate) => candidate === vocabulary);
      return known === undefined ? [] : [{ vocabulary: known, code, en, zh }];
    }),
    creditLine: draft.creditLine ?? '',
    agreement: draft.agreement === null ? null : asSigned(draft.agreement),
    rightsStatement: rightsFormOf(draft.rightsStatement),
    identifier: draft.identifier ?? '',
    noCommunityReason: draft.noCommunityReason ?? '',
    synthetic: draft.synthetic,
  };
}

function rightsFormOf(stated: ToldRightsStatement | null): RightsStatementForm {
  if (stated === null) return NOTHING_STATED;
  const { status, rightsHolder, inTrustFor, basis } = stated;
  return { status, rightsHolder: rightsHolder ?? '', inTrustFor: inTrustFor ?? '', basis: basis ?? '' };
}

function rightsStatementOf({ status, basis, ...names }: RightsStatementForm): RightsStatement | null {
  if (status === '') return null;
  const [rightsHolder, inTrustFor] = [clean(names.rightsHolder), clean(names.inTrustFor)];
  return {
    status,
    ...(rightsHolder !== '' && { rightsHolder }),
    ...(inTrustFor !== '' && { inTrustFor }),
    ...(basis !== '' && { basis }),
  };
}

export function contentOf(form: DraftForm): DraftContent {
  const description = saidText(form.description);
  const creditLine = clean(form.creditLine);
  const rightsStatement = rightsStatementOf(form.rightsStatement);
  const identifier = clean(form.identifier);
  // Typed before a community was chosen, it is kept in the form and not said.
  const noCommunityReason = form.community === null ? clean(form.noCommunityReason) : '';
  return {
    kind: form.kind,
    access: form.access,
    community: form.community,
    title: saidText(form.title),
    ...(Object.keys(description).length > 0 && { description }),
    terms: form.terms.map(({ vocabulary, code, en, zh }) => ({
      vocabulary,
      code,
      ...saidText({ en: en ?? '', zh: zh ?? '' }),
    })),
    ...(creditLine !== '' && { creditLine }),
    ...(form.agreement !== null && { agreement: form.agreement }),
    ...(rightsStatement !== null && { rightsStatement }),
    ...(identifier !== '' && { identifier }),
    ...(noCommunityReason !== '' && { noCommunityReason }),
    synthetic: form.synthetic,
  };
}

export function contentOfRequest({
  organizationId: _,
  terms = [],
  ...content
}: PublishRequest): DraftContent {
  return { ...content, terms };
}

/** What a signature is asked for; compared with what the platform proposes. */
export function requestOf(form: DraftForm, organizationId: string): PublishRequest {
  const { community, ...content } = contentOf(form);
  return {
    ...content,
    organizationId: parseOrganizationId(organizationId),
    community: community === null ? null : parseOrganizationId(community),
  };
}

export function isSameContent(left: DraftContent, right: DraftContent): boolean {
  return differencesOf(left, right).length === 0;
}

export const CONTENT_FIELDS = [
  'kind',
  'title.zh',
  'title.en',
  'description.zh',
  'description.en',
  'terms',
  'community',
  'noCommunityReason',
  'access',
  'creditLine',
  'identifier',
  'agreement',
  'rightsStatement',
  'synthetic',
] as const;
export type ContentField = (typeof CONTENT_FIELDS)[number];

/** The fields in which two contents differ, in the order of the form. */
export function differencesOf(left: DraftContent, right: DraftContent): readonly ContentField[] {
  return CONTENT_FIELDS.filter((field) => valueOf(left, field) !== valueOf(right, field));
}

/** One field as text that is equal exactly when the field is. */
function valueOf(content: DraftContent, field: ContentField): string {
  switch (field) {
    case 'title.en':
      return content.title.en ?? '';
    case 'title.zh':
      return content.title.zh ?? '';
    case 'description.en':
      return content.description?.en ?? '';
    case 'description.zh':
      return content.description?.zh ?? '';
    case 'terms':
      return JSON.stringify(content.terms.map(({ vocabulary, code, en, zh }) => [vocabulary, code, en, zh]));
    case 'synthetic':
      return String(content.synthetic);
    case 'community':
      return content.community ?? '';
    case 'rightsStatement':
      return content.rightsStatement === undefined ? '' : rightsStatementText(content.rightsStatement, 'en');
    case 'agreement':
      return valueOfAgreement(content.agreement);
    default:
      return content[field] ?? '';
  }
}

function valueOfAgreement(agreement: LicenseAgreement | undefined): string {
  if (agreement === undefined) return '';
  const { sha256, name } = agreement;
  return JSON.stringify([sha256, name.en ?? '', name.zh ?? '']);
}

/** The place of the form that an error names (`title.en`, `input.terms.0.code`), or null. */
export function fieldOf(named: string | null): ContentField | 'title' | 'description' | null {
  if (named === null) return null;
  const path = named.replace(/^input\./, '');
  if (path.startsWith('terms')) return 'terms';
  if (path.startsWith('agreement')) return 'agreement';
  if (path.startsWith('rightsStatement')) return 'rightsStatement';
  if (path === 'title' || path === 'description') return path;
  return CONTENT_FIELDS.find((field) => field === path) ?? null;
}

function saidText({ en, zh }: FormText): SaidText {
  const said = { en: clean(en), zh: clean(zh) };
  return { ...(said.en !== '' && { en: said.en }), ...(said.zh !== '' && { zh: said.zh }) };
}

function clean(text: string): string {
  return text.normalize('NFC').trim();
}
