import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { DetailsFields } from '../../../../lib/profiles/details-fields.tsx';
import { BEFOREHAND, BILLING, CONTACT } from '../../../../lib/profiles/fragments.ts';
import { faultIn } from '../../../../lib/profiles/profile-details.ts';
import { SavingError } from '../../../../lib/profiles/saving-error.tsx';
import { COMMUNITY_LABEL } from '../../../../lib/session/fragments.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useKeptDraft } from '../../../../lib/kept/use-kept-draft.ts';
import { asCouncil, type Council } from '../model/council.ts';
import { CouncilFrame } from '../parts/council-frame.tsx';
import css from '../parts/council.module.css';
import {
  type LabelDraft,
  problemsOfWords,
  profileInput,
  readWords,
  type Words,
  withLabel,
  wordsFrom,
} from '../model/labels.ts';
import { labelsText } from '../words/labels-text.ts';
import { PeoplesField } from '../parts/peoples-field.tsx';

const PROFILE = graphql(
  `
    query CommunityWords($id: ID!) {
      organization(id: $id) {
        description {
          en
          zh
        }
        peoples
        labels {
          ...CommunityLabelFields
        }
        ...ContactFields
        ...BeforehandFields
        ...BillingFields
        pictureAsset {
          id
        }
        logoAsset {
          id
        }
      }
    }
  `,
  [COMMUNITY_LABEL, CONTACT, BEFOREHAND, BILLING],
);

const UPDATE = graphql(`
  mutation UpdateCommunityWords($organizationId: ID!, $input: ProfileInput!) {
    updateProfile(organizationId: $organizationId, input: $input) {
      id
    }
  }
`);

const MOST_LABELS = 20;

export function LabelsPage() {
  const t = useText(labelsText);
  return (
    <CouncilFrame title={t('title')} lead={t('lead')}>
      {(council) => <Labels council={council} />}
    </CouncilFrame>
  );
}

function Labels({ council }: { readonly council: Council }) {
  const { id } = council.community;
  const { data, error, refetch } = useQuery({
    queryKey: ['community-words', id],
    queryFn: async ({ signal }) => (await request(PROFILE, { id }, { signal })).organization,
  });
  if (data === undefined) {
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  }
  return <LabelsForm key={id} council={council} present={wordsFrom(data)} />;
}

interface LabelsFormProps {
  readonly council: Council;
  readonly present: Words;
}

function LabelsForm({ council, present }: LabelsFormProps) {
  const t = useText(labelsText);
  const cache = useQueryClient();
  const editing = useKeptDraft({
    name: `council.words.${council.community.id}`,
    present,
    read: readWords,
  });
  const words = editing.draft;
  const [isChecked, setIsChecked] = useState(false);
  const problems = problemsOfWords(words);
  const save = useMutation({
    mutationFn: async (given: Words) =>
      request(
        UPDATE,
        { organizationId: council.community.id, input: profileInput(given) },
        asCouncil(council),
      ),
    onSuccess: async (_, given) => {
      await cache.invalidateQueries();
      editing.settle(given);
    },
  });
  const change = (changed: Words) => {
    editing.change(changed);
    save.reset();
  };
  const changeLabel = (label: LabelDraft) =>
    change({ ...words, labels: words.labels.map((other) => (other.id === label.id ? label : other)) });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (problems.length === 0 && !save.isPending) save.mutate(words);
  };
  return (
    <form onSubmit={submit} className={css['form']}>
      <fieldset className={css['part']}>
        <legend>
          <h2>{t('about')}</h2>
        </legend>
        <p>{t('aboutWhy')}</p>
        <TextField
          label={t('inChinese')}
          lang="zh-CN"
          rows={4}
          maxLength={2000}
          value={words.description.zh}
          onChange={(zh) => change({ ...words, description: { ...words.description, zh } })}
        />
        <TextField
          label={t('inEnglish')}
          lang="en"
          rows={4}
          maxLength={2000}
          value={words.description.en}
          onChange={(en) => change({ ...words, description: { ...words.description, en } })}
        />
      </fieldset>
      <PeoplesField
        value={words.peoples}
        onChange={(peoples) => change({ ...words, peoples: peoples.toSorted() })}
      />
      <section className={css['section']} aria-labelledby="labels">
        <h2 id="labels">{t('labels')}</h2>
        <p>{t('labelsWhy')}</p>
        {words.labels.length === 0 && <p className={css['soft']}>{t('noLabels')}</p>}
        <ul role="list" className={css['list']}>
          {words.labels.map((label, at) => (
            <LabelFields
              key={label.id}
              label={label}
              number={at + 1}
              problem={isChecked && problems.includes(label.id)}
              onChange={changeLabel}
              onRemove={() => change({ ...words, labels: words.labels.filter(({ id }) => id !== label.id) })}
            />
          ))}
        </ul>
        {words.labels.length < MOST_LABELS && (
          <div>
            <Button onPress={() => change(withLabel(words))}>{t('addLabel')}</Button>
          </div>
        )}
      </section>
      <DetailsFields
        details={words.details}
        kind="COMMUNITY"
        fault={faultIn(save.error)}
        onChange={(changed) => change({ ...words, details: { ...words.details, ...changed } })}
      />
      {isChecked && problems.length > 0 && (
        <Notice tone="refused" isLive>
          <p>{t('incomplete')}</p>
        </Notice>
      )}
      {editing.isOvertaken && !save.isPending && (
        <Notice tone="unknown" isLive title={t('overtaken')}>
          <p>{t('overtakenWhy')}</p>
        </Notice>
      )}
      {save.isError && <SavingError error={save.error} />}
      {save.isSuccess && (
        <Notice tone="live" isLive>
          <p>{t('saved')}</p>
        </Notice>
      )}
      <div className={css['buttons']}>
        <Button type="submit" kind="main" isDisabled={save.isPending}>
          {save.isPending ? t('saving') : t('save')}
        </Button>
        <Button
          onPress={() => {
            editing.startOver();
            save.reset();
          }}
        >
          {t('reset')}
        </Button>
      </div>
    </form>
  );
}

interface LabelFieldsProps {
  readonly label: LabelDraft;
  readonly number: number;
  readonly problem: boolean;
  onChange(label: LabelDraft): void;
  onRemove(): void;
}

function LabelFields({ label, number, problem, onChange, onRemove }: LabelFieldsProps) {
  const t = useText(labelsText);
  return (
    <li className={css['proposal']}>
      <h3>{t('label', { number })}</h3>
      <div className={css['groups']}>
        <TextField
          label={t('nameChinese', { number })}
          lang="zh-CN"
          value={label.title.zh}
          error={problem ? t('labelIncomplete') : null}
          onChange={(zh) => onChange({ ...label, title: { ...label.title, zh } })}
        />
        <TextField
          label={t('nameEnglish', { number })}
          lang="en"
          value={label.title.en}
          onChange={(en) => onChange({ ...label, title: { ...label.title, en } })}
        />
        <TextField
          label={t('textChinese', { number })}
          lang="zh-CN"
          rows={3}
          value={label.text.zh}
          onChange={(zh) => onChange({ ...label, text: { ...label.text, zh } })}
        />
        <TextField
          label={t('textEnglish', { number })}
          lang="en"
          rows={3}
          value={label.text.en}
          onChange={(en) => onChange({ ...label, text: { ...label.text, en } })}
        />
        <TextField
          label={t('code', { number })}
          hint={t('codeHint')}
          value={label.code}
          onChange={(code) => onChange({ ...label, code })}
        />
      </div>
      <div>
        <Button onPress={onRemove}>{t('remove', { number })}</Button>
      </div>
    </li>
  );
}
