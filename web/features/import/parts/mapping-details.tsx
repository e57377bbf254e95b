import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { Details } from '../../../components/facts/details.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { SelectField } from '../../../components/forms/select-field.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './import.module.css';
import { importText } from '../words/import-text.ts';
import type { MappingPartProps } from './mapping-fields.tsx';
import type { TermsForm } from '../model/mapping-form.ts';
import { VOCABULARIES } from '../model/vocabularies.ts';

const DATE_FORMS = [
  'YYYY',
  'YYYY-MM',
  'YYYY-MM-DD',
  'YYYY/M/D',
  'D/M/YYYY',
  'M/D/YYYY',
  'D.M.YYYY',
  'YYYY年M月D日',
] as const;
const ENCODINGS = ['none', 'utf-8', 'gbk', 'utf-16le'] as const;
const NEW_TERMS: TermsForm = {
  vocabulary: 'technique',
  from: '',
  separator: ';',
  match: 'exact',
  values: '',
  otherwise: '',
  language: '',
};

/** Vocabularies, dates, and how the table is written: what many tables need not say. */
export function MappingDetails({ form, columns, onChange }: MappingPartProps) {
  const t = useText(importText);
  const { terms, dates } = form;
  return (
    <>
      <Details summary={t('terms', { count: terms.length })}>
        {terms.map((each, at) => (
          <TermsRule
            key={at}
            terms={each}
            columns={columns}
            onChange={(next) => onChange({ ...form, terms: terms.with(at, next) })}
            onRemove={() => onChange({ ...form, terms: terms.toSpliced(at, 1) })}
          />
        ))}
        <Add onPress={() => onChange({ ...form, terms: [...terms, NEW_TERMS] })}>{t('termsAdd')}</Add>
      </Details>
      <Details summary={t('dates', { count: dates.length })}>
        {dates.map(({ column, form: written }, at) => (
          <div key={at} className={css['row']}>
            <ColumnField
              label={t('from')}
              value={column}
              columns={columns}
              onChange={(name) =>
                onChange({ ...form, dates: dates.with(at, { column: name, form: written }) })
              }
            />
            <SelectField
              label={t('dateForm')}
              value={written}
              choices={DATE_FORMS.map((value) => ({ value, label: value }))}
              onChange={(next) => onChange({ ...form, dates: dates.with(at, { column, form: next }) })}
            />
            <Remove
              label={t('datesRemove', { name: column })}
              onPress={() => onChange({ ...form, dates: dates.toSpliced(at, 1) })}
            />
          </div>
        ))}
        <Add
          onPress={() =>
            onChange({ ...form, dates: [...dates, { column: columns[0] ?? '', form: 'YYYY-MM-DD' }] })
          }
        >
          {t('datesAdd')}
        </Add>
      </Details>
      <Details summary={t('tableFormat')}>
        <div className={css['row']}>
          <TextField
            label={t('delimiter')}
            maxLength={1}
            value={form.delimiter}
            onChange={(delimiter) => onChange({ ...form, delimiter })}
          />
          <SelectField
            label={t('encoding')}
            value={form.encoding === '' ? 'none' : form.encoding}
            choices={ENCODINGS.map((value) => ({
              value,
              label: value === 'none' ? t('encodings.none') : value.toUpperCase(),
            }))}
            onChange={(value) => onChange({ ...form, encoding: value === 'none' ? '' : value })}
          />
        </div>
      </Details>
    </>
  );
}

interface TermsRuleProps {
  readonly terms: TermsForm;
  readonly columns: readonly string[];
  onChange(terms: TermsForm): void;
  onRemove(): void;
}

function TermsRule({ terms, columns, onChange, onRemove }: TermsRuleProps) {
  const t = useText(importText);
  const name = t(`vocabularies.${terms.vocabulary}`);
  return (
    <fieldset className={css['rule']}>
      <legend className={css['unseen']}>{name}</legend>
      <div className={css['row']}>
        <SelectField
          label={t('vocabulary')}
          value={terms.vocabulary}
          choices={VOCABULARIES.map((value) => ({ value, label: t(`vocabularies.${value}`) }))}
          onChange={(vocabulary) => onChange({ ...terms, vocabulary })}
        />
        <ColumnField
          label={t('from')}
          value={terms.from}
          columns={columns}
          onChange={(from) => onChange({ ...terms, from })}
        />
        <TextField
          label={t('separator')}
          value={terms.separator}
          onChange={(separator) => onChange({ ...terms, separator })}
        />
        <SelectField
          label={t('match')}
          value={terms.match}
          choices={(['exact', 'words'] as const).map((value) => ({ value, label: t(`matches.${value}`) }))}
          onChange={(match) => onChange({ ...terms, match })}
        />
        <SelectField
          label={t('termOtherwise')}
          value={terms.otherwise === '' ? 'none' : terms.otherwise}
          choices={(['none', 'refuse', 'skip', 'text'] as const).map((value) => ({
            value,
            label: t(`termOtherwises.${value}`),
          }))}
          onChange={(value) => onChange({ ...terms, otherwise: value === 'none' ? '' : value })}
        />
        <SelectField
          label={t('language')}
          value={terms.language === '' ? 'none' : terms.language}
          choices={(['none', 'en', 'zh'] as const).map((value) => ({
            value,
            label: t(`languages.${value}`),
          }))}
          onChange={(value) => onChange({ ...terms, language: value === 'none' ? '' : value })}
        />
        <Remove label={t('termsRemove', { name })} onPress={onRemove} />
      </div>
      <TextField
        label={t('termValues')}
        rows={3}
        value={terms.values}
        onChange={(values) => onChange({ ...terms, values })}
      />
    </fieldset>
  );
}

interface ColumnFieldProps {
  readonly label: string;
  readonly value: string;
  readonly columns: readonly string[];
  onChange(column: string): void;
}

/** A column of the table, or a path in JSON that is written by hand. */
function ColumnField({ label, value, columns, onChange }: ColumnFieldProps) {
  const isPath = value !== '' && !columns.includes(value);
  if (isPath) return <TextField label={label} value={value} onChange={onChange} />;
  return (
    <SelectField
      label={label}
      value={value === '' ? null : value}
      choices={columns.map((name) => ({ value: name, label: name }))}
      onChange={onChange}
    />
  );
}

function Add({ children, onPress }: { readonly children: ReactNode; onPress(): void }) {
  return (
    <div>
      <Button onPress={onPress}>
        <Plus size={18} aria-hidden="true" />
        {children}
      </Button>
    </div>
  );
}

function Remove({ label, onPress }: { readonly label: string; onPress(): void }) {
  return (
    <Button kind="quiet" aria-label={label} onPress={onPress}>
      <Trash2 size={18} aria-hidden="true" />
    </Button>
  );
}
