import { memo, type ReactNode } from 'react';
import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useCommunities } from '../model/communities.ts';
import type { Access, AssetKind, ContentField, DraftForm, FormText } from '../model/draft-form.ts';
import { VOCABULARIES } from '../model/draft-form.ts';
import { formText } from '../words/form-text.ts';
import { AgreementField } from './agreement-field.tsx';
import css from './form.module.css';
import { isSameTerm } from '../model/free-term.ts';
import { RadioChoice } from './radio-choice.tsx';
import { reasonText } from '../words/reason-text.ts';
import { RightsStatementFields } from './rights-statement-fields.tsx';
import { TermPicker } from './term-picker.tsx';
import { publishText } from '../words/text.ts';

const KINDS: readonly AssetKind[] = ['PATTERN', 'COSTUME', 'FILM'];
const ACCESS: readonly Access[] = ['LICENSED', 'RESTRICTED', 'OPEN'];
/** Not an id. */
const NONE = 'none';

interface DraftFieldsProps {
  readonly form: DraftForm;
  onChange(form: DraftForm): void;
  /** What is wrong, by field. */
  readonly errors: ReadonlyMap<ContentField, string>;
  readonly organizationId: string;
  /** Of a revision: its community stays. */
  readonly isRevision: boolean;
}

/** Everything that is said of an asset, in both languages. Not drawn anew while files move. */
export const DraftFields = memo(function DraftFields(props: DraftFieldsProps) {
  return (
    <div className={css['fields']}>
      <AboutFields {...props} />
      <TermFields {...props} />
      <WhoseFields {...props} />
    </div>
  );
});

function Section({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={css['section']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function AboutFields({ form, onChange, errors }: DraftFieldsProps) {
  const t = useText(formText);
  const words = useText(publishText);
  return (
    <Section id="about-title" title={t('about')}>
      <BothLanguages
        name="title"
        text={form.title}
        hint={t('titleHint')}
        errors={errors}
        onChange={(title) => onChange({ ...form, title })}
      />
      <BothLanguages
        name="description"
        text={form.description}
        hint={t('descriptionHint')}
        rows={6}
        errors={errors}
        onChange={(description) => onChange({ ...form, description })}
      />
      <RadioChoice
        label={words('field.kind')}
        value={form.kind}
        onChange={(kind) => onChange({ ...form, kind })}
        options={KINDS.map((value) => ({
          value,
          label: words(`kind.${value}`),
          hint: words(`kindHint.${value}`),
        }))}
      />
      <div>
        <Checkbox isSelected={form.synthetic} onChange={(synthetic) => onChange({ ...form, synthetic })}>
          {t('synthetic')}
        </Checkbox>
        <p className={css['hint']}>{t('syntheticHint')}</p>
      </div>
    </Section>
  );
}

interface BothLanguagesProps {
  readonly name: 'title' | 'description';
  readonly text: FormText;
  readonly hint: string;
  readonly rows?: number;
  readonly errors: ReadonlyMap<ContentField, string>;
  onChange(text: FormText): void;
}

/** Chinese and English beside each other, the reader's own first. */
function BothLanguages({ name, text, hint, rows, errors, onChange }: BothLanguagesProps) {
  const words = useText(publishText);
  const { language } = useLanguage();
  const order = language === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const);
  return (
    <div className={css['pair']}>
      {order.map((tongue, at) => (
        <TextField
          key={tongue}
          label={words(`field.${name}.${tongue}`)}
          lang={tongue === 'zh' ? 'zh-CN' : 'en'}
          value={text[tongue]}
          onChange={(typed) => onChange({ ...text, [tongue]: typed })}
          error={errors.get(`${name}.${tongue}`)}
          hint={at === 0 ? hint : undefined}
          {...(rows !== undefined && { rows })}
        />
      ))}
    </div>
  );
}

function TermFields({ form, onChange, errors }: DraftFieldsProps) {
  const t = useText(formText);
  const error = errors.get('terms');
  return (
    <Section id="terms-title" title={t('terms')}>
      <p className={css['hint']}>{t('termsHint')}</p>
      {error !== undefined && <p className={css['error']}>{error}</p>}
      <div className={css['pair']}>
        {VOCABULARIES.map((vocabulary) => (
          <TermPicker
            key={vocabulary}
            vocabulary={vocabulary}
            terms={form.terms.filter((term) => term.vocabulary === vocabulary)}
            onAdd={(term) => onChange({ ...form, terms: [...form.terms, term] })}
            onRemove={(term) =>
              onChange({ ...form, terms: form.terms.filter((kept) => !isSameTerm(kept, term)) })
            }
          />
        ))}
      </div>
    </Section>
  );
}

function WhoseFields({ form, onChange, errors, organizationId, isRevision }: DraftFieldsProps) {
  const t = useText(formText);
  const words = useText(publishText);
  const { language } = useLanguage();
  const reason = useText(reasonText);
  const communities = useCommunities();
  const known = (communities ?? []).map(({ id, slug, name }) => ({
    value: id,
    label: pickText(name, language)?.text ?? slug,
  }));
  const isMissing = form.community !== null && !known.some(({ value }) => value === form.community);
  const choices = [
    { value: NONE, label: t('communityNone') },
    ...(isMissing ? [{ value: form.community, label: communities === null ? '…' : form.community }] : []),
    ...known,
  ];
  return (
    <Section id="whose-title" title={t('whose')}>
      <SelectField
        label={words('field.community')}
        hint={form.community === null ? t('communityNoneHint') : t('communityHint')}
        value={form.community ?? NONE}
        choices={choices}
        isDisabled={isRevision}
        onChange={(chosen) => onChange({ ...form, community: chosen === NONE ? null : chosen })}
        error={errors.get('community')}
      />
      {form.community === null && (form.noCommunityReason !== '' || errors.has('noCommunityReason')) && (
        <TextField
          label={words('field.noCommunityReason')}
          hint={reason('fieldHint')}
          rows={3}
          value={form.noCommunityReason}
          onChange={(noCommunityReason) => onChange({ ...form, noCommunityReason })}
          error={errors.get('noCommunityReason')}
        />
      )}
      <RadioChoice
        label={words('field.access')}
        value={form.access}
        onChange={(access) => onChange({ ...form, access })}
        error={errors.get('access')}
        options={ACCESS.map((value) => ({
          value,
          label: words(`access.${value}`),
          hint:
            value === 'OPEN' && form.community !== null ? t('openDisabled') : words(`accessHint.${value}`),
          isDisabled: value === 'OPEN' && form.community !== null && form.access !== 'OPEN',
        }))}
      />
      {form.access === 'OPEN' && (
        <Notice tone="unknown" title={t('openTitle')}>
          <p>{t('openText')}</p>
        </Notice>
      )}
      <div className={css['pair']}>
        <TextField
          label={words('field.creditLine')}
          hint={t('creditLineHint')}
          value={form.creditLine}
          onChange={(creditLine) => onChange({ ...form, creditLine })}
          error={errors.get('creditLine')}
        />
        <TextField
          label={words('field.identifier')}
          hint={t('identifierHint')}
          value={form.identifier}
          onChange={(identifier) => onChange({ ...form, identifier })}
          error={errors.get('identifier')}
        />
      </div>
      <AgreementField
        organizationId={organizationId}
        value={form.agreement}
        onChange={(agreement) => onChange({ ...form, agreement })}
        error={errors.get('agreement')}
      />
      <RightsStatementFields
        value={form.rightsStatement}
        onChange={(rightsStatement) => onChange({ ...form, rightsStatement })}
        error={errors.get('rightsStatement')}
      />
    </Section>
  );
}
