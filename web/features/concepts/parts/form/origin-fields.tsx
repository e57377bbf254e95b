import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { MATCH_SCHEMES, type MatchDraft } from '../../model/concept-form.ts';
import { admittedCommunities } from '../../model/concept-queries.ts';
import { formText } from '../../words/form-text.ts';
import { conceptsText } from '../../words/text.ts';
import css from './form.module.css';
import type { FormFields } from './form-fields.ts';

const MOST_MATCHES = 20;
/** No id of an organization. */
const NOBODY = 'nobody';

/** Sources, other lists, and whose own it is. */
export function OriginFields({ draft, problems, change }: FormFields) {
  const t = useText(formText);
  const { matches } = draft;
  return (
    <>
      <fieldset className={css['section']}>
        <legend>
          <h2>{t('origins')}</h2>
        </legend>
        <TextField
          label={t('sources')}
          hint={t('sourcesHint')}
          rows={4}
          value={draft.sources}
          error={problems['sources']}
          onChange={(sources) => change({ sources })}
        />
        <h3>{t('matches')}</h3>
        {matches.length > 0 && (
          <ol role="list" className={css['matches']}>
            {matches.map((match, at) => (
              <MatchFields
                // Entries are told apart by their place alone.
                key={at}
                match={match}
                number={at + 1}
                idProblem={problems[`matches.${at}.id`]}
                sourceProblem={problems[`matches.${at}.source`]}
                onChange={(changed) =>
                  change({ matches: matches.map((each, place) => (place === at ? changed : each)) })
                }
                onRemove={() => change({ matches: matches.filter((_, place) => place !== at) })}
              />
            ))}
          </ol>
        )}
        {matches.length < MOST_MATCHES && (
          <div>
            <Button
              onPress={() => change({ matches: [...matches, { scheme: 'WIKIDATA', id: '', source: '' }] })}
            >
              {t('addMatch')}
            </Button>
          </div>
        )}
      </fieldset>
      <OwnerField draft={draft} problems={problems} change={change} />
    </>
  );
}

interface MatchFieldsProps {
  readonly match: MatchDraft;
  readonly number: number;
  readonly idProblem: string | undefined;
  readonly sourceProblem: string | undefined;
  onChange(match: MatchDraft): void;
  onRemove(): void;
}

function MatchFields({ match, number, idProblem, sourceProblem, onChange, onRemove }: MatchFieldsProps) {
  const t = useText(formText);
  const words = useText(conceptsText);
  return (
    <li className={css['match']} aria-label={t('matchNumber', { number: String(number) })}>
      <div className={css['pair']}>
        <SelectField
          label={t('scheme')}
          value={match.scheme}
          choices={MATCH_SCHEMES.map((scheme) => ({ value: scheme, label: words(`schemes.${scheme}`) }))}
          onChange={(scheme) => onChange({ ...match, scheme })}
        />
        <TextField
          label={t('matchId')}
          spellCheck="false"
          value={match.id}
          error={idProblem}
          onChange={(id) => onChange({ ...match, id })}
        />
      </div>
      <TextField
        label={t('matchSource')}
        value={match.source}
        error={sourceProblem}
        onChange={(source) => onChange({ ...match, source })}
      />
      <div>
        <Button kind="quiet" onPress={onRemove}>
          {t('removeMatch', { number: String(number) })}
        </Button>
      </div>
    </li>
  );
}

function OwnerField({ draft, problems, change }: FormFields) {
  const t = useText(formText);
  const { language } = useLanguage();
  const { data = [] } = useQuery(admittedCommunities());
  const names = data.map(({ id, slug, name }) => ({
    value: id,
    label: pickText(name, language)?.text ?? slug,
  }));
  return (
    <SelectField
      label={t('owner')}
      hint={t('ownerHint')}
      value={draft.community ?? NOBODY}
      error={problems['community']}
      choices={[{ value: NOBODY, label: t('nobody') }, ...names]}
      onChange={(id) => change({ community: id === NOBODY ? null : id })}
    />
  );
}
