import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { useTooLong } from '../../../../components/forms/use-too-long.ts';
import { Notice } from '../../../../components/page/notice.tsx';
import { DetailsFields } from '../../../../lib/profiles/details-fields.tsx';
import { faultIn } from '../../../../lib/profiles/profile-details.ts';
import { SavingError } from '../../../../lib/profiles/saving-error.tsx';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { lengthOf } from '../../../../lib/language/text-length.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useKeptDraft } from '../../../../lib/kept/use-kept-draft.ts';
import { mayAct, useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import {
  MOST_DESCRIPTION,
  MOST_LABEL_TEXT,
  type ProfileDraft,
  profileInputOf,
  readProfileDraft,
} from '../model/profile-draft.ts';
import { ProfileLabels } from './profile-labels.tsx';
import { profileText } from '../words/profile-text.ts';

const UPDATE = graphql(`
  mutation UpdateProfile($organizationId: ID!, $input: ProfileInput!) {
    updateProfile(organizationId: $organizationId, input: $input) {
      id
    }
  }
`);

/** Description, for communities their labels, and whom to ask and where to pay. */
export function ProfileForm({ present }: { readonly present: ProfileDraft }) {
  const t = useText(profileText);
  const desk = useDesk();
  const queries = useQueryClient();
  const [state, setState] = useState<'idle' | 'saving' | 'saved'>('idle');
  const [error, setError] = useState<unknown>(null);
  const { id, kind, slug } = desk.organization;
  const editing = useKeptDraft({ name: `institution.profile.${id}`, present, read: readProfileDraft });
  const { draft } = editing;
  const { zh, en } = draft.description;
  const labelTexts = draft.labels.flatMap(({ text }) => [text.zh, text.en]);
  const longLabel = labelTexts.find((text) => lengthOf(text) > MOST_LABEL_TEXT) ?? '';
  const tooLong = [
    useTooLong(zh, MOST_DESCRIPTION),
    useTooLong(en, MOST_DESCRIPTION),
    useTooLong(longLabel, MOST_LABEL_TEXT),
  ];
  const obstacle = tooLong.find((why) => why !== null) ?? null;
  const isReadOnly = !mayAct(desk);
  const change = (changed: Partial<ProfileDraft>) => {
    setState('idle');
    editing.change({ ...draft, ...changed });
  };
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (obstacle !== null) return;
    setState('saving');
    setError(null);
    try {
      await request(UPDATE, { organizationId: id, input: profileInputOf(draft, kind) });
      await queries.invalidateQueries();
      editing.settle(draft);
      setState('saved');
    } catch (cause) {
      setError(cause);
      setState('idle');
    }
  };
  return (
    <form onSubmit={(event) => void save(event)} className={`${css['form'] ?? ''} ${css['narrow'] ?? ''}`}>
      {isReadOnly && <p className={css['soft']}>{t('readOnly')}</p>}
      <TextField
        label={t('descriptionZh')}
        hint={t('descriptionHint')}
        lang="zh-CN"
        rows={5}
        limit={MOST_DESCRIPTION}
        isDisabled={isReadOnly}
        value={draft.description.zh}
        onChange={(zh) => change({ description: { ...draft.description, zh } })}
      />
      <TextField
        label={t('descriptionEn')}
        hint={t('descriptionHint')}
        lang="en"
        rows={5}
        limit={MOST_DESCRIPTION}
        isDisabled={isReadOnly}
        value={draft.description.en}
        onChange={(en) => change({ description: { ...draft.description, en } })}
      />
      {kind === 'COMMUNITY' && (
        <ProfileLabels
          labels={draft.labels}
          isReadOnly={isReadOnly}
          onChange={(labels) => change({ labels })}
        />
      )}
      <DetailsFields
        details={draft.details}
        kind={kind}
        fault={faultIn(error)}
        isDisabled={isReadOnly}
        onChange={(changed) => change({ details: { ...draft.details, ...changed } })}
      />
      {editing.isOvertaken && state !== 'saving' && (
        <Notice tone="unknown" isLive title={t('overtaken')}>
          <p>{t('overtakenWhy')}</p>
          <div>
            <Button onPress={editing.startOver}>{t('startOver')}</Button>
          </div>
        </Notice>
      )}
      {error !== null && <SavingError error={error} />}
      {state === 'saved' && (
        <Notice tone="live" isLive>
          <p>{t('saved')}</p>
          <p>
            <Link to={`/organizations/${slug}`}>{t('publicPage')}</Link>
          </p>
        </Notice>
      )}
      {!isReadOnly && (
        <div>
          {obstacle !== null && <p className={css['soft']}>{obstacle}</p>}
          <Button type="submit" kind="main" isDisabled={state === 'saving' || obstacle !== null}>
            {state === 'saving' ? t('saving') : t('save')}
          </Button>
        </div>
      )}
    </form>
  );
}
