import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { useTooLong } from '../../../../components/forms/use-too-long.ts';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { pickText, request } from '../../../../lib/session/api.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { joinText } from '../words/join-text.ts';
import {
  isSlug,
  type JoinRequest,
  keepRequest,
  KINDS,
  readRequest,
  requestOf,
} from '../model/join-request.ts';
import type { MyRequest } from '../model/my-requests.ts';
import css from '../../signing-in/parts/people.module.css';
import { suggestSlug } from '../model/suggest-slug.ts';
import { useTask } from '../../../../lib/session/task.ts';

const REQUEST_ORGANIZATION = graphql(`
  mutation RequestOrganization($input: RequestOrganizationInput!) {
    requestOrganization(input: $input) {
      id
      slug
    }
  }
`);

/** Characters. */
const MOST_LETTER = 4_000;

interface JoinFormProps {
  readonly isAccreditor: boolean;
  /** What was asked for and is being corrected; null for a new request. */
  readonly correcting: MyRequest | null;
  onAsked(name: string): void;
}

/** Kind, names and short name; what was typed is kept until it is asked. */
export function JoinForm({ isAccreditor, correcting, onAsked }: JoinFormProps) {
  const t = useText(joinText);
  const { language } = useLanguage();
  const cache = useQueryClient();
  const task = useTask();
  const [isChecked, setIsChecked] = useState(false);
  const [fields, setFields] = useState(() => (correcting === null ? readRequest() : requestOf(correcting)));
  const { kind, en, zh, slug: typed, contact, letter } = fields;
  const slug = typed ?? suggestSlug(en);
  const change = (part: Partial<JoinRequest>) => {
    setFields((before) => {
      const next = { ...before, ...part };
      if (correcting === null) keepRequest(next);
      return next;
    });
  };
  const isNamed = en.trim() !== '' || zh.trim() !== '';
  const tooLong = useTooLong(letter, MOST_LETTER);
  const kinds = KINDS.filter((candidate) => candidate !== 'ACCREDITOR' || isAccreditor);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (!isNamed || !isSlug(slug) || contact.trim() === '' || letter.trim() === '' || tooLong !== null)
      return;
    const name = {
      ...(en.trim() !== '' && { en: en.trim() }),
      ...(zh.trim() !== '' && { zh: zh.trim() }),
    };
    const done = await task.run(async () => {
      await request(REQUEST_ORGANIZATION, {
        input: { kind, slug, name, contact: contact.trim(), letter: letter.trim() },
      });
      await cache.invalidateQueries({ queryKey: ['my-requests'] });
      return true;
    });
    if (done !== true) return;
    onAsked(pickText({ en: en.trim(), zh: zh.trim() }, language)?.text ?? slug);
    if (correcting === null) keepRequest(null);
  };
  const isTaken = errorCode(task.error) === 'CONFLICT';
  return (
    <form className={css['form']} noValidate onSubmit={(event) => void submit(event)}>
      <SelectField
        label={t('kind')}
        value={kind}
        choices={kinds.map((value) => ({ value, label: t(value) }))}
        onChange={(chosen) => change({ kind: chosen })}
      />
      <p className={css['soft']}>{t(`${kind}_hint`)}</p>
      {kind === 'COMMUNITY' && (
        <Notice>
          <p>{t('councilNote')}</p>
        </Notice>
      )}
      <TextField
        label={t('nameZh')}
        lang="zh-CN"
        maxLength={200}
        value={zh}
        onChange={(text) => change({ zh: text })}
        error={isChecked && !isNamed ? t('nameBad') : null}
      />
      <TextField
        label={t('nameEn')}
        lang="en"
        maxLength={200}
        value={en}
        onChange={(text) => change({ en: text })}
      />
      <TextField
        label={t('slug')}
        hint={t('slugHint', { address: `${window.location.host}/organizations/${slug === '' ? '…' : slug}` })}
        lang="en"
        maxLength={64}
        isRequired
        isDisabled={correcting !== null}
        value={slug}
        onChange={(text) => change({ slug: text })}
        error={isTaken ? t('slugTaken') : isChecked && !isSlug(slug) ? t('slugBad') : null}
      />
      <TextField
        label={t('contact')}
        hint={t('contactHint')}
        maxLength={200}
        isRequired
        value={contact}
        onChange={(text) => change({ contact: text })}
        error={isChecked && contact.trim() === '' ? t('contactBad') : null}
      />
      <TextField
        label={t('letter')}
        hint={t('letterHint')}
        rows={6}
        limit={MOST_LETTER}
        isRequired
        value={letter}
        onChange={(text) => change({ letter: text })}
        error={isChecked && letter.trim() === '' ? t('letterBad') : null}
      />
      {tooLong !== null && <p className={css['soft']}>{tooLong}</p>}
      <div>
        <Button type="submit" kind="main" isDisabled={task.isBusy || tooLong !== null}>
          {task.isBusy ? t('asking') : t(correcting === null ? 'ask' : 'correctVerb')}
        </Button>
      </div>
      {task.error !== null && !isTaken && <ErrorNotice error={task.error} />}
    </form>
  );
}
