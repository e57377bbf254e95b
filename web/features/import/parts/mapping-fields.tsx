import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Details } from '../../../components/facts/details.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { SelectField } from '../../../components/forms/select-field.tsx';
import { pickText, request } from '../../../lib/session/api.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './import.module.css';
import { importText } from '../words/import-text.ts';
import {
  columnIn,
  FIELD_KEYS,
  type FieldForm,
  type FieldKey,
  type MappingForm,
} from '../model/mapping-form.ts';
import { ADMITTED_COMMUNITIES } from '../model/queries.ts';

export interface MappingPartProps {
  readonly form: MappingForm;
  readonly columns: readonly string[];
  onChange(form: MappingForm): void;
}

interface MappingFieldsProps extends MappingPartProps {
  readonly defaultCommunity: string | null;
  onDefaultCommunity(id: string | null): void;
}

const HINTED = [
  'externalId',
  'kind',
  'access',
  'community',
  'noCommunityReason',
  'synthetic',
  'files',
] as const;
/** Whose values are few, and seldom those that the platform knows. */
const TRANSLATED: readonly FieldKey[] = ['kind', 'access', 'community', 'synthetic'];
const ASKED = 'ask';

/** Each field, and what of the table it is made of. */
export function MappingFields(props: MappingFieldsProps) {
  const { form, columns, onChange } = props;
  return (
    <div className={css['fields']}>
      {FIELD_KEYS.map((key) => (
        <MappingField
          key={key}
          name={key}
          field={form.fields[key]}
          columns={columns}
          onChange={(field) => onChange({ ...form, fields: { ...form.fields, [key]: field } })}
        />
      ))}
      <DefaultCommunity value={props.defaultCommunity} onChange={props.onDefaultCommunity} />
    </div>
  );
}

interface MappingFieldProps {
  readonly name: FieldKey;
  readonly field: FieldForm;
  readonly columns: readonly string[];
  onChange(field: FieldForm): void;
}

function MappingField({ name, field, columns, onChange }: MappingFieldProps) {
  const t = useText(importText);
  const [isWriting, setIsWriting] = useState(false);
  const label = t(`field.${name}`);
  const hinted = HINTED.find((key) => key === name);
  const { template, values, otherwise } = field;
  const column = columnIn(template);
  const isColumn = column !== null && columns.includes(column);
  const source = isWriting ? 'custom' : template === '' ? 'empty' : isColumn ? `column:${column}` : 'custom';
  const choices = [
    { value: 'empty', label: t('empty') },
    ...columns.map((each) => ({ value: `column:${each}`, label: t('column', { name: each }) })),
    { value: 'custom', label: t('custom') },
  ];
  const choose = (value: string) => {
    setIsWriting(value === 'custom');
    if (value === 'empty') onChange({ ...field, template: '' });
    else if (value !== 'custom') onChange({ ...field, template: `{${value.slice('column:'.length)}}` });
  };
  return (
    <div className={css['field']}>
      <SelectField
        label={label}
        hint={hinted === undefined ? undefined : t(`fieldHint.${hinted}`)}
        value={source}
        choices={choices}
        onChange={choose}
      />
      {source === 'custom' && (
        <TextField
          label={t('template', { field: label })}
          hint={t('templateHint', { date: '{date}', place: '{place}' })}
          rows={Math.max(1, template.split('\n').length)}
          value={template}
          onChange={(typed) => onChange({ ...field, template: typed })}
        />
      )}
      {(TRANSLATED.includes(name) || values !== '' || otherwise !== '') && (
        <Details summary={t('values')} isOpen={values !== ''}>
          <TextField
            label={t('valuesLabel', { field: label })}
            rows={3}
            value={values}
            onChange={(typed) => onChange({ ...field, values: typed })}
          />
          <TextField
            label={t('otherwise', { field: label })}
            value={otherwise}
            onChange={(typed) => onChange({ ...field, otherwise: typed })}
          />
        </Details>
      )}
    </div>
  );
}

interface DefaultCommunityProps {
  readonly value: string | null;
  onChange(id: string | null): void;
}

function DefaultCommunity({ value, onChange }: DefaultCommunityProps) {
  const t = useText(importText);
  const { language } = useLanguage();
  const { data } = useQuery({
    queryKey: ['import', 'communities'],
    queryFn: ({ signal }) => request(ADMITTED_COMMUNITIES, {}, { signal }),
  });
  const admitted = (data?.organizations.edges ?? [])
    .map(({ node }) => node)
    .filter((node) => node.isAdmitted);
  return (
    <SelectField
      label={t('defaultCommunity')}
      value={value ?? ASKED}
      choices={[
        { value: ASKED, label: t('defaultNone') },
        { value: 'none', label: t('defaultNoCommunity') },
        ...admitted.map(({ id, slug, name }) => ({
          value: id,
          label: pickText(name, language)?.text ?? slug,
        })),
      ]}
      onChange={(id) => onChange(id === ASKED ? null : id)}
    />
  );
}
