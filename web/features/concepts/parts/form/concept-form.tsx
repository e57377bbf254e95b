import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { CONCEPTS_PATH } from '../../../../lib/concepts/concept-address.ts';
import { useKeptDraft } from '../../../../lib/kept/use-kept-draft.ts';
import { pickText, request } from '../../../../lib/session/api.ts';
import { useTask } from '../../../../lib/session/task.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { type ConceptDraft, inputOf, readDraft } from '../../model/concept-form.ts';
import { conceptNamed } from '../../model/concept-queries.ts';
import { type FormProblems, problemsOf, refusedField } from '../../model/form-problems.ts';
import { PROPOSE_CONCEPT } from '../../model/proposal-documents.ts';
import { formText } from '../../words/form-text.ts';
import css from './form.module.css';
import { NameFields } from './name-fields.tsx';
import { OriginFields } from './origin-fields.tsx';
import { PlaceFields } from './place-fields.tsx';

const MAX_MESSAGE = 2_000;

interface ConceptFormProps {
  readonly organizationId: string;
  /** What it begins with. */
  readonly present: ConceptDraft;
  /** Of a concept that is there. */
  readonly isChange: boolean;
}

/** A new concept, or another state of one that is there; what is wrong stands beside the field. */
export function ConceptForm({ organizationId, present, isChange }: ConceptFormProps) {
  const t = useText(formText);
  const { language } = useLanguage();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const task = useTask();
  const editing = useKeptDraft({
    name: `concepts.draft.${isChange ? `${present.vocabulary ?? ''}.${present.code}` : 'new'}`,
    present,
    read: readDraft,
  });
  const { draft } = editing;
  const [problems, setProblems] = useState<FormProblems>({});
  const [error, setError] = useState<unknown>(null);
  const hasProblems = Object.keys(problems).length > 0;
  const change = (changed: Partial<ConceptDraft>) => {
    editing.change({ ...draft, ...changed });
    setProblems({});
    setError(null);
  };
  const send = async () => {
    const found = problemsOf(draft, language);
    setProblems(found);
    setError(null);
    const concept = inputOf(draft);
    if (Object.keys(found).length > 0 || concept === null) return;
    try {
      const taken = isChange
        ? null
        : await cache.query({ ...conceptNamed(`${concept.vocabulary}/${concept.code}`), staleTime: 0 });
      if (taken !== null) {
        const name = pickText(taken.prefLabel, language)?.text ?? taken.id;
        setProblems({ code: t('takenCode', { name }) });
        return;
      }
      const message = draft.message.trim() || null;
      const { proposeConcept } = await request(PROPOSE_CONCEPT, { organizationId, concept, message });
      editing.startOver();
      await cache.invalidateQueries({ queryKey: ['concept-proposals'] });
      await navigate(`${CONCEPTS_PATH}/proposals/${proposeConcept.id}`);
    } catch (cause) {
      const refused = refusedField(cause, language);
      if (refused === null) setError(cause);
      else setProblems(refused);
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void task.run(send);
  };
  const fields = { draft, problems, change };
  return (
    <form className={css['fields']} onSubmit={submit} noValidate>
      <NameFields {...fields} isChange={isChange} />
      <PlaceFields {...fields} />
      <OriginFields {...fields} />
      <TextField
        label={t('why')}
        rows={3}
        maxLength={MAX_MESSAGE}
        value={draft.message}
        error={problems['message']}
        onChange={(message) => change({ message })}
      />
      {isChange && editing.isOvertaken && (
        <Notice tone="unknown" isLive title={t('overtaken')}>
          <p>{t('overtakenWhy')}</p>
        </Notice>
      )}
      {hasProblems && (
        <Notice tone="refused" isLive title={t('incomplete')}>
          <ul>
            {Object.entries(problems).map(([field, problem]) => (
              <li key={field}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      {error !== null && <ErrorNotice error={error} />}
      <div className={css['buttons']}>
        <Button type="submit" kind="main" isDisabled={task.isBusy}>
          {t(task.isBusy ? 'sending' : 'send')}
        </Button>
        <Button
          onPress={() => {
            editing.startOver();
            setProblems({});
            setError(null);
          }}
        >
          {t('startOver')}
        </Button>
      </div>
      <p className={css['hint']}>{t('kept')}</p>
    </form>
  );
}
