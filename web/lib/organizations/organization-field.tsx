import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { TextField } from '../../components/forms/field.tsx';
import { Localized } from '../../components/facts/localized.tsx';
import { request } from '../session/api.ts';
import { readAll } from '../session/connections.ts';
import { NAMED_ORGANIZATION } from '../session/fragments.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';
import { useText } from '../language/text.ts';
import css from './organization-field.module.css';
import { organizationFieldText } from './organization-field-text.ts';

const ORGANIZATIONS = graphql(
  `
    query AdmittedOrganizations($after: String) {
      organizations(first: 100, after: $after) {
        edges {
          node {
            ...NamedOrganization
            kind
            isAdmitted
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export type Party = ResultOf<typeof ORGANIZATIONS>['organizations']['edges'][number]['node'];

const MAX_PAGES = 10;
const MAX_SHOWN = 8;

async function listAdmitted(signal: AbortSignal): Promise<readonly Party[]> {
  const all = await readAll(
    async (after) => (await request(ORGANIZATIONS, { after }, { signal })).organizations,
    MAX_PAGES,
  );
  return all.filter(({ isAdmitted }) => isAdmitted);
}

interface OrganizationFieldProps {
  /** What is asked. */
  readonly label: string;
  readonly error?: string | null;
  readonly value: Pick<Party, 'id'> | null;
  onChange(value: Party): void;
  /** Who can’t be chosen: whoever has it already. */
  readonly except: string;
}

/** An admitted organization, found by a part of its name. */
export function OrganizationField({ label, error = null, value, onChange, except }: OrganizationFieldProps) {
  const t = useText(organizationFieldText);
  const group = useId();
  const [text, setText] = useState('');
  const { data = [] } = useQuery({
    queryKey: ['admitted-organizations'],
    queryFn: ({ signal }) => listAdmitted(signal),
    staleTime: 60_000,
  });
  const wanted = text.trim().toLowerCase();
  const found = data
    .filter(({ id }) => id !== except)
    .filter(({ name, slug }) =>
      [name.en, name.zh, slug].some((each) => each?.toLowerCase().includes(wanted)),
    );
  const shown = found.slice(0, MAX_SHOWN);
  return (
    <fieldset className={css['field']}>
      <legend>{label}</legend>
      {error !== null && (
        <p className={css['problem']} role="alert">
          {error}
        </p>
      )}
      <TextField label={t('search')} type="search" value={text} onChange={setText} />
      {found.length === 0 && <p role="status">{t('none')}</p>}
      {shown.map((party) => (
        <label key={party.id} className={css['choice']}>
          <input
            type="radio"
            name={group}
            checked={value?.id === party.id}
            onChange={() => onChange(party)}
          />
          <span>
            <Localized text={party.name} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
